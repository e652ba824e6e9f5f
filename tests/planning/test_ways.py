"""What would help: every way that is offered makes the room that it says, judged by rules written apart."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from hypothesis import given, settings

from asystent_desktop.planning import FamilyNeed, MonthProblem, PlannedVisit, Unplaced, Way, plan_month
from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.hours import Hours
from asystent_desktop.polish import NBSP
from tests.planning.checking import FULL_DAY, broken_rules, families, problems
from tests.planning.test_month import SLOW, december

MAY_CHANGE = {
    "family_weekday": {"families"},
    "family_hours": {"families"},
    "evening": {"families"},
    "weekend": {"families"},
    "place": {"families"},
    "target": {"families"},
    "working_hours": {"own_hours"},
    "per_day": {"max_per_day"},
    "longest_day": {"longest_day"},
    "month_minutes": {"month_minutes"},
    "gap": {"min_gap_days"},
}


def visits_of(way: Way) -> tuple[PlannedVisit, ...]:
    """The plan of a way, hour by hour."""
    ground = Ground(way.problem)
    hours = Hours(ground)
    found: list[PlannedVisit] = []
    for day in ground.open:
        visits = hours.arrange(day, [family for family, chosen in way.picks if chosen == day])
        assert visits is not None
        found += visits
    return tuple(found)


def assert_true(problem: MonthProblem, left: Unplaced, way: Way, placed: int) -> None:
    """The way changes one rule, and a plan under it has the visits it promises."""
    changed = {
        one.name for one in fields(problem) if getattr(problem, one.name) != getattr(way.problem, one.name)
    }
    assert changed == MAY_CHANGE[way.kind]
    assert 1 <= way.places <= left.missing
    visits = visits_of(way)
    assert broken_rules(way.problem, visits) == []
    if way.kind != "target":
        assert len(visits) == placed + way.places


@given(problems(most=4))
@settings(SLOW, max_examples=60)
def test_each_way_that_is_offered_makes_room(problem: MonthProblem) -> None:
    proposal = plan_month(problem, seconds=0)
    for left in proposal.unplaced:
        assert left.ways
        assert left.helps.startswith("Pomoże: ")
        for way in left.ways:
            assert_true(problem, left, way, len(proposal.visits))


def only_left(problem: MonthProblem) -> Unplaced:
    proposal = plan_month(problem, seconds=20)
    [left] = proposal.unplaced
    for way in left.ways:
        assert_true(problem, left, way, len(proposal.visits))
    return left


def one_family(missing: int, **changes: object) -> FamilyNeed:
    return replace(families(1, missing=missing)[0], **changes)  # type: ignore[arg-type]


def test_an_hour_more_on_tuesdays_helps_who_comes_home_late() -> None:
    family = one_family(4, possible={1: ((15 * 60 + 15, 17 * 60 + 30),)})
    left = only_left(december(families=(family,)))
    assert left.rule == "family_hours"
    assert "godzina dłużej we wtorki (do 17:00)" in left.helps


def test_an_evening_family_needs_consent_to_evenings() -> None:
    late = dict.fromkeys(range(5), ((12 * 60, 20 * 60),))
    family = one_family(2, possible={0: ((18 * 60, 20 * 60),)})
    left = only_left(december(families=(family,), hours=late))
    assert (left.rule, left.missing) == ("evening", 2)
    assert left.helps.startswith("Pomoże: ")
    assert "zgoda rodziny na wieczory (po 18:00)" in left.helps


def test_another_place_saves_the_drive() -> None:
    """Two families an hour's drive apart cannot share a morning; met in one district they can."""
    morning = {0: ((8 * 60, 10 * 60 + 30),)}
    near = one_family(4, district="Fabryczna")
    far = replace(families(2)[1], missing=4, district="Krzyki", travel_minutes=60)
    left = only_left(december(families=(near, far), hours=morning))
    assert left.missing == 4
    assert "spotkania w innym miejscu (rejon: " in left.helps


def test_a_longer_contract_is_given_in_hours() -> None:
    left = only_left(december(families=(one_family(4),), month_minutes=3 * 85))
    assert (left.rule, left.missing) == ("month_minutes", 1)
    assert f"umowa większa o 2{NBSP}h w miesiącu" in left.helps


def test_a_longer_day_is_offered_where_the_day_is_the_limit() -> None:
    needs = families(2, missing=1, districts=1)
    only = {date(2026, 12, 1).weekday(): FULL_DAY}
    problem = december(families=needs, hours=only, today=date(2026, 12, 28), longest_day=100)
    left = only_left(problem)
    assert left.rule == "longest_day"
    assert "dzień pracy dłuższy o godzinę (2 h 40 min)" in left.helps.replace(NBSP, " ")


def test_where_no_single_change_helps_the_target_has_to_give_way() -> None:
    family = one_family(6, unavailable=((date(2026, 12, 1), date(2026, 12, 31)),))
    left = only_left(december(families=(family,)))
    assert [way.kind for way in left.ways] == ["target"]
    assert left.helps == f"Pomoże: cel mniejszy o 6{NBSP}wizyt albo przekazanie rodziny."


def test_an_overloaded_month_says_so_with_figures_and_ways() -> None:
    off = dict.fromkeys((date(2026, 12, day) for day in (28, 29, 30, 31)), "urlop")
    problem = december(15, days_off=off)
    proposal = plan_month(problem, seconds=2)
    missing = sum(left.missing for left in proposal.unplaced)
    assert missing >= 120 - 17 * 6
    assert proposal.notes[0].startswith(
        "W grudniu potrzeba 120 wizyt, a dni do planowania jest 17: po 6 wizyt dziennie to razem 102. "
        "Co najmniej 18 zostanie bez terminu."
    )
    assert {left.rule for left in proposal.unplaced} <= {"per_day", "month_full"}
    for left in proposal.unplaced:
        for way in left.ways:
            assert_true(problem, left, way, len(proposal.visits))
