"""The real window on real stores, driven as a person drives it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asystent_desktop.app import make_window
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.theme import apply_theme
from tests.journeys.calendar_driver import Driver
from tests.journeys.driving import Open
from tests.journeys.keyboard import Keyboard
from tests.world import World


class Typist:
    """Opens windows and hands out the keyboard of each."""

    def __init__(self, world: World, qtbot: QtBot) -> None:
        self._world, self._qtbot = world, qtbot
        self.opened: list[Keyboard] = []

    def open(self, services: Services) -> Keyboard:
        window, front = make_window(self._world.stores)
        self._qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        window.context.open(services, services.session())
        self._qtbot.waitUntil(window.isActiveWindow)
        keyboard = Keyboard(window, front, self._qtbot)
        self.opened.append(keyboard)
        keyboard.settle()
        return keyboard

    def close(self) -> None:
        for one in self.opened:
            one.window.locked.disconnect()
            one.window.context.lock()
            one.front.close()


@pytest.fixture
def typist(world: World, qtbot: QtBot) -> Iterator[Typist]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, 100, high_contrast=False)
    made = Typist(world, qtbot)
    yield made
    made.close()


@pytest.fixture
def open_window(typist: Typist) -> Open:
    """Opens a window on a store."""
    return lambda services: typist.open(services).window


@pytest.fixture
def family(world: World) -> str:
    return world.family("Nowakowie", "Anna Wiśniewska")


@pytest.fixture
def laptop(world: World, family: str) -> Services:
    """A laptop that has joined, with that family."""
    return world.laptop()


@pytest.fixture
def driver(world: World, qtbot: QtBot) -> Iterator[Driver]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app)
    for name in ("Nowakowie", "Zielińscy"):
        world.family(name, "Anna Wiśniewska", district="Ołbin")
    laptop = world.laptop()
    window, front = make_window(world.stores)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.context.open(laptop, laptop.session())
    made = Driver(qtbot, laptop, window)
    made.settle()
    yield made
    window.locked.disconnect()
    window.context.lock()
    front.close()
