"""Anchoring audit chains: each side keeps and signs how far the other's chain had come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.exchange.receipt import AuditMark
from asystent_desktop.exchange.records import AuditTip
from asystent_desktop.storage import anchors, audit, state
from asystent_desktop.storage.anchors import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asystent_desktop.exchange.receipt import Receipt
    from asystent_desktop.exchange.records import BodyRecord
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection

_OFFICE_TIP = "office_audit"


def keep_tip_of(
    desk: Desk, connection: Connection, device: str, epoch: str, records: Iterable[BodyRecord]
) -> None:
    """Keep, at the office, how far a device's audit chain had come; another hash in one place is noted."""
    for record in records:
        if not isinstance(record, AuditTip) or record.number < 1:
            continue
        seen = Anchor(
            device=device, epoch=epoch, number=record.number, hash=record.hash, at_ms=desk.store.now_ms()
        )
        if not anchors.add(connection, seen):
            state.put(connection, f"audit_odd:{device}", record.number)
            desk.store.note(connection, "HELD", device, detail="AUDIT")


def mark_for(connection: Connection, device: str, epoch: str) -> AuditMark | None:
    """Return what a receipt countersigns of a device's audit chain."""
    found = anchors.last(connection, device, epoch)
    return AuditMark(found.number, found.hash) if found else None


def keep_receipt(desk: Desk, connection: Connection, found: Receipt, data: bytes) -> None:
    """Keep, on a laptop, the countersigned row of its own chain.

    A receipt of an earlier epoch may name rows that an old copy of the store never had; they are no anchor.
    """
    if found.audit is None:
        return
    is_own = audit.hash_at(connection, found.audit.number) == found.audit.hash
    is_gone = found.audit.number < audit.cut_place(connection)[0]
    if not is_gone and (found.epoch == state.get(connection, "epoch") or is_own):
        anchors.add(
            connection,
            Anchor(
                device=found.device,
                epoch=found.epoch,
                number=found.audit.number,
                hash=found.audit.hash,
                at_ms=desk.store.now_ms(),
                proof=data,
            ),
        )


def keep_office_tip(connection: Connection, records: Iterable[BodyRecord]) -> None:
    """Keep, on a laptop, how far the office's own chain had come: the laptop vouches for it later."""
    for record in records:
        if isinstance(record, AuditTip) and record.number > office_tip(connection)[0]:
            state.put(connection, _OFFICE_TIP, f"{record.number} {record.hash}")


def office_tip(connection: Connection) -> tuple[int, str]:
    """Return the furthest row of the office's chain that this laptop has seen; (0, "") for none."""
    number, _, found = (state.get(connection, _OFFICE_TIP) or "0 ").partition(" ")
    return int(number), found


def keep_own_tip(desk: Desk, connection: Connection, told: Any) -> None:
    """Hold a row of the office's own chain, as a laptop saw it, against the chain as it is now."""
    fields = told if isinstance(told, dict) else {}
    number, seen_hash = fields.get("q"), fields.get("hash")
    if not isinstance(number, int) or not isinstance(seen_hash, str) or number < 1:
        return
    identity = desk.store.identity
    if number < audit.cut_place(connection)[0]:
        return  # the row is older than the journal is kept
    if audit.hash_at(connection, number) != seen_hash:
        state.put(connection, f"audit_odd:{identity.device}", number)
        desk.store.note(connection, "HELD", identity.device, detail="AUDIT")
        return
    now = desk.store.now_ms()
    own = Anchor(device=identity.device, epoch=identity.epoch, number=number, hash=seen_hash, at_ms=now)
    anchors.add(connection, own)
