"""Families as screens and papers see them: rows, members, the page; and the words that name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from asystent_desktop.checks.counting import (
    AnyVisit,
    CountedVisit,
    MonthCount,
    common,
    counted_visit,
    month_count,
)
from asystent_desktop.polish import month_name, sort_key
from asystent_desktop.records.foster_family import FosterFamily

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.checks.limits import Limits
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
    from asystent_desktop.services.desk import Household

Spell = tuple["date", "date | None"]

PROTECTED = "adres zastrzeżony"
WORKED_ON = frozenset({"active", "suspended"})
HAS_WORKED = frozenset({"active", "suspended", "closed", "monitoring", "archived"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """One household as lists show it; `marks` are neutral words, `address` hides a protected one.

    `deadlines` are all open ones, the nearest first; `words` are what it is found by, folded: its name,
    people, street, phone, case number.
    """

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
    deadlines: tuple[Deadline, ...]
    marks: tuple[str, ...]
    safety_note: str
    words: str = ""

    @property
    def deadline(self) -> Deadline | None:
        """Return the nearest deadline."""
        return self.deadlines[0] if self.deadlines else None

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
    """Everything that the page of one family shows at once.

    `blue_cards` are empty for who may not see them; `notices` say at the top what is unusual about the case:
    closed, another worker's; `findings` are what is to be checked.
    """

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
    past_members: tuple[MemberRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    absences: tuple[FamilyAbsence, ...] = ()


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


def address_of(household: Household) -> str:
    """Return the whole address even when it is protected: only for who asked for it by name."""
    number = "/".join(part for part in (household.house, household.flat) if part)
    street = " ".join(part for part in (household.street, number) if part)
    town = " ".join(part for part in (household.postcode, household.city) if part)
    return ", ".join(part for part in (street, town) if part)


def person_name(person: Person) -> str:
    """Return first name and surname; a child without a name yet is named by its birth date."""
    expected = person.expected_birth_date
    if not person.first_name and not person.birth_date and expected:
        return f"dziecko oczekiwane ({month_name(expected.month)} {expected.year})"
    return name_words(person.last_name, person.first_name, person.birth_date)


def name_words(last_name: str, first_name: str, birth_date: date | None) -> str:
    """Return first name and surname, or what a child without a name is called."""
    if first_name:
        return f"{first_name} {last_name}".strip()
    if birth_date:
        return f"dziecko, ur. {birth_date:%d.%m.%Y}"
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


class Alike(AnyVisit, Protocol):
    """Visits of one month that count alike, and how many they are."""

    @property
    def times(self) -> int:
        """Return how many they are."""


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
    return _month_of([counted_visit(one) for one in visits], household, list(cases), day, limits, within)


def count_met(
    met: Iterable[Alike], household: Household, cases: Iterable[SupportCase], day: date, limits: Limits
) -> MonthCount:
    """Return the same count from visits of the month of `day` that the database has counted."""
    counted = [counted_visit(one) for one in met for _time in range(one.times)]
    return _month_of(counted, household, list(cases), day, limits, None)


def _month_of(
    visits: list[CountedVisit],
    household: Household,
    cases: list[SupportCase],
    day: date,
    limits: Limits,
    within: Sequence[Spell] | None,
) -> MonthCount:
    active = spells_of(household, cases)
    paused = [(one.suspended_from, one.suspended_to) for one in cases if one.suspended_from is not None]
    usual = limits.visit_target
    target = usual if household.visit_target is None else household.visit_target
    since, before = household.visit_target_since, household.visit_target_before
    return month_count(
        day.year,
        day.month,
        visits,
        active=active if within is None else common(active, within),
        suspensions=paused,
        targets=[(since, target)] if since else (),
        default_target=target if since is None else usual if before is None else before,
    )
