"""Families: the list with its counts and deadlines, one family's page, what needs attention."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from asystent_desktop.checks.calendar import month_bounds
from asystent_desktop.checks.case_deadlines import CaseDates, case_deadlines
from asystent_desktop.checks.counting import MonthCount, common, counted_visit, month_count
from asystent_desktop.polish import sort_key
from asystent_desktop.records import (
    Account,
    BlueCard,
    Contact,
    DiagnosisItem,
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
from asystent_desktop.records.foster_family import FosterFamily
from asystent_desktop.storage.search import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.checks.limits import Limits
    from asystent_desktop.services.desk import Desk, Household
    from asystent_desktop.storage.repository import Reader

Spell = tuple["date", "date | None"]
Listed = TypeVar("Listed", PlanGoal, PlanAction)

PROTECTED = "adres zastrzeżony"
WORKED_ON = frozenset({"active", "suspended"})
HAS_WORKED = frozenset({"active", "suspended", "closed", "monitoring", "archived"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """One household as lists show it; `marks` are neutral words, `address` hides a protected one."""

    id: str
    kind: str
    name: str
    reference_person: str
    address: str
    district: str
    phone: str
    case_number: str
    assistant: str
    assistant_id: str
    state: str
    state_words: str
    count: MonthCount
    next_visit: Visit | None
    deadline: Deadline | None
    marks: tuple[str, ...]
    safety_note: str

    @property
    def order(self) -> tuple[str, str, str]:
        """Return the key of Polish order: name, then the reference person, then the case number."""
        return (sort_key(self.name), sort_key(self.reference_person), self.case_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A person in a household, with role and age in words."""

    member: FamilyMember
    person: Person
    name: str
    role: str
    age: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage:
    """Everything that the page of one family shows at once."""

    row: FamilyRow
    household: Household
    case: SupportCase | None
    cases: tuple[SupportCase, ...]
    members: tuple[MemberRow, ...]
    contacts: tuple[Contact, ...]
    blue_cards: tuple[BlueCard, ...]
    strengths: tuple[DiagnosisItem, ...]
    deficits: tuple[DiagnosisItem, ...]
    plan: Plan | None
    draft_plan: Plan | None
    goals: tuple[PlanGoal, ...]
    actions: tuple[PlanAction, ...]
    deadlines: tuple[Deadline, ...]
    last_visit: Visit | None
    assessments: tuple[FamilyAssessment, ...]


@dataclass(slots=True)
class _Gathered:
    """All that the list needs, read once and grouped by household."""

    cases: dict[str, list[SupportCase]] = field(default_factory=lambda: defaultdict(list))
    visits: dict[str, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    next_visits: dict[str, Visit] = field(default_factory=dict)
    members: dict[str, list[FamilyMember]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[str, Person] = field(default_factory=dict)
    assessments: dict[str, list[FamilyAssessment]] = field(default_factory=lambda: defaultdict(list))
    plans: dict[str, list[Plan]] = field(default_factory=lambda: defaultdict(list))
    goals: dict[str, list[PlanGoal]] = field(default_factory=lambda: defaultdict(list))
    actions: dict[str, list[PlanAction]] = field(default_factory=lambda: defaultdict(list))
    blue_cards: frozenset[str] = frozenset()


class Cases:
    """What a person asks about families."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rows(self, *, search_for: str = "", day: date | None = None) -> tuple[FamilyRow, ...]:
        """Return the households of this store in Polish order, with the count of the month of `day` (today).

        `search_for` keeps those found by name, person, street, phone or case number.
        """
        on = day or self._desk.today()
        with self._desk.store.reading() as reader:
            households: Iterable[Household] = self._desk.households(reader)
            if search_for.strip():
                wanted = _found_families(reader, search_for)
                households = [one for one in households if one.id in wanted]
            rows = self._rows(reader, tuple(households), on)
        return tuple(sorted(rows, key=lambda row: row.order))

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
            row = self._rows(reader, (household,), today)[0]
            data = _gather(reader, (household,), today)
            items = [one for one in reader.find(DiagnosisItem, family=family_id) if one.gone_on is None]
            past = [
                one
                for one in reader.find(Visit, family=family_id, state="held", day=(None, today))
                if one.course
            ]
            limits = self._desk.limits(reader)
            cases = sorted(data.cases[family_id], key=_case_order, reverse=True)
            plans = sorted(data.plans[family_id], key=lambda one: one.version_no, reverse=True)
            plan = next((one for one in plans if one.state in {"signed", "agreed"}), None)
            draft = next((one for one in plans if one.state == "draft"), None)
            shown = plan or draft
            goals = _ordered(one for one in data.goals[family_id] if shown and one.plan == shown.id)
            wanted = {goal.id for goal in goals}
            return FamilyPage(
                row=row,
                household=household,
                case=cases[0] if cases else None,
                cases=tuple(cases),
                members=_members(data, family_id, today),
                contacts=tuple(
                    sorted(reader.find(Contact, family=family_id), key=lambda one: sort_key(one.name))
                ),
                blue_cards=reader.find(BlueCard, family=family_id),
                strengths=tuple(one for one in items if one.kind == "strength"),
                deficits=tuple(one for one in items if one.kind == "deficit"),
                plan=plan,
                draft_plan=draft,
                goals=goals,
                actions=_ordered(one for one in data.actions[family_id] if one.goal in wanted),
                deadlines=tuple(_deadlines(data, household, today, limits)),
                last_visit=max(past, key=lambda one: (one.day, one.start), default=None),
                assessments=tuple(
                    sorted(data.assessments[family_id], key=lambda one: one.made_on, reverse=True)
                ),
            )

    def deadlines(self, days: int | None = None) -> tuple[Deadline, ...]:
        """Return what is overdue or due within `days` (None: all), soonest first."""
        today = self._desk.today()
        with self._desk.store.reading() as reader:
            households = self._desk.households(reader)
            data = _gather(reader, households, today)
            limits = self._desk.limits(reader)
            found = [one for household in households for one in _deadlines(data, household, today, limits)]
        kept = [one for one in found if days is None or (one.due - today).days <= days]
        return tuple(sorted(kept, key=lambda one: one.due))

    def _rows(self, reader: Reader, households: tuple[Household, ...], day: date) -> list[FamilyRow]:
        data = _gather(reader, households, day)
        limits = self._desk.limits(reader)
        assignments = self._desk.assignments(reader, day)
        accounts = {one.id: one.name for one in reader.find(Account)}
        rows = []
        for household in households:
            assignment = assignments.get(household.id)
            cases = data.cases[household.id]
            case = max(cases, key=_case_order, default=None)
            state = household.state if isinstance(household, FosterFamily) else (case.state if case else "")
            due = _deadlines(data, household, day, limits)
            rows.append(
                FamilyRow(
                    id=household.id,
                    kind=household.INFO.name,
                    name=household.display_name,
                    reference_person=_reference_person(data, household.id),
                    address=address_line(household),
                    district=household.district,
                    phone=household.phone,
                    case_number=case.case_number if case else "",
                    assistant=accounts.get(assignment.account, "") if assignment else "",
                    assistant_id=assignment.account if assignment else "",
                    state=state,
                    state_words=label(
                        "foster_state" if isinstance(household, FosterFamily) else "case_state", state
                    ),
                    count=count_of(data.visits[household.id], household, cases, day, limits),
                    next_visit=data.next_visits.get(household.id),
                    deadline=due[0] if due else None,
                    marks=_marks(data, household, case),
                    safety_note=household.safety_note,
                )
            )
        return rows


def address_line(household: Household) -> str:
    """Return the address in one line; a protected one is never shown here."""
    if household.address_protected:
        return PROTECTED
    number = "/".join(part for part in (household.house, household.flat) if part)
    street = " ".join(part for part in (household.street, number) if part)
    return street or household.city


def full_address(household: Household) -> str:
    """Return the address with postcode and city; a protected one is never shown here."""
    if household.address_protected:
        return PROTECTED
    town = " ".join(part for part in (household.postcode, household.city) if part)
    line = address_line(household)
    return ", ".join(part for part in (line, town if town != line else "") if part)


def person_name(person: Person) -> str:
    """Return first name and surname; a child without a name yet is named by its birth date."""
    if person.first_name:
        return f"{person.first_name} {person.last_name}".strip()
    if person.birth_date:
        return f"dziecko, ur. {person.birth_date:%d.%m.%Y}"
    return "dziecko oczekiwane"


def age_on(born: date | None, day: date) -> int | None:
    """Return whole years of age on `day`, or None for an unknown birth date."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def spells_of(household: Household, cases: Iterable[SupportCase]) -> list[Spell]:
    """Return the spells in which the household was worked with."""
    if isinstance(household, FosterFamily):
        return [(household.start_on, household.end_on)] if household.start_on else []
    return [
        (one.work_start, one.work_end)
        for one in cases
        if one.work_start is not None and one.state in HAS_WORKED
    ]


def count_of(
    visits: Iterable[Visit],
    household: Household,
    cases: Iterable[SupportCase],
    day: date,
    limits: Limits,
    *,
    within: Sequence[Spell] | None = None,
) -> MonthCount:
    """Return the one count of the household's visits in the month of `day`.

    `within` keeps only these spells of the work: one worker's share, when the visits are theirs.
    """
    listed = list(cases)
    active = spells_of(household, listed)
    usual = limits.visit_target
    target = usual if household.visit_target is None else household.visit_target
    since, before = household.visit_target_since, household.visit_target_before
    suspended = [(one.suspended_from, one.suspended_to) for one in listed if one.suspended_from is not None]
    return month_count(
        day.year,
        day.month,
        [counted_visit(one) for one in visits],
        active=active if within is None else common(active, within),
        suspensions=suspended,
        targets=[(since, target)] if since else (),
        default_target=target if since is None else usual if before is None else before,
    )


def _found_families(reader: Reader, typed: str) -> frozenset[str]:
    """Return the households that search finds by themselves, their cases or their people."""
    hits = search(reader.connection, typed, most=5000)
    people = {hit.id for hit in hits if hit.kind == "person"}
    by_people = {one.family for one in reader.find(FamilyMember, person=people)} if people else set()
    direct = {
        hit.family for hit in hits if hit.kind in {"family", "foster_family", "support_case", "contact"}
    }
    return frozenset(direct | by_people)


def _gather(reader: Reader, households: tuple[Household, ...], day: date) -> _Gathered:
    data = _Gathered()
    wanted = {"family": {one.id for one in households}} if len(households) == 1 else {}
    first, last = month_bounds(day.year, day.month)
    for case in reader.find(SupportCase, **wanted):
        data.cases[case.family].append(case)
    for visit in reader.find(Visit, day=(first, last), **wanted):
        data.visits[visit.family].append(visit)
    for visit in reader.find(Visit, state="planned", day=(day, None), **wanted):
        known = data.next_visits.get(visit.family)
        if known is None or (visit.day, visit.start) < (known.day, known.start):
            data.next_visits[visit.family] = visit
    for member in reader.find(FamilyMember, **wanted):
        data.members[member.family].append(member)
    people = {one.person for found in data.members.values() for one in found}
    persons = reader.find(Person, id=people) if wanted else reader.find(Person)
    data.persons = {one.id: one for one in persons}
    for assessment in reader.find(FamilyAssessment, **wanted):
        data.assessments[assessment.family].append(assessment)
    for plan in reader.find(Plan, **wanted):
        data.plans[plan.family].append(plan)
    for goal in reader.find(PlanGoal, **wanted):
        data.goals[goal.family].append(goal)
    for action in reader.find(PlanAction, **wanted):
        data.actions[action.family].append(action)
    data.blue_cards = frozenset(one.family for one in reader.find(BlueCard, **wanted) if one.ended_on is None)
    return data


def _ordered(found: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(found, key=lambda one: (one.order, one.id)))


def _case_order(case: SupportCase) -> tuple[str, str]:
    start = case.work_start or case.decision_on or case.received_on
    return (start.isoformat() if start else "", case.id)


def _reference_person(data: _Gathered, family_id: str) -> str:
    for member in data.members[family_id]:
        if member.is_reference_person and member.until is None and member.person in data.persons:
            return person_name(data.persons[member.person])
    return ""


def _members(data: _Gathered, family_id: str, today: date) -> tuple[MemberRow, ...]:
    rows = [
        MemberRow(
            member=one,
            person=data.persons[one.person],
            name=person_name(data.persons[one.person]),
            role=label("relation", one.role),
            age=age_on(data.persons[one.person].birth_date, today),
        )
        for one in data.members[family_id]
        if one.until is None and one.person in data.persons
    ]
    return tuple(
        sorted(rows, key=lambda one: (not one.member.is_reference_person, -(one.age or 0), one.name))
    )


def _marks(data: _Gathered, household: Household, case: SupportCase | None) -> tuple[str, ...]:
    """Return neutral words for lists that others may read over a shoulder; a Blue Card is never named."""
    marks = []
    if household.two_workers or household.id in data.blue_cards:
        marks.append("wizyta we dwoje")
    if any(one.in_care_since and one.until is None for one in data.members[household.id]):
        marks.append("piecza")
    if case and case.entry_route == "court":
        marks.append("sąd")
    return tuple(marks)


def _deadlines(data: _Gathered, household: Household, today: date, limits: Limits) -> list[Deadline]:
    cases = [one for one in data.cases[household.id] if one.state in WORKED_ON and one.work_start]
    if not cases:
        return []
    case = max(cases, key=_case_order)
    assert case.work_start is not None  # noqa: S101 - chosen above
    made = sorted(one.made_on for one in data.assessments[household.id] if one.made_on >= case.work_start)
    plans = [one for one in data.plans[household.id] if one.state in {"agreed", "signed"}]
    current = max(plans, key=lambda one: one.version_no, default=None)
    dates = CaseDates(
        family_id=household.id,
        work_start=case.work_start,
        work_end=case.work_end,
        suspensions=((case.suspended_from, case.suspended_to),) if case.suspended_from else (),
        has_plan=bool(plans),
        plan_items=tuple(_plan_items(data, household.id, current)),
        last_assessment_on=made[-1] if made else None,
        unpassed_assessments=tuple(
            one.made_on for one in data.assessments[household.id] if one.passed_to_head_on is None
        ),
    )
    return sorted(case_deadlines(dates, today=today, limits=limits), key=lambda one: one.due)


def _plan_items(data: _Gathered, family_id: str, plan: Plan | None) -> Iterable[tuple[str, date]]:
    if plan is None:
        return
    goals = {one.id: one for one in data.goals[family_id] if one.plan == plan.id}
    for goal in goals.values():
        if goal.deadline and goal.state in {"not_started", "in_progress"}:
            yield f"Cel: {goal.text}", goal.deadline
    for action in data.actions[family_id]:
        if action.goal in goals and action.deadline and action.state in {"not_started", "in_progress"}:
            yield f"Działanie: {action.text}", action.deadline
