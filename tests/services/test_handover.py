"""Handing families on in one save: one, several, all; with a reason, within the limit of the law."""

from __future__ import annotations

import pytest

from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.records import Assignment
from asystent_desktop.services.handover import HandoverPlan
from tests.world import World


def plan(
    world: World, families: list[str], worker: str, reason: str = "Urlop", over: str = ""
) -> HandoverPlan:
    return HandoverPlan(
        families=families,
        account=world.account(worker),
        since=world.clock.today(),
        reason=reason,
        over_limit_reason=over,
    )


def names(world: World, worker: str) -> list[str]:
    return [one.name for one in world.office.handover.holdings(world.account(worker))]


def test_all_families_go_in_one_save_with_the_reason(world: World) -> None:
    ours = [world.family(name, "Anna Wiśniewska") for name in ("Nowakowie", "Adamscy")]
    world.family("Zielińscy", "Marek Pawlak")
    world.office.handover.hand_on(plan(world, ours, "Marek Pawlak", "Zmiana rejonu"))
    assert names(world, "Anna Wiśniewska") == []
    assert names(world, "Marek Pawlak") == ["Adamscy", "Nowakowie", "Zielińscy"]
    with world.office.desk.store.reading() as reader:
        made = reader.find(Assignment, family=ours[0])
    assert sorted((one.until is None, one.reason) for one in made) == [(False, ""), (True, "Zmiana rejonu")]


def test_without_a_reason_or_families_nothing_is_saved(world: World) -> None:
    ours = [world.family("Nowakowie", "Anna Wiśniewska")]
    with pytest.raises(InvalidValueError, match="powód"):
        world.office.handover.hand_on(plan(world, ours, "Marek Pawlak", "  "))
    with pytest.raises(InvalidValueError, match="Zaznacz"):
        world.office.handover.hand_on(plan(world, [], "Marek Pawlak"))
    assert names(world, "Anna Wiśniewska") == ["Nowakowie"]


def test_the_sixteenth_family_needs_a_reason_of_its_own_and_all_stay_where_they_were(world: World) -> None:
    ours = [world.family(f"Rodzina {number:02}", "Anna Wiśniewska") for number in range(2)]
    for number in range(14):
        world.family(f"Inna {number:02}", "Marek Pawlak")
    with pytest.raises(RefusedError, match="Ustawa nie pozwala"):
        world.office.handover.hand_on(plan(world, ours, "Marek Pawlak"))
    assert len(names(world, "Anna Wiśniewska")) == 2
    saved = world.office.handover.hand_on(plan(world, ours, "Marek Pawlak", over="Choroba"))
    assert [one.level for one in saved.findings] == ["W"]
    assert len(names(world, "Marek Pawlak")) == 16


def test_a_family_cannot_go_to_who_has_it_or_to_who_works_with_none(world: World) -> None:
    ours = [world.family("Nowakowie", "Anna Wiśniewska")]
    with pytest.raises(RefusedError, match="prowadzi już ta osoba"):
        world.office.handover.hand_on(plan(world, ours, "Anna Wiśniewska"))
    world.account("Ewa Biurowa", "clerk")
    with pytest.raises(RefusedError, match="nie pracuje z rodzinami"):
        world.office.handover.hand_on(plan(world, ours, "Ewa Biurowa"))


def test_a_family_handed_on_twice_in_a_day_is_at_once_with_the_last_worker_alone(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    marek, ola = world.laptop("Marek Pawlak"), world.laptop("Ola Lis")
    world.office.handover.hand_on(plan(world, [family], "Marek Pawlak"))
    marek.exchange.take(world.bundle(world.office, marek))
    assert [row.id for row in marek.cases.rows()] == [family]
    world.office.handover.hand_on(plan(world, [family], "Ola Lis", "Pomyłka"))
    assert [names(world, one) for one in ("Anna Wiśniewska", "Marek Pawlak", "Ola Lis")] == [
        [],
        [],
        ["Nowakowie"],
    ]
    ola.exchange.take(world.bundle(world.office, ola))
    assert [row.id for row in ola.cases.rows()] == [family]
    marek.records.change(family, {"phone": "601 200 300"})
    for _round in range(3):
        taken = world.office.exchange.take(world.bundle(marek))
        assert taken.set_aside == ()
        marek.exchange.take(world.bundle(world.office, marek))
    assert marek.cases.rows() == ()
    assert world.office.records.view(family).values["phone"] == "601 200 300"


def test_a_household_allocated_by_mistake_may_go_back_on_the_same_day(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    for worker in ("Marek Pawlak", "Anna Wiśniewska"):
        world.office.register.allocate(family, world.account(worker), world.clock.today())
    assert names(world, "Anna Wiśniewska") == ["Nowakowie"]
    assert names(world, "Marek Pawlak") == []


def test_what_still_has_to_leave_a_laptop_is_listed_until_it_did(world: World) -> None:
    ours = [world.family("Nowakowie", "Anna Wiśniewska")]
    laptop = world.laptop()
    world.office.handover.hand_on(plan(world, ours, "Marek Pawlak"))
    seen = []
    for _round in range(3):
        world.exchange(laptop)
        seen.append([(one.name, one.worker, one.state) for one in world.office.handover.under_way()])
    assert seen == [
        [("Nowakowie", "Anna Wiśniewska", "told")],
        [("Nowakowie", "Anna Wiśniewska", "known")],
        [],
    ]
