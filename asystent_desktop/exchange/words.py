"""Eight words that two people compare by voice: they agree only when both sides hold the same keys."""

from __future__ import annotations

import struct
from functools import cache
from hashlib import sha256
from typing import Final

from asystent_desktop.exchange.keyset import KeySet
from asystent_desktop.exchange.request import DeviceKeys
from asystent_desktop.merge import labels
from asystent_desktop.paths import resource

COUNT: Final = 8
LIST_LENGTH: Final = 1024
_BITS: Final = 10


@cache
def word_list() -> tuple[str, ...]:
    """Return the 1,024 words that the program ships with, in the order that gives each its ten bits."""
    return tuple(resource("lists", "comparison_words.txt").read_text(encoding="utf-8").split())


def compare(
    key_set: KeySet, device: DeviceKeys, *, account: str, invitation: str, nonce: bytes
) -> tuple[str, ...]:
    """Return the eight words of one enrolment: 80 bits of a hash over everything that could be substituted.

    `account` and `invitation` (or the id of a replacement request) are hex ids. Each side passes its own.
    """
    parts = (
        key_set.identity_key,
        bytes.fromhex(key_set.hash),
        device.signing_key,
        device.recipient.encode(),
        bytes.fromhex(account),
        bytes.fromhex(invitation),
        nonce,
    )
    return spoken(labels.ENROLMENT_WORDS, b"".join(struct.pack(">I", len(part)) + part for part in parts))


def spoken(label: bytes, data: bytes) -> tuple[str, ...]:
    """Return eight words for 80 bits of a hash over `data`; `label` is that of their purpose."""
    digest = sha256(label + data).digest()
    number = int.from_bytes(digest[: COUNT * _BITS // 8])
    shifts = range((COUNT - 1) * _BITS, -1, -_BITS)
    return tuple(word_list()[number >> shift & LIST_LENGTH - 1] for shift in shifts)
