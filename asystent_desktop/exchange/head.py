"""The 256-byte head of a frame, its 192 signed bytes and its order of checks."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from asystent_desktop.exchange.faults import AlteredBundleError, NewerFrameError, NotABundleError
from asystent_desktop.exchange.records import MAX_COUNT
from asystent_desktop.exchange.signed import hash_hex

MAGIC: Final = b"ARFRAME1"
VERSION: Final = 1
READER: Final = 1
SIGNED_BYTES: Final = 192
HEAD_BYTES: Final = 256
_SIGNED: Final = struct.Struct(">8sHHBBH16s16s8sQ16s32s32sQII32s")
_SMALLEST_RECORD: Final = 5


class Kind(IntEnum):
    """What a frame is for."""

    WORK = 1
    REPLY = 2
    RECEIPT = 3
    REQUEST = 4
    WELCOME = 5
    REVOCATION = 6
    REFILL = 7
    ESCROW = 8


# A refill is asked for by a device and given by the office under the same kind.
TO_OFFICE: Final = frozenset({Kind.WORK, Kind.REQUEST, Kind.REFILL, Kind.ESCROW})
TO_DEVICE: Final = frozenset({Kind.REPLY, Kind.RECEIPT, Kind.WELCOME, Kind.REVOCATION, Kind.REFILL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The fields of a head; ids, epoch and hashes as hex, lengths in bytes.

    `kind` may be a number that this version does not know; `hash` (hex) is what receipts and the sender's
    next frame name, empty before signing.
    """

    version: int
    reader: int
    kind: int
    office: str
    sender: str
    epoch: str
    number: int
    recipient: str
    recipient_hash: str
    previous: str
    body_length: int
    count: int
    padding: int
    body_hash: str
    hash: str = ""

    def unsigned_bytes(self) -> bytes:
        """Return the 192 bytes that the signature covers."""
        return _SIGNED.pack(
            MAGIC,
            self.version,
            self.reader,
            self.kind,
            0,
            0,
            bytes.fromhex(self.office),
            bytes.fromhex(self.sender),
            bytes.fromhex(self.epoch),
            self.number,
            bytes.fromhex(self.recipient),
            bytes.fromhex(self.recipient_hash),
            bytes.fromhex(self.previous),
            self.body_length,
            self.count,
            self.padding,
            bytes.fromhex(self.body_hash),
        )


def recipient_hash(keys: Iterable[str]) -> str:
    """Return the hash (hex) that binds a frame to the recipient's age keys, whatever their order."""
    return hash_hex("\n".join(sorted(keys)).encode())


def hash_of(plain: bytes) -> str:
    """Return the hash (hex) of the head of a written frame."""
    return hash_hex(plain[:HEAD_BYTES])


def parse(plain: bytes) -> Head:
    """Read a head: size, magic, lowest reader version, zero flags, in this order."""
    if len(plain) < HEAD_BYTES or not plain.startswith(MAGIC):
        raise NotABundleError(code="FRAME_MAGIC")
    values = _SIGNED.unpack_from(plain)
    _magic, version, reader, kind, flags, reserved, office, sender, epoch, number = values[:10]
    recipient, keys_hash, previous, body_length, count, padding, body_hash = values[10:]
    if reader > VERSION:
        raise NewerFrameError(code="READER", reader=reader)
    if flags or reserved:
        raise AlteredBundleError(code="FLAGS")
    if not 1 <= reader <= version or not number:
        raise AlteredBundleError(code="NUMBERS")
    return Head(
        version=version,
        reader=reader,
        kind=kind,
        office=office.hex(),
        sender=sender.hex(),
        epoch=epoch.hex(),
        number=number,
        recipient=recipient.hex(),
        recipient_hash=keys_hash.hex(),
        previous=previous.hex(),
        body_length=body_length,
        count=count,
        padding=padding,
        body_hash=body_hash.hex(),
        hash=hash_of(plain),
    )


def check_lengths(found: Head, size: int) -> None:
    """Hold a head against the size of its frame before anything of that size is touched."""
    if found.count > MAX_COUNT:
        raise AlteredBundleError(code="COUNT")
    if found.body_length < _SMALLEST_RECORD * found.count:
        raise AlteredBundleError(code="COUNT")
    if HEAD_BYTES + found.body_length + found.padding != size:
        raise AlteredBundleError(code="LENGTHS")
