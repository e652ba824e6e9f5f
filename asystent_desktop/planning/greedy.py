"""A plan at once: families with the least choice first, each on the day that costs least."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from asystent_desktop.planning.ground import Ground, is_near
from asystent_desktop.planning.hours import Hours
from asystent_desktop.planning.weights import WEIGHTS, blocks, fair_load

Picks = frozenset[tuple[int, date]]
"""Which family (by index) on which day."""


class Board:
    """A plan in the making that never breaks a hard rule."""

    def __init__(self, ground: Ground, hours: Hours) -> None:
        self.ground, self.hours = ground, hours
        self.days: dict[date, set[int]] = {day: set() for day in ground.open}
        self.of_family: list[set[date]] = [set() for _ in ground.families]
        self.minutes = sum(hours.minutes(day, ()) or 0 for day in ground.month_days)

    @property
    def picks(self) -> Picks:
        """Return what has been placed."""
        return frozenset((family, day) for day, families in self.days.items() for family in families)

    def lacking(self, family: int) -> int:
        """Return the visits still to place."""
        return self.ground.families[family].missing - len(self.of_family[family])

    def is_spaced(self, family: int, day: date) -> bool:
        """Return whether the day keeps the gap to the family's other visits."""
        return not is_near(day, self.of_family[family], self.ground.problem.min_gap_days)

    def place(self, family: int, day: date) -> bool:
        """Place a visit if every hard rule holds with it; return whether it was placed."""
        limit = self.ground.problem.month_minutes
        if self.lacking(family) < 1 or day not in self.ground.allowed[family]:
            return False
        together = self.days[day] | {family}
        if not self.is_spaced(family, day) or self.hours.arrange(day, together) is None:
            return False
        if limit is not None:
            more = self.minutes_with(day, together)
            if more > limit:
                return False
            self.minutes = more
        self.days[day] = together
        self.of_family[family].add(day)
        return True

    def take_over(self, picks: Picks, *, of: int) -> bool:
        """Take a plan that held under stricter rules; return whether the days of family `of` still hold.

        Only that family's rules may have changed in another way than to be looser.
        """
        for family, day in picks:
            self.days[day].add(family)
            self.of_family[family].add(day)
        if not all(
            day in self.ground.allowed[of] and self.hours.arrange(day, self.days[day]) is not None
            for day in self.of_family[of]
        ):
            return False
        if self.ground.problem.month_minutes is not None:
            days = self.ground.month_days
            self.minutes = sum(self.hours.minutes(day, self.days.get(day, ())) or 0 for day in days)
            return self.minutes <= self.ground.problem.month_minutes
        return True

    def remove(self, family: int, day: date) -> None:
        """Take a placed visit off the board."""
        fewer = self.days[day] - {family}
        if self.ground.problem.month_minutes is not None:
            self.minutes = self.minutes_with(day, fewer)
        self.days[day] = fewer
        self.of_family[family].discard(day)

    def minutes_with(self, day: date, families: set[int]) -> int:
        """Return the month's working time if the day held these families, who must fit in it."""
        before = self.hours.minutes(day, self.days[day]) or 0
        return self.minutes - before + (self.hours.minutes(day, families) or 0)


def fill(board: Board, first: Iterable[tuple[int, date]] = ()) -> Picks:
    """Place `first` as far as the rules allow, then whatever else fits; return all that was placed."""
    for family, day in sorted(first, key=lambda pick: (pick[1], pick[0])):
        board.place(family, day)
    ground = board.ground
    order = sorted(range(len(ground.families)), key=lambda family: _choice(ground, family))
    for family in order:
        while board.lacking(family) > 0 and _place_best(board, family):
            pass
    return board.picks


def mended(board: Board) -> Picks:
    """Make room for what is missing by moving one other visit for each; return all that is placed then."""
    for family in range(len(board.ground.families)):
        while board.lacking(family) > 0 and any(
            _swap(board, family, day, other)
            for day in board.ground.allowed[family]
            if board.is_spaced(family, day)
            for other in sorted(board.days[day])
        ):
            pass
    return board.picks


def _swap(board: Board, family: int, day: date, other: int) -> bool:
    """Give the other's place of a day to the family if the other can go elsewhere; else change nothing."""
    board.remove(other, day)
    if board.place(family, day):
        if _place_best(board, other):
            return True
        board.remove(family, day)
    board.place(other, day)
    return False


def _choice(ground: Ground, family: int) -> tuple[float, int]:
    return len(ground.allowed[family]) / max(1, ground.families[family].missing), family


def _place_best(board: Board, family: int) -> bool:
    free = [day for day in board.ground.allowed[family] if board.is_spaced(family, day)]
    order = {day: (_lost(board, free, family, day), _price(board, family, day), day) for day in free}
    return any(board.place(family, day) for day in sorted(free, key=order.__getitem__))


def _lost(board: Board, free: list[date], family: int, day: date) -> int:
    """Return how many of the visits still to place would have no day left once this day is taken."""
    gap = max(1, board.ground.problem.min_gap_days)
    left, last = 0, None
    for other in free:
        if abs((other - day).days) >= gap and (last is None or (other - last).days >= gap):
            left, last = left + 1, other
    return max(0, board.lacking(family) - 1 - left)


def _price(board: Board, family: int, day: date) -> float:
    ground = board.ground
    need = ground.families[family]
    price = 0.0
    there = {ground.families[other].district for other in board.days[day]}
    there |= {ground.district(visit.family_id) or "" for visit in ground.fixed.get(day, ())}
    if need.district not in there:
        price += WEIGHTS.district
    taken = [*board.of_family[family], *ground.fixed_in_month(need)]
    for block, share in blocks(ground, family):
        if day in block and sum(other in block for other in taken) >= share:
            price += WEIGHTS.week
    price += WEIGHTS.load * max(0, len(board.days[day]) + 1 + ground.fixed_count(day) - fair_load(ground))
    if day.weekday() >= 5:
        price += WEIGHTS.weekend
    if ground.liked(family, day) == ():
        price += WEIGHTS.favourite
    return price
