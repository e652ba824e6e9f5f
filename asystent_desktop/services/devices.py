"""The office's devices: whose each is, what it holds, what was sealed of it, a lost one's facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.polish import sort_key
from asystent_desktop.records import Account, Family, FosterFamily
from asystent_desktop.services import arrivals, making, receipts
from asystent_desktop.services.taking import Delivery, aside_of, read_operations
from asystent_desktop.storage import (
    anchors,
    devices,
    exchange_log,
    former,
    log,
    quarantine,
    sealed_bundles,
    state,
    withdrawals,
)
from asystent_desktop.storage.repository import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.exchange_log import DeviceRow
    from asystent_desktop.storage.sealed_bundles import SealedRow

ACTIVE, REVOKED = "active", "revoked"
REASONS = ("LOST", "LEFT", "REPLACED", "LEAKED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A household that leaves a device: its name, how far it is (told, known, done), since when."""

    name: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device as the office sees it; `families` are the names of households of which it was sent something.

    `former` are the devices whose place it took, the last one first, `successor` the one that took its own.
    `waiting` counts operations that it has not confirmed, `receipt` is what is known of the receipt for its
    last bundle (see `receipts.owed`); `protection` holds what it last said of itself:
    `memory` (KiB), `passes`, `lanes` of its password's work, `disk` yes, no or unknown.
    """

    id: str
    account: str
    name: str
    state: str
    reason: str
    joined: datetime
    revoked: datetime | None
    last_in: datetime | None
    bundles_in: int
    last_out: datetime | None
    waiting: int
    families: tuple[str, ...]
    leaving: tuple[Leaving, ...]
    program: str
    protection: Mapping[str, Any]
    forks: int
    is_audit_odd: bool
    anchored: datetime | None
    receipt: str = ""
    former: tuple[str, ...] = ()
    successor: str = ""

    @property
    def short(self) -> str:
        """The first digits of its number, as people read them out."""
        return self.id[:8]

    @property
    def is_active(self) -> bool:
        """Tell whether its bundles are taken."""
        return self.state == ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A bundle of a revoked device, kept unread: whose, when it came, its size, whether it was opened."""

    id: str
    device: str
    name: str
    at: datetime
    size: int
    is_opened: bool


class Devices:
    """What an office does with its devices."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[Device, ...]:
        """Return all devices, active ones first, then in Polish order of their owners."""
        with self._desk.store.writing() as connection:
            for one in exchange_log.devices(connection):
                if one.state == ACTIVE:
                    making.extend_stream(self._desk, connection, one)
            names = _names(Reader(connection))
            found = [_view(connection, one, names) for one in exchange_log.devices(connection)]
        return tuple(sorted(found, key=lambda one: (not one.is_active, sort_key(one.name), one.joined)))

    def one(self, device: str) -> Device:
        """Return one device by its number or its first eight digits; NotFoundError for an unknown one."""
        matching = [one for one in self.all() if device and one.id.startswith(device)]
        if len(matching) != 1:
            raise NotFoundError("Nie ma takiego urządzenia. Sprawdź numer na liście urządzeń.")
        return matching[0]

    def sealed(self) -> tuple[Sealed, ...]:
        """Return the bundles of revoked devices that were kept, newest first."""
        with self._desk.store.reading() as reader:
            names = _names(reader)
            owners = {one.id: names.get(one.account, "") for one in exchange_log.devices(reader.connection)}
            rows = sealed_bundles.listed(reader.connection)
        return tuple(_sealed(row, owners.get(row.device, "")) for row in rows)

    def open_sealed(self, sealed_id: str) -> int:
        """Read a kept bundle after all: each of its records is set aside for a person's decision; how many.

        RefusedError for anybody but the head.
        """
        if "head" not in self._desk.session().roles:
            raise RefusedError("Paczkę odwołanego urządzenia otwiera tylko kierownik.")
        with self._desk.store.writing() as connection:
            data = sealed_bundles.data_of(connection, sealed_id)
            if data is None:
                raise NotFoundError("Nie ma takiej odłożonej paczki.")
            opened = arrivals.open_revoked(connection, data)
            found, _rest = read_operations(opened.records())
            known = log.known(connection, list(found), given_up=True)
            known |= quarantine.known(connection, list(found))
            delivery = Delivery(
                device=opened.head.sender, now_ms=self._desk.store.now_ms(), bundle=opened.head.hash
            )
            fresh = [
                aside_of(number, ("REVOKED", body, payload), delivery)
                for number, (body, payload) in found.items()
                if number not in known
            ]
            quarantine.hold(connection, fresh)
            sealed_bundles.mark_opened(connection, sealed_id)
            self._desk.store.note(connection, "RELEASED", opened.head.sender, detail="SEALED")
        return len(fresh)

    def fact_sheet(self, device: str) -> bytes:
        """Return the data-protection officer's page about a device as PDF, in memory; noted as EXPORT."""
        from asystent_desktop.papers import device_facts

        one = self.one(device)
        with self._desk.store.writing() as connection:
            office = self._desk.office(Reader(connection))
            self._desk.store.note(connection, "EXPORT", one.id, detail="FACTS")
        heading = (
            office.name if office else "",
            f"{office.street}, {office.postcode} {office.city}" if office and office.street else "",
        )
        return device_facts.build(
            device_facts.DeviceFacts(
                office=heading,
                printed_at=self._desk.clock.local(),
                owner=one.name,
                device=one.id,
                joined=one.joined.astimezone(),
                revoked=one.revoked.astimezone() if one.revoked else None,
                reason=one.reason,
                last_in=one.last_in.astimezone() if one.last_in else None,
                last_out=one.last_out.astimezone() if one.last_out else None,
                families=one.families,
                program=one.program,
                memory_mib=_number(one.protection, "memory") // 1024,
                passes=_number(one.protection, "passes"),
                disk=str(one.protection.get("disk", "unknown")),
            )
        )


def _view(connection: Connection, row: DeviceRow, names: Mapping[str, str]) -> Device:
    came = devices.traffic(connection, row.id, "in")
    went = devices.traffic(connection, row.id, "out")
    said = json.loads(row.report)
    leaving = withdrawals.of_device(connection, row.id).values()
    seen = anchors.of_device(connection, row.id)
    return Device(
        id=row.id,
        account=row.account,
        name=names.get(row.account, ""),
        state=row.state,
        reason=row.reason,
        joined=_moment(row.joined_at_ms),
        revoked=_moment(row.state_at_ms) if row.state == REVOKED and row.state_at_ms else None,
        last_in=_moment(came.last_ms) if came.last_ms else None,
        bundles_in=came.count,
        last_out=_moment(went.last_ms) if went.last_ms else None,
        waiting=len(exchange_log.stream_after(connection, row.id, row.acknowledged)),
        families=tuple(
            sorted((names.get(one, "") for one in devices.families(connection, row.id)), key=sort_key)
        ),
        leaving=tuple(
            Leaving(name=names.get(x.family, ""), state=x.state, at=_moment(x.at_ms)) for x in leaving
        ),
        program=str(said.get("program") or ""),
        protection=said.get("report") or {},
        forks=len(devices.forks(connection, row.id)),
        is_audit_odd=state.get(connection, f"audit_odd:{row.id}") is not None,
        anchored=_moment(max(one.at_ms for one in seen)) if seen else None,
        receipt=receipts.owed(connection, row),
        former=former.of(connection, row.id),
        successor=former.successor(connection, row.id),
    )


def _sealed(row: SealedRow, name: str) -> Sealed:
    return Sealed(
        id=row.id,
        device=row.device,
        name=name,
        at=_moment(row.at_ms),
        size=row.size,
        is_opened=row.state == sealed_bundles.OPENED,
    )


def _names(reader: Reader) -> dict[str, str]:
    """Return the names of accounts and households by their numbers."""
    found = {one.id: one.name for one in reader.find(Account)}
    found |= {one.id: one.display_name for one in reader.find(Family)}
    found |= {one.id: one.display_name for one in reader.find(FosterFamily)}
    return found


def _number(said: Mapping[str, Any], name: str) -> int:
    value = said.get(name)
    return value if isinstance(value, int) else 0


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
