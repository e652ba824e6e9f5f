"""Making bundles: an assistant's work for the office, an office's reply for one device."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asystent_desktop.exchange import frame
from asystent_desktop.exchange.head import Kind
from asystent_desktop.exchange.records import (
    BATCH_BYTES,
    BodyRecord,
    ObjectRecord,
    OperationRecord,
    RecordType,
    ValueRecord,
    in_batches,
)
from asystent_desktop.merge.canon import canon
from asystent_desktop.merge.operation import operation_id
from asystent_desktop.services import keys, letters, receipts, refilling, withdrawing
from asystent_desktop.services.exchange_views import Made
from asystent_desktop.services.files import write_checked
from asystent_desktop.storage import delivery, exchange_log, state
from asystent_desktop.storage.exchange_log import BundleRow, DeviceRow, LogRow
from asystent_desktop.storage.repository import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.keys import OwnKeys
    from asystent_desktop.storage import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Whom a bundle is for: its kind, the recipient's number and keys, the device it is counted for."""

    kind: Kind
    recipient: str
    keys: tuple[str, ...]
    device: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """Records of one file, their kinds; of own work the places in the log between which it lies."""

    records: list[BodyRecord]
    kinds: Counter[str]
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class _Written:
    number: int
    hash: str
    size: int


def make_work(desk: Desk, target: Path, *, limit: int = BATCH_BYTES) -> tuple[Made, ...]:
    """Write all own work that no receipt has confirmed for the office: one bundle, more above `limit` bytes.

    Each is complete in itself: any of them may be lost, late or taken first.
    """
    with desk.store.writing() as connection:
        own = keys.read_own(connection)
        pinned = keys.required(connection)
        rows = delivery.waiting(connection)
        lead = letters.from_laptop(desk, connection)
        kind = Kind.REFILL if refilling.wanted(connection) else Kind.WORK
        address = Address(kind=kind, recipient=pinned.office, keys=tuple(pinned.recipients))
        return _write_all(desk, connection, own, address, lead, _own_parts(rows, limit), target)


def make_reply(desk: Desk, device: DeviceRow, target: Path, *, limit: int = BATCH_BYTES) -> tuple[Made, ...]:
    """Write key set, receipts and all that a device has not acknowledged for it, as `make_work` does."""
    with desk.store.writing() as connection:
        own = keys.read_own(connection)
        pinned = keys.required(connection)
        lead: list[BodyRecord] = [ObjectRecord(RecordType.KEY_SET, pinned.data)]
        lead += letters.for_laptop(desk, connection, device)
        extend_stream(desk, connection, device)
        lead += receipts.write_all(connection, own, device)
        found = exchange_log.stream_after(connection, device.id, device.acknowledged)
        parts = _in_parts([row for _number, row in found], limit)
        if found:
            marks = _stream_marks(found[-1][0], len(parts))
            parts = [
                _Part([mark, *part.records], part.kinds) for mark, part in zip(marks, parts, strict=True)
            ]
        address = Address(kind=Kind.REPLY, recipient=device.id, keys=(device.age_key,), device=device.id)
        return _write_all(desk, connection, own, address, lead, parts, target)


def extend_stream(desk: Desk, connection: Connection, device: DeviceRow) -> None:
    """Add to a device's stream what it may see today and was not sent yet."""
    exchange_log.extend_stream(connection, device.id, _scopes_of(desk, Reader(connection), device))


def stream_records(connection: Connection, device: DeviceRow) -> tuple[list[BodyRecord], Counter[str]]:
    """Return the records of a device's stream that it has not acknowledged, and their kinds."""
    rows = exchange_log.stream_after(connection, device.id, device.acknowledged)
    records: list[BodyRecord] = _stream_marks(rows[-1][0], 1) if rows else []
    for _number, row in rows:
        records += _op_records(row)
    return records, Counter(row.kind for _number, row in rows)


def _write_frame(
    connection: Connection, own: OwnKeys, address: Address, records: list[BodyRecord], target: Path
) -> _Written:
    """Seal the records, write the file, keep number and hash; marks are kept only for a whole file."""
    mark = f":{address.device}" if address.device else ""
    number = state.number(connection, f"bundle_number{mark}") + 1
    sealed = frame.seal_frame(
        frame.FrameOut(
            kind=address.kind,
            office=keys.required(connection).office,
            sender=own.device,
            epoch=state.get(connection, "epoch") or "",
            number=number,
            recipient=address.recipient,
            recipient_keys=address.keys,
            records=records,
            signing_key=own.signing,
            previous_hash=state.get(connection, f"bundle_hash{mark}") or frame.NO_PREVIOUS,
        )
    )
    write_checked(target, sealed.data)
    state.put(connection, f"bundle_number{mark}", number)
    state.put(connection, f"bundle_hash{mark}", sealed.hash)
    return _Written(number, sealed.hash, len(sealed.data))


def _note_out(desk: Desk, connection: Connection, made: _Written, device: str, part: _Part) -> None:
    content: dict[str, object] = {"kinds": part.kinds}
    if not device:
        content |= {"first": part.first, "last": part.last}
    row = BundleRow(
        hash=made.hash,
        direction="out",
        device=device,
        epoch=state.get(connection, "epoch") or "",
        number=made.number,
        at_ms=desk.store.now_ms(),
        changes=sum(part.kinds.values()),
        state="saved",
        summary=json.dumps(content),
    )
    exchange_log.add_bundle(connection, row)
    desk.store.note(connection, "BUNDLE_OUT", device, detail=str(made.number))


def _scopes_of(desk: Desk, reader: Reader, device: DeviceRow) -> list[str]:
    """Return the scopes that a device may see today: its families, its account, what everyone sees."""
    families = withdrawing.granted(desk, reader, device.account)
    return [*(f"family:{one}" for one in sorted(families)), f"account:{device.account}", "everyone"]


def _op_records(row: LogRow) -> list[BodyRecord]:
    records: list[BodyRecord] = [OperationRecord(row.body)]
    if row.salt is not None and row.values is not None:
        records.append(ValueRecord(row.id, row.salt, row.values))
    return records


def _stream_marks(number: int, parts: int) -> list[BodyRecord]:
    """Return for each part the mark by which a device knows how far it has come, once it holds all parts."""
    if parts == 1:
        return [ObjectRecord(RecordType.CATALOGUE, canon({"stream": number, "v": 1}))]
    together = secrets.token_hex(8)
    return [
        ObjectRecord(
            RecordType.CATALOGUE,
            canon({"stream": number, "part": part, "parts": parts, "set": together, "v": 1}),
        )
        for part in range(1, parts + 1)
    ]


def _in_parts(rows: list[LogRow], limit: int) -> list[_Part]:
    """Return the records of operations in parts of at most `limit` bytes; one empty part of no operations."""
    kinds = {row.id: row.kind for row in rows}
    parts = []
    for batch in in_batches((_op_records(row) for row in rows), limit=limit):
        bodies = [operation_id(one.body) for one in batch if isinstance(one, OperationRecord)]
        parts.append(_Part(list(batch), Counter(kinds[one] for one in bodies)))
    return parts or [_Part([], Counter())]


def _own_parts(rows: list[tuple[int, LogRow]], limit: int) -> list[_Part]:
    """Return own work in parts, each with the places in the log of its first and its last operation."""
    places = [place for place, _row in rows]
    found = []
    for part in _in_parts([row for _place, row in rows], limit):
        count = sum(part.kinds.values())
        held, places = places[:count], places[count:]
        found.append(replace(part, first=held[0], last=held[-1]) if held else part)
    return found


def _write_all(
    desk: Desk,
    connection: Connection,
    own: OwnKeys,
    address: Address,
    lead: list[BodyRecord],
    parts: list[_Part],
    target: Path,
) -> tuple[Made, ...]:
    """Write each part with the same lead; the first to `target`, others beside it."""
    found = []
    for place, part in enumerate(parts):
        file = target if not place else target.with_name(f"{target.stem}-{place + 1}{target.suffix}")
        made = _write_frame(connection, own, address, lead + part.records, file)
        _note_out(desk, connection, made, address.device, part)
        changes = sum(part.kinds.values())
        found.append(
            Made(file=file, changes=changes, device=address.device, number=made.number, size=made.size)
        )
    return tuple(found)


def note_failed(desk: Desk, device: str, changes: int, reason: str) -> None:
    """Keep in the history that a bundle could not be written; nothing counts as sent."""
    with desk.store.writing() as connection:
        mark = f":{device}" if device else ""
        row = BundleRow(
            hash=secrets.token_hex(32),
            direction="out",
            device=device,
            epoch=state.get(connection, "epoch") or "",
            number=state.number(connection, f"bundle_number{mark}") + 1,
            at_ms=desk.store.now_ms(),
            changes=changes,
            state="failed",
            summary=json.dumps({"kinds": {}, "reason": reason}),
        )
        exchange_log.add_bundle(connection, row)
