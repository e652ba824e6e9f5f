"""Help with a plan: goals to begin with, and what changed since the version before."""

from __future__ import annotations

from datetime import date

import pytest

from asystent_desktop.services.bundle import Services
from tests.world import World

TODAY = date(2026, 11, 23)


@pytest.fixture
def family(world: World) -> str:
    return world.family("Nowakowie", "Anna Wiśniewska")


@pytest.fixture
def laptop(world: World, family: str) -> Services:
    return world.laptop()


def deficit(laptop: Services, family: str, area: str, weight: int) -> None:
    values = {"family": family, "kind": "deficit", "area": area, "text": f"Kłopot {area}", "weight": weight}
    laptop.records.create("diagnosis_item", values)


def goal(laptop: Services, plan: str, area: str, text: str) -> str:
    values = {"text": text, "area": area, "expected_effect": "Skutek", "deadline": date(2027, 1, 31)}
    return laptop.plans.save_goal(plan, values).id


def test_the_heaviest_deficits_without_a_goal_give_three_goals(family: str, laptop: Services) -> None:
    for area, weight in (("a", 1), ("c", 3), ("h", 2), ("m", 2)):
        deficit(laptop, family, area, weight)
    plan = laptop.plans.begin(family).id
    starts = laptop.plans.starting_goals(plan)
    assert [one.area for one in starts] == ["c", "h", "m"]
    assert starts[0].because == "Kłopot c"
    goal(laptop, plan, "c", "Własny budżet")
    assert [one.area for one in laptop.plans.starting_goals(plan)] == ["h", "m", "a"]


def test_a_version_tells_what_it_added_changed_and_dropped(family: str, laptop: Services) -> None:
    first = laptop.plans.begin(family).id
    kept, gone = goal(laptop, first, "c", "Budżet"), goal(laptop, first, "a", "Rytm dnia")
    for one in (kept, gone):
        action = {"text": "Zeszyt", "who": "p. Ewa", "deadline": date(2026, 12, 31), "by_family": True}
        laptop.plans.save_action(one, action)
    laptop.plans.agree(first, {"agreed_with_social_worker_on": TODAY})
    assert laptop.plans.changes(first) == ()
    second = laptop.plans.begin(family).id
    assert laptop.plans.changes(second) == ()
    view = laptop.plans.view(second)
    laptop.plans.save_goal(second, {"deadline": date(2027, 3, 31)}, view.goals[0].goal.id)
    laptop.plans.save_action(view.goals[0].goal.id, {"who": "oboje rodzice"}, view.goals[0].actions[0].id)
    laptop.plans.remove(view.goals[1].goal)
    goal(laptop, second, "h", "Sprawy urzędowe")
    assert [(one.kind, one.what, one.was, one.now) for one in laptop.plans.changes(second)] == [
        ("changed", "Cel 1: termin", "31.01.2027", "31.03.2027"),
        ("changed", "Cel 1: działanie", "Zeszyt, p. Ewa, 31.12.2026", "Zeszyt, oboje rodzice, 31.12.2026"),
        ("added", "Cel 2", "", "Sprawy urzędowe"),
        ("dropped", "Cel 2", "Rytm dnia", ""),
    ]
