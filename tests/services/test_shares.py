"""Whose visits a month asks for: targets changed, families handed over or closed within the month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from asystent_desktop.checks.counting import month_count
from asystent_desktop.services.bundle import Services
from tests.world import World, held

ANNA, EWA = "Anna Wiśniewska", "Ewa Zielińska"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    made.clock.at = datetime(2026, 11, 30, 7, 0)
    yield made
    made.close()


def proposed(services: Services, family: str) -> list[date]:
    plan = services.planning.propose(2026, 12, seconds=3)
    return [one.day for one in plan.proposal.visits if one.family_id == family]


def test_a_target_changed_in_mid_month_is_weighed_by_days(world: World) -> None:
    changed = world.family(
        "Zmiana", ANNA, visit_target=4, visit_target_since=date(2026, 12, 17), visit_target_before=8
    )
    usual = world.family("Odtąd", ANNA, visit_target=2, visit_target_since=date(2026, 12, 16))
    rows = {row.id: row.count.target for row in world.office.cases.rows(day=date(2026, 12, 1))}
    assert rows == {changed: 6, usual: 5}  # 16 days of 8 and 15 of 4; 15 of the usual 8 and 16 of 2
    next_month = {row.id: row.count.target for row in world.office.cases.rows(day=date(2027, 1, 5))}
    assert next_month == {changed: 4, usual: 2}


def test_a_family_closed_in_mid_month_is_planned_up_to_its_end(world: World) -> None:
    family = world.family("Krótko", ANNA)
    case = world.office.cases.page(family).case
    assert case is not None
    world.office.records.change(case.id, {"work_end": date(2026, 12, 15)})
    laptop = world.laptop(ANNA)
    assert laptop.cases.row(family, date(2026, 12, 1)).count.target == 4
    days = proposed(laptop, family)
    assert len(days) == 4
    assert max(days) <= date(2026, 12, 15)


def test_planned_visits_after_the_end_are_taken_out_when_planning_again(world: World) -> None:
    family = world.family("Krótko", ANNA)
    laptop = world.laptop(ANNA)
    laptop.planning.accept(laptop.planning.propose(2026, 12, seconds=3))
    case = world.office.cases.page(family).case
    assert case is not None
    world.office.records.change(case.id, {"work_end": date(2026, 12, 15)})
    laptop.exchange.take(world.bundle(world.office, laptop))
    plan = laptop.planning.replan(2026, 12, seconds=3)
    assert plan.difference.removed
    reasons = {one.reason for one in plan.difference.removed}
    assert "poza okresem pracy z rodziną" in reasons <= {"poza okresem pracy z rodziną", "ponad cel wizyt"}
    laptop.planning.accept(plan)
    count = laptop.cases.row(family, date(2026, 12, 1)).count
    assert (count.target, count.planned, count.missing, count.over) == (4, 4, 0, 0)


def test_a_family_handed_over_is_shared_between_the_two(world: World) -> None:
    family = world.family("Wspólni", ANNA)
    mine = world.account(ANNA)
    ewa = world.account(EWA)
    [assignment] = [
        one for one in world.office.records.listed("assignment") if one.values()["account"] == mine
    ]
    world.office.records.change(assignment.id, {"until": date(2026, 12, 15)})
    world.office.records.create(
        "assignment", {"family": family, "account": ewa, "since": date(2026, 12, 16), "type": "main"}
    )
    laptop = world.laptop(EWA)
    assert laptop.cases.row(family, date(2026, 12, 1)).count.target == 8
    days = proposed(laptop, family)
    assert len(days) == 4
    assert min(days) >= date(2026, 12, 16)


def test_a_substitute_visit_of_another_worker_leaves_less_to_plan(world: World) -> None:
    """The family's dots and the plan begin from one count: what it lacks as a whole is never exceeded."""
    family = world.family("Zastępstwo", ANNA, visit_target=2)
    world.clock.at = datetime(2026, 12, 4, 18, 0)
    for day in (2, 4):
        entry = held(world.office, family, date(2026, 12, day), time(10))
        world.office.visits.record(entry)
    laptop = world.laptop(ANNA)
    count = laptop.cases.row(family).count
    assert (count.held, count.missing) == (2, 0)
    assert proposed(laptop, family) == []


def test_the_default_is_the_law_of_the_office() -> None:
    assert month_count(2026, 12, [], active=[(date(2026, 3, 1), None)]).target == 8
