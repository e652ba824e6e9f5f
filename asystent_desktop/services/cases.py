"""Families: the list with its counts and deadlines, one family's page, what needs attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from asystent_desktop.checks.family import KnownPerson, check_ground, check_people, suspended_words
from asystent_desktop.errors import RefusedError
from asystent_desktop.polish import fold, short_date, sort_key
from asystent_desktop.records import (
    BlueCard,
    Contact,
    DiagnosisItem,
    FamilyAbsence,
    FamilyAssessment,
    FamilyMember,
    Person,
    Plan,
    PlanAction,
    PlanGoal,
    SupportCase,
    Visit,
)
from asystent_desktop.records.codes import label
from asystent_desktop.services import case_reading
from asystent_desktop.services.case_values import (
    HAS_WORKED,
    PROTECTED,
    WORKED_ON,
    FamilyPage,
    FamilyRow,
    MemberRow,
    address_line,
    address_of,
    age_on,
    count_of,
    full_address,
    person_name,
    spells_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.case_reading import Gathered
    from asystent_desktop.services.desk import Desk, Household
    from asystent_desktop.storage.repository import Reader

__all__ = [
    "HAS_WORKED",
    "PROTECTED",
    "WORKED_ON",
    "Cases",
    "FamilyPage",
    "FamilyRow",
    "MemberRow",
    "address_line",
    "age_on",
    "count_of",
    "full_address",
    "matches",
    "person_name",
    "soonest",
    "spells_of",
]

Listed = TypeVar("Listed", PlanGoal, PlanAction)
ADDRESS, BLUE_CARD = "address", "blue_card"
"""Details of the audit's VIEW: what a person looked at beyond the family's page itself."""


class Cases:
    """What a person asks about families."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rows(self, *, search_for: str = "", day: date | None = None) -> tuple[FamilyRow, ...]:
        """Return the households of this store in Polish order, with the count of the month of `day` (today).

        `search_for` keeps those in which every word typed is found: in the name, a person, the street, phone
        or case number, also inside a word and without Polish letters.
        """
        on = day or self._desk.today()
        with self._desk.store.reading() as reader:
            rows = self._rows(reader, self._desk.households(reader), on)
        found = (row for row in rows if matches(row, search_for))
        return tuple(sorted(found, key=lambda row: row.order))

    def row(self, family_id: str, day: date | None = None) -> FamilyRow:
        """Return one household's row; NotFoundError when this store has none with that number."""
        with self._desk.store.reading() as reader:
            household = self._desk.household(reader, family_id)
            return self._rows(reader, (household,), day or self._desk.today())[0]

    def page(self, family_id: str) -> FamilyPage:
        """Return all of one household's page; NotFoundError when this store has none with that number."""
        today = self._desk.today()
        with self._desk.store.reading() as reader:
            household = self._desk.household(reader, family_id)
            data = case_reading.gather(reader, (household,), today)
            row = self._row(reader, data, household, today)
            plans = sorted(reader.find(Plan, family=family_id), key=lambda one: -one.version_no)
            plan = next((one for one in plans if one.state in case_reading.IN_FORCE), None)
            draft = next((one for one in plans if one.state == "draft"), None)
            shown = plan or draft
            goals = _ordered(reader.find(PlanGoal, family=family_id, plan=shown.id)) if shown else ()
            items = [one for one in reader.find(DiagnosisItem, family=family_id) if one.gone_on is None]
            members = _members(reader, family_id, today)
            present = tuple(one for one in members if one.member.until is None)
            cases = sorted(data.cases[family_id], key=case_reading.case_order, reverse=True)
            return FamilyPage(
                row=row,
                household=household,
                case=cases[0] if cases else None,
                cases=tuple(cases),
                members=present,
                past_members=tuple(one for one in members if one.member.until is not None),
                contacts=_by_name(reader.find(Contact, family=family_id)),
                blue_cards=reader.find(BlueCard, family=family_id) if self._is_entitled(row) else (),
                strengths=tuple(one for one in items if one.kind == "strength"),
                deficits=tuple(one for one in items if one.kind == "deficit"),
                plan=plan,
                draft_plan=draft,
                goals=goals,
                actions=_ordered(reader.find(PlanAction, goal={one.id for one in goals})) if goals else (),
                deadlines=row.deadlines,
                last_visit=_last_visit(reader, family_id, today),
                absences=reader.find(FamilyAbsence, family=family_id, until=(today, None)),
                assessments=_newest(reader.find(FamilyAssessment, family=family_id)),
                findings=tuple(_findings(cases[0] if cases else None, present, today)),
                notices=tuple(self._notices(row, cases[0] if cases else None)),
            )

    def deadlines(self, days: int | None = None) -> tuple[Deadline, ...]:
        """Return what is overdue or due within `days` (None: all), soonest first."""
        return soonest(self.rows(), days)

    def note_opening(self, family_id: str, *, with_blue_card: bool = True) -> None:
        """Write into the audit that a family was opened, and its Blue Card seen where there is one.

        Once for each opening by a person; a page that reloads does not call it.
        """
        with self._desk.store.reading() as reader:
            household = self._desk.household(reader, family_id)
            cards = reader.find(BlueCard, family=family_id)
            sees = (
                with_blue_card
                and bool(cards)
                and self._is_entitled(self._rows(reader, (household,), self._desk.today())[0])
            )
        with self._desk.store.writing() as connection:
            self._desk.store.note(connection, "VIEW", family_id)
            if sees:
                self._desk.store.note(connection, "VIEW", family_id, detail=BLUE_CARD)

    def reveal_address(self, family_id: str) -> str:
        """Return the whole address and write the look into the audit; RefusedError for who may not see it."""
        with self._desk.store.reading() as reader:
            household = self._desk.household(reader, family_id)
            row = self._rows(reader, (household,), self._desk.today())[0]
        if household.address_protected and not self._is_entitled(row):
            raise RefusedError("Adres zastrzeżony widzi prowadzący rodzinę i kierownik.")
        with self._desk.store.writing() as connection:
            self._desk.store.note(connection, "VIEW", family_id, detail=ADDRESS)
        return address_of(household)

    def _is_entitled(self, row: FamilyRow) -> bool:
        """Tell who may see a Blue Card and a protected address: the family's worker and the head."""
        return row.assistant_id == self._desk.account or "head" in self._desk.session().roles

    def _notices(self, row: FamilyRow, case: SupportCase | None) -> Iterable[str]:
        if case and case.state == "suspended":
            yield f"Praca {suspended_words(case.suspended_from, case.suspended_to) or 'zawieszona'}."
        elif case and case.state in {"closed", "monitoring", "archived"}:
            end = f" od {short_date(case.work_end)}" if case.work_end else ""
            why = f" Powód: {label('closing_reason', case.closing_reason)}." if case.closing_reason else ""
            yield f"Praca z tą rodziną jest zakończona{end}.{why}"
        elif case and case.state == "rejected":
            yield "Pracy z tą rodziną nie podjęto."
        if self._desk.session().is_office:
            return
        if row.assistant_id and row.assistant_id != self._desk.account:
            known = "Masz ją w zastępstwie albo z poprzedniego przydziału."
            yield f"Tę rodzinę prowadzi {row.assistant}. {known}"
        elif not row.assistant_id:
            yield "Ta rodzina nie jest teraz przydzielona nikomu. Zapytaj w biurze."

    def _rows(self, reader: Reader, households: tuple[Household, ...], day: date) -> list[FamilyRow]:
        data = case_reading.gather(reader, households, day)
        limits = self._desk.limits(reader)
        assignments = self._desk.assignments(reader, day)
        accounts = case_reading.account_names(reader)
        return [
            case_reading.row_of(data, one, day, limits, assignments.get(one.id), accounts)
            for one in households
        ]

    def _row(self, reader: Reader, data: Gathered, household: Household, day: date) -> FamilyRow:
        assignment = self._desk.assignments(reader, day).get(household.id)
        accounts = case_reading.account_names(reader)
        return case_reading.row_of(data, household, day, self._desk.limits(reader), assignment, accounts)


def soonest(rows: Iterable[FamilyRow], days: int | None = None) -> tuple[Deadline, ...]:
    """Return what is overdue or due within `days` (None: all) in these households, soonest first."""
    found = (one for row in rows for one in row.deadlines if days is None or one.days_left <= days)
    return tuple(sorted(found, key=lambda one: one.due))


def matches(row: FamilyRow, typed: str) -> bool:
    """Tell whether a row holds every word typed, also inside words and without Polish letters."""
    return all(part in row.words for part in fold(typed).split())


def _ordered(found: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(found, key=lambda one: (one.order, one.id)))


def _by_name(found: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple(sorted(found, key=lambda one: sort_key(one.name or one.institution)))


def _newest(found: Iterable[FamilyAssessment]) -> tuple[FamilyAssessment, ...]:
    return tuple(sorted(found, key=lambda one: one.made_on, reverse=True))


def _last_visit(reader: Reader, family_id: str, today: date) -> Visit | None:
    return reader.latest(Visit, ("day", "start"), family=family_id, state="held", day=(None, today))


def _members(reader: Reader, family_id: str, today: date) -> tuple[MemberRow, ...]:
    found = reader.find(FamilyMember, family=family_id)
    persons = {one.id: one for one in reader.find_all(Person, [one.person for one in found])}
    rows = [
        MemberRow(
            member=one,
            person=persons[one.person],
            name=person_name(persons[one.person]),
            role=label("relation", one.role),
            age=age_on(persons[one.person].birth_date, today),
        )
        for one in found
        if one.person in persons
    ]
    return tuple(
        sorted(
            rows, key=lambda one: (not one.member.is_reference_person, -(one.age or 0), sort_key(one.name))
        )
    )


def _findings(case: SupportCase | None, members: tuple[MemberRow, ...], today: date) -> Iterable[Finding]:
    """Return what is to be checked in a family in work."""
    if case is None or case.state not in WORKED_ON | {"allocated"}:
        return
    yield from check_ground(case.entry_route, case.consent_on, case.court_order_on, taken_over=True)
    people = [
        KnownPerson(
            name=one.name,
            role=one.member.role,
            birth_date=one.person.birth_date,
            is_reference_person=one.member.is_reference_person,
            has_pesel=bool(one.person.pesel),
            pesel_missing_reason=one.person.pesel_missing_reason,
        )
        for one in members
    ]
    yield from check_people(people, today)
