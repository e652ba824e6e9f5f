"""Stage two: in which order and at what hour the families of one day are visited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.problem import FixedVisit, PlannedVisit

GRIDS = (15, 5, 1)
"""Visits start on a quarter if they can, else on five minutes, else on any minute."""


@dataclass(frozen=True, slots=True)
class _Step:
    """The best known way to have visited some families: drives so far, the last visit, the way before."""

    drives: int
    end: int
    start: int
    family: int
    before: _Step | None


class Hours:
    """Arranges days of one month; each set of families on a day is worked out once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._known: dict[tuple[date, frozenset[int]], tuple[PlannedVisit, ...] | None] = {}

    def arrange(self, day: date, families: Iterable[int]) -> tuple[PlannedVisit, ...] | None:
        """Return the day's visits in order with the least driving, or None when they cannot all fit."""
        key = (day, frozenset(families))
        if key not in self._known:
            self._known[key] = self._worked_out(day, sorted(key[1]))
        return self._known[key]

    def minutes(self, day: date, families: Iterable[int]) -> int | None:
        """Return the day's working time: visits and appointments, each visit with the drive to it."""
        visits = self.arrange(day, families)
        if visits is None:
            return None
        events = in_order(visits, self._ground.fixed.get(day, ()))
        return sum(event.end - event.start for event in events) + sum(drives(self._ground, events))

    def conflict(self, day: date, families: Iterable[int]) -> list[int]:
        """Return a smallest part (no member can be spared) of families that cannot share the day."""
        kept = sorted(families)
        for family in list(kept):
            fewer = [other for other in kept if other != family]
            if self.arrange(day, fewer) is None:
                kept = fewer
        return kept

    def _worked_out(self, day: date, families: list[int]) -> tuple[PlannedVisit, ...] | None:
        ground = self._ground
        length = ground.problem.visit_minutes
        room = sum(end - start for start, end in ground.problem.hours.get(day.weekday(), ()))
        if len(families) > ground.room(day) or len(families) * length > room:
            return None
        for grid in GRIDS:
            step = self._search(day, families, grid)
            if step is not None:
                return tuple(self._visits(day, step)) if families else ()
        return None

    def _visits(self, day: date, last: _Step) -> list[PlannedVisit]:
        found = []
        step: _Step | None = last
        while step is not None and step.family >= 0:
            family_id = self._ground.families[step.family].id
            found.append(PlannedVisit(family_id=family_id, day=day, start=step.start, end=step.end))
            step = step.before
        return found[::-1]

    def _search(self, day: date, families: list[int], grid: int) -> _Step | None:
        """Try every order by subsets; of two ways to one subset and last family the worse in both is cut."""
        everyone = (1 << len(families)) - 1
        reached: dict[int, list[_Step]] = {0: [_Step(0, 0, 0, -1, None)]}
        for mask in range(everyone):
            for step in reached.pop(mask, ()):
                for bit, family in enumerate(families):
                    if not mask >> bit & 1:
                        following = self._next(day, step, family, grid)
                        if following is not None:
                            _keep(reached.setdefault(mask | 1 << bit, []), following)
        ends = reached.get(everyone, [])
        return min(ends, key=lambda step: (step.drives, step.end, step.family)) if ends else None

    def _next(self, day: date, step: _Step, family: int, grid: int) -> _Step | None:
        ground = self._ground
        target = ground.families[family].id
        origin = ground.families[step.family].id if step.family >= 0 else None
        drive = ground.drive(origin, target)
        ready = step.end + drive if origin is not None else 0
        for start, end in ground.slots(family, day):
            begin = -(-max(start, ready) // grid) * grid
            if begin + ground.problem.visit_minutes <= end:
                finish = begin + ground.problem.visit_minutes
                return _Step(step.drives + drive, finish, begin, family, step)
        return None


def _keep(steps: list[_Step], new: _Step) -> None:
    for step in steps:
        if step.family == new.family and step.drives <= new.drives and step.end <= new.end:
            return
    steps[:] = [
        step for step in steps if step.family != new.family or step.drives < new.drives or step.end < new.end
    ]
    steps.append(new)


Event = PlannedVisit | FixedVisit


def in_order(visits: Iterable[PlannedVisit], fixed: Iterable[FixedVisit]) -> list[Event]:
    """Return the day's events by their hour."""
    events: list[Event] = [*visits, *fixed]
    return sorted(events, key=lambda event: (event.start, event.end))


def drives(ground: Ground, events: Iterable[Event]) -> Iterator[int]:
    """Yield the minutes of the drive to each visit; an appointment is taken to need none."""
    origin: UUID | None = None
    for event in events:
        if event.family_id is not None:
            yield ground.drive(origin, event.family_id)
        origin = event.family_id
