"""The records in the body of a frame: their types, their bytes, their limits."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.exchange.faults import AlteredBundleError, PaperError
from asystent_desktop.exchange.signed import HASH_BYTES, Fields, hash_hex
from asystent_desktop.merge import labels
from asystent_desktop.merge.canon import NotCanonicalError, canon, load_object

KIB: Final = 1024
MAX_COUNT: Final = 200_000
MAX_RECORD: Final = 1024 * KIB
MAX_OPERATION: Final = 64 * KIB
MAX_VALUE: Final = 256 * KIB
CHUNK_BYTES: Final = 256 * KIB
MAX_ATTACHMENT: Final = 20 * 1024 * KIB
BATCH_BYTES: Final = 48 * 1024 * KIB
SALT_BYTES: Final = 16
SKIPPABLE: Final = 0x80
_PREFIX: Final = struct.Struct(">IB")
_INDEX: Final = struct.Struct(">I")
_VALUE_HEAD: Final = HASH_BYTES + SALT_BYTES
_CHUNK_HEAD: Final = HASH_BYTES + _INDEX.size


class RecordType(IntEnum):
    """The types of records; 0x80 and above may be skipped by a reader that does not know them."""

    OPERATION = 1
    VALUE = 2
    CHUNK = 3
    RECEIPT = 4
    STREAM = 5
    AUDIT_TIP = 6
    KEY_SET = 7
    GRANTS = 8
    CATALOGUE = 9
    DIAGNOSTICS = 10
    REQUEST = 11
    CERTIFICATE = 12
    REVOCATION = 13
    REPLACEMENT = 14
    LOOKS = 0x80


@dataclass(frozen=True, slots=True)
class OperationRecord:
    """One operation: its canonical bytes as its author made them, not yet looked into."""

    body: bytes


@dataclass(frozen=True, slots=True)
class ValueRecord:
    """The values of one operation: its id (hex), the 16-byte salt, the canonical bytes."""

    operation: str
    salt: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class ChunkRecord:
    """A piece of an attachment: the hash of the whole (hex), the piece's index from 0, at most 256 KiB."""

    attachment: str
    index: int
    data: bytes


@dataclass(frozen=True, slots=True)
class StreamItem:
    """One item of what a device is sent: number from 1, operation, reason, hash of the item before."""

    number: int
    operation: str
    reason: str
    previous: str

    @property
    def hash(self) -> str:
        """The hash (hex) that the next item names as its previous one."""
        return hash_hex(labels.STREAM + self.body)

    @property
    def body(self) -> bytes:
        """The canonical bytes."""
        return canon(
            {"n": self.number, "op": self.operation, "prev": self.previous, "reason": self.reason, "v": 1}
        )


@dataclass(frozen=True, slots=True)
class AuditTip:
    """The last row of the sender's audit chain: its number and hash (hex)."""

    number: int
    hash: str

    @property
    def body(self) -> bytes:
        """The canonical bytes."""
        return canon({"hash": self.hash, "q": self.number, "v": 1})


@dataclass(frozen=True, slots=True)
class ObjectRecord:
    """Any other record: a canonical object whose reader is the module of its type."""

    type: RecordType
    body: bytes


@dataclass(frozen=True, slots=True)
class UnreadRecord:
    """A record to be set aside alone: its type number, its bytes, and why (`TYPE`, `SIZE` or `FORM`)."""

    type: int
    body: bytes
    reason: str


BodyRecord = OperationRecord | ValueRecord | ChunkRecord | StreamItem | AuditTip | ObjectRecord | UnreadRecord


class _BadRecordError(PaperError):
    """A record whose content does not fit its type."""


def pack(record: BodyRecord) -> bytes:
    """Return the bytes of one record; InvalidValueError when it is larger than its type allows."""
    kind, payload = _payload(record)
    if len(payload) > _LIMITS.get(kind, MAX_RECORD):
        raise InvalidValueError("record", "Ten zapis jest za duży, żeby go wysłać.")
    return _PREFIX.pack(len(payload), kind) + payload


def in_batches(
    groups: Iterable[Sequence[BodyRecord]], *, limit: int = BATCH_BYTES
) -> Iterator[tuple[BodyRecord, ...]]:
    """Split groups that belong together (an operation and its values) into bodies of at most `limit` bytes.

    A group that is larger alone makes a body of its own.
    """
    batch: list[BodyRecord] = []
    size = 0
    for group in groups:
        more = sum(len(pack(record)) for record in group)
        if batch and (size + more > limit or len(batch) + len(group) > MAX_COUNT):
            yield tuple(batch)
            batch, size = [], 0
        batch.extend(group)
        size += more
    if batch:
        yield tuple(batch)


def check_framing(body: memoryview, count: int) -> None:
    """Walk the lengths of `count` records before one is read; AlteredBundleError unless they fit."""
    at = 0
    for _ in range(count):
        if at + _PREFIX.size > len(body):
            raise AlteredBundleError(code="RECORD_CUT")
        length, _kind = _PREFIX.unpack_from(body, at)
        if length > MAX_RECORD:
            raise AlteredBundleError(code="RECORD_SIZE")
        at += _PREFIX.size + length
    if at != len(body):
        raise AlteredBundleError(code="RECORD_COUNT")


def read(body: memoryview, count: int) -> Iterator[BodyRecord]:
    """Yield the records of a body that passed `check_framing`, without those of unknown skippable types."""
    at = 0
    for _ in range(count):
        length, kind = _PREFIX.unpack_from(body, at)
        at += _PREFIX.size
        if kind in _KNOWN:
            yield _unpack(kind, bytes(body[at : at + length]))
        elif kind < SKIPPABLE:
            yield UnreadRecord(kind, bytes(body[at : at + length]), "TYPE")
        at += length


def first_object(body: memoryview, count: int) -> ObjectRecord | None:
    """Return the first record when it is a plain object: a request, or a key set that leads a bundle."""
    if not count:
        return None
    check_framing(body, count)
    record = next(read(body, 1), None)
    return record if isinstance(record, ObjectRecord) else None


def _payload(record: BodyRecord) -> tuple[int, bytes]:
    match record:
        case OperationRecord(body):
            return RecordType.OPERATION, body
        case ValueRecord(operation, salt, body):
            return RecordType.VALUE, bytes.fromhex(operation) + salt + body
        case ChunkRecord(attachment, index, data):
            return RecordType.CHUNK, bytes.fromhex(attachment) + _INDEX.pack(index) + data
        case StreamItem():
            return RecordType.STREAM, record.body
        case AuditTip():
            return RecordType.AUDIT_TIP, record.body
        case ObjectRecord(kind, body) | UnreadRecord(kind, body):
            return kind, body


def _unpack(kind: int, payload: bytes) -> BodyRecord:
    if len(payload) > _LIMITS.get(kind, MAX_RECORD):
        return UnreadRecord(kind, payload, "SIZE")
    try:
        return _KNOWN[kind](payload)
    except (_BadRecordError, NotCanonicalError):
        return UnreadRecord(kind, payload, "FORM")


def _value(payload: bytes) -> ValueRecord:
    if len(payload) <= _VALUE_HEAD:
        raise _BadRecordError(code="CUT")
    return ValueRecord(payload[:HASH_BYTES].hex(), payload[HASH_BYTES:_VALUE_HEAD], payload[_VALUE_HEAD:])


def _chunk(payload: bytes) -> ChunkRecord:
    if len(payload) <= _CHUNK_HEAD:
        raise _BadRecordError(code="CUT")
    (index,) = _INDEX.unpack_from(payload, HASH_BYTES)
    if index >= MAX_ATTACHMENT // CHUNK_BYTES:
        raise _BadRecordError(code="INDEX")
    return ChunkRecord(payload[:HASH_BYTES].hex(), index, payload[_CHUNK_HEAD:])


def _stream_item(payload: bytes) -> StreamItem:
    fields = Fields.of(payload, _BadRecordError)
    item = StreamItem(
        number=fields.number("n", low=1),
        operation=fields.hex("op", HASH_BYTES),
        reason=fields.code("reason"),
        previous=fields.hex("prev", HASH_BYTES),
    )
    _must_equal(item.body, payload)
    return item


def _audit_tip(payload: bytes) -> AuditTip:
    fields = Fields.of(payload, _BadRecordError)
    tip = AuditTip(fields.number("q"), fields.hex("hash", HASH_BYTES))
    _must_equal(tip.body, payload)
    return tip


def _must_equal(known: bytes, payload: bytes) -> None:
    """Refuse fields that this version does not know: the chain's hash covers the known ones only."""
    if known != payload:
        raise _BadRecordError(code="FIELDS")


def _object_of(kind: RecordType) -> Callable[[bytes], ObjectRecord]:
    def unpack(payload: bytes) -> ObjectRecord:
        load_object(payload, max_bytes=MAX_RECORD)
        return ObjectRecord(kind, payload)

    return unpack


_LIMITS: Final[dict[int, int]] = {
    RecordType.OPERATION: MAX_OPERATION,
    RecordType.VALUE: MAX_VALUE + _VALUE_HEAD,
    RecordType.CHUNK: CHUNK_BYTES + _CHUNK_HEAD,
}
_KNOWN: Final[dict[int, Callable[[bytes], BodyRecord]]] = {
    **{kind: _object_of(kind) for kind in RecordType},
    RecordType.OPERATION: OperationRecord,
    RecordType.VALUE: _value,
    RecordType.CHUNK: _chunk,
    RecordType.STREAM: _stream_item,
    RecordType.AUDIT_TIP: _audit_tip,
}
