"""Search anywhere: families, people, notes and papers; finds without Polish letters, also inside names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asystent_desktop.polish import counted, fold, short_date
from asystent_desktop.records import (
    KINDS,
    Family,
    FamilyMember,
    FosterFamily,
    Person,
    Plan,
    SupportCase,
    Visit,
)
from asystent_desktop.records.codes import label
from asystent_desktop.services.case_values import address_line, age_on, person_name
from asystent_desktop.storage.search import search

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from asystent_desktop.records.fields import Record
    from asystent_desktop.services.desk import Desk, Household
    from asystent_desktop.storage.repository import Reader
    from asystent_desktop.storage.search import Hit

FAMILIES, PEOPLE, NOTES = "families", "people", "notes"
_HOUSEHOLDS = frozenset({"family", "foster_family"})
_SNIPPET = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: which group, its kind in words, its household, what it is and a line about it.

    `record` is the visit or version of a plan to open; `is_note` tells that `line` is text of a note.
    """

    id: str
    group: str
    kind: str
    kind_label: str
    family: str
    family_name: str
    title: str
    line: str
    is_note: bool = False

    @property
    def order(self) -> int:
        """Return the place of its group: families, people, notes."""
        return (FAMILIES, PEOPLE, NOTES).index(self.group)


class Searching:
    """What a person types into the search field."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, typed: str, most: int = 30) -> tuple[Found, ...]:
        """Return at most `most` things that hold every word typed: families, then people, then notes.

        A protected address finds nobody and is never shown.
        """
        words = fold(typed).split()
        if not words:
            return ()
        with self._desk.store.reading() as reader:
            hits = search(reader.connection, typed, most)
            look = _Look(reader, self._desk.today(), words, hits)
            found = [one for hit in hits if (one := look.found(hit)) is not None]
        seen: set[tuple[str, str, str]] = set()
        kept = []
        for one in sorted(found, key=lambda one: one.order):
            key = (one.group, one.id if one.group != FAMILIES else one.family, one.title)
            if key not in seen:
                seen.add(key)
                kept.append(one)
        return tuple(kept)


class _Look:
    """Reads what hits are of, all of one kind together: thirty hits are asked for on every key."""

    def __init__(self, reader: Reader, today: date, words: list[str], hits: Sequence[Hit]) -> None:
        self._today, self._words = today, words
        by_kind: dict[str, list[str]] = {}
        for hit in hits:
            by_kind.setdefault(hit.kind, []).append(hit.id)
        self._records: dict[str, Record] = {
            one.id: one for kind, ids in by_kind.items() for one in reader.find_all(KINDS[kind].cls, ids)
        }
        self._members = _members(reader, by_kind.get("person", []))
        families = {hit.family for hit in hits if hit.family} | {one.family for one in self._members.values()}
        self._households = _households(reader, families)
        named = {hit.family for hit in hits if hit.kind in _HOUSEHOLDS or hit.kind == SupportCase.INFO.name}
        self._cases = _latest_cases(reader, named)

    def found(self, hit: Hit) -> Found | None:
        """Return what a hit is, or None when nothing that may be shown holds the words."""
        record = self._records.get(hit.id)
        if record is None:
            return None
        if isinstance(record, Person):
            return self._person(record)
        if hit.kind in _HOUSEHOLDS or isinstance(record, SupportCase):
            return self._family(hit)
        return self._note(hit, record)

    def _family(self, hit: Hit) -> Found | None:
        house = self._households.get(hit.family)
        if house is None:
            return None
        case = self._cases.get(house.id)
        line = " · ".join(filter(None, (address_line(house), case.case_number if case else "")))
        city = "" if house.address_protected else house.city
        shown = fold(f"{house.display_name} {line} {city} {house.district} {house.phone}")
        if not all(word in shown for word in self._words):
            return None
        return Found(
            id=house.id,
            group=FAMILIES,
            kind=house.INFO.name,
            kind_label=house.INFO.label,
            family=house.id,
            family_name=house.display_name,
            title=house.display_name,
            line=line,
        )

    def _person(self, person: Person) -> Found:
        member = self._members.get(person.id)
        house = self._households.get(member.family) if member else None
        age = age_on(person.birth_date, self._today)
        told = (
            label("relation", member.role) if member else "",
            counted(age, "rok", "lata", "lat") if age is not None else "",
            "w pieczy zastępczej" if member and member.in_care_since else "",
            person.phone,
        )
        return Found(
            id=person.id,
            group=PEOPLE,
            kind="person",
            kind_label=Person.INFO.label,
            family=house.id if house else "",
            family_name=house.display_name if house else "",
            title=person_name(person),
            line=", ".join(filter(None, told)),
        )

    def _note(self, hit: Hit, record: Record) -> Found:
        house = self._households.get(hit.family)
        return Found(
            id=hit.id,
            group=NOTES,
            kind=hit.kind,
            kind_label=record.INFO.label,
            family=hit.family,
            family_name=house.display_name if house else "",
            title=_title(record),
            line=_snippet(record, self._words),
            is_note=True,
        )


def _members(reader: Reader, people: Sequence[str]) -> dict[str, FamilyMember]:
    """Return the household of each person, one that they still belong to before one that they left."""
    found: dict[str, FamilyMember] = {}
    for one in reader.find(FamilyMember, person=list(people)) if people else ():
        known = found.get(one.person)
        if known is None or (known.until is not None and one.until is None):
            found[one.person] = one
    return found


def _households(reader: Reader, ids: Collection[str]) -> dict[str, Household]:
    found: dict[str, Household] = {one.id: one for one in reader.find_all(Family, list(ids))}
    rest = [one for one in ids if one not in found]
    found.update({one.id: one for one in reader.find_all(FosterFamily, rest)})
    return found


def _latest_cases(reader: Reader, families: Collection[str]) -> dict[str, SupportCase]:
    """Return of each household the case that began last."""
    found: dict[str, SupportCase] = {}
    for one in reader.find(SupportCase, family=list(families)) if families else ():
        known = found.get(one.family)
        if known is None or _began(one) > _began(known):
            found[one.family] = one
    return found


def _began(case: SupportCase) -> tuple[str, str]:
    return (case.work_start.isoformat() if case.work_start else "", case.id)


def _title(record: Record) -> str:
    if isinstance(record, Visit):
        return f"Wizyta {short_date(record.day)}"
    if isinstance(record, Plan):
        return f"Plan pracy, wersja {record.version_no}"
    return record.INFO.label


def _snippet(record: Record, words: list[str]) -> str:
    """Return the text of a record around the first word found."""
    texts = [str(getattr(record, one.name)) for one in record.INFO.fields if one.search]
    text = " ".join(" ".join(texts).split())
    folded = fold(text)
    at = min((place for word in words if (place := folded.find(word)) >= 0), default=0)
    start = max(0, at - _SNIPPET // 2)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + 2 * _SNIPPET)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
