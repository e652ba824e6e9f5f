"""Receipts: what the office confirms to each device, and what a laptop counts as delivered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from asystent_desktop.exchange import keyset, receipt
from asystent_desktop.exchange.head import VERSION
from asystent_desktop.exchange.records import BodyRecord, ObjectRecord, RecordType
from asystent_desktop.merge.canon import Json, load_object
from asystent_desktop.services import anchoring, keys, office_anew, refilling
from asystent_desktop.storage import (
    alerts,
    anchors,
    chain,
    delivery,
    devices,
    exchange_log,
    former,
    quarantine,
    state,
)

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.keys import OwnKeys
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.exchange_log import DeviceRow

OWED, SENT = "owed", "sent"
REFUSED = "REFUSED"
PARKED = "PARKED"
_MARKS_SHOWN = 200
_MARK_BYTES = 64 * 1024
_MOST_ITEMS = 1_000


def write_all(connection: Connection, own: OwnKeys, device: DeviceRow) -> list[BodyRecord]:
    """Return a signed receipt for each epoch of the device, computed from committed data only."""
    found: list[BodyRecord] = []
    for one in (device.id, *former.of(connection, device.id)):
        found += _write_for(connection, own, one)
    return found


def _write_for(connection: Connection, own: OwnKeys, device: str) -> list[BodyRecord]:
    pinned = keys.required(connection)
    taken = exchange_log.bundles_of(connection, device, _MARKS_SHOWN)
    found: list[BodyRecord] = []
    for reached in _epochs(connection, device):
        issued = state.number(connection, f"receipts:{device}") + 1
        state.put(connection, f"receipts:{device}", issued)
        signed = receipt.write(
            receipt.Receipt(
                office=pinned.office,
                device=device,
                epoch=reached.epoch,
                number=issued,
                tips=tuple(receipt.Tip(number, one) for number, one in reached.tips),
                held=_held(connection, device),
                parked=exchange_log.parked(connection, device, reached.epoch, _MOST_ITEMS),
                bundles=tuple(
                    receipt.BundleMark(one.number, one.hash) for one in taken if one.epoch == reached.epoch
                ),
                reader=VERSION,
                audit=anchoring.mark_for(connection, device, reached.epoch),
                grant=state.number(connection, "grant_number"),
                by=state.get(connection, "account") or "",
            ),
            own.device,
            own.signing,
        )
        found.append(ObjectRecord(RecordType.RECEIPT, signed))
    return found


def _epochs(connection: Connection, device: str) -> list[chain.Reached]:
    """Return how far each epoch came; one without work yet is confirmed too, for its bundles and audit."""
    found = list(chain.tips(connection, device))
    known = {one.epoch for one in found}
    return [
        *found,
        *(chain.Reached(one, ()) for one in anchors.epochs(connection, device) if one not in known),
    ]


def owed(connection: Connection, device: DeviceRow) -> str:
    """Tell what is known, at the office, of the receipt for a device's newest bundle.

    OWED: no reply was made since that bundle came. SENT: one was, but nothing says that it has arrived.
    Empty: nothing came yet, or a bundle without any operation, which a laptop makes only when nothing of its
    work waits for a receipt. Nothing is owed to a revoked device.
    """
    newest = exchange_log.bundles_of(connection, device.id, 1)
    if device.state != "active" or not newest or newest[0].content.get("operations") == 0:
        return ""
    replied = devices.traffic(connection, device.id, "out").last_ms
    return SENT if replied is not None and replied >= newest[0].at_ms else OWED


def take_all(desk: Desk, connection: Connection, rest: list[BodyRecord], *, are_valid: bool = True) -> None:
    """Take key set and receipts out of a reply; receipts that are not valid any more change nothing."""
    device = desk.store.identity.device
    pinned = keys.required(connection)
    for record in rest:
        if not isinstance(record, ObjectRecord):
            continue
        if record.type == RecordType.KEY_SET:
            pinned = keyset.newest(pinned, record.body)
            keys.pin(connection, pinned)
        elif record.type == RecordType.RECEIPT and are_valid:
            found = receipt.read(record.body, pinned, device, *former.of(connection, device))
            _take_one(desk, connection, found)
            anchoring.keep_receipt(desk, connection, found, record.body)


def acknowledge(connection: Connection, rest: list[BodyRecord]) -> None:
    """Keep, on a laptop, up to which number its stream has come."""
    for record in rest:
        if isinstance(record, ObjectRecord) and record.type == RecordType.CATALOGUE:
            mark = load_object(record.body, max_bytes=_MARK_BYTES)
            number = mark.get("stream")
            if isinstance(number, int) and _is_whole(connection, mark):
                state.put(connection, "stream_ack", max(number, state.number(connection, "stream_ack")))


def _is_whole(connection: Connection, mark: dict[str, Json]) -> bool:
    """Tell whether all parts of a reply that was split have come; a lost one is sent again with the next."""
    part, parts, together = mark.get("part"), mark.get("parts"), mark.get("set")
    if not (isinstance(part, int) and isinstance(parts, int) and isinstance(together, str)):
        return True
    kept = json.loads(state.get(connection, "stream_parts") or "{}")
    had = set(kept.get("parts", ())) if kept.get("set") == together else set()
    had.add(part)
    state.put(connection, "stream_parts", json.dumps({"set": together, "parts": sorted(had)}))
    return len(had) >= parts


def acknowledged_by(connection: Connection, device: DeviceRow, rest: list[BodyRecord]) -> None:
    """Keep, at the office, up to which number a device holds its stream."""
    for record in rest:
        if isinstance(record, ObjectRecord) and record.type == RecordType.DIAGNOSTICS:
            said = load_object(record.body, max_bytes=_MARK_BYTES)
            number = said.get("ack")
            if isinstance(number, int) and office_anew.is_of_present(connection, said):
                exchange_log.acknowledge(connection, device.id, number)


def _held(connection: Connection, device: str) -> tuple[receipt.Held, ...]:
    """Return what is held of a device's work, and what was refused, with the answer in words."""
    rows = quarantine.records(connection, quarantine.HELD, quarantine.REFUSED, device=device)
    return tuple(
        receipt.Held(one.id, REFUSED if one.state == quarantine.REFUSED else one.reason, one.note)
        for one in rows[:_MOST_ITEMS]
    )


def _take_one(desk: Desk, connection: Connection, found: receipt.Receipt) -> None:
    """Count as delivered only what stands before the confirmed ends of the own chain."""
    now_ms = desk.store.now_ms()
    for tip in found.tips:
        if chain.holds(connection, (found.device, found.epoch, tip.number), tip.operation):
            delivery.confirm_chain(connection, found.device, found.epoch, (tip.number, tip.operation))
        else:
            _note_foreign_tip(desk, connection, found, tip)
    hashes = [one.hash for one in found.bundles]
    delivery.confirm_bundles(connection, hashes)
    exchange_log.mark_delivered(connection, hashes, found.by, now_ms)
    delivery.mark_carried(connection)
    if found.grant > state.number(connection, "grant_number"):
        state.put(connection, "grant_number", found.grant)
    newest = f"receipt_seen:{found.epoch}"
    if found.number > state.number(connection, newest):
        state.put(connection, newest, found.number)
        said = [
            quarantine.Answer(op=one.operation, code=one.code, note=one.note, at_ms=now_ms)
            for one in found.held
        ]
        said += [quarantine.Answer(op=one, code=PARKED, note="", at_ms=now_ms) for one in found.parked]
        quarantine.keep_answers(connection, found.epoch, said)


def _note_foreign_tip(desk: Desk, connection: Connection, found: receipt.Receipt, tip: receipt.Tip) -> None:
    """Note that the office holds work of this device that this store does not: a copy is at work elsewhere.

    More than one tip says that both went on; a single one that this store is the older copy. Either way this
    store goes on in a new epoch and asks for what it lacks.
    """
    if found.epoch != state.get(connection, "epoch"):
        return  # an epoch that this store has left behind: the office is asked for its work anyway
    code = alerts.FORK if len(found.tips) > 1 else alerts.OLD_COPY
    subject = f"{found.device}:{found.epoch}"
    alerts.add(connection, code, subject, desk.store.now_ms(), number=tip.number)
    refilling.begin_anew(desk, connection, code)
