"""What the papers of the worker's own days have in common: visits in order, names or initials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.polish import numbered_initials
from asystent_desktop.records import Account, Appointment, Visit
from asystent_desktop.records.codes import label
from asystent_desktop.services.cases import PROTECTED, address_line
from asystent_desktop.services.visit_checks import worker_visits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.services.desk import Household
    from asystent_desktop.services.printouts.base import Sources, Wanted
    from asystent_desktop.typeset import OfficeHead

SHOWN = frozenset({"planned", "held"})
"""Visits that are on the road; what was called off or missed is not driven to."""

ALL_NAMES = "Wydruk ma pełne nazwy rodzin i adresy: noś go przy sobie i zniszcz po pracy."
INITIALS = "Wydruk z samymi inicjałami, bez ustaleń: ich treść mogłaby zdradzić, o kogo chodzi."


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Some days of the worker as papers need them."""

    office: OfficeHead
    worker: str
    visits: tuple[Visit, ...]
    appointments: tuple[Appointment, ...]
    households: Mapping[str, Household]
    rows: Mapping[str, FamilyRow]
    free: Mapping[date, str]
    name: Callable[[str], str]

    def address(self, family: str) -> str:
        """Return the household's address, or that it is protected."""
        found = self.households.get(family)
        if found is None:
            return ""
        return PROTECTED if found.address_protected else address_line(found)


def read_days(sources: Sources, wanted: Wanted, first: date, last: date) -> Days:
    """Return the worker's days from `first` to `last`, both included."""
    from asystent_desktop.services.printouts import parts

    desk = sources.desk
    with desk.store.reading() as reader:
        households = {one.id: one for one in desk.households(reader)}
        visits = [one for one in worker_visits(reader, desk.account, first, last) if one.state in SHOWN]
        account = reader.get(Account, desk.account)
        appointments = reader.find(Appointment, account=desk.account)
        free = desk.days_off(reader, first, last)
    return Days(
        office=parts.head_of(desk),
        worker=account.name if account else "",
        visits=tuple(sorted(visits, key=lambda one: (one.day, one.start, one.id))),
        appointments=appointments,
        households=households,
        rows={row.id: row for row in sources.cases.rows()},
        free=free,
        name=_initials(households.values()) if wanted.initials else str,
    )


def place_words(visit: Visit) -> str:
    """Return where a visit is when it is not at home."""
    return "" if visit.place == "home" else visit.place_text or label("place", visit.place)


def _initials(households: Iterable[Household]) -> Callable[[str], str]:
    known = numbered_initials(one.display_name for one in households)
    return lambda name: known.get(name, "")
