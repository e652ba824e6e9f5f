"""Delivered is what the office holds, whatever happened to copies of one store: twins, old copies, holes."""

from __future__ import annotations

import shutil
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from asystent_desktop.merge import operation as ops
from asystent_desktop.services import refilling
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import log, state
from asystent_desktop.storage.store import new_id
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
    world.exchange(laptop)
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
    world.exchange(second)
    world.office.exchange.take(world.bundle(second))  # its request for all that it lacks
    answer = world.bundle(world.office, second)
    second.close()

    first = both.open("first")
    world.opened.append(first)
    first.exchange.take(answer)
    assert len(first.visits.of_family(family)) == 6
    assert first.exchange.waiting().changes == 1
    world.exchange(first)
    assert first.exchange.waiting().changes == 0
    said = [one.course for one in world.office.visits.of_family(family)]
    assert "Pierwszy, niewysłana." in said
    assert len(said) == 6


@pytest.mark.parametrize("order", ["set aside last", "set aside first"])
def test_what_was_set_aside_is_delivered_beside_work_in_the_same_place_of_the_chain(
    world: World, order: str
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()

    def visit(laptop: Services) -> None:
        laptop.visits.record(held(laptop, family, DAY, time(8)))

    laptop.visits.record(held(laptop, family, DAY, time(6)))
    before = own_place(laptop)
    acts = [visit, write_for_a_foreign_family]
    for act in acts if order == "set aside last" else acts[::-1]:
        with laptop.desk.store.writing() as connection:
            for key, value in before.items():
                state.put(connection, key, value)
        act(laptop)
        world.exchange(laptop)
        assert laptop.exchange.waiting().changes == 0


def own_place(laptop: Services) -> dict[str, str]:
    """Where the next operation will stand in the laptop's own chain."""
    with laptop.desk.store.reading() as reader:
        return {key: state.get(reader.connection, key) or "" for key in ("own_number", "own_tip")}


def write_for_a_foreign_family(laptop: Services) -> None:
    """Write what the office will set aside."""
    store = laptop.desk.store
    with store.writing() as connection:
        writer = log.Writer(connection, store.now_ms())
        writer.add(
            type=ops.SET,
            kind="visit",
            entity=new_id(),
            parents={"day": ()},
            values={"day": "2026-11-20"},
            scope=f"family:{'cd' * 16}",
            audience="scope",
        )
        writer.finish()


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
        world.exchange(laptop)
    assert [row.id for row in laptop.cases.rows()] == [family]

    restored = world.restore(laptop, copy)
    assert restored.exchange.waiting().changes == 1
    for _round in range(3):
        world.exchange(restored)
    assert len(restored.visits.of_family(family)) == 2
    assert [row.id for row in restored.cases.rows()] == [family]
    assert restored.exchange.waiting().changes == 0


def test_a_restored_office_gets_back_the_work_that_it_had_confirmed(world: World, tmp_path: Path) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY, time(8), course="Przed kopią biura."))
    world.exchange(laptop)
    copy = world.office.backup.make(tmp_path / "pendrive").path
    laptop.visits.record(held(laptop, family, DAY, time(11), course="Po kopii biura."))
    world.office.records.change(family, {"phone": "601 200 300"})
    world.office.exchange.take(world.bundle(laptop))
    late = world.bundle(world.office, laptop)
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.exchange.waiting().changes == 0

    office = world.restore_office(copy)
    [told] = office.exchange.noticed()
    assert told.fact == "Sejf biura działa z kopii albo na innym komputerze niż dotąd."
    assert "Zapisz paczki dla wszystkich laptopów" in told.more
    office.exchange.mark_noticed(told.number)
    assert office.exchange.noticed() == ()
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
        world.exchange(laptop)
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
    world.exchange(laptop)
    folder = world.office.desk.store.vault.folder
    world.office.close()
    moved = world.reopen(Path(shutil.move(folder, tmp_path / "nowe")))
    laptop.exchange.take(world.bundle(moved, laptop))
    assert laptop.exchange.waiting().changes == 0
    assert laptop.exchange.noticed() == ()


def test_a_restored_office_does_not_take_what_the_lost_one_gave_for_given(
    world: World, tmp_path: Path
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    copy = world.office.backup.make(tmp_path / "pendrive").path
    for phone in ("1", "2", "3"):
        office = world.restore_office(copy)
        office.records.change(family, {"phone": phone})
        world.bundle(office, laptop)  # lost on its way
        laptop.exchange.take(world.bundle(office, laptop))
        office.exchange.take(world.bundle(laptop))
    office = world.restore_office(copy)
    early = world.bundle(laptop)
    office.records.change(family, {"district": "Psie Pole"})
    world.bundle(office, laptop)  # lost too, so its numbers were given for nothing
    office.exchange.take(early)
    for _round in range(3):
        laptop.exchange.take(world.bundle(office, laptop))
        office.exchange.take(world.bundle(laptop))
    assert laptop.records.view(family).values["district"] == "Psie Pole"


def test_a_family_given_up_comes_back_when_the_restored_office_still_has_it_with_the_laptop(
    world: World, tmp_path: Path
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY, time(8), course="Przed kopią biura."))
    for _round in range(2):
        world.exchange(laptop)
    copy = world.office.backup.make(tmp_path / "pendrive").path
    laptop.visits.record(held(laptop, family, DAY, time(11), course="Po kopii biura."))
    world.office.register.allocate(family, world.account("Marek Pawlak"), world.clock.today())
    for _round in range(3):
        world.exchange(laptop)
    assert laptop.cases.rows() == ()

    office = world.restore_office(copy)
    for _round in range(3):
        laptop.exchange.take(world.bundle(office, laptop))
        office.exchange.take(world.bundle(laptop))
    assert [row.id for row in laptop.cases.rows()] == [family]
    visit = laptop.visits.record(held(laptop, family, DAY, time(15), course="Po odtworzeniu biura."))
    for _round in range(2):
        office.exchange.take(world.bundle(laptop))
        laptop.exchange.take(world.bundle(office, laptop))
    assert visit.id in [one.id for one in office.visits.of_family(family)]
    assert laptop.exchange.waiting().changes == 0


def test_a_restored_office_takes_back_a_family_that_it_does_not_know_it_sent(
    world: World, tmp_path: Path
) -> None:
    family = world.family("Nowakowie", "Marek Pawlak")
    laptop = world.laptop()
    copy = world.office.backup.make(tmp_path / "pendrive").path
    world.office.register.allocate(family, world.account("Anna Wiśniewska"), world.clock.today())
    world.clock.at += timedelta(days=1)
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert [row.id for row in laptop.cases.rows()] == [family]

    office = world.restore_office(copy)
    for _round in range(4):
        laptop.exchange.take(world.bundle(office, laptop))
        office.exchange.take(world.bundle(laptop))
    assert laptop.cases.rows() == ()


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
        world.exchange(first)
    first.close()

    second = both.open("second")
    world.opened.append(second)
    assert len(second.visits.of_family(family)) == 1
    for _round in range(2):
        world.exchange(second)
    assert "W nowym ciągu." in {one.course for one in second.visits.of_family(family)}
    assert second.exchange.waiting().changes == 0
    epoch = second.desk.store.identity.epoch
    world.exchange(second)
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
    world.exchange(second)
    assert second.records.view(family).values["phone"] == "601 200 300"
