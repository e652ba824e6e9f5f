"""What lists and pages of families read, in few narrow queries, grouped by household.

An office's list covers thousands of families: only the columns that it shows are read, never all visits.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from asystent_desktop.checks.calendar import month_bounds
from asystent_desktop.checks.case_deadlines import CaseDates, case_deadlines
from asystent_desktop.polish import fold
from asystent_desktop.records import (
    Account,
    BlueCard,
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
from asystent_desktop.services.case_values import (
    WORKED_ON,
    FamilyRow,
    address_line,
    count_met,
    name_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.checks.limits import Limits
    from asystent_desktop.records import Assignment
    from asystent_desktop.services.desk import Household
    from asystent_desktop.storage.repository import Reader

OPEN_STATES = frozenset({"not_started", "in_progress"})
IN_FORCE = frozenset({"agreed", "signed"})


class Met(NamedTuple):
    """Visits of a month that count alike; `day` is any of the month."""

    day: date
    state: str
    failed_reason: str
    contact_kind: str
    times: int


class Kin(NamedTuple):
    """A person's place in a household, as lists need it."""

    person: str
    leads: bool
    in_care: bool


class Named(NamedTuple):
    """A person, as lists need it."""

    last_name: str
    first_name: str
    birth_date: date | None
    phone: str

    @property
    def name(self) -> str:
        """Return the name as it is shown."""
        return name_words(self.last_name, self.first_name, self.birth_date)


class Version(NamedTuple):
    """A version of a plan, as deadlines need it."""

    id: str
    version_no: int
    state: str


class Item(NamedTuple):
    """An open goal or action with a day: of which plan or goal, its words."""

    of: str
    id: str
    text: str
    deadline: date


def _grouped() -> defaultdict[str, list]:  # type: ignore[type-arg]  # each field below names its members
    return defaultdict(list)


@dataclass(slots=True)
class Gathered:
    """All that rows and deadlines need, read once and grouped by household."""

    cases: dict[str, list[SupportCase]] = field(default_factory=_grouped)
    met: dict[str, list[Met]] = field(default_factory=_grouped)
    next_visits: dict[str, Visit] = field(default_factory=dict)
    kin: dict[str, list[Kin]] = field(default_factory=_grouped)
    persons: dict[str, Named] = field(default_factory=dict)
    assessments: dict[str, list[tuple[date, date | None]]] = field(default_factory=_grouped)
    plans: dict[str, list[Version]] = field(default_factory=_grouped)
    goals: dict[str, list[Item]] = field(default_factory=_grouped)
    open_goals: dict[str, list[Item]] = field(default_factory=_grouped)
    actions: dict[str, list[Item]] = field(default_factory=_grouped)
    blue_cards: frozenset[str] = frozenset()


def gather(reader: Reader, households: tuple[Household, ...], day: date) -> Gathered:
    """Read what rows need of these households; of one household only its own records."""
    data = Gathered()
    wanted = {"family": households[0].id} if len(households) == 1 else {}
    for case in reader.find(SupportCase, **wanted):
        data.cases[case.family].append(case)
    _gather_visits(reader, data, wanted, day)
    _gather_people(reader, data, wanted)
    _gather_plans(reader, data, wanted)
    for family, made_on, passed in reader.columns(
        FamilyAssessment, ("family", "made_on", "passed_to_head_on"), **wanted
    ):
        data.assessments[family].append((made_on, passed))
    cards = reader.columns(BlueCard, ("family", "ended_on"), **wanted)
    data.blue_cards = frozenset(family for family, ended_on in cards if ended_on is None)
    return data


def _gather_visits(reader: Reader, data: Gathered, wanted: Mapping[str, str], day: date) -> None:
    first, last = month_bounds(day.year, day.month)
    by = ("family", "state", "failed_reason", "contact_kind")
    for (family, state, reason, kind), times in reader.counts(Visit, by, day=(first, last), **wanted):
        data.met[family].append(Met(day, state, reason, kind, times))
    nearest: dict[str, tuple[date, object, str]] = {}
    for family, on, start, visit in reader.columns(
        Visit, ("family", "day", "start", "id"), state="planned", day=(day, None), **wanted
    ):
        known = nearest.get(family)
        if known is None or (on, start) < known[:2]:
            nearest[family] = (on, start, visit)
    ids = [visit for _on, _start, visit in nearest.values()]
    data.next_visits = {one.family: one for one in reader.find_all(Visit, ids)}


def _gather_people(reader: Reader, data: Gathered, wanted: Mapping[str, str]) -> None:
    for family, person, leads, care in reader.columns(
        FamilyMember, ("family", "person", "is_reference_person", "in_care_since"), until=None, **wanted
    ):
        data.kin[family].append(Kin(person, leads, care is not None))
    people = {one.person for found in data.kin.values() for one in found}
    limits = {"id": people} if wanted else {}
    for number, *values in reader.columns(
        Person, ("id", "last_name", "first_name", "birth_date", "phone"), **limits
    ):
        data.persons[number] = Named(*values)


def _gather_plans(reader: Reader, data: Gathered, wanted: Mapping[str, str]) -> None:
    for family, *version in reader.columns(Plan, ("family", "id", "version_no", "state"), **wanted):
        data.plans[family].append(Version(*version))
    goal_columns = ("family", "plan", "id", "text", "deadline", "state")
    for family, plan, goal, words, due, state in reader.columns(PlanGoal, goal_columns, **wanted):
        item = Item(plan, goal, words, due)
        data.goals[family].append(item)
        if due is not None and state in OPEN_STATES:
            data.open_goals[family].append(item)
    for family, goal, action, words, due in reader.columns(
        PlanAction, ("family", "goal", "id", "text", "deadline"), state=OPEN_STATES, **wanted
    ):
        if due is not None:
            data.actions[family].append(Item(goal, action, words, due))


def row_of(
    data: Gathered,
    household: Household,
    day: date,
    limits: Limits,
    assignment: Assignment | None,
    accounts: Mapping[str, str],
) -> FamilyRow:
    """Return one household as lists show it."""
    cases = data.cases[household.id]
    case = max(cases, key=case_order, default=None)
    is_foster = isinstance(household, FosterFamily)
    state = household.state if isinstance(household, FosterFamily) else (case.state if case else "")
    return FamilyRow(
        id=household.id,
        kind=household.INFO.name,
        name=household.display_name,
        reference_person=reference_person(data, household.id),
        address=address_line(household),
        district=household.district,
        phone=household.phone,
        case_number=case.case_number if case else "",
        assistant=accounts.get(assignment.account, "") if assignment else "",
        assistant_id=assignment.account if assignment else "",
        state=state,
        state_words=label("foster_state" if is_foster else "case_state", state),
        count=count_met(data.met[household.id], household, cases, day, limits),
        next_visit=data.next_visits.get(household.id),
        deadlines=tuple(deadlines_of(data, household, day, limits)),
        marks=_marks(data, household, case),
        safety_note=household.safety_note,
        words=_words(data, household, case),
    )


def account_names(reader: Reader) -> dict[str, str]:
    """Return the names of all accounts."""
    return dict(reader.columns(Account, ("id", "name")))


def case_order(case: SupportCase) -> tuple[str, str]:
    """Return the key that puts the latest spell of work last."""
    start = case.work_start or case.decision_on or case.received_on
    return (start.isoformat() if start else "", case.id)


def reference_person(data: Gathered, family_id: str) -> str:
    """Return the name of the household's reference person, or nothing."""
    for one in data.kin[family_id]:
        if one.leads and one.person in data.persons:
            return data.persons[one.person].name
    return ""


def deadlines_of(data: Gathered, household: Household, today: date, limits: Limits) -> list[Deadline]:
    """Return every open deadline of the household's case in work, the nearest first."""
    cases = [one for one in data.cases[household.id] if one.state in WORKED_ON and one.work_start]
    if not cases:
        return []
    case = max(cases, key=case_order)
    assert case.work_start is not None  # noqa: S101 - chosen above
    made = sorted(day for day, _passed in data.assessments[household.id] if day >= case.work_start)
    plans = [one for one in data.plans[household.id] if one.state in IN_FORCE]
    dates = CaseDates(
        family_id=household.id,
        work_start=case.work_start,
        work_end=case.work_end,
        suspensions=((case.suspended_from, case.suspended_to),) if case.suspended_from else (),
        has_plan=bool(plans),
        plan_items=tuple(_plan_items(data, household.id, plans)),
        last_assessment_on=made[-1] if made else None,
        unpassed_assessments=tuple(day for day, passed in data.assessments[household.id] if passed is None),
    )
    return sorted(case_deadlines(dates, today=today, limits=limits), key=lambda one: one.due)


def _plan_items(data: Gathered, family_id: str, plans: list[Version]) -> Iterable[tuple[str, date]]:
    if not plans:
        return
    current = max(plans, key=lambda one: one.version_no).id
    goals = {one.id for one in data.goals[family_id] if one.of == current}
    for goal in data.open_goals[family_id]:
        if goal.of == current:
            yield f"Cel: {goal.text}", goal.deadline
    for action in data.actions[family_id]:
        if action.of in goals:
            yield f"Działanie: {action.text}", action.deadline


def _marks(data: Gathered, household: Household, case: SupportCase | None) -> tuple[str, ...]:
    """Return neutral words for lists that others may read over a shoulder; a Blue Card is never named."""
    marks = []
    if household.two_workers or household.id in data.blue_cards:
        marks.append("wizyta we dwoje")
    if any(one.in_care for one in data.kin[household.id]):
        marks.append("piecza")
    if case and case.entry_route == "court":
        marks.append("sąd")
    return tuple(marks)


def _words(data: Gathered, household: Household, case: SupportCase | None) -> str:
    people = [data.persons[one.person] for one in data.kin[household.id] if one.person in data.persons]
    phones = [household.phone, *(one.phone for one in people)]
    parts = [
        household.display_name,
        address_line(household),
        "" if household.address_protected else household.city,
        household.district,
        case.case_number if case else "",
        *(f"{one.first_name} {one.last_name}" for one in people),
        *phones,
        *("".join(phone.split()) for phone in phones),
    ]
    return fold(" ".join(part for part in parts if part))
