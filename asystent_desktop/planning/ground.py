"""The month as the hard rules leave it: open days, free hours and drives, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from asystent_desktop.checks.calendar import days_between, holiday_name, month_bounds
from asystent_desktop.planning.problem import FamilyNeed, FixedVisit, MonthProblem, Span


class Ground:
    """Facts of one problem; families go by their index in `problem.families`."""

    def __init__(self, problem: MonthProblem) -> None:
        self.problem = problem
        self.families = problem.families
        self.month_days = days_between(*month_bounds(problem.year, problem.month))
        self.working = [day for day in self.month_days if self.is_working(day)]
        self.open = [day for day in self.working if day > problem.today]
        self.index = {family.id: number for number, family in enumerate(self.families)}
        self.fixed: dict[date, list[FixedVisit]] = defaultdict(list)
        self.fixed_of: dict[str, list[date]] = defaultdict(list)
        for visit in sorted(problem.fixed, key=lambda entry: (entry.day, entry.start, entry.end)):
            self.fixed[visit.day].append(visit)
            if visit.family_id is not None:
                self.fixed_of[visit.family_id].append(visit.day)
        for family in self.families:
            self.fixed_of[family.id].extend(family.visited)
        self._kept = {
            (number, visit.day): visit.start
            for number, family in enumerate(self.families)
            for visit in family.keep
        }
        self._slots = {
            (number, day): self._free(family, day)
            for number, family in enumerate(self.families)
            for day in self.open
        }
        self.allowed = [
            [day for day in self.open if self._slots[number, day] and self._may_take(family, day)]
            for number, family in enumerate(self.families)
        ]

    def is_working(self, day: date) -> bool:
        """Return whether the worker works that day: hours given, no holiday, no day off."""
        return (
            bool(self.problem.spans(day)) and holiday_name(day) is None and day not in self.problem.days_off
        )

    def slots(self, family: int, day: date) -> tuple[Span, ...]:
        """Return the hours in which the family's visit may lie on a day, drives to fixed ones kept."""
        return self._slots.get((family, day), ())

    def liked(self, family: int, day: date) -> tuple[Span, ...] | None:
        """Return the parts of `slots` at the family's favourite hours, or None when it has no favourites."""
        favourite = self.families[family].favourite
        if not favourite:
            return None
        length = self.problem.visit_minutes
        pairs = [
            (max(start, first), min(end, last))
            for start, end in self.slots(family, day)
            for first, last in favourite.get(day.weekday(), ())
        ]
        return tuple(sorted({pair for pair in pairs if pair[1] - pair[0] >= length}))

    def kept_start(self, family: int, day: date) -> int | None:
        """Return the hour of the family's kept visit of that day, or None when there is none to keep."""
        return self._kept.get((family, day))

    def fixed_count(self, day: date) -> int:
        """Return the fixed visits (not appointments) of a day."""
        return sum(visit.family_id is not None for visit in self.fixed.get(day, ()))

    def room(self, day: date) -> int:
        """Return how many more visits the day's number allows."""
        return max(0, self.problem.max_per_day - self.fixed_count(day))

    def is_near_fixed(self, family: FamilyNeed, day: date) -> bool:
        """Return whether the day is too near a fixed visit of the family."""
        return is_near(day, self.fixed_of.get(family.id, ()), self.problem.min_gap_days)

    def fixed_in_month(self, family: FamilyNeed) -> list[date]:
        """Return the days of the family's fixed visits in this month."""
        first, last = self.month_days[0], self.month_days[-1]
        return [day for day in self.fixed_of.get(family.id, ()) if first <= day <= last]

    def district(self, family_id: str | None) -> str | None:
        """Return the district, or None when the place is not known."""
        number = self.index.get(family_id) if family_id is not None else None
        return None if number is None else self.families[number].district

    def drive(self, origin: str | None, target: str | None) -> int:
        """Return the minutes between two families; an unknown place (None) lies in another district."""
        if origin is not None and origin == target:
            return 0
        district = self.district(origin)
        if district is not None and district == self.district(target):
            return self.problem.travel_same
        return max(self._own_drive(origin), self._own_drive(target))

    def _own_drive(self, family_id: str | None) -> int:
        number = self.index.get(family_id) if family_id is not None else None
        own = None if number is None else self.families[number].travel_minutes
        if own is not None:
            return own
        return 0 if family_id is None else self.problem.travel_other

    def _may_take(self, family: FamilyNeed, day: date) -> bool:
        return self.room(day) > 0 and not self.is_near_fixed(family, day)

    def _free(self, family: FamilyNeed, day: date) -> tuple[Span, ...]:
        if not may_visit(family, day):
            return ()
        spans = list(self.problem.spans(day))
        if not family.evening_ok:
            spans = without(spans, (self.problem.evening_from, 24 * 60))
        own = None if family.possible is None else family.possible[day.weekday()]
        if own is not None:
            spans = [
                (max(start, first), min(end, last))
                for start, end in spans
                for first, last in own
                if start < last and first < end
            ]
        for visit in self.fixed.get(day, ()):
            drive = self.drive(visit.family_id, family.id)
            spans = without(spans, (visit.start - drive, visit.end + drive))
        length = self.problem.visit_minutes
        return tuple(sorted({span for span in spans if span[1] - span[0] >= length}))


def may_visit(family: FamilyNeed, day: date) -> bool:
    """Return whether the family itself can take a visit that day, whatever the worker's calendar says."""
    if day.weekday() >= 5 and not family.weekend_ok:
        return False
    if family.possible is not None and family.possible.get(day.weekday(), ()) == ():
        return False
    return not any(start <= day <= end for start, end in (*family.unavailable, *family.outside))


def is_near(day: date, others: Iterable[date], gap: int) -> bool:
    """Return whether the day is fewer than `gap` days from any other; the same day always is."""
    return any(abs((day - other).days) < max(1, gap) for other in others)


def without(spans: list[Span], block: Span) -> list[Span]:
    """Return the spans with the block cut out."""
    found = []
    for start, end in spans:
        if block[1] <= start or end <= block[0]:
            found.append((start, end))
            continue
        if start < block[0]:
            found.append((start, block[0]))
        if block[1] < end:
            found.append((block[1], end))
    return found
