"""The month's proposal: no hard rule broken, everything accounted for, reasons in words."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.planning import FixedVisit, KeptVisit, MonthProblem, plan_month
from asystent_desktop.planning.days import DayModel
from asystent_desktop.planning.difference import difference
from asystent_desktop.planning.greedy import Board, Picks, fill
from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.hours import Hours
from asystent_desktop.polish import NBSP
from tests.planning.checking import (
    BEFORE,
    FULL_DAY,
    WEEK,
    broken_rules,
    families,
    is_all_accounted_for,
    problems,
    used_minutes,
)


def december(count: int = 4, **changes: object) -> MonthProblem:
    values: dict[str, object] = {
        "year": 2026,
        "month": 12,
        "families": families(count),
        "hours": WEEK,
        "today": BEFORE,
    }
    return MonthProblem(**(values | changes))  # type: ignore[arg-type]


SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(problems())
@settings(SLOW, max_examples=120)
def test_the_plan_at_once_breaks_no_rule(problem: MonthProblem) -> None:
    proposal = plan_month(problem, seconds=0)
    assert broken_rules(problem, proposal.visits) == []
    assert is_all_accounted_for(problem, proposal)
    assert proposal.bound is None
    assert all(entry.reason.endswith(".") and entry.helps.endswith(".") for entry in proposal.unplaced)


@given(problems(most=4))
@settings(SLOW, max_examples=60)
def test_the_searched_plan_breaks_no_rule_and_is_not_dearer(problem: MonthProblem) -> None:
    at_once = plan_month(problem, seconds=0)
    proposal = plan_month(problem, seconds=1)
    assert broken_rules(problem, proposal.visits) == []
    assert is_all_accounted_for(problem, proposal)
    assert proposal.cost <= at_once.cost
    assert proposal.bound is None or proposal.bound <= proposal.cost


@given(problems(most=4, keeps=True))
@settings(SLOW, max_examples=80)
def test_planning_again_breaks_no_rule_and_accounts_for_every_visit(problem: MonthProblem) -> None:
    proposal = plan_month(problem, seconds=0.5)
    assert broken_rules(problem, proposal.visits) == []
    assert is_all_accounted_for(problem, proposal)
    found = difference(problem, proposal.visits)
    old = [kept.id for family in problem.families for kept in family.keep]
    told = [one.id for one in (*found.kept, *found.moved, *found.removed)]
    assert sorted(told) == sorted(old)
    new = [one.after for one in (*found.kept, *found.moved, *found.added)]
    assert sorted(new, key=repr) == sorted(proposal.visits, key=repr)


@given(problems(most=5))
@settings(SLOW, max_examples=60)
def test_a_plan_that_is_planned_again_stays_as_it_is(problem: MonthProblem) -> None:
    """Whatever was placed under the rules can stay, so planning again moves nothing."""
    first = plan_month(problem, seconds=0)
    families = tuple(
        replace(
            family,
            missing=len(kept := [visit for visit in first.visits if visit.family_id == family.id]),
            keep=tuple(
                KeptVisit(id=f"{at:032x}", day=visit.day, start=visit.start, end=visit.end)
                for at, visit in enumerate(kept)
            ),
        )
        for family in problem.families
    )
    again = replace(problem, families=families)
    assert difference(again, plan_month(again, seconds=1).visits).is_empty


@given(problems(most=2))
@settings(SLOW, max_examples=40)
def test_what_is_called_proven_is_the_cheapest_of_all_plans(drawn: MonthProblem) -> None:
    """Every plan of a few days is priced: none that holds is cheaper, and the bound lies under all."""
    few = tuple(replace(family, missing=min(2, family.missing)) for family in drawn.families)
    problem = replace(drawn, families=few, today=max(drawn.today, date(2026, 12, 22)))
    proposal = plan_month(problem, seconds=5)
    ground = Ground(problem)
    hours = Hours(ground)
    model = DayModel(ground)
    choices = [
        [
            frozenset((number, day) for day in days)
            for size in range(family.missing + 1)
            for days in combinations(ground.allowed[number], size)
        ]
        for number, family in enumerate(few)
    ]
    plans = [frozenset().union(*parts) for parts in product(*choices)]
    cheapest = min(model.cost(picks) for picks in plans if fill_only(Board(ground, hours), picks))
    assert proposal.bound is not None
    assert proposal.bound <= cheapest + 1e-3
    if proposal.proven:
        assert proposal.cost < cheapest + 1


def fill_only(board: Board, picks: Picks) -> bool:
    """Tell whether a plan holds under every hard rule."""
    return all(board.place(family, day) for family, day in sorted(picks, key=lambda pick: (pick[1], pick[0])))


@given(problems(keeps=True))
@settings(SLOW, max_examples=80)
def test_the_model_admits_every_plan_that_can_be_made(problem: MonthProblem) -> None:
    ground = Ground(problem)
    model = DayModel(ground)
    values = model.values(fill(Board(ground, Hours(ground))))
    for terms, most in model.limits:
        assert sum(factor * values[column] for column, factor in terms.items()) <= most


def test_a_usual_month_is_whole_even_and_proven() -> None:
    problem = december(6)
    proposal = plan_month(problem, seconds=20)
    assert proposal.proven
    assert proposal.unplaced == ()
    assert proposal.notes == ()
    assert (proposal.figures.visits, proposal.figures.working_days) == (48, 21)
    weeks = [(visit.family_id, visit.day.isocalendar().week) for visit in proposal.visits]
    assert max(weeks.count(week) for week in weeks) == 2


def test_the_same_question_has_the_same_answer() -> None:
    problem = december(5)
    first, second = plan_month(problem, seconds=20), plan_month(problem, seconds=20)
    assert first.proven
    assert first.visits == second.visits


def test_families_of_one_district_share_days() -> None:
    problem = december(4, families=families(4, missing=4, districts=2))
    proposal = plan_month(problem, seconds=20)
    assert proposal.proven
    assert proposal.figures.district_changes == 0
    assert len({visit.day for visit in proposal.visits}) == 8


def test_a_search_that_is_stopped_keeps_the_plan_at_once() -> None:
    problem = december(12)
    proposal = plan_month(problem, seconds=60, cancelled=lambda: True)
    assert len(proposal.visits) == 96
    assert proposal.visits == plan_month(problem, seconds=0).visits
    assert not proposal.proven


def test_a_search_stopped_on_the_way_keeps_the_best_so_far() -> None:
    asked = iter(range(10_000))
    problem = december(15)
    proposal = plan_month(problem, seconds=60, cancelled=lambda: next(asked) > 40)
    assert broken_rules(problem, proposal.visits) == []
    assert is_all_accounted_for(problem, proposal)
    assert proposal.cost <= plan_month(problem, seconds=0).cost


def test_nothing_to_do_is_proven_at_once() -> None:
    proposal = plan_month(december(0))
    assert (proposal.visits, proposal.unplaced, proposal.proven, proposal.gap) == ((), (), True, 0.0)


def test_held_and_planned_visits_stand() -> None:
    [family] = families(1, missing=3)
    fixed = (
        FixedVisit(family_id=family.id, day=date(2026, 11, 30), start=600, end=660),
        FixedVisit(family_id=family.id, day=date(2026, 12, 8), start=600, end=660),
    )
    problem = december(families=(family,), fixed=fixed, min_gap_days=4)
    days = [visit.day for visit in plan_month(problem, seconds=20).visits]
    assert len(days) == 3
    assert all(abs((day - visit.day).days) >= 4 for day in days for visit in fixed)


def test_thursdays_and_mondays_are_too_few() -> None:
    [family] = families(1, missing=9)
    problem = december(
        families=(replace(family, possible={0: None, 3: FULL_DAY}),), days_off={date(2026, 12, 28): "urlop"}
    )
    [left] = plan_month(problem, seconds=20).unplaced
    assert left.missing == 2
    assert left.reason == (
        "Rodzina ma czas w poniedziałki i czwartki. W grudniu to 7 dni (24.12 wolne, 28.12 urlop), "
        "a zaplanować trzeba 9 wizyt."
    )
    assert left.helps == "Pomoże: spotkania także we wtorki."


def test_days_side_by_side_are_too_near() -> None:
    [family] = families(1, missing=8)
    problem = december(families=(replace(family, possible={0: None, 1: None}),))
    [left] = plan_month(problem, seconds=20).unplaced
    assert left.missing == 3
    assert left.reason == (
        "Rodzina ma czas w poniedziałki i wtorki. W grudniu to 9 dni, "
        "ale wizyty dzieli co najmniej 2 dni: mieści się 5."
    )


def test_the_rest_of_a_month_is_short() -> None:
    problem = december(families=families(1, missing=6), today=date(2026, 12, 20))
    [left] = plan_month(problem, seconds=20).unplaced
    assert left.missing == 2
    assert left.reason == (
        "Od 21 grudnia do końca miesiąca to 7 dni (24.12 wolne, 25.12 wolne), "
        "ale wizyty dzieli co najmniej 2 dni: mieszczą się 4."
    )


def test_an_evening_family_needs_evening_hours() -> None:
    [family] = families(1, missing=2)
    problem = december(families=(replace(family, possible={0: ((1020, 1140),)}),))
    [left] = plan_month(problem, seconds=20).unplaced
    assert left.missing == 2
    assert "poza godzinami pracy" in left.reason


def test_a_family_with_time_on_saturdays_needs_consent_to_weekends() -> None:
    [family] = families(1, missing=2)
    problem = december(families=(replace(family, possible={5: ((600, 720),)}),))
    [left] = plan_month(problem, seconds=20).unplaced
    assert left.rule == "weekend"
    assert left.reason == "Rodzina ma czas tylko w soboty, a zgody na soboty i niedziele nie ma."


def test_a_month_without_days() -> None:
    [left] = plan_month(december(1, today=date(2026, 12, 31))).unplaced
    assert left.reason == "W grudniu nie ma już wolnych dni pracy."
    [left] = plan_month(december(1, hours={})).unplaced
    assert left.reason == "W grudniu nie ma dni pracy."


def test_a_contract_sets_the_end() -> None:
    problem = december(3, month_minutes=20 * 60)
    proposal = plan_month(problem, seconds=20)
    assert proposal.proven
    assert used_minutes(problem, proposal.visits) <= 20 * 60
    assert all(
        entry.reason.startswith(f"Umowa daje 20{NBSP}h w miesiącu, a plan zajmuje już ")
        for entry in proposal.unplaced
    )


def test_all_days_are_full() -> None:
    proposal = plan_month(december(4, max_per_day=1), seconds=5)
    assert sum(entry.missing for entry in proposal.unplaced) == 11
    assert {entry.reason for entry in proposal.unplaced} == {
        "W dni możliwe dla rodziny jest już po 1 wizycie, więcej dziennie nie wolno."
    }
    assert proposal.unplaced[0].helps == "Pomoże: jedna wizyta dziennie więcej (2)."
    assert proposal.notes == (
        "W grudniu potrzeba 32 wizyt, a dni do planowania jest 21: po 1 wizycie dziennie to razem 21. "
        "Co najmniej 11 zostanie bez terminu.",
    )


def test_fifteen_families_by_eight_leave_no_room() -> None:
    problem = december(15, days_off={date(2026, 12, 31): "urlop"})
    proposal = plan_month(problem, seconds=2)
    assert broken_rules(problem, proposal.visits) == []
    assert proposal.notes[0] == (
        "W grudniu potrzeba 120 wizyt, a dni do planowania jest 20: po 6 wizyt dziennie to razem 120. "
        "Nie zostaje miejsce na nic innego."
    )
    assert proposal.notes[1].startswith("Wizyty z dojazdami zajmą ")


def test_a_family_is_asked_for_once() -> None:
    [family] = families(1)
    with pytest.raises(InvalidValueError):
        december(families=(family, family))


def test_the_solver_says_nothing_and_loads_late() -> None:
    code = (
        "import sys, datetime, uuid\n"
        "from asystent_desktop.planning import FamilyNeed, MonthProblem, plan_month\n"
        "assert not {'highspy', 'numpy'} & set(sys.modules)\n"
        "family = FamilyNeed(id='1' * 32, name='R', missing=4)\n"
        "problem = MonthProblem(year=2026, month=12, families=(family,), hours={1: ((480, 960),)},\n"
        "    today=datetime.date(2026, 11, 24))\n"
        "assert plan_month(problem, seconds=20).proven\n"
        "assert 'highspy' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
