"""Each rule of the model by itself: with it the plan of days keeps it, without it the plan does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from asystent_desktop.planning import KeptVisit, MonthProblem
from asystent_desktop.planning.days import RULES, DayModel
from asystent_desktop.planning.greedy import Picks
from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.hours import Hours
from asystent_desktop.planning.solver import Watch, solve
from asystent_desktop.planning.weights import HOUR_WEIGHTS, WEIGHTS
from tests.planning.checking import FULL_DAY, families
from tests.planning.test_month import december

Judge = Callable[[MonthProblem, Picks], bool]
WATCH = Watch(cancelled=lambda: False, passed=lambda _picks: None)


def best_days(problem: MonthProblem, *without: str) -> Picks:
    """The best choice of days under the rules, `without` left out."""
    ground = Ground(problem)
    rules = [rule for name, rule in RULES.items() if name not in without]
    model = DayModel(ground, Hours(ground).crowded(), rules)
    return solve(model, frozenset(), 20, WATCH).picks


def days_of(picks: Picks, family: int) -> list[date]:
    return sorted(day for number, day in picks if number == family)


def has_all(problem: MonthProblem, picks: Picks) -> bool:
    return Counter(family for family, _ in picks) == {
        number: need.missing for number, need in enumerate(problem.families) if need.missing
    }


def is_spaced(_problem: MonthProblem, picks: Picks) -> bool:
    days = days_of(picks, 0)
    return all((later - day).days >= 2 for day, later in pairwise(days))


def most_a_day(most: int) -> Judge:
    return lambda _problem, picks: max(Counter(day for _, day in picks).values()) <= most


def is_even(_problem: MonthProblem, picks: Picks) -> bool:
    weeks = Counter(day.isocalendar().week for day in days_of(picks, 0))
    return max(weeks.values()) == 1


def shares_days(_problem: MonthProblem, picks: Picks) -> bool:
    return days_of(picks, 0) == days_of(picks, 1)


def is_at_favourite(_problem: MonthProblem, picks: Picks) -> bool:
    return all(day.weekday() == 2 for day in days_of(picks, 0))


def keeps_the_eighth(_problem: MonthProblem, picks: Picks) -> bool:
    return date(2026, 12, 8) in days_of(picks, 0)


def near_weekends() -> MonthProblem:
    """Time on Mondays and Tuesdays alone, nine such days: not all of nine visits can be spaced."""
    [family] = families(1, missing=9)
    return december(families=(replace(family, possible={0: None, 1: None}),))


def morning() -> MonthProblem:
    """Three families who are at home between 8 and 9:30 on one day of the month."""
    one = {1: ((480, 570),)}
    needs = [replace(need, possible=one) for need in families(3, missing=1, districts=1)]
    return december(families=tuple(needs), today=date(2026, 12, 28))


def one_full_day() -> MonthProblem:
    """Seven families, all in different districts, and one working day left."""
    return december(
        families=families(7, missing=1, districts=7),
        hours={1: FULL_DAY},
        today=date(2026, 12, 28),
        max_per_day=8,
    )


def neighbours() -> MonthProblem:
    return december(families=families(2, missing=4, districts=1))


def wednesday_lovers() -> MonthProblem:
    [family] = families(1, missing=4)
    return december(families=(replace(family, favourite={2: ((540, 720),)}),))


def kept_on_the_eighth() -> MonthProblem:
    """A visit planned on a Tuesday by a family who likes Wednesdays better."""
    [family] = families(1, missing=1)
    kept = KeptVisit(id="a" * 32, day=date(2026, 12, 8), start=600, end=660)
    return december(families=(replace(family, keep=(kept,), favourite={2: ((540, 720),)}),))


def crowd() -> MonthProblem:
    """Four families with one visit each, all districts alike: a day each is the most even."""
    return december(families=families(4, missing=5, districts=4), hours={1: FULL_DAY})


@pytest.mark.parametrize(
    ("rule", "make", "judge"),
    [
        ("missing", neighbours, has_all),
        ("gap", near_weekends, is_spaced),
        ("visits a day", lambda: replace(crowd(), max_per_day=2), most_a_day(2)),
        ("hours of a stretch", morning, most_a_day(1)),
        ("districts and time", neighbours, shares_days),
        ("even weeks", lambda: december(families=families(1, missing=5)), is_even),
        ("wishes", wednesday_lovers, is_at_favourite),
        ("kept", kept_on_the_eighth, keeps_the_eighth),
    ],
)
def test_a_rule_is_kept_by_the_model_that_has_it_and_by_no_other(
    rule: str, make: Callable[[], MonthProblem], judge: Judge
) -> None:
    problem = make()
    assert judge(problem, best_days(problem))
    assert not judge(problem, best_days(problem, rule))


def test_the_time_of_a_day_limits_its_districts() -> None:
    """Seven districts do not fit in eight hours; without the drives the model believes they do."""
    problem = one_full_day()
    with_drives = best_days(problem)
    without = best_days(problem, "districts and time", "visits a day")
    assert len(with_drives) < len(without) == 7


def test_days_are_filled_evenly() -> None:
    problem = december(families=families(6, missing=2, districts=6))
    even = Counter(day for _, day in best_days(problem))
    uneven = Counter(day for _, day in best_days(problem, "even days"))
    assert max(even.values()) <= max(uneven.values())
    assert max(even.values()) == 1


def test_every_rule_has_a_test() -> None:
    tested = {"missing", "gap", "visits a day", "hours of a stretch", "districts and time", "even weeks"}
    assert set(RULES) == tested | {"even days", "wishes", "kept"}


def test_the_document_names_the_prices_in_force() -> None:
    """docs/planning.md is what a reader sees of the weights, so it may not lag behind."""
    text = (Path(__file__).parents[2] / "docs" / "planning.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in text.split("## Prices")[1].splitlines() if row.startswith("| ")]
    prices = [int(row[2]) for row in rows if row[2].strip().isdigit()]
    assert sorted(prices) == sorted(astuple(WEIGHTS))
    assert f"another hour {HOUR_WEIGHTS.changed}, " in text
    assert f"favourite hours {HOUR_WEIGHTS.favourite}." in text
