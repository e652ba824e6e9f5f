"""What every plan keeps anyway, said in rows of its own: they forbid nothing and the proof comes sooner.

A month of twelve families who have time on any day has a great many equally good plans; without these rows
their common price was not proven in 20 s, with them it is at the root of the search.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from asystent_desktop.planning.weights import WEIGHTS

if TYPE_CHECKING:
    from asystent_desktop.planning.days import DayModel

Point = tuple[int, float]


def add_day_prices(model: DayModel) -> None:
    """For each day: so many visits cost at least so much in districts entered and in load above the share.

    Few districts hold few visits, so the least price of n visits is known; its lower convex hull is a row
    for each of its edges.
    """
    for day in model.ground.open:
        points = _least_prices(model, day)
        columns = [column for _, column in model.on_day(day)]
        for (before, cheap), (after, dear) in pairwise(_lower_hull(points)):
            slope = (dear - cheap) / (after - before)
            terms = dict.fromkeys(columns, slope)
            terms |= dict.fromkeys(model.entries.get(day, ()), -float(WEIGHTS.district))
            if day in model.loads:
                terms[model.loads[day]] = -float(WEIGHTS.load)
            model.limit(terms, slope * before - cheap)


def _least_prices(model: DayModel, day: date) -> list[Point]:
    """Return (visits, least price) of a day for each number of visits that it can hold."""
    ground = model.ground
    families = Counter(ground.families[family].district for family, _ in model.on_day(day))
    known = {ground.district(visit.family_id) for visit in ground.fixed.get(day, ())}
    free = sum(size for district, size in families.items() if district in known)
    sizes = sorted((size for district, size in families.items() if district not in known), reverse=True)
    points: list[Point] = []
    for visits in range(min(ground.room(day), free + sum(sizes)) + 1):
        districts, held = 0, free
        while held < visits:
            held += sizes[districts]
            districts += 1
        above = max(0, visits + model.above.get(day, -visits))
        points.append((visits, WEIGHTS.district * districts + WEIGHTS.load * above))
    return points


def _lower_hull(points: list[Point]) -> list[Point]:
    """Return the corners of the lower convex hull of points in order of their first number."""
    hull: list[Point] = []
    for point in points:
        while len(hull) > 1 and _is_above(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    return hull


def _is_above(first: Point, middle: Point, last: Point) -> bool:
    """Return whether the middle point lies on or above the line from the first to the last."""
    rise = (last[1] - first[1]) * (middle[0] - first[0])
    return (middle[1] - first[1]) * (last[0] - first[0]) >= rise
