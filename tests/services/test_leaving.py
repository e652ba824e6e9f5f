from __future__ import annotations

from datetime import date

import pytest

from asystent_desktop.errors import AppError, InvalidValueError, RefusedError
from asystent_desktop.services.leaving import PHRASE
from asystent_desktop.storage import seal
from tests.world import PASSWORD, World, held

DAY = date(2026, 11, 20)


def test_undelivered_work_stands_against_closing_until_the_office_has_it(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    said = laptop.leaving.farewell()
    assert said.undelivered == 1
    assert "1 zmiana czeka od 23 listopada" in said.warnings[0].replace("\u00a0", " ")
    with pytest.raises(RefusedError, match="pokwitowanie"):
        laptop.leaving.close_for_ever(PHRASE)
    world.office.exchange.take(world.bundle(laptop))
    assert laptop.leaving.farewell().undelivered == 1
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.leaving.farewell().warnings == ()


def test_a_closed_store_leaves_neither_keys_nor_files_nor_seal(world: World) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    vault = laptop.desk.store.vault
    kept = laptop.backup.make(world.folder / "kopie")
    header = (vault.folder / "vault.hdr").read_bytes()
    with pytest.raises(InvalidValueError, match="Przepisz"):
        laptop.leaving.close_for_ever("tak")
    assert vault.folder.exists()
    laptop.leaving.close_for_ever(f" {PHRASE.upper()} ")
    assert not vault.folder.exists()
    assert not seal.path_of(vault.vault_id).exists()
    with pytest.raises(AppError):
        world.stores.unlock(vault.folder, PASSWORD)
    # A copy outside keeps its own header, which the dialog says.
    assert (kept.path / "vault.hdr").read_bytes() == header


def test_the_office_can_still_be_asked_for_everything(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    world.office.exchange.take(world.bundle(laptop))
    laptop.leaving.close_for_ever(PHRASE, even_undelivered=True)
    assert len(world.office.visits.of_family(family)) == 1
