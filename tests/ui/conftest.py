"""The window's parts on an off-screen display, dressed as the program is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from asystent_desktop.clock import SetClock
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.parts.files import Files
from asystent_desktop.ui.theme import apply_theme
from tests.world import World


class ChosenFiles(Files):
    """A file dialog in which the person has always just chosen `path`."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def save_place(
        self, parent: QWidget, title: str, name: str, kind: str, *, is_protected: bool = True
    ) -> Path | None:
        return self.path

    def open_place(self, parent: QWidget, title: str, kind: str) -> Path | None:
        return self.path

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self.path


@pytest.fixture(autouse=True, scope="session")
def look(qapp: QApplication) -> None:
    """The theme at 100 %, whatever the machine asks for; applied once, for it dresses all widgets anew."""
    apply_theme(qapp, 100, high_contrast=False)


@pytest.fixture
def own_look(qapp: QApplication) -> Iterator[QApplication]:
    """The application for a test that dresses it otherwise."""
    yield qapp
    apply_theme(qapp, 100, high_contrast=False)


@pytest.fixture
def context() -> Iterator[Context]:
    """A context without a store; its threads end with the test."""
    made = Context(SetClock(datetime(2026, 11, 23, 12, 0)))
    yield made
    made.close()


@pytest.fixture
def laptop(world: World) -> Services:
    """A laptop that has joined, with one family."""
    world.family("Nowakowie", "Anna Wiśniewska")
    return world.laptop()


@pytest.fixture
def working(context: Context, laptop: Services) -> Context:
    """A context on the open store of that laptop."""
    context.open(laptop, laptop.session())
    return context
