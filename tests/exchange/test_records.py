from __future__ import annotations

import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.exchange import records
from asystent_desktop.exchange.faults import AlteredBundleError
from asystent_desktop.exchange.records import (
    AuditTip,
    BodyRecord,
    ChunkRecord,
    ObjectRecord,
    OperationRecord,
    RecordType,
    StreamItem,
    UnreadRecord,
    ValueRecord,
)
from asystent_desktop.merge.canon import canon
from tests.exchange.world import every_record, work

NONE = "00" * 32


def raw(kind: int, payload: bytes) -> bytes:
    return struct.pack(">IB", len(payload), kind) + payload


def read(body: bytes, count: int) -> list[BodyRecord]:
    view = memoryview(body)
    records.check_framing(view, count)
    return list(records.read(view, count))


def test_each_type_comes_back_as_it_was() -> None:
    given_records = every_record()
    body = b"".join(records.pack(record) for record in given_records)
    assert read(body, len(given_records)) == given_records


def test_types_have_the_numbers_of_the_format() -> None:
    assert [int(kind) for kind in RecordType] == [*range(1, 15), 0x80]
    assert [records.pack(record)[4] for record in every_record()] == [1, 2, 1, 2, 3, 5, 6, 8, 9, 10]


def test_an_unknown_type_is_set_aside_alone_and_a_skippable_one_left_out() -> None:
    body = raw(0x7F, b"x") + records.pack(work(1)[0]) + raw(0x81, b"y") + raw(0xFF, b"") + raw(0, b"")
    assert read(body, 5) == [UnreadRecord(0x7F, b"x", "TYPE"), work(1)[0], UnreadRecord(0, b"", "TYPE")]


@pytest.mark.parametrize(
    ("kind", "payload", "reason"),
    [
        (RecordType.OPERATION, bytes(64 * 1024 + 1), "SIZE"),
        (RecordType.VALUE, bytes(256 * 1024 + 49), "SIZE"),
        (RecordType.VALUE, bytes(48), "FORM"),
        (RecordType.CHUNK, bytes(256 * 1024 + 37), "SIZE"),
        (RecordType.CHUNK, bytes(36), "FORM"),
        (RecordType.CHUNK, bytes(32) + struct.pack(">I", 80) + b"x", "FORM"),
        (RecordType.RECEIPT, b"{}  ", "FORM"),
        (RecordType.CATALOGUE, b"[]", "FORM"),
        (RecordType.DIAGNOSTICS, b'{"a":1.0}', "FORM"),
        (RecordType.AUDIT_TIP, canon({"hash": "3a" * 32, "q": -1, "v": 1}), "FORM"),
        (RecordType.AUDIT_TIP, canon({"hash": "3a" * 32, "q": 1, "v": 1, "x": 1}), "FORM"),
        (RecordType.AUDIT_TIP, canon({"hash": "3A" * 32, "q": 1, "v": 1}), "FORM"),
        (RecordType.STREAM, canon({"n": True, "op": "2a" * 32, "prev": NONE, "reason": "X", "v": 1}), "FORM"),
        (RecordType.STREAM, canon({"n": 1, "op": "2a" * 32, "prev": NONE, "reason": "x", "v": 1}), "FORM"),
    ],
)  # fmt: skip
def test_a_record_that_does_not_fit_its_type_is_set_aside_with_its_bytes(
    kind: RecordType, payload: bytes, reason: str
) -> None:
    good = records.pack(work(1)[0])
    found = read(good + raw(kind, payload) + good, 3)
    assert found == [work(1)[0], UnreadRecord(kind, payload, reason), work(1)[0]]


def test_the_largest_attachment_is_twenty_mebibytes() -> None:
    last = ChunkRecord("1a" * 32, 79, bytes(256 * 1024))
    assert read(records.pack(last), 1) == [last]


@pytest.mark.parametrize(
    "record",
    [
        OperationRecord(bytes(64 * 1024 + 1)),
        ValueRecord("00" * 32, bytes(16), bytes(256 * 1024 + 1)),
        ChunkRecord("00" * 32, 0, bytes(256 * 1024 + 1)),
        ObjectRecord(RecordType.CATALOGUE, bytes(1024 * 1024 + 1)),
    ],
)
def test_too_large_records_are_not_written(record: BodyRecord) -> None:
    with pytest.raises(InvalidValueError):
        records.pack(record)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (raw(1, b"abc"), 2),
        (raw(1, b"abc") * 2, 1),
        (raw(1, b"abc")[:-1], 1),
        (raw(1, b"abc") + b"\0", 1),
        (raw(1, b"abc") + b"\0" * 4, 2),
        (struct.pack(">IB", 2**32 - 1, 1), 1),
        (raw(1, bytes(1024 * 1024 + 1)), 1),
        (b"x", 0),
    ],
)
def test_lengths_that_do_not_fill_the_body_are_refused_before_a_record_is_read(
    body: bytes, count: int
) -> None:
    with pytest.raises(AlteredBundleError):
        read(body, count)


@given(st.binary(max_size=200), st.integers(0, 40))
def test_any_bytes_are_read_or_refused(body: bytes, count: int) -> None:
    try:
        found = read(body, count)
    except AlteredBundleError:
        return
    assert len(found) <= count


@given(st.lists(st.integers(1, 9), max_size=30), st.integers(50, 4000))
def test_batches_keep_groups_whole_and_lose_nothing(sizes: list[int], limit: int) -> None:
    groups = [work(size) for size in sizes]
    batches = list(records.in_batches(groups, limit=limit))
    assert [record for batch in batches for record in batch] == [one for group in groups for one in group]
    for batch in batches:
        weight = sum(len(records.pack(record)) for record in batch)
        assert weight <= limit or list(batch) in groups
    assert all(isinstance(batch[0], OperationRecord) for batch in batches)


def test_stream_items_are_chained_by_their_hash() -> None:
    items = [StreamItem(1, "2a" * 32, "GRANTED", "00" * 32)]
    for number in (2, 3):
        items.append(StreamItem(number, "2b" * 32, "GRANTED", items[-1].hash))
    assert all(later.previous == earlier.hash for earlier, later in pairwise(items))
    assert len({item.hash for item in items}) == 3


def test_only_a_plain_object_in_front_counts_as_first_object() -> None:
    tip = records.pack(AuditTip(1, "3a" * 32))
    catalogue = ObjectRecord(RecordType.CATALOGUE, b"{}")
    assert records.first_object(memoryview(tip), 1) is None
    assert records.first_object(memoryview(b""), 0) is None
    assert records.first_object(memoryview(raw(0x80, b"")), 1) is None
    assert records.first_object(memoryview(records.pack(catalogue) + tip), 2) == catalogue
