"""What travels in a bundle beside operations: orders about households, revocations, tips of audit chains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop import __version__
from asystent_desktop.exchange import revocation
from asystent_desktop.exchange.records import AuditTip, BodyRecord, ObjectRecord, RecordType
from asystent_desktop.merge.canon import Json, canon, load_object
from asystent_desktop.services import anchoring, keys, looking, office_anew, refilling, withdrawing
from asystent_desktop.services.taking import Letters
from asystent_desktop.services.withdrawing import GivenUp
from asystent_desktop.storage import audit, devices, exchange_log, state
from asystent_desktop.storage.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.exchange_log import DeviceRow

_MAX_BYTES = 64 * 1024
_REVOKED = "revoked:"


def from_laptop(desk: Desk, connection: Connection) -> list[BodyRecord]:
    """Return what a laptop says of itself in each bundle."""
    device = desk.store.identity.device
    number, seen = anchoring.office_tip(connection)
    content: dict[str, Json] = {
        "v": 1,
        "ack": state.number(connection, "stream_ack"),
        "grant": state.number(connection, "grant_number"),
        "given_up": withdrawing.done_words(connection, device),
        "office_audit": {"hash": seen, "q": number},
        "program": __version__,
        "refill": refilling.wanted(connection),
        "report": {**desk.store.vault.protection()},
        "schema": SCHEMA_VERSION,
    }
    said: list[BodyRecord] = [
        ObjectRecord(RecordType.DIAGNOSTICS, canon(content)),
        AuditTip(*audit.tip(connection)),
    ]
    return [*said, *looking.for_office(connection)]


def for_laptop(desk: Desk, connection: Connection, device: DeviceRow) -> list[BodyRecord]:
    """Return what the office tells a device in each reply; it stands before receipts and operations."""
    orders = withdrawing.orders_for(desk, connection, device)
    orders |= {
        "epochs": office_anew.lineage(connection),
        "looks": looking.held_words(connection, device),
        "refilled": refilling.answered(connection, device.id),
        "v": 1,
    }
    letters: list[BodyRecord] = [
        ObjectRecord(RecordType.GRANTS, canon(orders)),
        AuditTip(*audit.tip(connection)),
    ]
    for one in exchange_log.devices(connection):
        signed = state.get(connection, f"revocation:{one.id}")
        if signed and one.id != device.id:
            letters.append(ObjectRecord(RecordType.REVOCATION, bytes.fromhex(signed)))
    return letters


def take_at_office(
    desk: Desk, connection: Connection, device: DeviceRow, epoch: str, records: Iterable[BodyRecord]
) -> None:
    """Keep what a device said of itself."""
    listed = list(records)
    looking.keep(connection, device, listed)
    anchoring.keep_tip_of(desk, connection, device.id, epoch, listed)
    for record in listed:
        if not isinstance(record, ObjectRecord) or record.type != RecordType.DIAGNOSTICS:
            continue
        said = load_object(record.body, max_bytes=_MAX_BYTES)
        anchoring.keep_own_tip(desk, connection, said.get("office_audit"))
        withdrawing.confirmed(desk, connection, device, _texts(said.get("given_up")))
        grant = said.get("grant")
        if isinstance(grant, int):
            withdrawing.seen(desk, connection, device, grant)
        refilling.asked(desk, connection, device, said.get("refill"))
        report: dict[str, Json] = {name: said.get(name) for name in ("program", "schema", "report")}
        devices.set_report(connection, device.id, canon(report).decode())


def read_at_laptop(desk: Desk, connection: Connection, records: Iterable[BodyRecord]) -> Letters:
    """Read the letters of a reply before its operations are sorted."""
    listed = list(records)
    anchoring.keep_office_tip(connection, listed)
    orders: dict[str, Any] | None = None
    for record in listed:
        if not isinstance(record, ObjectRecord):
            continue
        if record.type == RecordType.GRANTS:
            orders = dict(load_object(record.body, max_bytes=_MAX_BYTES))
        elif record.type == RecordType.REVOCATION:
            _keep_revocation(desk, connection, record.body)
    device = desk.store.identity.device
    gone = withdrawing.gone(connection, device)
    if orders is None:
        return Letters(gone=gone)
    stale = withdrawing.is_stale(connection, orders)
    if not stale:
        gone -= {f"family:{one}" for one in orders["held"]}
    return Letters(orders=orders, is_stale=stale, gone=gone)


def obey_at_laptop(desk: Desk, connection: Connection, letters: Letters) -> GivenUp:
    """Do what the letters say, after receipts and operations of the same reply were taken."""
    if letters.orders is None:
        return GivenUp()
    refilling.done(connection, letters.orders.get("refilled"))
    looking.hear(connection, letters.orders.get("looks"))
    return withdrawing.obey(desk, connection, letters.orders)


def revoked(connection: Connection) -> tuple[str, ...]:
    """Return the numbers of revoked devices that this laptop was told about."""
    return tuple(key.removeprefix(_REVOKED) for key in state.keys(connection, _REVOKED))


def _keep_revocation(desk: Desk, connection: Connection, data: bytes) -> None:
    found = revocation.read(data, keys.required(connection))
    key = f"{_REVOKED}{found.target}"
    if state.get(connection, key) is None:
        state.put(connection, key, found.reason)
        desk.store.note(connection, "REVOKED", found.target, detail=found.reason)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
