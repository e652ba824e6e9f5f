"""What stands in the store about a month, as the problem that the planner solves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import days_between, month_bounds
from asystent_desktop.checks.counting import UNCOUNTED_KINDS, common
from asystent_desktop.records import Account, Appointment, Assignment, FamilyAbsence, SupportCase, Visit
from asystent_desktop.records.types import week_hours
from asystent_desktop.services.cases import count_of, spells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asystent_desktop.checks.counting import MonthCount, Spell
    from asystent_desktop.checks.limits import Limits
    from asystent_desktop.planning.problem import FamilyNeed, FixedVisit, KeptVisit, MonthProblem, Span
    from asystent_desktop.services.calendar import Calendar
    from asystent_desktop.services.desk import Desk, Household
    from asystent_desktop.storage.repository import Reader

AROUND = timedelta(days=14)
"""Visits so near to the month matter for the gap between two visits of a family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFacts:
    """The problem, each family's share of this worker, and planned visits agreed for a day off."""

    problem: MonthProblem
    shares: Mapping[str, MonthCount]
    pinned_on_days_off: tuple[Visit, ...]


@dataclass(slots=True)
class _Found:
    """What the month's reading needs, read once and grouped by household."""

    visits: dict[str, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    cases: dict[str, list[SupportCase]] = field(default_factory=lambda: defaultdict(list))
    assignments: dict[str, list[Assignment]] = field(default_factory=lambda: defaultdict(list))
    absences: dict[str, list[FamilyAbsence]] = field(default_factory=lambda: defaultdict(list))
    mine: tuple[Visit, ...] = ()


class MonthProblems:
    """Reads the month of one worker."""

    def __init__(self, desk: Desk, calendar: Calendar) -> None:
        self._desk = desk
        self._calendar = calendar

    def read(self, year: int, month: int, *, again: bool) -> MonthFacts:
        """Return the month's facts; `again` gives planned visits free to be moved, at a price.

        Held visits, those of today and before, those agreed with the family and those of another length than
        the usual one stay where they are in any case.
        """
        with self._desk.store.reading() as reader:
            return self._read(reader, year, month, again=again)

    def _read(self, reader: Reader, year: int, month: int, *, again: bool) -> MonthFacts:
        from asystent_desktop.planning.problem import MonthProblem

        first, last = month_bounds(year, month)
        limits = self._desk.limits(reader)
        found = self._found(reader, first, last)
        off = self._desk.days_off(reader, first, last)
        own = reader.get(Account, self._desk.account)
        free = [one for one in found.mine if again and self._is_free(one, first, last, limits)]
        families, shares = self._families(reader, found, free, first, limits)
        free_ids = {one.id for one in free}
        fixed = [
            _fixed(one.family, one.day, one.start, one.end) for one in found.mine if one.id not in free_ids
        ]
        problem = MonthProblem(
            year=year,
            month=month,
            families=families,
            hours=week_hours(self._calendar.hours_in_force(reader, first)),
            own_hours=self._other_hours(reader, first, last),
            today=self._desk.today(),
            days_off=off,
            fixed=(*fixed, *self._appointments(reader, first, last)),
            visit_minutes=limits.visit_minutes,
            travel_same=limits.travel_same_minutes,
            travel_other=limits.travel_other_minutes,
            max_per_day=limits.max_visits_per_day,
            min_gap_days=limits.min_gap_days,
            evening_from=limits.evening_hour * 60,
            longest_day=(own and own.longest_day_minutes) or limits.longest_day_minutes,
            month_minutes=own.month_minutes if own else None,
        )
        stuck = tuple(
            one
            for one in found.mine
            if one.day in off and one.state == "planned" and one.pinned and one.day > problem.today
        )
        return MonthFacts(problem=problem, shares=shares, pinned_on_days_off=stuck)

    def _other_hours(self, reader: Reader, first: date, last: date) -> dict[date, tuple[Span, ...]]:
        """Return the hours of the days on which other weekly hours are in force than on the first day."""
        usual = self._calendar.hours_in_force(reader, first)
        found = {day: self._calendar.hours_in_force(reader, day) for day in days_between(first, last)}
        return {
            day: week_hours(hours).get(day.weekday(), ()) for day, hours in found.items() if hours != usual
        }

    def _found(self, reader: Reader, first: date, last: date) -> _Found:
        found = _Found()
        states = {"planned", "held", "failed", "cancelled"}
        visits = reader.find(Visit, day=(first - AROUND, last + AROUND), state=states)
        for visit in visits:
            found.visits[visit.family].append(visit)
        for case in reader.find(SupportCase):
            found.cases[case.family].append(case)
        for assignment in reader.find(Assignment, type="main", since=(None, last)):
            found.assignments[assignment.family].append(assignment)
        for absence in reader.find(FamilyAbsence, until=(first, None)):
            found.absences[absence.family].append(absence)
        account = self._desk.account
        found.mine = tuple(
            one
            for one in visits
            if account in {one.account, one.second_account} and one.state in {"planned", "held"}
        )
        return found

    def _is_free(self, visit: Visit, first: date, last: date, limits: Limits) -> bool:
        return (
            visit.state == "planned"
            and visit.account == self._desk.account
            and not visit.pinned
            and visit.contact_kind not in UNCOUNTED_KINDS
            and first <= visit.day <= last
            and visit.day > self._desk.today()
            and minute(visit.end) - minute(visit.start) == limits.visit_minutes
        )

    def _families(
        self, reader: Reader, found: _Found, free: list[Visit], first: date, limits: Limits
    ) -> tuple[tuple[FamilyNeed, ...], dict[str, MonthCount]]:
        kept: dict[str, list[KeptVisit]] = defaultdict(list)
        for visit in free:
            kept[visit.family].append(_kept(visit))
        needs, shares = [], {}
        for household in sorted(self._desk.households(reader), key=lambda one: (one.display_name, one.id)):
            own = self._own_spells(found, household)
            share = self._share(found, household, own, first, limits)
            if not share.target and not kept[household.id]:
                continue
            shares[household.id] = share
            need = self._need(household, found, own, first)
            movable = kept[household.id]
            wanted = max(0, share.missing + len(movable) - share.over)
            needs.append(replace(need, missing=wanted, keep=tuple(movable)))
        return tuple(needs), shares

    def _own_spells(self, found: _Found, household: Household) -> list[Spell]:
        """Return when this worker works with the household; a household without any assignment is theirs."""
        listed = found.assignments[household.id]
        if not listed:
            return [(date.min, None)]
        return [(one.since, one.until) for one in listed if one.account == self._desk.account]

    def _share(
        self, found: _Found, household: Household, own: list[Spell], first: date, limits: Limits
    ) -> MonthCount:
        """Return this worker's count of the month, never lacking more than the family lacks as a whole."""
        visits, cases = found.visits[household.id], found.cases[household.id]
        whole = count_of(visits, household, cases, first, limits)
        mine = [one for one in visits if one.account == self._desk.account]
        share = count_of(mine, household, cases, first, limits, within=own)
        return replace(share, missing=min(share.missing, whole.missing))

    def _need(self, household: Household, found: _Found, own: list[Spell], first: date) -> FamilyNeed:
        from asystent_desktop.planning.problem import FamilyNeed

        cases = found.cases[household.id]
        worked = common(spells_of(household, cases), own)
        suspended = [(one.suspended_from, one.suspended_to) for one in cases if one.suspended_from]
        outside = [
            (day, day)
            for day in days_between(*month_bounds(first.year, first.month))
            if not _holds(worked, day) or _holds(suspended, day)
        ]
        mine = {one.id for one in found.mine}
        others = [
            one.day
            for one in found.visits[household.id]
            if one.state in {"planned", "held"} and one.id not in mine
        ]
        return FamilyNeed(
            id=household.id,
            name=household.display_name,
            district=household.district,
            missing=0,
            possible=week_hours(household.meeting_hours) if household.meeting_hours else None,
            unavailable=tuple((one.since, one.until) for one in found.absences[household.id]),
            favourite=week_hours(household.favourite_hours),
            weekend_ok=household.weekend_ok,
            evening_ok=household.evening_ok,
            travel_minutes=household.travel_minutes,
            outside=tuple(outside),
            visited=tuple(others),
        )

    def _appointments(self, reader: Reader, first: date, last: date) -> Iterable[FixedVisit]:
        for one in reader.find(Appointment, account=self._desk.account, day=(None, last)):
            for day in appointment_days(one, first, last):
                yield _fixed(None, day, one.start, one.end)


def appointment_days(one: Appointment, first: date, last: date) -> list[date]:
    """Return the days from `first` to `last`, both included, on which an appointment takes place."""
    if not one.weekly:
        return [one.day] if first <= one.day <= last else []
    end = last if one.until is None else min(last, one.until)
    return [day for day in days_between(max(first, one.day), end) if (day - one.day).days % 7 == 0]


def minute(moment: time) -> int:
    """Return the minute of the day."""
    return moment.hour * 60 + moment.minute


def _holds(spells: Iterable[Spell], day: date) -> bool:
    return any(start <= day and (end is None or day <= end) for start, end in spells)


def _kept(visit: Visit) -> KeptVisit:
    from asystent_desktop.planning.problem import KeptVisit

    return KeptVisit(id=visit.id, day=visit.day, start=minute(visit.start), end=minute(visit.end))


def _fixed(family: str | None, day: date, start: time, end: time) -> FixedVisit:
    from asystent_desktop.planning.problem import FixedVisit

    return FixedVisit(family_id=family, day=day, start=minute(start), end=minute(end))
