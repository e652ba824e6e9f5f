"""Withdrawing a household from a laptop: the office tells, the laptop sends its last work, then gives it up.

The steps are those of the exchange itself: the office's bundle tells that a household was handed on (with a
grant number), the laptop's next bundle brings all its work and knows that number, the office's next bundle
orders the household to be given up. A laptop with unconfirmed work on it waits; nothing unsent is ever lost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from asystent_desktop.records import KINDS, Assignment
from asystent_desktop.storage import devices, exchange_log, former, giving_up, state, withdrawals
from asystent_desktop.storage.backup import LONGEST
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.withdrawals import DONE, KNOWN, TOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from asystent_desktop.merge.canon import Json
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.exchange_log import DeviceRow

COMPACT_DUE = "compact_due"
_ORDERS_READ = "orders_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """What a laptop was told of its households: names of those handed on, given up, and still waiting."""

    handed_on: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    unfinished: int = 0
    records: frozenset[str] = frozenset()

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds that a page showing them has to read anew."""
        return frozenset(KINDS) if self.given_up else frozenset()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say it to the person whose laptop it is."""
        said = [
            f"Biuro przekazało rodzinę innej osobie: {name}. Zapisz jeszcze jedną paczkę: pojadą w niej "
            "twoje ostatnie zapisy, potem rodzina zniknie z tego laptopa."
            for name in self.handed_on
        ]
        if self.unfinished:
            said.append(
                "Masz w niej niedokończone wpisy. Dokończ je przed tą paczką: trafią do decyzji biura. "
                "Potem przepadną razem z rodziną."
            )
        # Without a name: of a family given up only an edit had come, from an office that lost its store.
        named = [name for name in self.given_up if name]
        said += [f"Oddano rodzinę: {name}. Jej danych nie ma już w tym sejfie." for name in named]
        if named:
            said.append(
                f"Zaszyfrowane kopie dnia na tym laptopie trzymają ją jeszcze najwyżej {LONGEST.days} dni, "
                "potem znikną same. Kopie na nośnikach zrób od nowa, a stare usuń."
            )
        said += [
            f"Rodzina {name} czeka na oddanie: biuro nie potwierdziło jeszcze wszystkich twoich zapisów. "
            "Zapisz paczkę dla biura."
            for name in self.waiting
        ]
        return tuple(said)


def granted(desk: Desk, reader: Reader, account: str) -> frozenset[str]:
    """Return the households that an account works with today or will from a day already known."""
    today = desk.today()
    return frozenset(
        one.family
        for one in reader.find(Assignment, account=account)
        if one.until is None or one.until >= today
    )


def orders_for(desk: Desk, connection: Connection, device: DeviceRow) -> dict[str, Json]:
    """Return what the office tells a device about its households, and keep what it was told."""
    held = granted(desk, Reader(connection), device.account)
    told = withdrawals.of_device(connection, device.id)
    for family in sorted(held & told.keys()):
        if (
            told[family].state != TOLD
        ):  # it was ordered to give it up, and may have done so without a word yet
            exchange_log.forget_sent(connection, device.id, giving_up.sent_for(connection, family))
            send_own_again(connection, device.id)
        withdrawals.drop(connection, device.id, family)
    fresh = sorted(_may_hold(connection, device.id) - held - told.keys())
    if fresh:
        number = state.number(connection, "grant_number") + 1
        state.put(connection, "grant_number", number)
        for family in fresh:
            withdrawals.add(connection, device.id, family, number, desk.store.now_ms())
            desk.store.note(connection, "GRANT", family, device.id, detail="WITHDRAWN")
    rows = withdrawals.of_device(connection, device.id).values()
    return {
        "grant": state.number(connection, "grant_number"),
        "held": [*sorted(held)],
        "told": [{"family": one.family, "number": one.number} for one in rows if one.state != DONE],
        "give_up": [one.family for one in rows if one.state == KNOWN],
    }


def _may_hold(connection: Connection, device: str) -> frozenset[str]:
    """Return the households of which a device, or one whose place it took from a copy, was sent something.

    Those too of which it said itself that it holds them.
    """
    found = devices.families(connection, device) | _said_held(connection, device)
    for one in former.of(connection, device):
        found |= devices.families(connection, one) | withdrawals.of_device(connection, one).keys()
    return found


def obey(desk: Desk, connection: Connection, orders: Mapping[str, Any]) -> GivenUp:
    """Do on a laptop what the office's orders say; older ones than those read before change nothing."""
    if is_stale(connection, orders):
        return GivenUp()
    device = desk.store.identity.device
    state.put(connection, _ORDERS_READ, orders["grant"])
    state.put(connection, "grant_number", max(orders["grant"], state.number(connection, "grant_number")))
    for family in orders["held"]:
        withdrawals.drop(connection, device, family)
    names = {one.id: one.display_name for one in desk.households(Reader(connection))}
    now = desk.store.now_ms()
    handed_on = [
        one["family"]
        for one in orders["told"]
        if withdrawals.add(connection, device, one["family"], one["number"], now)
    ]
    given, waiting, records = _give_up(desk, connection, orders["give_up"])
    return GivenUp(
        handed_on=tuple(names[one] for one in handed_on if one in names and one not in given),
        given_up=tuple(names.get(one, "") for one in given),
        waiting=tuple(names.get(one, "") for one in waiting),
        unfinished=sum(giving_up.unfinished(connection, one) for one in handed_on if one not in given),
        records=records,
    )


def is_stale(connection: Connection, orders: Mapping[str, Any]) -> bool:
    """Tell whether these orders are older than others that this laptop has read."""
    return bool(orders["grant"] < state.number(connection, _ORDERS_READ))


def gone(connection: Connection, device: str) -> frozenset[str]:
    """Return the scopes that this laptop has given up: operations in them are not taken any more."""
    return frozenset(f"family:{one.family}" for one in _done(connection, device))


def done_words(connection: Connection, device: str) -> list[Json]:
    """Return the households that a laptop has given up, for its next bundle."""
    return [one.family for one in _done(connection, device)]


def confirmed(desk: Desk, connection: Connection, device: DeviceRow, families: Iterable[str]) -> None:
    """Note at the office that a device has given households up; their operations may be sent anew later."""
    told = withdrawals.of_device(connection, device.id)
    for family in families:
        known = told.get(family)
        if known is None or not withdrawals.mark_done(connection, device.id, family, desk.store.now_ms()):
            continue
        exchange_log.forget_sent(connection, device.id, giving_up.sent_for(connection, family))
        desk.store.note(connection, "PURGE", family, device.id)


def seen(desk: Desk, connection: Connection, device: DeviceRow, grant: int) -> None:
    """Note the grant number that a device knew; withdrawals up to it are known to it from now on."""
    devices.see_grant(connection, device.id, grant)
    withdrawals.mark_known(connection, device.id, grant, desk.store.now_ms())


def known_from(connection: Connection, device: DeviceRow) -> dict[str, int]:
    """Return from which grant number on a device knew that a household was withdrawn.

    A household that it was never told about is left out: its work counts as made in good faith.
    """
    return {one.family: one.number for one in withdrawals.of_device(connection, device.id).values()}


def aging_copies(connection: Connection, device: str, made: Sequence[datetime]) -> tuple[int, date | None]:
    """Return how many given up households copies made then still hold, and the day on which the last is gone.

    An own copy stays for 35 days at the longest; then its last trace has left this computer.
    """
    ends = [datetime.fromtimestamp(one.at_ms / 1000, UTC) for one in _done(connection, device)]
    held = [(end, max(one for one in made if one < end)) for end in ends if any(one < end for one in made)]
    last = max((copy for _end, copy in held), default=None)
    return len(held), (last + LONGEST).date() if last else None


def _done(connection: Connection, device: str) -> list[withdrawals.Withdrawal]:
    return [one for one in withdrawals.of_device(connection, device).values() if one.state == DONE]


def send_own_again(connection: Connection, device: str) -> None:
    """Let the device's own operations travel back to it: it may have lost or given up their values."""
    state.put(connection, f"own_again:{device}", 1)


def keep_said(connection: Connection, device: str, families: Sequence[str]) -> None:
    """Keep of which households a device said that it has something."""
    state.put(connection, f"holds:{device}", json.dumps([*families]))


def _said_held(connection: Connection, device: str) -> frozenset[str]:
    """Return the households that a device said it holds; one that this office does not know stays with it."""
    said = json.loads(state.get(connection, f"holds:{device}") or "[]")
    return frozenset(exchange_log.scopes_of(connection, said))


def tell_anew(desk: Desk, connection: Connection, device: DeviceRow) -> None:
    """Begin every withdrawal from a device again: its old copy may hold what it had given up."""
    orders_for(desk, connection, device)
    number = state.number(connection, "grant_number") + 1
    rows = withdrawals.of_device(connection, device.id)
    for family in rows:
        withdrawals.drop(connection, device.id, family)
        withdrawals.add(connection, device.id, family, number, desk.store.now_ms())
    if rows:
        state.put(connection, "grant_number", number)


def _give_up(
    desk: Desk, connection: Connection, families: Iterable[str]
) -> tuple[list[str], list[str], frozenset[str]]:
    device = desk.store.identity.device
    done = gone(connection, device)
    given: list[str] = []
    waiting: list[str] = []
    records: set[str] = set()
    for family in families:
        if f"family:{family}" in done:
            continue
        if giving_up.unconfirmed(connection, giving_up.holdings(connection, family)):
            waiting.append(family)
            continue
        records |= giving_up.erase(connection, family).records
        withdrawals.add(connection, device, family, state.number(connection, "grant_number"), 0)
        withdrawals.mark_done(connection, device, family, desk.store.now_ms())
        desk.store.note(connection, "PURGE", family, detail="GIVEN_UP")
        state.put(connection, COMPACT_DUE, 1)
        given.append(family)
    return given, waiting, frozenset(records)
