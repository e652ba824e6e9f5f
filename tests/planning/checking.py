"""The hard rules of a month, written a second time and plainly, to judge any proposal by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from asystent_desktop.checks.calendar import is_working_day
from asystent_desktop.planning import FamilyNeed, FixedVisit, KeptVisit, MonthProblem, PlannedVisit, Proposal

FULL_DAY = ((8 * 60, 16 * 60),)
WEEK = dict.fromkeys(range(5), FULL_DAY)
BEFORE = date(2026, 11, 24)


def families(count: int, missing: int = 8, districts: int = 3) -> tuple[FamilyNeed, ...]:
    """Return plain families, in turn from each district."""
    return tuple(
        FamilyNeed(
            id=f"{number + 1:032x}",
            name=f"Rodzina {number}",
            missing=missing,
            district=str(number % districts),
        )
        for number in range(count)
    )


def broken_rules(problem: MonthProblem, visits: tuple[PlannedVisit, ...]) -> list[str]:
    """Return the name of each hard rule that a visit breaks."""
    by_id = {family.id: family for family in problem.families}
    found = [rule for visit in visits for rule in _alone(problem, by_id[visit.family_id], visit)]
    if problem.longest_day is not None:
        found += [
            "longest day"
            for day in {visit.day for visit in visits}
            if worked_minutes(problem, [*visits, *problem.fixed], day) > problem.longest_day
        ]
    known = {(family.id, kept.id, kept.day) for family in problem.families for kept in family.keep}
    found += ["stands for" for one in visits if one.id and (one.family_id, one.id, one.day) not in known]
    for family in problem.families:
        new = {visit.day for visit in visits if visit.family_id == family.id}
        days = [visit.day for visit in visits if visit.family_id == family.id]
        days += [visit.day for visit in problem.fixed if visit.family_id == family.id]
        days += family.visited
        for first, second in combinations(days, 2):
            if {first, second} & new and abs((second - first).days) < max(1, problem.min_gap_days):
                found.append("gap")
    for day in {visit.day for visit in visits}:
        found += _day(problem, by_id, [visit for visit in visits if visit.day == day], day)
    if problem.month_minutes is not None and visits and used_minutes(problem, visits) > problem.month_minutes:
        found.append("month")
    return found


def _alone(problem: MonthProblem, family: FamilyNeed, visit: PlannedVisit) -> list[str]:
    weekday = visit.day.weekday()
    usual = problem.hours.get(weekday, ())
    own = None if family.possible is None else family.possible.get(weekday, ())
    rules = {
        "length": visit.end - visit.start == problem.visit_minutes,
        "month of the plan": (visit.day.year, visit.day.month) == (problem.year, problem.month),
        "after today": visit.day > problem.today,
        "free day": visit.day not in problem.days_off and (is_working_day(visit.day) or weekday >= 5),
        "weekend": weekday < 5 or family.weekend_ok,
        "working hours": _inside(visit, problem.own_hours.get(visit.day, usual)),
        "evening": visit.end <= problem.evening_from or family.evening_ok,
        "family's hours": own is None or _inside(visit, own),
        "family away": not any(first <= visit.day <= last for first, last in family.unavailable),
        "not the worker's": not any(first <= visit.day <= last for first, last in family.outside),
    }
    return [name for name, is_kept in rules.items() if not is_kept]


def _inside(visit: PlannedVisit, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= visit.start and visit.end <= end for start, end in spans)


def _day(
    problem: MonthProblem, by_id: dict[str, FamilyNeed], visits: list[PlannedVisit], day: date
) -> list[str]:
    fixed = [visit for visit in problem.fixed if visit.day == day]
    found = []
    if len(visits) + sum(visit.family_id is not None for visit in fixed) > problem.max_per_day:
        found.append("visits a day")
    events: list[PlannedVisit | FixedVisit] = [*visits, *fixed]
    for visit in visits:
        for other in events:
            if other is visit:
                continue
            drive = drive_minutes(problem, by_id, visit.family_id, other.family_id)
            if visit.start < other.end + drive and other.start < visit.end + drive:
                found.append("drive")
    return found


def drive_minutes(
    problem: MonthProblem, by_id: dict[str, FamilyNeed], origin: str | None, target: str | None
) -> int:
    """Return the drive between two places, None being an unknown one."""
    ends = [by_id.get(place) if place is not None else None for place in (origin, target)]
    if ends[0] is not None and ends[1] is not None and ends[0].district == ends[1].district:
        return problem.travel_same
    longest = 0
    for place, end in zip((origin, target), ends, strict=True):
        own = None if end is None else end.travel_minutes
        if own is None:
            own = 0 if place is None else problem.travel_other
        longest = max(longest, own)
    return longest


def used_minutes(problem: MonthProblem, visits: tuple[PlannedVisit, ...]) -> int:
    """Return the month's working time: what lies in it, and a drive to each visit."""
    events: list[PlannedVisit | FixedVisit] = [*visits, *problem.fixed]
    days = {
        event.day for event in events if (event.day.year, event.day.month) == (problem.year, problem.month)
    }
    return sum(worked_minutes(problem, events, day) for day in days)


def worked_minutes(problem: MonthProblem, events: Sequence[PlannedVisit | FixedVisit], day: date) -> int:
    """Return the working time of a day: what lies in it, and a drive to each visit from what was before."""
    by_id = {family.id: family for family in problem.families}
    total = 0
    origin: str | None = None
    for event in sorted(
        (event for event in events if event.day == day), key=lambda event: (event.start, event.end)
    ):
        total += event.end - event.start
        if event.family_id is not None and event.family_id != origin:
            total += drive_minutes(problem, by_id, origin, event.family_id)
        origin = event.family_id
    return total


def is_all_accounted_for(problem: MonthProblem, proposal: Proposal) -> bool:
    """Return whether placed and unplaced visits of each family make up what it lacks."""
    left = {entry.family_id: entry.missing for entry in proposal.unplaced}
    return all(
        sum(visit.family_id == family.id for visit in proposal.visits) + left.get(family.id, 0)
        == family.missing
        for family in problem.families
    )


def _spans(first: int, last: int) -> st.SearchStrategy[tuple[int, int]]:
    hours = st.integers(first * 4, last * 4).map(lambda quarter: quarter * 15)
    return st.tuples(hours, hours).map(lambda pair: (min(pair), max(pair)))


DAYS = st.dates(date(2026, 11, 28), date(2027, 1, 3))

SPELLS = st.lists(
    st.tuples(DAYS, st.integers(0, 9)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))),
    max_size=2,
).map(tuple)
WEEKS = st.dictionaries(st.integers(0, 6), st.lists(_spans(7, 20), max_size=2).map(tuple))
KEPT = st.tuples(st.dates(date(2026, 12, 1), date(2026, 12, 31)), st.integers(7 * 4, 19 * 4))

NEEDS = st.fixed_dictionaries(
    {
        "name": st.just("Rodzina"),
        "missing": st.integers(0, 9),
        "district": st.sampled_from(["", "Fabryczna", "Krzyki"]),
        "possible": st.none()
        | st.dictionaries(
            st.integers(0, 6), st.none() | st.lists(_spans(7, 20), max_size=2).map(tuple), max_size=4
        ),
        "unavailable": SPELLS,
        "favourite": st.dictionaries(
            st.integers(0, 6), st.lists(_spans(7, 19), min_size=1, max_size=1).map(tuple), max_size=2
        ),
        "weekend_ok": st.booleans(),
        "evening_ok": st.booleans(),
        "travel_minutes": st.none() | st.integers(0, 50),
        "outside": st.just(()) | SPELLS,
        "visited": st.lists(DAYS, max_size=1).map(tuple),
    }
)


@st.composite
def needs(draw: st.DrawFn, number: int, *, keeps: bool) -> FamilyNeed:
    """Draw a family; with `keeps` it has planned visits that may be moved."""
    values: dict[str, Any] = draw(NEEDS)
    family = FamilyNeed(id=f"{number + 1:032x}", **values)
    kept = draw(st.lists(KEPT, max_size=4, unique_by=lambda pair: pair[0])) if keeps else []
    visits = tuple(
        KeptVisit(id=f"{number + 1:016x}{order:016x}", day=day, start=15 * at, end=15 * at + 60)
        for order, (day, at) in enumerate(kept)
    )
    return replace(family, keep=visits, missing=family.missing + len(visits))


@st.composite
def problems(draw: st.DrawFn, most: int = 6, *, keeps: bool = False) -> MonthProblem:
    """Draw a month of December 2026 with everything that may stand in a plan's way."""
    count = draw(st.integers(0, most))
    owners = st.none() | st.integers(1, most + 1).map(lambda number: f"{number:032x}")
    fixed = st.builds(
        lambda owner, day, span: FixedVisit(family_id=owner, day=day, start=span[0], end=span[1] + 15),
        owners,
        DAYS,
        _spans(7, 17),
    )
    return MonthProblem(
        year=2026,
        month=12,
        families=tuple(draw(needs(number, keeps=keeps)) for number in range(count)),
        hours=draw(st.just(WEEK) | WEEKS),
        own_hours=draw(
            st.just({}) | st.dictionaries(DAYS, st.lists(_spans(7, 20), max_size=2).map(tuple), max_size=4)
        ),
        today=draw(st.just(BEFORE) | st.dates(date(2026, 11, 25), date(2027, 1, 1))),
        days_off=dict.fromkeys(draw(st.sets(DAYS, max_size=4)), "urlop"),
        fixed=tuple(draw(st.lists(fixed, max_size=5))),
        max_per_day=draw(st.integers(0, 6)),
        min_gap_days=draw(st.integers(0, 5)),
        evening_from=draw(st.sampled_from([18 * 60, 15 * 60])),
        longest_day=draw(st.none() | st.integers(60, 600)),
        month_minutes=draw(st.none() | st.integers(0, 4000)),
    )
