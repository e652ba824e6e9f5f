"""The month's proposal: a plan at once, then the best days, then the hours, and words for what is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from time import perf_counter

from asystent_desktop.planning.days import DayModel
from asystent_desktop.planning.greedy import Board, Picks, fill
from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.hours import Event, Hours, drives, in_order
from asystent_desktop.planning.problem import MonthProblem, PlanFigures, PlannedVisit, Proposal
from asystent_desktop.planning.solver import Answer, Cancelled, solve
from asystent_desktop.planning.words import month_notes, unplaced_of

SHORTEST_SEARCH = 0.05
"""Seconds below which a search is not begun."""

TRIED = 4
"""How many plans passed on the way are tried too, in case the hours of the last one do not work out."""


def plan_month(problem: MonthProblem, seconds: float = 2.0, cancelled: Cancelled = lambda: False) -> Proposal:
    """Return a proposal in about `seconds`; the first usable one exists after a fraction of that.

    `cancelled` is asked again and again from the calling thread; once it is true the best so far comes
    back. No hard rule is ever broken; every visit asked for is either placed or explained.
    """
    began = perf_counter()
    ground = Ground(problem)
    hours = Hours(ground)
    model = DayModel(ground)
    first = fill(Board(ground, hours))
    best = _best_days(model, hours, first, began + seconds, cancelled)
    visits = _visits(ground, hours, best.picks)
    figures = _figures(ground, visits)
    cost = model.cost(best.picks)
    bound = None if best.bound is None else min(best.bound, cost)
    return Proposal(
        visits=visits,
        unplaced=unplaced_of(_board(ground, hours, best.picks)),
        notes=month_notes(ground, figures),
        figures=figures,
        cost=cost,
        bound=bound,
        gap=None if bound is None else (cost - bound) / max(1.0, cost),
        proven=bound is not None and cost - bound < 1.0,
        seconds=perf_counter() - began,
    )


def _best_days(model: DayModel, hours: Hours, first: Picks, until: float, cancelled: Cancelled) -> Answer:
    """Search; when a day of the answer has no possible hours, forbid that company of families and go on."""
    best, bound = first, None
    while not cancelled() and (left := until - perf_counter()) > SHORTEST_SEARCH:
        answer = solve(model, best, left, cancelled)
        if answer.bound is not None:
            bound = answer.bound if bound is None else max(bound, answer.bound)
        tried = [fill(Board(model.ground, hours), picks) for picks in (answer.picks, *answer.seen[:TRIED])]
        best = min([best, *tried], key=model.cost)
        if tried[0] >= answer.picks or not _forbid_conflicts(model, hours, answer.picks):
            break
    return Answer(picks=best, bound=bound)


def _forbid_conflicts(model: DayModel, hours: Hours, picks: Picks) -> bool:
    """Add a row for each day whose families cannot share it, on all days alike; return whether any was."""
    ground = model.ground
    found = False
    for day in ground.open:
        families = [family for family, chosen in picks if chosen == day]
        if hours.arrange(day, families) is not None:
            continue
        found = True
        group = hours.conflict(day, families)
        for other in ground.open:
            alike = all(ground.slots(family, other) == ground.slots(family, day) for family in group)
            columns = [model.column[family, other] for family in group if (family, other) in model.column]
            if alike and len(columns) == len(group):
                model.limit(dict.fromkeys(columns, 1.0), len(group) - 1)
    return found


def _board(ground: Ground, hours: Hours, picks: Picks) -> Board:
    board = Board(ground, hours)
    for family, day in sorted(picks, key=lambda pick: (pick[1], pick[0])):
        board.place(family, day)
    return board


def _visits(ground: Ground, hours: Hours, picks: Picks) -> tuple[PlannedVisit, ...]:
    return tuple(
        visit
        for day in ground.open
        for visit in hours.arrange(day, [family for family, chosen in picks if chosen == day]) or ()
    )


def _figures(ground: Ground, visits: Iterable[PlannedVisit]) -> PlanFigures:
    placed: dict[date, list[PlannedVisit]] = {}
    for visit in visits:
        placed.setdefault(visit.day, []).append(visit)
    days = [in_order(placed.get(day, ()), ground.fixed.get(day, ())) for day in ground.month_days]
    counts = [sum(event.family_id is not None for event in events) for events in days]
    busy = [count for count in counts if count]
    return PlanFigures(
        working_days=len(ground.working),
        visits=sum(counts),
        district_changes=sum(_changes(ground, events) for events in days),
        travel_minutes=sum(sum(drives(ground, events)) for events in days),
        per_day_min=min(busy, default=0),
        per_day_max=max(busy, default=0),
    )


def _changes(ground: Ground, events: list[Event]) -> int:
    places = [ground.district(event.family_id) for event in events]
    return sum(before != after for before, after in pairwise(place for place in places if place is not None))
