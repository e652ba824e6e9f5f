from __future__ import annotations

from pathlib import Path

import pytest

from asystent_desktop.paths import data_dir, state_dir
from asystent_desktop.services.stores import HALF_BUILT, OfficeStart
from asystent_desktop.storage.backup import StoppedError
from asystent_desktop.storage.faults import VaultInUseError
from tests.world import PASSWORD, World


def nothing(_words: str, _part: float) -> None:
    """Say nothing while building."""


def seals() -> list[Path]:
    return sorted(state_dir().glob("*.seal"))


@pytest.fixture
def folder() -> Path:
    return data_dir() / "pokaz"


def half_built(world: World, folder: Path) -> None:
    """Leave what a killed program leaves: an office, and the sign that the rest is missing."""
    world.stores.create_office(
        OfficeStart(office_name="Pokaz", person_name="Grażyna Maj"), PASSWORD, folder=folder / "biuro"
    ).services.close()
    (folder / HALF_BUILT).touch()


def test_demonstration_is_built_whole_and_taken_away_whole(world: World, folder: Path) -> None:
    made = world.stores.make_demo(folder, nothing, families=2, months=0)
    assert [one.folder for one in made] == [
        folder / name for name in ("biuro", "asystent-1", "asystent-2", "koordynator-3")
    ]
    assert len(world.stores.cards(folder)) == len(seals()) == 4
    opened = world.stores.unlock(made[1].folder, made[1].password)
    with pytest.raises(VaultInUseError):
        world.stores.remove_demo(folder)
    assert len(world.stores.cards(folder)) == 4
    opened.close()
    world.stores.remove_demo(folder)
    assert not folder.exists()
    assert seals() == []


def test_stopped_demonstration_leaves_nothing(world: World, folder: Path) -> None:
    said: list[str] = []
    with pytest.raises(StoppedError):
        world.stores.make_demo(
            folder,
            lambda words, _part: said.append(words),
            families=2,
            months=0,
            is_stopped=lambda: any(one.startswith("Praca w terenie") for one in said),
        )
    assert not folder.exists()
    assert seals() == []


def test_half_built_demonstration_is_not_offered_and_is_built_anew(world: World, folder: Path) -> None:
    half_built(world, folder)
    assert world.stores.cards(folder) == ()
    with pytest.raises(StoppedError):
        world.stores.make_demo(folder, nothing, is_stopped=lambda: True)
    assert not folder.exists()
    assert seals() == []
