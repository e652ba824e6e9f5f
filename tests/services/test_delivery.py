"""Delivered is what the office holds, whatever happened to copies of one store: twins, old copies, holes."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from asystent_desktop.services import refilling
from asystent_desktop.services.bundle import Services
from tests.world import PASSWORD, World, held

DAY = date(2026, 11, 20)


class Twins:
    """Two images of one laptop, each on a disk of its own; one disk is in the machine at a time."""

    def __init__(self, world: World, laptop: Services) -> None:
        self.world = world
        self.places = (laptop.desk.store.vault.folder, world.folder / "state")
        self._in = "first"
        laptop.close()
        for place in self.places:
            shutil.copytree(place, self._disk("second", place))

    def open(self, name: str) -> Services:
        """Put a disk into the machine and open its store."""
        if name != self._in:
            for place in self.places:
                place.rename(self._disk(self._in, place))
                self._disk(name, place).rename(place)
            self._in = name
        return self.world.stores.unlock(self.places[0], PASSWORD)

    def _disk(self, name: str, place: Path) -> Path:
        return self.world.folder / f"dysk-{name}-{place.name}"


@pytest.fixture
def twins(world: World) -> tuple[Twins, str]:
    """Two images of a laptop that has sent one visit."""
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY, time(6)))
    world.office.exchange.take(world.bundle(laptop))
    laptop.exchange.take(world.bundle(world.office, laptop))
    # The state folder holds the office's seal too; the office stays open and never looks at it here.
    return Twins(world, laptop), family


def test_work_of_one_twin_is_not_delivered_because_the_other_sent_as_much(
    world: World, twins: tuple[Twins, str]
) -> None:
    both, family = twins
    first = both.open("first")
    first.visits.record(held(first, family, DAY, time(8), course="Pierwszy, wysłana."))
    world.office.exchange.take(world.bundle(first))
    first.visits.record(held(first, family, DAY, time(9), course="Pierwszy, niewysłana."))
    first.close()

    second = both.open("second")
    for hour in (11, 12, 13):
        second.visits.record(held(second, family, DAY, time(hour), course="Drugi."))
    world.office.exchange.take(world.bundle(second))
    second.exchange.take(world.bundle(world.office, second))
    world.office.exchange.take(world.bundle(second))  # its request for all that it lacks
    answer = world.bundle(world.office, second)
    second.close()

    first = both.open("first")
    world.opened.append(first)
    first.exchange.take(answer)
    assert len(first.visits.of_family(family)) == 6
    assert first.exchange.waiting().changes == 1
    world.office.exchange.take(world.bundle(first))
    first.exchange.take(world.bundle(world.office, first))
    assert first.exchange.waiting().changes == 0
    said = [one.course for one in world.office.visits.of_family(family)]
    assert "Pierwszy, niewysłana." in said
    assert len(said) == 6


def test_an_old_copy_with_a_hole_in_its_chain_is_delivered_in_the_end(world: World, tmp_path: Path) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    other = world.family("Lewandowscy", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY, time(8)))
    copy = laptop.backup.make(tmp_path / "pendrive").path
    laptop.visits.record(held(laptop, other, DAY, time(11)))
    laptop.visits.record(held(laptop, family, DAY, time(14)))
    world.office.register.allocate(other, world.account("Marek Pawlak"), world.clock.today())
    for _round in range(3):
        world.office.exchange.take(world.bundle(laptop))
        laptop.exchange.take(world.bundle(world.office, laptop))
    assert [row.id for row in laptop.cases.rows()] == [family]
    folder = laptop.desk.store.vault.folder
    laptop.close()
    world.stores.restore(copy, folder)

    restored = world.stores.unlock(folder, PASSWORD)
    world.opened.append(restored)
    assert restored.exchange.waiting().changes == 1
    for _round in range(3):
        world.office.exchange.take(world.bundle(restored))
        restored.exchange.take(world.bundle(world.office, restored))
    assert len(restored.visits.of_family(family)) == 2
    assert [row.id for row in restored.cases.rows()] == [family]
    assert restored.exchange.waiting().changes == 0


def test_a_restored_office_gets_back_the_work_that_it_had_confirmed(world: World, tmp_path: Path) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY, time(8), course="Przed kopią biura."))
    world.office.exchange.take(world.bundle(laptop))
    laptop.exchange.take(world.bundle(world.office, laptop))
    copy = world.office.backup.make(tmp_path / "pendrive").path
    laptop.visits.record(held(laptop, family, DAY, time(11), course="Po kopii biura."))
    world.office.records.change(family, {"phone": "601 200 300"})
    world.office.exchange.take(world.bundle(laptop))
    late = world.bundle(world.office, laptop)
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.exchange.waiting().changes == 0

    office = world.restore_office(copy)
    laptop.exchange.take(world.bundle(office, laptop))
    assert laptop.exchange.waiting().changes == 1
    assert [one.fact for one in laptop.exchange.noticed()] == [
        "Biuro odtworzyło swój sejf z kopii, brakuje w nim 1\N{NO-BREAK SPACE}zapisu z tego laptopa."
    ]
    laptop.exchange.take(late)
    assert laptop.exchange.waiting().changes == 1
    office.records.change(family, {"district": "Nowe Osiedle"})
    office.exchange.take(world.bundle(laptop))
    assert sorted(one.course for one in office.visits.of_family(family)) == [
        "Po kopii biura.",
        "Przed kopią biura.",
    ]
    laptop.exchange.take(world.bundle(office, laptop))
    assert laptop.exchange.waiting().changes == 0
    assert laptop.records.view(family).values["district"] == "Nowe Osiedle"


def test_a_restored_office_hands_a_family_on_and_the_laptop_obeys(world: World, tmp_path: Path) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    copy = world.office.backup.make(tmp_path / "pendrive").path
    for name in ("Lewandowscy", "Zielińscy"):
        world.family(name, "Anna Wiśniewska")
        world.office.exchange.take(world.bundle(laptop))
        laptop.exchange.take(world.bundle(world.office, laptop))
    office = world.restore_office(copy)
    office.register.allocate(family, world.account("Marek Pawlak"), world.clock.today())
    for _round in range(3):
        laptop.exchange.take(world.bundle(office, laptop))
        office.exchange.take(world.bundle(laptop))
    assert family not in [row.id for row in laptop.cases.rows()]


def test_an_office_that_only_moved_lets_nothing_wait_again(world: World, tmp_path: Path) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    world.office.exchange.take(world.bundle(laptop))
    laptop.exchange.take(world.bundle(world.office, laptop))
    folder = world.office.desk.store.vault.folder
    world.office.close()
    moved = world.stores.unlock(Path(shutil.move(folder, tmp_path / "nowe")), PASSWORD)
    world.opened.append(moved)
    laptop.exchange.take(world.bundle(moved, laptop))
    assert laptop.exchange.waiting().changes == 0
    assert laptop.exchange.noticed() == ()


def test_an_image_from_before_an_epoch_gets_the_work_of_that_epoch_back(
    world: World, twins: tuple[Twins, str]
) -> None:
    both, family = twins
    first = both.open("first")
    with first.desk.store.writing() as connection:
        refilling.begin_anew(first.desk, connection, "OTHER_PLACE")
    first.desk.store.reload_identity()
    first.visits.record(held(first, family, DAY, time(8), course="W nowym ciągu."))
    for _round in range(2):
        world.office.exchange.take(world.bundle(first))
        first.exchange.take(world.bundle(world.office, first))
    first.close()

    second = both.open("second")
    world.opened.append(second)
    assert len(second.visits.of_family(family)) == 1
    for _round in range(2):
        world.office.exchange.take(world.bundle(second))
        second.exchange.take(world.bundle(world.office, second))
    assert "W nowym ciągu." in {one.course for one in second.visits.of_family(family)}
    assert second.exchange.waiting().changes == 0
    epoch = second.desk.store.identity.epoch
    world.office.exchange.take(world.bundle(second))
    second.exchange.take(world.bundle(world.office, second))
    assert second.desk.store.identity.epoch == epoch


def test_an_older_image_gets_again_what_the_office_believes_it_to_have(
    world: World, twins: tuple[Twins, str]
) -> None:
    """The image wrote nothing that it lacks, so no chain betrays it: only its own word of how far it is."""
    both, family = twins
    first = both.open("first")
    world.office.records.change(family, {"phone": "601 200 300"})
    first.exchange.take(world.bundle(world.office, first))
    late = world.bundle(first)
    world.office.exchange.take(world.bundle(first))
    first.close()

    second = both.open("second")
    world.opened.append(second)
    assert second.records.view(family).values["phone"] != "601 200 300"
    world.office.exchange.take(world.bundle(second))
    world.office.exchange.take(late)
    world.office.exchange.take(world.bundle(second))
    second.exchange.take(world.bundle(world.office, second))
    assert second.records.view(family).values["phone"] == "601 200 300"
