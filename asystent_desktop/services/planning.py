"""Planning the month: a proposal of the visits that are missing, and its acceptance in one save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import month_bounds
from asystent_desktop.checks.counting import Workload, overload
from asystent_desktop.errors import RefusedError
from asystent_desktop.records import Visit
from asystent_desktop.records.types import week_hours
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Changes, Unit, Write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asystent_desktop.planning.problem import FamilyNeed, FixedVisit, MonthProblem, PlannedVisit, Proposal
    from asystent_desktop.services.calendar import Calendar
    from asystent_desktop.services.cases import Cases, FamilyRow
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.repository import Reader

_AROUND = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPlan:
    """A proposal with the words and the families that it speaks of."""

    year: int
    month: int
    proposal: Proposal
    families: Mapping[str, FamilyRow]
    warnings: tuple[str, ...]


class Planning:
    """What a person does with the program's proposals."""

    def __init__(self, desk: Desk, cases: Cases, calendar: Calendar) -> None:
        self._desk = desk
        self._cases = cases
        self._calendar = calendar

    def propose(
        self, year: int, month: int, *, seconds: float = 2.0, cancelled: Callable[[], bool] = lambda: False
    ) -> MonthPlan:
        """Propose the missing visits of the month without writing; RefusedError for a month that is over."""
        from asystent_desktop.planning import plan_month

        _first, last = month_bounds(year, month)
        if last < self._desk.today():
            raise RefusedError("Ten miesiąc już minął. Zaplanować można bieżący albo przyszły.")
        rows = {
            row.id: row
            for row in self._cases.rows(day=self._desk.day_of(year, month))
            if row.count.target and row.assistant_id in {self._desk.account, ""}
        }
        problem = self._problem(year, month, rows)
        proposal = plan_month(problem, seconds=seconds, cancelled=cancelled)
        return MonthPlan(
            year=year,
            month=month,
            proposal=proposal,
            families=rows,
            warnings=(*self._warnings(problem, rows), *proposal.notes),
        )

    def accept(self, plan: MonthPlan) -> Changes:
        """Write the proposed visits as planned ones, all in one save."""
        writes = tuple(Write(Visit.INFO, new_id(), self._values(visit)) for visit in plan.proposal.visits)
        return self._desk.store.save(Unit(writes))

    def _problem(self, year: int, month: int, rows: Mapping[str, FamilyRow]) -> MonthProblem:
        from asystent_desktop.planning.problem import MonthProblem

        first, last = month_bounds(year, month)
        with self._desk.store.reading() as reader:
            limits = self._desk.limits(reader)
            around = (first - _AROUND, last + _AROUND)
            taken = reader.find(Visit, day=around, account=self._desk.account, state={"planned", "held"})
            needs = tuple(self._need(reader, row) for row in rows.values())
            return MonthProblem(
                year=year,
                month=month,
                families=needs,
                hours=week_hours(self._calendar.hours_in_force(reader)),
                today=self._desk.today(),
                days_off=self._desk.days_off(reader, first, last),
                fixed=tuple(_fixed(one) for one in taken),
                visit_minutes=limits.visit_minutes,
                travel_same=limits.travel_same_minutes,
                travel_other=limits.travel_other_minutes,
                max_per_day=limits.max_visits_per_day,
                min_gap_days=limits.min_gap_days,
            )

    def _need(self, reader: Reader, row: FamilyRow) -> FamilyNeed:
        from asystent_desktop.planning.problem import FamilyNeed

        household = self._desk.household(reader, row.id)
        possible = week_hours(household.meeting_hours) if household.meeting_hours else None
        return FamilyNeed(
            id=row.id,
            name=row.name,
            district=row.district,
            missing=row.count.missing,
            possible=possible,
            weekend_ok=household.weekend_ok,
            travel_minutes=household.travel_minutes,
        )

    def _warnings(self, problem: MonthProblem, rows: Mapping[str, FamilyRow]) -> tuple[str, ...]:
        first, last = month_bounds(problem.year, problem.month)
        free = problem.days_off
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        working = sum(1 for day in days if day.weekday() in problem.hours and day not in free)
        load = Workload(visits=sum(row.count.target for row in rows.values()), working_days=working)
        found = overload(problem.year, problem.month, load, max_per_day=problem.max_per_day)
        return (found.sentence,) if found else ()

    def _values(self, visit: PlannedVisit) -> dict[str, object]:
        return {
            "family": visit.family_id,
            "account": self._desk.account,
            "state": "planned",
            "day": visit.day,
            "start": _time(visit.start),
            "end": _time(visit.end),
        }


def _fixed(visit: Visit) -> FixedVisit:
    from asystent_desktop.planning.problem import FixedVisit

    return FixedVisit(
        family_id=visit.family,
        day=visit.day,
        start=visit.start.hour * 60 + visit.start.minute,
        end=visit.end.hour * 60 + visit.end.minute,
    )


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
