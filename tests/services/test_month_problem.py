"""What the planner is told of a month: everything that stands in the store and limits it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from asystent_desktop.services.bundle import Services
from asystent_desktop.services.planning import MonthPlan
from tests.world import World

WORKER = "Anna Wiśniewska"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def laptop_of(world: World, **fields: object) -> tuple[Services, str]:
    """A laptop with one family."""
    family = world.family("Rodzina", WORKER, **fields)
    return world.laptop(WORKER), family


def december(laptop: Services) -> MonthPlan:
    return laptop.planning.propose(2026, 12, seconds=3)


def mine(laptop: Services) -> dict[str, object]:
    return {"account": laptop.desk.account}


def test_a_weekly_meeting_is_kept_free_until_it_ends(world: World) -> None:
    laptop, _ = laptop_of(world, meeting_hours="2 08:00-16:00", visit_target=5)
    meeting = {"day": date(2026, 11, 3), "start": time(7, 45), "end": time(16), "title": "Narada"}
    until = {"weekly": True, "until": date(2026, 12, 20), "type": "meeting"}
    laptop.records.create("appointment", {**mine(laptop), **meeting, **until})
    plan = december(laptop)
    assert {one.day for one in plan.proposal.visits} == {date(2026, 12, 22), date(2026, 12, 29)}
    [left] = plan.proposal.unplaced
    assert (left.missing, left.rule) == (3, "few_days")


def test_one_hearing_blocks_its_hours_alone(world: World) -> None:
    laptop, _ = laptop_of(world, meeting_hours="2 09:00-11:30", visit_target=5)
    hearing = {"day": date(2026, 12, 8), "start": time(9), "end": time(10), "type": "court"}
    laptop.records.create("appointment", {**mine(laptop), **hearing})
    starts = {one.day: one.start for one in december(laptop).proposal.visits}
    assert len(starts) == 5
    assert starts[date(2026, 12, 8)] >= 10 * 60 + 25


def test_nobody_is_visited_while_away(world: World) -> None:
    laptop, family = laptop_of(world)
    away = {"since": date(2026, 12, 1), "until": date(2026, 12, 20), "reason": "sanatorium"}
    laptop.records.create("family_absence", {"family": family, **away})
    plan = december(laptop)
    assert min(one.day for one in plan.proposal.visits) == date(2026, 12, 21)
    assert "(01.12 rodzina nieobecna" in plan.proposal.unplaced[0].reason


@pytest.mark.parametrize(("agreed", "placed"), [("false", 0), ("true", 8)])
def test_evenings_are_for_those_who_agreed(world: World, agreed: str, placed: int) -> None:
    laptop, family = laptop_of(world, meeting_hours="1 18:00-20:00; 2 18:00-20:00; 4 18:00-20:00")
    laptop.calendar.set_work_hours("1 12:00-20:00; 2 12:00-20:00; 4 12:00-20:00")
    laptop.records.change(family, laptop.records.read("family", {"evening_ok": agreed}))
    assert len(december(laptop).proposal.visits) == placed


def test_the_office_says_when_evening_begins(world: World) -> None:
    office = world.office.records.listed("office")[0]
    world.office.records.change(office.id, {"evening_hour": 15})
    laptop, _ = laptop_of(world, meeting_hours="1 14:00-17:00")
    assert {one.end for one in december(laptop).proposal.visits} == {15 * 60}


def test_the_contract_and_the_longest_day_come_from_the_account(world: World) -> None:
    account = world.account(WORKER)
    world.office.records.change(account, {"month_minutes": 4 * 85, "longest_day_minutes": 120})
    laptop, _ = laptop_of(world)
    [left] = december(laptop).proposal.unplaced
    assert (left.missing, left.rule) == (4, "month_minutes")
    world.office.records.change(account, {"longest_day_minutes": 80})
    laptop.exchange.take(world.bundle(world.office, laptop))
    [left] = december(laptop).proposal.unplaced
    assert (left.missing, left.rule) == (8, "longest_day")


def test_hours_that_change_within_the_month_hold_from_their_day(world: World) -> None:
    laptop, _ = laptop_of(world)
    afternoons = "; ".join(f"{day} 13:00-18:00" for day in range(1, 6))
    laptop.records.create("work_hours", {**mine(laptop), "hours": afternoons, "since": date(2026, 12, 16)})
    visits = december(laptop).proposal.visits
    assert {one.start >= 13 * 60 for one in visits if one.day >= date(2026, 12, 16)} == {True}
    assert any(one.start < 13 * 60 for one in visits if one.day < date(2026, 12, 16))


def test_the_favourite_hours_are_taken_where_they_can_be(world: World) -> None:
    laptop, _ = laptop_of(world, favourite_hours="3 12:00-13:00", visit_target=4)
    visits = december(laptop).proposal.visits
    assert {(one.day.weekday(), one.start) for one in visits} == {(2, 12 * 60)}
