"""Stage one: which day each visit goes to, as a model of yes-or-no choices; each rule is one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from asystent_desktop.planning.cuts import add_day_prices
from asystent_desktop.planning.greedy import Picks
from asystent_desktop.planning.ground import Ground, without
from asystent_desktop.planning.problem import Span
from asystent_desktop.planning.weights import WEIGHTS, blocks, fair_load

Terms = Mapping[int, float]
"""Column -> its factor."""

Rule = Callable[["DayModel"], None]
"""Adds the rows, prices and penalties of one rule to the model."""


class DayModel:
    """Choices (family, day), rows that must hold and penalties to keep low, known to no solver.

    `entries` and `loads` are the columns of the districts entered on a day and of its visits above the
    share; `above` is how far the day is above its share before any visit is chosen (mostly below zero).
    `crowded` are choices that would change the hours of kept visits (`Hours.crowded`); `rules` are all of
    RULES, unless one is left out to see what it is for.
    """

    def __init__(
        self,
        ground: Ground,
        crowded: frozenset[tuple[int, date]] = frozenset(),
        rules: Iterable[Rule] | None = None,
    ) -> None:
        self.ground, self.crowded = ground, crowded
        self.choices = [
            (family, day)
            for family, need in enumerate(ground.families)
            if need.missing > 0
            for day in ground.allowed[family]
        ]
        self.column = {choice: number for number, choice in enumerate(self.choices)}
        self.price = [0.0] * len(self.choices)
        self.limits: list[tuple[Terms, float]] = []
        self.penalties: list[tuple[float, list[tuple[Terms, float]]]] = []
        self.whole: set[int] = set(range(len(self.choices)))
        self.entries: dict[date, list[int]] = {}
        self.loads: dict[date, int] = {}
        self.above: dict[date, int] = {}
        for rule in RULES.values() if rules is None else rules:
            rule(self)
        if rules is None:
            add_day_prices(self)

    def on_day(self, day: date) -> list[tuple[int, int]]:
        """Return the (family, column) of every choice of a day."""
        return [
            (family, self.column[family, day])
            for family in range(len(self.ground.families))
            if (family, day) in self.column
        ]

    def of_family(self, family: int, days: Iterable[date] | None = None) -> list[int]:
        """Return the columns of a family, on all days or on these."""
        chosen = self.ground.allowed[family] if days is None else days
        return [self.column[family, day] for day in chosen if (family, day) in self.column]

    def limit(self, terms: Terms, most: float) -> None:
        """Demand that the sum of the terms is at most `most`."""
        self.limits.append((terms, most))

    def penalty(self, price: float, floors: list[tuple[Terms, float]]) -> int:
        """Add a column at least 0 and at least each floor (terms + number), paid for; return its number."""
        self.penalties.append((price, floors))
        return len(self.choices) + len(self.penalties) - 1

    def values(self, picks: Picks) -> list[float]:
        """Return every column's value under a plan."""
        chosen = [float(choice in picks) for choice in self.choices]
        return chosen + [
            max(
                0.0,
                *(sum(factor * chosen[at] for at, factor in terms.items()) + more for terms, more in floors),
            )
            for _, floors in self.penalties
        ]

    def cost(self, picks: Picks) -> float:
        """Return what the plan pays in all."""
        prices = self.price + [price for price, _ in self.penalties]
        return sum(price * value for price, value in zip(prices, self.values(picks), strict=True))


def _missing(model: DayModel) -> None:
    for family, need in enumerate(model.ground.families):
        columns = model.of_family(family)
        if need.missing > 0:
            model.limit(dict.fromkeys(columns, 1.0), need.missing)
            model.penalty(WEIGHTS.missing, [(dict.fromkeys(columns, -1.0), need.missing)])


def _gap(model: DayModel) -> None:
    gap = model.ground.problem.min_gap_days
    for family in range(len(model.ground.families)):
        for day in model.ground.allowed[family]:
            near = [day + timedelta(days=number) for number in range(gap)]
            columns = model.of_family(family, near)
            if len(columns) > 1:
                model.limit(dict.fromkeys(columns, 1.0), 1)


def _per_day(model: DayModel) -> None:
    for day in model.ground.open:
        columns = [column for _, column in model.on_day(day)]
        if columns:
            most = min(model.ground.room(day), packed(model.ground, free_spans(model.ground, day)))
            model.limit(dict.fromkeys(columns, 1.0), most)


def _windows(model: DayModel) -> None:
    """Families whose hours all lie in one stretch of a day: no more than fit in that stretch."""
    for day in model.ground.open:
        hull = {
            column: (
                model.ground.slots(family, day)[0][0],
                max(end for _, end in model.ground.slots(family, day)),
            )
            for family, column in model.on_day(day)
        }
        for start in {span[0] for span in hull.values()}:
            for end in {span[1] for span in hull.values() if span[1] > start}:
                inside = [at for at, span in hull.items() if start <= span[0] and span[1] <= end]
                most = packed(model.ground, [(start, end)])
                if len(inside) > most:
                    model.limit(dict.fromkeys(inside, 1.0), most)


def _districts_and_time(model: DayModel) -> None:
    """Price each district entered on a day; drives between districts take room from the day and the month."""
    ground = model.ground
    near, far = shortest_drives(ground)
    length = ground.problem.visit_minutes
    month: dict[int, float] = {}
    for day in ground.open:
        entered = {district: _entry(model, day, district) for district in _to_enter(model, day)}
        model.entries[day] = [*entered.values()]
        used = {column: float(length + near) for _, column in model.on_day(day)}
        used |= {column: float(far - near) for column in entered.values()}
        spans = free_spans(ground, day)
        model.limit(used, sum(end - start for start, end in spans) + far * len(spans))
        month |= used
        if ground.problem.longest_day is not None:
            there = sum(visit.end - visit.start for visit in ground.fixed.get(day, ()))
            model.limit(used, max(0, ground.problem.longest_day - there))
    if ground.problem.month_minutes is not None:
        model.limit(month, max(0, ground.problem.month_minutes - _fixed_minutes(ground, near)))


def _to_enter(model: DayModel, day: date) -> list[str]:
    known = {model.ground.district(visit.family_id) for visit in model.ground.fixed.get(day, ())}
    there = {model.ground.families[family].district for family, _ in model.on_day(day)}
    return sorted(there - known)


def _entry(model: DayModel, day: date, district: str) -> int:
    columns = [
        column for family, column in model.on_day(day) if model.ground.families[family].district == district
    ]
    entry = model.penalty(WEIGHTS.district, [({column: 1.0}, 0) for column in columns])
    model.whole.add(entry)
    return entry


def _fixed_minutes(ground: Ground, near: int) -> int:
    return sum(
        visit.end - visit.start + (near if visit.family_id is not None else 0)
        for day in ground.month_days
        for visit in ground.fixed.get(day, ())
    )


def _even_weeks(model: DayModel) -> None:
    for family, need in enumerate(model.ground.families):
        fixed = model.ground.fixed_in_month(need)
        for block, share in blocks(model.ground, family):
            columns = model.of_family(family, sorted(block))
            there = sum(day in block for day in fixed)
            if len(columns) + there > share:
                model.penalty(WEIGHTS.week, [(dict.fromkeys(columns, 1.0), there - share)])


def _even_days(model: DayModel) -> None:
    fair = fair_load(model.ground)
    for day in model.ground.open:
        columns = [column for _, column in model.on_day(day)]
        there = model.ground.fixed_count(day)
        if len(columns) + there > fair:
            price = model.penalty(WEIGHTS.load, [(dict.fromkeys(columns, 1.0), there - fair)])
            model.loads[day], model.above[day] = price, there - fair


def _wishes(model: DayModel) -> None:
    for (family, day), column in model.column.items():
        if day.weekday() >= 5:
            model.price[column] += WEIGHTS.weekend
        if model.ground.liked(family, day) == ():
            model.price[column] += WEIGHTS.favourite
        if (family, day) in model.crowded:
            model.price[column] += WEIGHTS.crowded


def _kept(model: DayModel) -> None:
    """Price a planned visit that leaves its day; where it may not stay, there is nothing to pay."""
    for family, need in enumerate(model.ground.families):
        for visit in need.keep:
            column = model.column.get((family, visit.day))
            if column is not None:
                model.penalty(WEIGHTS.moved, [({column: -1.0}, 1)])


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "missing": _missing,
        "gap": _gap,
        "visits a day": _per_day,
        "hours of a stretch": _windows,
        "districts and time": _districts_and_time,
        "even weeks": _even_weeks,
        "even days": _even_days,
        "wishes": _wishes,
        "kept": _kept,
    }
)
"""Every rule of the choice of days by its name; the prices stand in `weights.py`."""


def free_spans(ground: Ground, day: date) -> list[Span]:
    """Return the working hours of a day without what is fixed and the shortest drives from and to it."""
    near, far = shortest_drives(ground)
    spans = list(ground.problem.spans(day))
    for visit in ground.fixed.get(day, ()):
        drive = far if ground.district(visit.family_id) is None else near
        spans = without(spans, (visit.start - drive, visit.end + drive))
    return spans


def shortest_drives(ground: Ground) -> tuple[int, int]:
    """Return the shortest drive there can be to a next visit, and to one in another district."""
    other = ground.problem.travel_other
    own = [need.travel_minutes for need in ground.families if need.travel_minutes is not None]
    far = min([other, *own])
    return min(ground.problem.travel_same, far), far


def packed(ground: Ground, spans: Iterable[Span]) -> int:
    """Return how many visits go into the spans with the shortest drives."""
    near, _ = shortest_drives(ground)
    length = ground.problem.visit_minutes
    return sum((end - start + near) // (length + near) for start, end in spans)
