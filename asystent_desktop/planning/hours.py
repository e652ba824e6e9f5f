"""Stage two: in which order and at what hour the families of one day are visited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.problem import FixedVisit, PlannedVisit
from asystent_desktop.planning.weights import HOUR_WEIGHTS

GRIDS = (15, 5, 1)
"""Visits start on a quarter if they can, else on five minutes, else on any minute."""


@dataclass(frozen=True, slots=True)
class _Step:
    """The best known way to have visited some families: price and drives so far, the last visit, the way.

    The price is in minutes of driving (`HOUR_WEIGHTS`); `family` is -1 before the first visit.
    """

    price: int
    drives: int
    end: int
    start: int
    family: int
    before: _Step | None


class Hours:
    """Arranges days of one month; each set of families on a day is worked out once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._known: dict[tuple[date, frozenset[int], bool], tuple[PlannedVisit, ...] | None] = {}

    def arrange(
        self, day: date, families: Iterable[int], *, strict: bool = False
    ) -> tuple[PlannedVisit, ...] | None:
        """Return the day's visits in order at the least price, or None when they cannot all fit.

        `strict` lets no kept visit change its hour; otherwise that only costs.
        """
        key = (day, frozenset(families), strict)
        if key not in self._known:
            self._known[key] = self._worked_out(day, sorted(key[1]), strict=strict)
        return self._known[key]

    def crowded(self) -> frozenset[tuple[int, date]]:
        """Return the (family, day) where a visit would change the hours of the visits kept on that day."""
        ground = self._ground
        kept: dict[date, set[int]] = {day: set() for day in ground.open}
        for number, family in enumerate(ground.families):
            for visit in family.keep:
                if visit.day in kept and visit.day in ground.allowed[number]:
                    kept[visit.day].add(number)
        return frozenset(
            (number, day)
            for day, there in kept.items()
            if there and self.arrange(day, there, strict=True) is not None
            for number in range(len(ground.families))
            if number not in there
            and day in ground.allowed[number]
            and self.arrange(day, there | {number}, strict=True) is None
        )

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

    def _worked_out(self, day: date, families: list[int], *, strict: bool) -> tuple[PlannedVisit, ...] | None:
        ground = self._ground
        length = ground.problem.visit_minutes
        room = sum(end - start for start, end in ground.problem.spans(day))
        if not families:
            return ()
        if len(families) > ground.room(day) or len(families) * length > room:
            return None
        for grid in GRIDS:
            step = _Search(ground, day, families, grid, strict=strict).best()
            if step is not None:
                return tuple(self._visits(day, step))
        return None

    def _visits(self, day: date, last: _Step) -> list[PlannedVisit]:
        found = []
        step: _Step | None = last
        while step is not None and step.family >= 0:
            family = self._ground.families[step.family]
            kept = next((visit.id for visit in family.keep if visit.day == day), "")
            found.append(PlannedVisit(family_id=family.id, day=day, start=step.start, end=step.end, id=kept))
            step = step.before
        return found[::-1]


class _Search:
    """One search for the order and the hours of a day's visits."""

    def __init__(self, ground: Ground, day: date, families: list[int], grid: int, *, strict: bool) -> None:
        self._ground, self._day, self._families = ground, day, families
        self._grid, self._strict = grid, strict
        self._fixed = ground.fixed.get(day, [])

    def best(self) -> _Step | None:
        """Try every order by subsets; of two ways to one subset and last family the worse in all is cut."""
        everyone = (1 << len(self._families)) - 1
        reached: dict[int, list[_Step]] = {0: [_Step(0, 0, 0, 0, -1, None)]}
        for mask in range(everyone):
            for step in reached.pop(mask, ()):
                for bit, family in enumerate(self._families):
                    if not mask >> bit & 1:
                        for following in self._next(step, family):
                            _keep(reached.setdefault(mask | 1 << bit, []), following)
        ends = [step for step in reached.get(everyone, []) if self._is_short_enough(step)]
        return min(ends, key=lambda step: (step.price, step.drives, step.end, step.family), default=None)

    def _is_short_enough(self, step: _Step) -> bool:
        longest = self._ground.problem.longest_day
        if longest is None:
            return True
        later, _ = self._way(step, 24 * 60 + 1)
        work = sum(visit.end - visit.start for visit in self._fixed)
        work += len(self._families) * self._ground.problem.visit_minutes
        return work + step.drives + later <= longest

    def _next(self, step: _Step, family: int) -> Iterator[_Step]:
        ground, length = self._ground, self._ground.problem.visit_minutes
        target = ground.families[family].id
        origin = ground.families[step.family].id if step.family >= 0 else None
        ready = step.end + ground.drive(origin, target) if origin is not None else 0
        for begin in self._begins(family, ready):
            passed, last = self._way(step, begin)
            drive = passed + ground.drive(last, target)
            price = step.price + drive + self._dislike(family, begin)
            yield _Step(price, step.drives + drive, begin + length, begin, family, step)

    def _way(self, step: _Step, until: int) -> tuple[int, str | None]:
        """Return the drives to the fixed visits between the step and a minute, and the last place."""
        ground = self._ground
        origin = ground.families[step.family].id if step.family >= 0 else None
        driven = 0
        for visit in self._fixed:
            if step.end <= visit.start < until:
                driven += ground.drive(origin, visit.family_id) if visit.family_id is not None else 0
                origin = visit.family_id
        return driven, origin

    def _begins(self, family: int, ready: int) -> list[int]:
        """Return the hours worth trying: the earliest of each stretch, of each favourite one, the old one."""
        ground, length = self._ground, self._ground.problem.visit_minutes
        slots = ground.slots(family, self._day)
        kept = ground.kept_start(family, self._day)
        found = []
        if kept is not None:
            found = [kept for start, end in slots if max(start, ready) <= kept and kept + length <= end]
            if self._strict:
                return found
        for start, end in (*slots, *(ground.liked(family, self._day) or ())):
            begin = -(-max(start, ready) // self._grid) * self._grid
            if begin + length <= end:
                found.append(begin)
        return sorted(set(found))

    def _dislike(self, family: int, begin: int) -> int:
        ground = self._ground
        kept = ground.kept_start(family, self._day)
        if kept is not None:
            return 0 if begin == kept else HOUR_WEIGHTS.changed
        liked = ground.liked(family, self._day)
        end = begin + ground.problem.visit_minutes
        if not liked or any(start <= begin and end <= last for start, last in liked):
            return 0
        return HOUR_WEIGHTS.favourite


def _keep(steps: list[_Step], new: _Step) -> None:
    """Add a way unless a known one with the same last family is at least as good in everything."""
    if any(step.family == new.family and _is_as_good(step, new) for step in steps):
        return
    steps[:] = [step for step in steps if step.family != new.family or not _is_as_good(new, step)]
    steps.append(new)


def _is_as_good(one: _Step, other: _Step) -> bool:
    return one.price <= other.price and one.drives <= other.drives and one.end <= other.end


Event = PlannedVisit | FixedVisit


def in_order(visits: Iterable[PlannedVisit], fixed: Iterable[FixedVisit]) -> list[Event]:
    """Return the day's events by their hour."""
    events: list[Event] = [*visits, *fixed]
    return sorted(events, key=lambda event: (event.start, event.end))


def drives(ground: Ground, events: Iterable[Event]) -> Iterator[int]:
    """Yield the minutes of the drive to each visit; an appointment is taken to need none."""
    origin: str | None = None
    for event in events:
        if event.family_id is not None:
            yield ground.drive(origin, event.family_id)
        origin = event.family_id
