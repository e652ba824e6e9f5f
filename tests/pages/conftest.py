"""The program's own window on an off-screen display, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asystent_desktop.app import make_window
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.front import Front
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.theme import apply_theme
from tests.world import World


@dataclass
class Windows:
    """Windows as `app` makes them; `open` shows a store, `go` a page and waits for what it reads."""

    world: World
    qtbot: QtBot
    opened: list[tuple[MainWindow, Front]] = field(default_factory=list)

    def open(self, services: Services) -> MainWindow:
        """A window on an open store."""
        window, front = make_window(self.world.stores)
        self.opened.append((window, front))
        self.qtbot.addWidget(window)
        window.show()
        window.context.open(services, services.session())
        self.settle(window)
        return window

    def settle(self, window: MainWindow) -> None:
        """Wait until nothing is read or written, and what came is on screen."""
        self.qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
        QApplication.sendPostedEvents()

    def go(self, window: MainWindow, page: str, **args: object) -> Page:
        """The page on screen after all that it reads has come."""
        window.context.go(page, **args)
        self.settle(window)
        shown = window.page()
        assert shown is not None
        return shown

    def close(self) -> None:
        """Close the windows; the stores belong to the world."""
        for window, front in self.opened:
            window.locked.disconnect()
            window.context.lock()
            front.close()


@pytest.fixture
def windows(world: World, qtbot: QtBot) -> Iterator[Windows]:
    """The program's windows, dressed at 100 %."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, 100, high_contrast=False)
    made = Windows(world, qtbot)
    yield made
    made.close()
