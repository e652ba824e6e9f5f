"""What every test stands on: real stores, cheap to open, in a folder of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asystent_desktop.services.escrow import KeyFile
from asystent_desktop.ui.garbage import Garbage, end_objects
from tests.patience import PATIENCE_MS
from tests.world import World

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application of window tests: like the program's, it collects garbage on its own thread only."""
    Garbage(qapp)
    return qapp


class PatientBot(QtBot):
    """pytest-qt's bot, whose waits do not fail because the machine is busy."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802
        """Wait until the callback is true."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **rest: Any) -> Any:  # noqa: N802
        """Wait until the signal is emitted."""
        return super().waitSignal(signal, timeout=timeout, **rest)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """The bot of window tests, with patience for a busy machine."""
    return PatientBot(request)


def pytest_sessionfinish() -> None:
    """Leave no object of Qt to the blind end of the interpreter."""
    if QApplication.instance() is not None:
        end_objects()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """An office and the laptops that a test lets join."""
    monkeypatch.setenv("ASYSTENT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ASYSTENT_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ASYSTENT_TODAY", raising=False)
    made = World(tmp_path)
    yield made
    made.close()


@pytest.fixture
def officers(world: World) -> tuple[KeyFile, KeyFile]:
    """The key files of the two people who together open a store."""
    return world.officer("Ewa Pierwsza"), world.officer("Jan Drugi")


@pytest.fixture
def closed_laptop(world: World, officers: tuple[KeyFile, KeyFile]) -> Path:
    """The closed store of a laptop that joined after the officers were named."""
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.exchange.take(world.bundle(world.office, laptop))
    laptop.close()
    return laptop.desk.store.vault.folder
