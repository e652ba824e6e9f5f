"""Planning a month on a real store: proposing, planning again, keeping, taking back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from asystent_desktop.errors import RefusedError
from asystent_desktop.records import Visit
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.planning import MonthPlan
from asystent_desktop.services.visits import NextVisit
from tests.world import World, held

YEAR, MONTH = 2026, 12
WORKER = "Anna Wiśniewska"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    for number in range(4):
        made.family(f"Rodzina {number}", WORKER, district="AB"[number % 2])
    yield made
    made.close()


@pytest.fixture
def laptop(world: World) -> Services:
    return world.laptop(WORKER)


def accepted(laptop: Services) -> MonthPlan:
    plan = laptop.planning.propose(YEAR, MONTH, seconds=5)
    laptop.planning.accept(plan)
    return plan


def times(laptop: Services) -> dict[str, tuple[date, time]]:
    rows = laptop.visits.between(date(YEAR, MONTH, 1), date(YEAR, MONTH, 31))
    return {row.visit.id: (row.visit.day, row.visit.start) for row in rows if row.visit.state == "planned"}


def test_an_accepted_month_is_whole_and_is_planned_again_without_a_change(laptop: Services) -> None:
    plan = accepted(laptop)
    assert len(plan.difference.added) == len(times(laptop)) == 32
    again = laptop.planning.replan(YEAR, MONTH, seconds=5)
    assert again.difference.is_empty
    assert len(again.difference.kept) == 32


def test_an_illness_moves_its_days_and_leaves_the_others(laptop: Services) -> None:
    accepted(laptop)
    before = times(laptop)
    ill = {date(YEAR, MONTH, 8), date(YEAR, MONTH, 9)}
    laptop.calendar.add_day_off(min(ill), max(ill), "sick")
    plan = laptop.planning.replan(YEAR, MONTH, seconds=5)
    moved = {one.id for one in plan.difference.moved}
    assert {one for one, (day, _) in before.items() if day in ill} <= moved
    assert len(moved) <= 2 + sum(day in ill for day, _ in before.values())
    assert all(one.sentence.endswith(f"({one.reason})") for one in plan.difference.moved)
    laptop.planning.accept(plan)
    after = times(laptop)
    assert set(after) == set(before)
    assert {one for one in before if before[one] != after[one]} == moved
    assert not any(day in ill for day, _ in after.values())


def test_a_visit_called_off_is_made_up_for(laptop: Services) -> None:
    accepted(laptop)
    before = times(laptop)
    gone = sorted(before, key=lambda one: before[one])[10]
    laptop.changes.call_off(gone, "ill_family")
    plan = laptop.planning.replan(YEAR, MONTH, seconds=5)
    assert (len(plan.difference.added), len(plan.difference.removed)) == (1, 0)
    assert len(plan.difference.moved) <= 1


def test_a_time_agreed_with_the_family_stays_even_on_a_day_off(laptop: Services) -> None:
    accepted(laptop)
    first = min(times(laptop), key=lambda one: times(laptop)[one])
    day = times(laptop)[first][0]
    laptop.changes.pin(first, pinned=True)
    laptop.calendar.add_day_off(day, day)
    plan = laptop.planning.replan(YEAR, MONTH, seconds=5)
    assert first not in {one.id for one in (*plan.difference.moved, *plan.difference.removed)}
    assert "ustalona z rodziną wypada w dzień wolny" in plan.warnings[0]


def test_the_next_date_agreed_at_a_visit_is_not_moved(laptop: Services) -> None:
    family, today = laptop.cases.rows()[0].id, laptop.desk.today()
    following = NextVisit(day=date(YEAR, MONTH, 8), start=time(10), end=time(11))
    laptop.visits.record(held(laptop, family, today, next_visit=following))
    laptop.calendar.add_day_off(date(YEAR, MONTH, 8), date(YEAR, MONTH, 8))
    plan = laptop.planning.replan(YEAR, MONTH, seconds=2)
    assert not plan.difference.moved
    assert len([one for one in plan.difference.added if one.family_id == family]) == 7


def test_a_family_that_comes_in_mid_month_gets_its_share(world: World) -> None:
    laptop = world.laptop(WORKER)
    accepted(laptop)
    before = times(laptop)
    new = world.family("Nowi", WORKER)
    laptop.exchange.take(world.bundle(world.office, laptop))
    plan = laptop.planning.replan(YEAR, MONTH, seconds=5)
    assert {one.family_id for one in plan.difference.added} == {new}
    assert len(plan.difference.added) == 8
    laptop.planning.accept(plan)
    assert len(times(laptop)) == len(before) + 8


def test_undo_puts_everything_back(laptop: Services) -> None:
    accepted(laptop)
    before = times(laptop)
    laptop.calendar.add_day_off(date(YEAR, MONTH, 8), date(YEAR, MONTH, 10), "sick")
    change = laptop.planning.accept(laptop.planning.replan(YEAR, MONTH, seconds=5))
    assert laptop.planning.last_accepted() == change
    laptop.planning.undo_last()
    assert times(laptop) == before
    with pytest.raises(RefusedError, match="Nie ma przyjętej"):
        laptop.planning.undo_last()


def test_undo_takes_new_visits_out(laptop: Services) -> None:
    accepted(laptop)
    laptop.planning.undo_last()
    assert times(laptop) == {}


def test_undo_is_refused_once_a_visit_was_changed(laptop: Services) -> None:
    accepted(laptop)
    one = next(iter(times(laptop)))
    laptop.changes.pin(one, pinned=True)
    before = times(laptop)
    with pytest.raises(RefusedError, match="zmieniono później"):
        laptop.planning.undo_last()
    assert times(laptop) == before


def test_a_plan_from_before_a_change_is_not_written(laptop: Services) -> None:
    accepted(laptop)
    laptop.calendar.add_day_off(date(YEAR, MONTH, 8), date(YEAR, MONTH, 9), "sick")
    plan = laptop.planning.replan(YEAR, MONTH, seconds=5)
    laptop.visits.remove(plan.difference.moved[0].id)
    before = times(laptop)
    with pytest.raises(RefusedError, match="Zaplanuj jeszcze raz"):
        laptop.planning.accept(plan)
    assert times(laptop) == before


def test_the_first_plan_is_told_at_once_and_only_better_ones_follow(laptop: Services) -> None:
    told: list[MonthPlan] = []
    last = laptop.planning.propose(YEAR, MONTH, seconds=5, found=told.append)
    costs = [one.proposal.cost for one in (*told, last)]
    assert told[0].difference.added
    assert costs == sorted(costs, reverse=True)
    assert last.quality.startswith("To najlepszy możliwy")


def test_today_and_held_visits_stay(laptop: Services) -> None:
    family = laptop.cases.rows()[0].id
    today = laptop.desk.today()
    laptop.visits.record(held(laptop, family, today))
    plan = laptop.planning.replan(today.year, today.month, seconds=2)
    assert all(one.after is not None and one.after.day > today for one in plan.difference.added)
    with laptop.desk.store.reading() as reader:
        [kept] = reader.find(Visit, state="held")
    assert kept.day == today
