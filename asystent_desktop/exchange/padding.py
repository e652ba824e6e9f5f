"""Sizes of frames: only 81 of them up to 64 MiB, so that a size tells little about the content."""

from __future__ import annotations

from typing import Final

SMALLEST: Final = 64 * 1024
LARGEST: Final = 64 * 1024 * 1024


def padded(size: int) -> int:
    """Return the size to which a frame of `size` bytes is filled up: at most 12.5 % more above 64 KiB."""
    if size <= SMALLEST:
        return SMALLEST
    step = 1 << (size.bit_length() - 4)
    return -(-size // step) * step
