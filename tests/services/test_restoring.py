"""Old copies, clones and images of a laptop: a new epoch, everything back from the office, nothing lost."""

from __future__ import annotations

import os
import shutil
from datetime import date, time
from pathlib import Path

import pytest

from asystent_desktop.services import refilling
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import alerts, audit, seal
from tests.world import World, held

DAY = date(2026, 11, 20)


def courses(services: Services, family: str) -> list[str]:
    return sorted(one.course for one in services.visits.of_family(family))


def epochs_begun(services: Services) -> list[str]:
    with services.desk.store.reading() as reader:
        rows = audit.rows(reader.connection)
    return [row.detail for row in rows if row.code == "NEW_EPOCH"]


def waits_for_refill(services: Services) -> bool:
    with services.desk.store.reading() as reader:
        return bool(refilling.wanted(reader.connection))


@pytest.fixture
def lived(world: World) -> tuple[Services, str]:
    """A laptop that has exchanged once, with a visit that came before the copies of these tests."""
    family = world.family("Nowakowie", "Anna Wiśniewska", phone="1")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY, course="Przed kopią."))
    world.exchange(laptop)
    return laptop, family


def test_an_old_backup_gets_its_own_lost_work_back_from_the_office(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    laptop, family = lived
    copy = laptop.backup.make(tmp_path / "pendrive").path
    laptop.visits.record(held(laptop, family, DAY, time(12), course="Po kopii."))
    laptop.records.change(family, {"phone": "601 200 300"})
    world.exchange(laptop)
    epoch = laptop.desk.store.identity.epoch

    restored = world.restore(laptop, copy)
    assert restored.desk.store.identity.epoch != epoch
    assert epochs_begun(restored) == ["OLD_COPY"]
    assert waits_for_refill(restored)
    assert "działa z kopii" in restored.exchange.noticed()[0].fact
    assert courses(restored, family) == ["Przed kopią."]
    restored.visits.record(held(restored, family, DAY, time(15), course="Po odtworzeniu."))
    world.exchange(restored)
    for services in (restored, world.office):
        assert courses(services, family) == ["Po kopii.", "Po odtworzeniu.", "Przed kopią."]
        assert services.records.view(family).values["phone"] == "601 200 300"
        assert services.conflicts.all() == ()
    assert not waits_for_refill(restored)
    assert not any("działa z kopii" in one.fact for one in restored.exchange.noticed())
    assert restored.exchange.waiting().changes == 0
    world.exchange(restored)
    assert courses(restored, family) == ["Po kopii.", "Po odtworzeniu.", "Przed kopią."]


def test_a_family_given_up_does_not_come_back_with_an_old_backup(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    laptop, family = lived
    copy = laptop.backup.make(tmp_path / "pendrive").path
    world.office.register.allocate(family, world.account("Marek Pawlak"), world.clock.today())
    for _round in range(3):
        world.exchange(laptop)
    assert laptop.cases.rows() == ()
    restored = world.restore(laptop, copy)
    for _round in range(3):
        world.exchange(restored)
    assert restored.cases.rows() == ()


def test_a_copy_in_another_folder_begins_its_own_epoch_and_both_lose_nothing(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    laptop, family = lived
    folder = laptop.desk.store.vault.folder
    laptop.close()
    shutil.copytree(folder, tmp_path / "klon")
    first, second = world.reopen(folder), world.reopen(tmp_path / "klon")
    assert epochs_begun(first) == []
    assert epochs_begun(second) in (["OTHER_PLACE"], ["OLD_COPY"])
    first.visits.record(held(first, family, DAY, time(12), course="Pierwszy."))
    second.visits.record(held(second, family, DAY, time(15), course="Drugi."))
    for services in (first, second):
        world.office.exchange.take(world.bundle(services))
    assert courses(world.office, family) == ["Drugi.", "Pierwszy.", "Przed kopią."]


def test_an_image_put_back_with_its_seal_is_found_by_the_office_and_nothing_is_lost(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    laptop, family = lived
    vault = laptop.desk.store.vault
    folder, sealed = vault.folder, seal.path_of(vault.vault_id)
    laptop.close()
    shutil.copytree(folder, tmp_path / "obraz")
    shutil.copy(sealed, tmp_path / "pieczec")
    before = world.reopen(folder)
    before.visits.record(held(before, family, DAY, time(12), course="Pierwsza gałąź."))
    world.exchange(before)
    before.close()
    shutil.rmtree(folder)
    os.rename(tmp_path / "obraz", folder)
    shutil.copy(tmp_path / "pieczec", sealed)

    image = world.reopen(folder)
    assert epochs_begun(image) == []
    image.visits.record(held(image, family, DAY, time(15), course="Druga gałąź."))
    world.exchange(image)
    with world.office.desk.store.reading() as reader:
        assert [one.code for one in alerts.unseen(reader.connection)] == [alerts.FORK]
    with image.desk.store.reading() as reader:
        assert {one.code for one in alerts.unseen(reader.connection)} <= {alerts.FORK, alerts.OLD_COPY}
        assert alerts.unseen(reader.connection)
    assert len(epochs_begun(image)) == 1
    assert world.office.devices.all()[0].forks == 1
    world.exchange(image)
    for services in (image, world.office):
        assert courses(services, family) == ["Druga gałąź.", "Pierwsza gałąź.", "Przed kopią."]
    image.visits.record(held(image, family, DAY, time(18), course="Dalej."))
    world.exchange(image)
    assert len(epochs_begun(image)) == 1
    assert "Dalej." in courses(world.office, family)


def test_a_laptop_opened_where_it_was_closed_goes_on_in_its_epoch(
    world: World, lived: tuple[Services, str]
) -> None:
    laptop, _family = lived
    epoch = laptop.desk.store.identity.epoch
    laptop.close()
    again = world.reopen(laptop.desk.store.vault.folder)
    assert again.desk.store.identity.epoch == epoch
    assert not waits_for_refill(again)


def test_an_old_copy_ends_its_old_epoch_though_its_last_work_does_not_come_back(
    world: World, lived: tuple[Services, str], tmp_path: Path
) -> None:
    laptop, family = lived
    other = world.family("Zielińscy", "Anna Wiśniewska")
    world.exchange(laptop)
    laptop.records.change(family, {"district": "Ołbin"})
    copy = laptop.backup.make(tmp_path / "pendrive").path
    laptop.visits.record(held(laptop, other, DAY, time(12), course="Ostatni zapis starej epoki."))
    world.exchange(laptop)
    for one in (family, other):
        world.office.register.allocate(one, world.account("Marek Pawlak"), world.clock.today())
    restored = world.restore(laptop, copy)
    for _round in range(4):
        world.exchange(restored)
    assert restored.exchange.waiting().changes == 0
    assert restored.cases.rows() == ()
    assert world.office.handover.under_way() == ()
