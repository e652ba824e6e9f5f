"""A keyboard over a real window: every key goes to where the focus is, and is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from asystent_desktop.ui.front import Front
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.page import Page

CALM_LOOKS = 6


class Waiter(Protocol):
    """Whatever lets the window work until something holds, as pytest-qt's bot does."""

    def waitUntil(self, callback: Callable[[], bool]) -> None:  # noqa: N802
        """Wait until the callback is true; an error when it never is."""


def calm(window: MainWindow) -> Callable[[], bool]:
    """Return what tells that nothing is read or written, several looks in a row.

    A page reads card by card, one answer begins the next question, and what is added shows a turn later.
    """
    looks = [0]

    def is_calm() -> bool:
        looks[0] = 0 if window.context.tasks.is_busy() else looks[0] + 1
        return looks[0] > CALM_LOOKS

    return is_calm


class Keyboard:
    """`press` keys and shortcuts, counted as one stroke each; `write` free text, counted apart."""

    def __init__(self, window: MainWindow, front: Front, waiter: Waiter) -> None:
        self.window, self.front, self._waiter = window, front, waiter
        self.strokes = self.letters = 0

    def press(self, *keys: str) -> None:
        """Press keys by their names, one after another, and wait for what they begin."""
        for name in keys:
            combination = QKeyCombination.fromCombined(QKeySequence(name)[0].toCombined())  # type: ignore[index]
            QTest.keyClick(self.target(), combination.key(), combination.keyboardModifiers())
            self.strokes += 1
            self.settle()

    def write(self, text: str) -> None:
        """Write free text, letter by letter; Qt's own helper knows ASCII only."""
        for letter in text:
            key = Qt.Key.Key_Space if letter == " " else Qt.Key.Key_unknown
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(
                    self.target(), QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                )
            self.letters += 1

    def target(self) -> QWidget:
        """Return where a key goes now."""
        focus, modal = QApplication.focusWidget(), QApplication.activeModalWidget()
        if modal is not None and (focus is None or not modal.isAncestorOf(focus)):
            return modal
        return focus or self.window

    def settle(self) -> None:
        """Wait until nothing is read or written; give the window the keyboard back after a dialog.

        The off-screen platform has no window manager that would do so.
        """
        self._waiter.waitUntil(calm(self.window))
        if QApplication.activeWindow() is None and QApplication.activeModalWidget() is None:
            self.window.activateWindow()
            self._waiter.waitUntil(self.window.isActiveWindow)

    def page(self) -> Page:
        """Return the page on screen."""
        page = self.window.page()
        assert page is not None
        return page
