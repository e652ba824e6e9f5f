"""Everything that could tell who somebody is: what private mode hides wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asystent_desktop.polish import sort_key
from asystent_desktop.records import Contact, Person, SupportCase
from asystent_desktop.services.cases import person_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asystent_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names become initials; `telling` (streets, phones, case numbers) becomes dots."""

    names: tuple[str, ...]
    telling: tuple[str, ...]


class Naming:
    """What this store knows people by."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> Names:
        """Return all names in Polish order, so that their initials are numbered alike every time."""
        with self._desk.store.reading() as reader:
            households = self._desk.households(reader)
            persons = reader.find(Person)
            contacts = reader.find(Contact)
            cases = reader.find(SupportCase)
        families = [one.display_name for one in households]
        people = [person_name(one) for one in persons if one.first_name]
        around = [one.name for one in contacts]
        telling = [one.street for one in households] + [one.phone for one in households]
        telling += [one.case_number for one in cases]
        return Names(
            names=(*_ordered(families), *_ordered((*people, *around))),
            telling=tuple(dict.fromkeys(one for one in telling if len(one) > 2)),
        )


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(one for one in names if one.strip()), key=sort_key))
