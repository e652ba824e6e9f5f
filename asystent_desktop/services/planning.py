"""Planning the month: proposals, planning again, their acceptance in one save, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Final

from asystent_desktop.checks.calendar import days_between, month_bounds
from asystent_desktop.checks.counting import overload, workload
from asystent_desktop.errors import RefusedError
from asystent_desktop.merge.operation import DELETED
from asystent_desktop.polish import short_day, weekday_short
from asystent_desktop.records import Visit
from asystent_desktop.services.month_problem import MonthProblems
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asystent_desktop.planning.difference import Difference
    from asystent_desktop.planning.problem import PlannedVisit, Proposal
    from asystent_desktop.services.calendar import Calendar
    from asystent_desktop.services.cases import Cases, FamilyRow
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.month_problem import MonthFacts
    from asystent_desktop.services.visit_changes import Change, VisitChanges

SECONDS: Final = 10.0
"""How long a search goes on at most: most months are proven best before that."""

ACCEPTED: Final = "Przyjęto propozycję miesiąca"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPlan:
    """A proposal with the words and the families that it speaks of.

    `proposal.visits` are all visits that the plan would have; `difference` says what it changes against what
    is planned now: `kept`, `moved`, `added`, `removed`, each a tuple of `VisitChange` (family_id, id, before,
    after, reason, sentence). `again` tells a plan made by `replan`. `quality` says in one sentence how far
    from the best the plan may be; `warnings` are sentences on the month as a whole.
    """

    year: int
    month: int
    again: bool
    proposal: Proposal
    difference: Difference
    families: Mapping[str, FamilyRow]
    warnings: tuple[str, ...]
    quality: str


class Planning:
    """What a person does with the program's proposals.

    Nothing is written before `accept`; `accept` is one save and answers with a `Change` that
    `services.changes.take_back(change)` undoes; `undo_last` does the same in a later session.
    """

    def __init__(self, desk: Desk, cases: Cases, calendar: Calendar, changes: VisitChanges) -> None:
        self._desk = desk
        self._cases = cases
        self._problems = MonthProblems(desk, calendar)
        self._changes = changes

    def propose(
        self,
        year: int,
        month: int,
        *,
        seconds: float = SECONDS,
        cancelled: Callable[[], bool] = lambda: False,
        found: Callable[[MonthPlan], object] = lambda _plan: None,
    ) -> MonthPlan:
        """Propose the missing visits of the month; every visit planned before stays where it is.

        `found` gets the plan at once (a fraction of a second) and each better one; when `cancelled` turns
        true the best so far comes back. RefusedError for a month that is over.
        """
        return self._plan(year, month, again=False, limits=(seconds, cancelled), found=found)

    def replan(
        self,
        year: int,
        month: int,
        *,
        seconds: float = SECONDS,
        cancelled: Callable[[], bool] = lambda: False,
        found: Callable[[MonthPlan], object] = lambda _plan: None,
    ) -> MonthPlan:
        """Plan the rest of the month again, after an illness, a visit called off, a new family.

        Held visits, those of today and before, and those agreed with the family (`pinned`) stay; other
        planned visits stay unless they stand in the way of a rule or of a visit without a date. Answers as
        `propose`; look at `difference`.
        """
        return self._plan(year, month, again=True, limits=(seconds, cancelled), found=found)

    def accept(self, plan: MonthPlan) -> Change:
        """Write what the plan adds, moves and removes, all in one save; the answer can be taken back.

        RefusedError when a visit that the plan moves or removes was changed since it was made.
        """
        changed = (*plan.difference.moved, *plan.difference.removed)
        with self._desk.store.reading() as reader:
            now = {one.id: one for one in reader.find(Visit, id={one.id for one in changed})}
        for one in changed:
            visit, before = now.get(one.id), one.before
            if (
                visit is None
                or before is None
                or (visit.state, visit.pinned) != ("planned", False)
                or (visit.day, visit.start) != (before.day, _time(before.start))
            ):
                raise RefusedError("Kalendarz zmienił się od czasu tej propozycji. Zaplanuj jeszcze raz.")
        difference = plan.difference
        writes = [Write(Visit.INFO, new_id(), self._new(one.after)) for one in difference.added if one.after]
        writes += [Write(Visit.INFO, one.id, _times(one.after)) for one in difference.moved if one.after]
        writes += [Write(Visit.INFO, one.id, life=DELETED) for one in difference.removed]
        return self._changes.save(ACCEPTED, writes)

    def last_accepted(self) -> Change | None:
        """Return the last accepted proposal if it still stands, or None.

        RefusedError when one of its visits was changed, recorded or removed since.
        """
        return self._changes.last_saved(ACCEPTED)

    def undo_last(self) -> Change:
        """Take the last accepted proposal back as one new edit; RefusedError when there is none to take."""
        last = self.last_accepted()
        if last is None:
            raise RefusedError("Nie ma przyjętej propozycji, którą można by cofnąć.")
        return self._changes.take_back(last)

    def _plan(
        self,
        year: int,
        month: int,
        *,
        again: bool,
        limits: tuple[float, Callable[[], bool]],
        found: Callable[[MonthPlan], object],
    ) -> MonthPlan:
        from asystent_desktop.planning import plan_month

        _first, last = month_bounds(year, month)
        if last < self._desk.today():
            raise RefusedError("Ten miesiąc już minął. Zaplanować można bieżący albo przyszły.")
        facts = self._problems.read(year, month, again=again)
        rows = {row.id: row for row in self._cases.rows(day=self._desk.day_of(year, month))}
        families = {family.id: rows[family.id] for family in facts.problem.families}
        warnings = self._warnings(facts, families)

        def told(proposal: Proposal) -> MonthPlan:
            from asystent_desktop.planning.difference import difference

            return MonthPlan(
                year=year,
                month=month,
                again=again,
                proposal=proposal,
                difference=difference(facts.problem, proposal.visits),
                families=families,
                warnings=(*warnings, *proposal.notes),
                quality=proposal.quality,
            )

        seconds, cancelled = limits
        return told(plan_month(facts.problem, seconds, cancelled, lambda proposal: found(told(proposal))))

    def _warnings(self, facts: MonthFacts, families: Mapping[str, FamilyRow]) -> tuple[str, ...]:
        problem = facts.problem
        stuck = [
            f"Wizyta ustalona z rodziną wypada w dzień wolny: {weekday_short(one.day)} {short_day(one.day)} "
            f"{one.start:%H:%M}. Umów z rodziną inny termin."
            for one in facts.pinned_on_days_off
            if one.family in families
        ]
        first, last = month_bounds(problem.year, problem.month)
        days = [
            day for day in days_between(first, last) if problem.spans(day) and day not in problem.days_off
        ]
        visits = sum(share.target for share in facts.shares.values())
        load = workload(
            visits,
            [sum(end - start for start, end in problem.spans(day)) for day in days],
            visit_minutes=problem.visit_minutes,
            drive_minutes=problem.travel_same,
            most=problem.month_minutes,
        )
        over = overload(problem.year, problem.month, load, max_per_day=problem.max_per_day)
        return (*([over.sentence] if over else []), *stuck)

    def _new(self, visit: PlannedVisit) -> dict[str, object]:
        return {
            "family": visit.family_id,
            "account": self._desk.account,
            "state": "planned",
            **_times(visit),
        }


def _times(visit: PlannedVisit) -> dict[str, object]:
    return {"day": visit.day, "start": _time(visit.start), "end": _time(visit.end)}


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
