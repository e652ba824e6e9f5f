"""What a plan is judged by: the price of each softer rule, in one table, and the shares they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from asystent_desktop.planning.ground import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Price of one breach of each rule; whole numbers, so that a bound less than 1 away proves a plan.

    `missing`: a visit without a date, dearer than everything else together. `moved`: a planned visit that
    leaves its day. `crowded`: a visit put where others of that day would change their hours. `weekend`: a
    visit on a Saturday or Sunday. `district`: a district visited on a day, since each means a longer
    drive. `week`: a visit above the family's even share of a week. `favourite`: a day on which the
    family's favourite hours cannot be had. `load`: a visit above the day's even share.
    """

    missing: int = 1000
    moved: int = 100
    crowded: int = 40
    weekend: int = 15
    district: int = 10
    week: int = 6
    favourite: int = 2
    load: int = 1


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class HourWeights:
    """What an hour is judged by within its day, in minutes of driving that it is worth.

    `changed`: a kept visit at another hour than before. `favourite`: a visit outside the hours that the
    family likes, on a day that has them.
    """

    changed: int = 240
    favourite: int = 15


HOUR_WEIGHTS = HourWeights()


def blocks(ground: Ground, family: int) -> list[tuple[frozenset[date], int]]:
    """Return stretches of the month with the number of visits that is even in each.

    Weeks, when the family has at least one visit a week; else as many equal stretches as it has visits.
    """
    need = ground.families[family]
    total = need.missing + len(ground.fixed_in_month(need))
    weeks = weeks_of(ground.month_days, ground)
    if total >= len(weeks):
        share = -(-total // max(1, len(weeks)))
        return [(week, share) for week in weeks]
    size = len(ground.month_days)
    return [
        (frozenset(ground.month_days[size * part // total : size * (part + 1) // total]), 1)
        for part in range(total)
    ]


def weeks_of(days: list[date], ground: Ground) -> list[frozenset[date]]:
    """Return the days week by week (from Monday), weeks without a working day left out."""
    weeks: dict[date, set[date]] = {}
    for day in days:
        weeks.setdefault(day - timedelta(days=day.weekday()), set()).add(day)
    return [frozenset(week) for week in weeks.values() if not week.isdisjoint(ground.working)]


def fair_load(ground: Ground) -> int:
    """Return the visits a day, fixed ones included, when they lie evenly over the open days."""
    if not ground.open:
        return 0
    fixed = sum(ground.fixed_count(day) for day in ground.open)
    total = fixed + sum(family.missing for family in ground.families)
    return -(-total // len(ground.open))
