"""Whether the disk under a folder is encrypted, as far as the system says so without special rights."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"
_BLOCKS: Final = Path("/sys/dev/block")


def encryption(folder: Path) -> str:
    """Return `yes`, `no` or `unknown`; only Linux answers without special rights."""
    if not sys.platform.startswith("linux"):
        return UNKNOWN
    try:
        device = os.stat(folder).st_dev
        block = (_BLOCKS / f"{os.major(device)}:{os.minor(device)}").resolve(strict=True)
    except OSError:
        return UNKNOWN
    return YES if _is_crypt(block) else NO


def _is_crypt(block: Path) -> bool:
    """Walk down from a volume to what it stands on: one encrypted layer is enough."""
    try:
        if (block / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    below = block / "slaves"
    return below.is_dir() and any(_is_crypt(one.resolve()) for one in below.iterdir())
