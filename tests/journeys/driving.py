"""Going from page to page in a real window, and waiting until it has read and written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from tests.journeys.keyboard import calm

Open = Callable[[Services], MainWindow]


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is read or written any more."""
    qtbot.waitUntil(calm(window))


def go(qtbot: QtBot, window: MainWindow, page: str, **args: object) -> QWidget:
    """Go to a page and wait until it shows what it has."""
    window.context.go(page, **args)
    settle(qtbot, window)
    shown = window.page()
    assert shown is not None
    return shown
