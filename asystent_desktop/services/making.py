"""Making bundles: an assistant's work for the office, an office's reply for one device."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asystent_desktop.exchange import frame
from asystent_desktop.exchange.head import Kind
from asystent_desktop.exchange.records import (
    BodyRecord,
    ObjectRecord,
    OperationRecord,
    RecordType,
    ValueRecord,
)
from asystent_desktop.merge.canon import canon
from asystent_desktop.services import keys, letters, receipts, refilling, withdrawing
from asystent_desktop.services.exchange_views import Made
from asystent_desktop.services.files import write_checked
from asystent_desktop.storage import exchange_log, state
from asystent_desktop.storage.exchange_log import BundleRow, DeviceRow
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
class _Written:
    number: int
    hash: str
    size: int


def make_work(desk: Desk, target: Path) -> Made:
    """Write all own work that no receipt has confirmed into one bundle for the office."""
    with desk.store.writing() as connection:
        own = keys.read_own(connection)
        pinned = keys.required(connection)
        rows = exchange_log.undelivered(connection, own.device)
        records = letters.from_laptop(desk, connection)
        for row in rows:
            records += _op_records(row)
        kind = Kind.REFILL if refilling.wanted(connection) else Kind.WORK
        address = Address(kind=kind, recipient=pinned.office, keys=tuple(pinned.recipients))
        made = _write_frame(connection, own, address, records, target)
        kinds = Counter(row.kind for row in rows)
        _note_out(desk, connection, made, "", kinds)
    return Made(file=target, changes=len(rows), device="", number=made.number, size=made.size)


def make_reply(desk: Desk, device: DeviceRow, target: Path) -> Made:
    """Write key set, receipts and all that a device has not acknowledged into one bundle for it."""
    with desk.store.writing() as connection:
        own = keys.read_own(connection)
        pinned = keys.required(connection)
        records: list[BodyRecord] = [ObjectRecord(RecordType.KEY_SET, pinned.data)]
        records += letters.for_laptop(desk, connection, device)
        extend_stream(desk, connection, device)
        records += receipts.write_all(connection, own, device)
        items, kinds = stream_records(connection, device)
        address = Address(kind=Kind.REPLY, recipient=device.id, keys=(device.age_key,), device=device.id)
        made = _write_frame(connection, own, address, records + items, target)
        _note_out(desk, connection, made, device.id, kinds)
    return Made(
        file=target, changes=sum(kinds.values()), device=device.id, number=made.number, size=made.size
    )


def extend_stream(desk: Desk, connection: Connection, device: DeviceRow) -> None:
    """Add to a device's stream what it may see today and was not sent yet."""
    exchange_log.extend_stream(connection, device.id, _scopes_of(desk, Reader(connection), device))


def stream_records(connection: Connection, device: DeviceRow) -> tuple[list[BodyRecord], Counter[str]]:
    """Return the records of a device's stream that it has not acknowledged, and their kinds."""
    rows = exchange_log.stream_after(connection, device.id, device.acknowledged)
    records: list[BodyRecord] = [_stream_mark(rows[-1][0])] if rows else []
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


def _note_out(desk: Desk, connection: Connection, made: _Written, device: str, kinds: Counter[str]) -> None:
    row = BundleRow(
        hash=made.hash,
        direction="out",
        device=device,
        epoch=state.get(connection, "epoch") or "",
        number=made.number,
        at_ms=desk.store.now_ms(),
        changes=sum(kinds.values()),
        state="saved",
        summary=json.dumps({"kinds": kinds}),
    )
    exchange_log.add_bundle(connection, row)
    desk.store.note(connection, "BUNDLE_OUT", device, detail=str(made.number))


def _scopes_of(desk: Desk, reader: Reader, device: DeviceRow) -> list[str]:
    """Return the scopes that a device may see today: its families, its account, what everyone sees."""
    families = withdrawing.granted(desk, reader, device.account)
    return [*(f"family:{one}" for one in sorted(families)), f"account:{device.account}", "everyone"]


def _op_records(row: exchange_log.LogRow) -> list[BodyRecord]:
    records: list[BodyRecord] = [OperationRecord(row.body)]
    if row.salt is not None and row.values is not None:
        records.append(ValueRecord(row.id, row.salt, row.values))
    return records


def _stream_mark(number: int) -> ObjectRecord:
    return ObjectRecord(RecordType.CATALOGUE, canon({"stream": number, "v": 1}))
