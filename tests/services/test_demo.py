from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from asystent_desktop.paths import data_dir, state_dir
from asystent_desktop.services.stores import HALF_BUILT, OfficeStart
from asystent_desktop.storage import audit
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


def test_the_office_of_a_demonstration_lived_through_its_months_in_order(world: World, folder: Path) -> None:
    made = world.stores.make_demo(folder, nothing, families=4, months=1, today=date(2026, 11, 23))
    office = world.stores.unlock(made[0].folder, made[0].password)
    world.opened.append(office)
    with office.desk.store.reading() as reader:
        rows = [row for row in audit.rows(reader.connection) if row.at_ms < office.desk.store.now_ms()]
    moments = [datetime.fromtimestamp(row.at_ms / 1000, UTC) for row in reversed(rows)]
    past = [one for one in moments if one.date() < date(2026, 11, 23)]
    assert past == sorted(past)
    assert len({one.date() for one in past}) >= 4
    entered = [one for one, row in zip(moments, reversed(rows), strict=True) if row.code == "GRANT"]
    assert len(entered) == len(set(entered)) == 6


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
