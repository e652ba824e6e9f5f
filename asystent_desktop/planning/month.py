"""The month's proposal: a plan at once, then the best days, then the hours, and words for what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from time import perf_counter

from asystent_desktop.planning.days import DayModel
from asystent_desktop.planning.greedy import Board, Picks, fill, mended
from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.hours import Event, Hours, drives, in_order
from asystent_desktop.planning.problem import MonthProblem, PlanFigures, PlannedVisit, Proposal
from asystent_desktop.planning.solver import Answer, Cancelled, Watch, solve
from asystent_desktop.planning.ways import Helper, briefly_unplaced
from asystent_desktop.planning.words import month_notes, quality_words

SHORTEST_SEARCH = 0.05
"""Seconds below which a search is not begun."""

Found = Callable[[Proposal], object]


def plan_month(
    problem: MonthProblem,
    seconds: float = 2.0,
    cancelled: Cancelled = lambda: False,
    found: Found = lambda _proposal: None,
) -> Proposal:
    """Return a proposal in about `seconds`; the first usable one exists after a fraction of that.

    `found` gets each proposal as it is found, the plan at once first and only cheaper ones after it;
    `cancelled` is asked again and again. Both are called from the calling thread. Once `cancelled` is true
    the best so far comes back. No hard rule is ever broken; every visit asked for is placed or explained.
    """
    began = perf_counter()
    ground = Ground(problem)
    hours = Hours(ground)
    model = DayModel(ground, hours.crowded())

    def proposal(answer: Answer, *, is_last: bool = False) -> Proposal:
        return _proposal(model, hours, answer, perf_counter() - began, is_last=is_last)

    kept = [(number, visit.day) for number, family in enumerate(problem.families) for visit in family.keep]
    boards = [Board(ground, hours), Board(ground, hours)]
    plans = [fill(boards[0], kept), fill(boards[1])]
    first = min((*plans, *map(mended, boards)), key=model.cost)
    found(proposal(Answer(picks=first, bound=None)))
    search = _Days(model, hours, first, lambda picks: found(proposal(Answer(picks=picks, bound=None))))
    return proposal(search.run(began + seconds, cancelled), is_last=True)


def _proposal(model: DayModel, hours: Hours, answer: Answer, seconds: float, *, is_last: bool) -> Proposal:
    ground = model.ground
    visits = _visits(ground, hours, answer.picks)
    figures = _figures(ground, visits)
    cost = model.cost(answer.picks)
    bound = None if answer.bound is None else min(answer.bound, cost)
    board = _board(ground, hours, answer.picks)
    unplaced = Helper(board).unplaced() if is_last else briefly_unplaced(board)
    missing = sum(one.missing for one in unplaced)
    return Proposal(
        visits=visits,
        unplaced=unplaced,
        notes=month_notes(ground, figures),
        figures=figures,
        cost=cost,
        bound=bound,
        gap=None if bound is None else (cost - bound) / max(1.0, cost),
        proven=bound is not None and cost - bound < 1.0,
        quality=quality_words(cost, bound, missing),
        seconds=seconds,
    )


class _Days:
    """The search for the best days; every plan on its way is made whole and told when it is cheaper."""

    def __init__(
        self, model: DayModel, hours: Hours, first: Picks, better: Callable[[Picks], object]
    ) -> None:
        self._model, self._hours, self._better = model, hours, better
        self._best, self._cost = first, model.cost(first)

    def run(self, until: float, cancelled: Cancelled) -> Answer:
        """Search; when a day of the answer has no possible hours, forbid its company and go on."""
        bound: float | None = None
        while not cancelled() and (left := until - perf_counter()) > SHORTEST_SEARCH:
            answer = solve(self._model, self._best, left, Watch(cancelled=cancelled, passed=self._pass))
            if answer.bound is not None:
                bound = answer.bound if bound is None else max(bound, answer.bound)
            whole = self._pass(answer.picks)
            if whole >= answer.picks or not _forbid_conflicts(self._model, self._hours, answer.picks):
                break
        return Answer(picks=self._best, bound=bound)

    def _pass(self, picks: Picks) -> Picks:
        """Make a plan of days whole under all rules; keep it if it is the cheapest so far."""
        board = Board(self._model.ground, self._hours)
        whole = fill(board, picks)
        if not whole >= picks:
            whole = mended(board)
        cost = self._model.cost(whole)
        if cost < self._cost:
            self._best, self._cost = whole, cost
            self._better(whole)
        return whole


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
