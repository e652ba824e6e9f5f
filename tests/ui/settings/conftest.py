"""A laptop and an office in their settings, and a stick for copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ChosenFiles
from tests.ui.settings.stage import Stage
from tests.world import World


@pytest.fixture(autouse=True)
def stores_of_the_world(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The door shows the stores that the world makes."""
    monkeypatch.setenv("ASYSTENT_DATA", str(world.folder))


@pytest.fixture
def stage(qtbot: QtBot, world: World) -> Iterator[Stage]:
    made = Stage(qtbot, world)
    yield made
    made.window.close()
    made.front.close()


@pytest.fixture
def office(qtbot: QtBot, world: World) -> Iterator[Stage]:
    made = Stage(qtbot, world, is_office=True)
    yield made
    made.window.close()
    made.front.close()


@pytest.fixture
def stick(stage: Stage, tmp_path: Path) -> Path:
    place = tmp_path / "KINGSTON"
    place.mkdir()
    stage.context.files = ChosenFiles(place)
    return place
