"""A laptop takes a new identity: signed by the old one's key, compared by voice, its history goes on."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.exchange.faults import RevokedSenderError
from asystent_desktop.services.bundle import Services
from tests.world import World, held

DAY = date(2026, 11, 20)


def device_of(services: Services) -> str:
    return services.desk.store.identity.device


def moved(world: World, laptop: Services, copy: Path) -> Services:
    """A copy of a laptop opened in another place: the new machine."""
    return world.restore(laptop, copy, world.folder / "nowy-laptop")


def replaced(world: World, laptop: Services) -> str:
    """Let the office accept this laptop's request and the laptop take the answer; return the old device."""
    request, answer = world.folder / "wymiana.paczka", world.folder / "odpowiedz-wymiana.paczka"
    laptop.replacing.save_request(request)
    asked = world.office.enrolment.accept(request)
    assert asked.words == laptop.replacing.words()
    assert len(asked.words) == 8
    world.office.enrolment.confirm(asked.device, answer)
    assert laptop.replacing.read_answer(answer) == asked.words
    laptop.replacing.join(answer)
    return asked.replaces


@pytest.fixture
def lived(world: World) -> tuple[Services, str]:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY, time(7)))
    world.exchange(laptop)
    return laptop, family


def test_a_new_machine_takes_the_old_ones_place_without_a_code(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    old, family = lived
    old_device, account = device_of(old), old.desk.account
    old.visits.record(held(old, family, DAY, time(9), course="Niewysłana."))
    new = moved(world, old, old.backup.make(tmp_path / "pendrive").path)
    new.visits.record(held(new, family, DAY, time(11), course="Przed odpowiedzią."))
    assert replaced(world, new) == old_device
    assert device_of(new) != old_device
    assert new.desk.account == account
    assert new.exchange.waiting().changes == 2
    new.visits.record(held(new, family, DAY, time(13), course="Po wymianie."))
    for _round in range(2):
        world.exchange(new)
    assert new.exchange.waiting().changes == 0
    courses = {one.course for one in world.office.visits.of_family(family)}
    assert {"Niewysłana.", "Przed odpowiedzią.", "Po wymianie."} <= courses
    assert world.office.held.all() == ()
    shown = {one.id: one for one in world.office.devices.all()}
    assert (shown[old_device].state, shown[old_device].reason) == ("revoked", "REPLACED")
    assert shown[old_device].successor == device_of(new)
    assert shown[device_of(new)].former == (old_device,)
    assert [one.auditing.verify().is_whole for one in (new, world.office)] == [True, True]


def test_an_old_copy_on_the_new_machine_gets_everything_back(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    old, family = lived
    copy = old.backup.make(tmp_path / "pendrive").path
    old.visits.record(held(old, family, DAY, time(9), course="Po kopii."))
    world.exchange(old)
    new = moved(world, old, copy)
    replaced(world, new)
    assert "Po kopii." in {one.course for one in new.visits.of_family(family)}
    world.exchange(new)
    assert new.exchange.waiting().changes == 0


def test_a_family_handed_on_since_the_copy_leaves_the_new_machine(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    old, family = lived
    other = world.family("Lewandowscy", "Anna Wiśniewska")
    world.exchange(old)
    copy = old.backup.make(tmp_path / "pendrive").path
    world.office.register.allocate(other, world.account("Marek Pawlak"), world.clock.today())
    for _round in range(3):
        world.exchange(old)
    assert [row.id for row in old.cases.rows()] == [family]
    new = moved(world, old, copy)
    assert len(new.cases.rows()) == 2
    replaced(world, new)
    for _round in range(3):
        world.exchange(new)
    assert [row.id for row in new.cases.rows()] == [family]


def test_after_a_leak_the_same_store_goes_on_with_new_keys_twice(
    world: World, lived: tuple[Services, str]
) -> None:
    laptop, family = lived
    first = device_of(laptop)
    laptop.visits.record(held(laptop, family, DAY, time(9), course="Pierwsze klucze."))
    replaced(world, laptop)
    second = device_of(laptop)
    laptop.visits.record(held(laptop, family, DAY, time(11), course="Drugie klucze."))
    replaced(world, laptop)
    laptop.visits.record(held(laptop, family, DAY, time(13), course="Trzecie klucze."))
    for _round in range(2):
        world.exchange(laptop)
    assert laptop.exchange.waiting().changes == 0
    assert len(world.office.visits.of_family(family)) == 4
    shown = {one.id: one for one in world.office.devices.all()}
    assert shown[device_of(laptop)].former == (second, first)
    assert laptop.auditing.verify().is_whole
    laptop.close()
    again = world.reopen(laptop.desk.store.vault.folder)
    assert device_of(again) == device_of(laptop)


def test_the_old_laptop_is_refused_afterwards(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    old, _family = lived
    late = world.bundle(old)
    new = moved(world, old, old.backup.make(tmp_path / "pendrive").path)
    replaced(world, new)
    with pytest.raises(RevokedSenderError):
        world.office.exchange.take(late)


def test_an_answer_that_was_lost_is_written_again(world: World, lived: tuple[Services, str]) -> None:
    laptop, family = lived
    request = world.folder / "wymiana.paczka"
    laptop.replacing.save_request(request)
    asked = world.office.enrolment.accept(request)
    world.office.enrolment.confirm(asked.device, world.folder / "zgubiona.paczka")
    again = world.office.enrolment.accept(request)
    assert again == asked
    world.office.enrolment.confirm(again.device, world.folder / "druga.paczka")
    laptop.replacing.join(world.folder / "druga.paczka")
    assert [row.id for row in laptop.cases.rows()] == [family]
    assert len(world.office.devices.all()) == 2


def test_a_request_of_a_revoked_laptop_is_refused(world: World, lived: tuple[Services, str]) -> None:
    laptop, _family = lived
    request = world.folder / "wymiana.paczka"
    laptop.replacing.save_request(request)
    world.office.enrolment.revoke(device_of(laptop), "LOST")
    with pytest.raises(RefusedError, match="jest odwołany"):
        world.office.enrolment.accept(request)
    assert len(world.office.devices.all()) == 1


def test_different_words_change_nothing_on_either_side(world: World, lived: tuple[Services, str]) -> None:
    laptop, family = lived
    request = world.folder / "wymiana.paczka"
    laptop.replacing.save_request(request)
    asked = world.office.enrolment.accept(request)
    world.office.enrolment.reject(asked.device)
    laptop.replacing.refuse()
    with pytest.raises(NotFoundError):
        world.office.enrolment.confirm(asked.device, world.folder / "odpowiedz.paczka")
    with pytest.raises(RefusedError, match="nie prosił o wymianę"):
        laptop.replacing.words()
    laptop.visits.record(held(laptop, family, DAY, time(9)))
    world.exchange(laptop)
    assert laptop.exchange.waiting().changes == 0


def test_a_laptop_that_knows_older_keys_of_the_office_first_exchanges(
    world: World, lived: tuple[Services, str]
) -> None:
    laptop, _family = lived
    world.office.escrow.name(world.office.desk.account, "krowa lampa zegar most", world.folder / "maj.klucz")
    request = world.folder / "wymiana.paczka"
    laptop.replacing.save_request(request)
    with pytest.raises(RefusedError, match="wczyta paczkę z biura"):
        world.office.enrolment.accept(request)
    world.exchange(laptop)
    replaced(world, laptop)


def test_the_office_itself_does_not_ask(world: World) -> None:
    with pytest.raises(RefusedError, match="prosi laptop"):
        world.office.replacing.save_request(world.folder / "wymiana.paczka")
