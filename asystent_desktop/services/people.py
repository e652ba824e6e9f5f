"""Who belongs to a family: adding, changing, leaving; one reference person at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.family import check_birth_date
from asystent_desktop.checks.findings import WARNING, Finding
from asystent_desktop.checks.numbers import check_phone
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.merge.operation import DELETED
from asystent_desktop.polish import fold
from asystent_desktop.records import FamilyMember, Person
from asystent_desktop.services.case_values import person_name
from asystent_desktop.services.records import Saved
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.records import Records
    from asystent_desktop.storage.repository import Reader

_STAYS = "Najpierw wskaż inną osobę wiodącą: zaznacz ją przy kimś, kto zostaje w rodzinie."


class People:
    """What a person does with the members of a household."""

    def __init__(self, desk: Desk, records: Records) -> None:
        self._desk = desk
        self._records = records

    def add(self, family: str, person: Mapping[str, Any], member: Mapping[str, Any]) -> Saved:
        """Save a new person with the place in a household, in one save.

        The first person becomes the reference person; naming another one ends the earlier. InvalidValueError
        or RefusedError when a rule refuses it.
        """
        self._desk.refuse_unless_allowed(Person.INFO, frozenset(person), is_new=True)
        self._desk.refuse_unless_allowed(FamilyMember.INFO, frozenset(member), is_new=True)
        person_id, member_id = new_id(), new_id()
        found = self._findings(person_id, person)
        with self._desk.store.reading() as reader:
            others = _members(reader, family)
        leads = bool(member.get("is_reference_person")) or not others
        values = {**member, "family": family, "person": person_id, "is_reference_person": leads}
        writes = [Write(Person.INFO, person_id, person), Write(FamilyMember.INFO, member_id, values)]
        writes += _stepping_back(others) if leads else []
        return Saved(id=person_id, changes=self._desk.store.save(Unit(tuple(writes))), findings=tuple(found))

    def change(self, member_id: str, person: Mapping[str, Any], member: Mapping[str, Any]) -> Saved:
        """Change a person and the place in the household, in one save; only what differs is written."""
        self._desk.refuse_unless_allowed(Person.INFO, frozenset(person), is_new=False)
        with self._desk.store.reading() as reader:
            known = reader.one(FamilyMember, member_id)
            before = reader.one(Person, known.person)
            others = [one for one in _members(reader, known.family) if one.id != member_id]
        person, member = _changed(before, person), _changed(known, member)
        found = self._findings(before.id, {**before.values(), **person}) if person else []
        stays = member.get("until", known.until) is None
        if known.is_reference_person and others and not (member.get("is_reference_person", True) and stays):
            raise InvalidValueError("is_reference_person" if stays else "until", _STAYS)
        writes = [Write(Person.INFO, before.id, person)] if person else []
        writes += [Write(FamilyMember.INFO, member_id, member)] if member else []
        writes += _stepping_back(others) if member.get("is_reference_person") else []
        changes = self._desk.store.save(Unit(tuple(writes)))
        return Saved(id=before.id, changes=changes, findings=tuple(found))

    def leave(self, member_id: str, last_day: date) -> Saved:
        """End a person's place in the household; the record stays among those who were there."""
        return self.change(member_id, {}, {"until": last_day})

    def remove(self, member_id: str) -> Saved:
        """Take away a place entered by mistake; the person's own record stays. RefusedError for who leads."""
        with self._desk.store.reading() as reader:
            known = reader.one(FamilyMember, member_id)
            others = [one for one in _members(reader, known.family) if one.id != member_id]
        if known.is_reference_person and others:
            raise RefusedError(_STAYS)
        unit = Unit((Write(FamilyMember.INFO, member_id, life=DELETED),))
        return Saved(id=known.person, changes=self._desk.store.save(unit))

    def _findings(self, person_id: str, values: Mapping[str, Any]) -> list[Finding]:
        """Return warnings about a person; InvalidValueError for an error, RefusedError for a known PESEL."""
        found = self._records.findings(Person.INFO, person_id, values)
        found += check_birth_date(values.get("birth_date"), self._desk.today())
        found += check_phone(values.get("phone") or "")
        for one in found:
            if one.level == "E":
                raise InvalidValueError(one.field, one.sentence)
        with self._desk.store.reading() as reader:
            self._records.refuse_twins(reader, Person.INFO, person_id, values)
            found += _alike(reader, person_id, values)
        return found


def _members(reader: Reader, family: str) -> list[FamilyMember]:
    return [one for one in reader.find(FamilyMember, family=family) if one.until is None]


def _stepping_back(others: Sequence[FamilyMember]) -> list[Write]:
    return [
        Write(FamilyMember.INFO, one.id, {"is_reference_person": False})
        for one in others
        if one.is_reference_person
    ]


def _changed(record: Person | FamilyMember, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(record, name) != value}


def _alike(reader: Reader, person_id: str, values: Mapping[str, Any]) -> list[Finding]:
    """Return C48 for a person of the same surname, by folded letters, and birth date."""
    born, surname = values.get("birth_date"), fold(values.get("last_name") or "")
    if born is None or not surname:
        return []
    twins = [
        one
        for one in reader.find(Person, birth_date=born)
        if one.id != person_id and fold(one.last_name) == surname
    ]
    first = fold(values.get("first_name") or "")
    return [
        Finding(
            rule="C48",
            level=WARNING,
            field="last_name",
            sentence=f"Podobna osoba już jest: {person_name(one)}, {born:%d.%m.%Y}. To ta sama?",
        )
        for one in twins
        if fold(one.first_name) == first
    ]
