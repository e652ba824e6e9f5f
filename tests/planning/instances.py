"""Twelve months to measure the planner on, from easy to impossible; the same ones every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from asystent_desktop.planning import FamilyNeed, FixedVisit, KeptVisit, MonthProblem, plan_month

BEFORE = date(2026, 11, 24)
DAY = ((8 * 60, 16 * 60),)
WEEK = dict.fromkeys(range(5), DAY)
DISTRICTS = ("Fabryczna", "Krzyki", "Psie Pole", "Śródmieście")
PARTS_OF_DAY = (None, ((480, 720),), ((720, 960),), ((660, 960),))


@dataclass(frozen=True)
class Instance:
    """A month with a name that says what makes it hard."""

    name: str
    make: Callable[[], MonthProblem]


def family(random: Random, number: int, *, narrow: float, missing: int, districts: int) -> FamilyNeed:
    """Draw one family; `narrow` is the chance that it has time on some weekdays only."""
    possible = None
    if random.random() < narrow:
        weekdays = sorted(random.sample(range(5), random.choice([2, 3, 3, 4])))
        possible = {weekday: random.choice(PARTS_OF_DAY) for weekday in weekdays}
    liked = random.choice([None, None, *range(5)])
    return FamilyNeed(
        id=f"{number + 1:032x}",
        name=f"Rodzina {number + 1}",
        missing=missing,
        district=DISTRICTS[random.randrange(districts)],
        possible=possible,
        favourite={} if liked is None else {liked: ((540, 780),)},
        travel_minutes=random.choice([None, None, None, 35]),
        evening_ok=random.random() < 0.2,
    )


def month(
    seed: int, count: int, *, narrow: float = 0.5, missing: int = 8, districts: int = 3, **changes: object
) -> MonthProblem:
    """Draw a December 2026 of `count` families; `changes` are other fields of the problem."""
    random = Random(seed)
    families = tuple(
        family(random, number, narrow=narrow, missing=missing, districts=districts) for number in range(count)
    )
    values: dict[str, object] = {
        "year": 2026,
        "month": 12,
        "families": families,
        "hours": WEEK,
        "today": BEFORE,
        "longest_day": 600,
    }
    return MonthProblem(**(values | changes))  # type: ignore[arg-type]


def meetings(weekday: int, start: int, end: int) -> tuple[FixedVisit, ...]:
    """A meeting each week of the month."""
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(31)]
    return tuple(
        FixedVisit(family_id=None, day=day, start=start, end=end) for day in days if day.weekday() == weekday
    )


def leave(*days: int) -> dict[date, str]:
    """Days of leave in December 2026."""
    return {date(2026, 12, day): "urlop" for day in days}


def after_an_illness() -> MonthProblem:
    """A planned month of twelve families in which three days fall out on the seventh."""
    before = month(12, 12)
    planned = plan_month(before, seconds=0).visits
    today = date(2026, 12, 7)
    past = tuple(
        FixedVisit(family_id=one.family_id, day=one.day, start=one.start, end=one.end)
        for one in planned
        if one.day <= today
    )
    families = []
    for need in before.families:
        later = [one for one in planned if one.family_id == need.id and one.day > today]
        kept = tuple(
            KeptVisit(id=f"{need.id[-4:]}{at:028x}", day=one.day, start=one.start, end=one.end)
            for at, one in enumerate(later)
        )
        families.append(replace(need, missing=len(kept), keep=kept))
    return replace(before, families=tuple(families), fixed=past, today=today, days_off=leave(8, 9, 10))


INSTANCES = (
    Instance("4 families, any day", lambda: month(1, 4, narrow=0)),
    Instance("6 families, two districts", lambda: month(2, 6, districts=2)),
    Instance("8 families, half with own hours", lambda: month(3, 8)),
    Instance("10 families, all with own hours", lambda: month(4, 10, narrow=1)),
    Instance("12 families x 8", lambda: month(5, 12)),
    Instance("12 families, a meeting each Tuesday, leave", lambda: _busy(6)),
    Instance("12 families, contract of 120 h", lambda: month(7, 12, month_minutes=120 * 60)),
    Instance("12 families planned again after an illness", after_an_illness),
    Instance("15 families x 8, four districts", lambda: month(9, 15, narrow=0.3, districts=4)),
    Instance("15 families x 8, half with own hours", lambda: month(10, 15)),
    Instance("15 families x 8, a week of leave", lambda: month(11, 15, days_off=leave(28, 29, 30, 31))),
    Instance(
        "15 families x 8, two weeks of leave, 80 h",
        lambda: month(12, 15, narrow=1, days_off=leave(*range(14, 32)), month_minutes=80 * 60),
    ),
)


def _busy(seed: int) -> MonthProblem:
    return month(seed, 12, fixed=meetings(1, 540, 660), days_off=leave(30, 31))
