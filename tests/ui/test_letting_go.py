"""The keyboard's place while parts of a page are made anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.letting_go import IS_PAGE, give_back
from tests.patience import wait_until


class Ground(QWidget):
    """A page with a field and a card of two buttons that is made anew."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(IS_PAGE, True)
        self.field, self.card = QLineEdit(), Card("Osoby")
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.card)
        self.fill("Popraw")

    def fill(self, *words: str) -> None:
        self.card.clear()
        for one in words:
            button = QPushButton(one)
            button.setAccessibleName(one)
            self.card.add(button)

    def has_focus_on(self, words: str) -> bool:
        now = self.focusWidget()
        return isinstance(now, QPushButton) and now.isVisible() and now.text() == words

    def go_to(self, words: str) -> None:
        next(one for one in self.findChildren(QPushButton) if one.text() == words).setFocus()


@pytest.fixture
def ground(qtbot: QtBot) -> Ground:
    made = Ground()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def turn(ground: Ground) -> None:
    """Let one turn of the loop pass."""
    passed: list[bool] = []
    QTimer.singleShot(0, ground, lambda: passed.append(True))
    assert wait_until(lambda: bool(passed))


def test_focus_comes_back_to_the_part_of_the_same_name(ground: Ground, qtbot: QtBot) -> None:
    ground.go_to("Popraw")
    ground.fill("Dodaj", "Popraw")
    assert ground.hasFocus()
    give_back(ground)
    qtbot.waitUntil(lambda: ground.has_focus_on("Popraw"))


def test_focus_comes_back_behind_a_dialog_too(ground: Ground, qtbot: QtBot) -> None:
    ground.go_to("Popraw")
    dialog = QDialog(ground)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    ground.fill("Dodaj", "Popraw")
    give_back(ground)
    dialog.done(0)
    ground.activateWindow()
    qtbot.waitUntil(ground.isActiveWindow)
    qtbot.waitUntil(lambda: ground.has_focus_on("Popraw"))


def test_focus_waits_until_a_successor_is_there_and_is_kept_by_who_takes_it(ground: Ground) -> None:
    ground.go_to("Popraw")
    ground.fill()
    give_back(ground)
    turn(ground)
    assert ground.hasFocus()
    ground.field.setFocus()
    ground.fill("Popraw")
    give_back(ground)
    turn(ground)
    assert ground.field.hasFocus()


def test_focus_goes_to_the_one_in_its_place_when_none_has_its_name(ground: Ground, qtbot: QtBot) -> None:
    ground.go_to("Popraw")
    ground.fill("Zmień")
    give_back(ground)
    qtbot.waitUntil(lambda: ground.has_focus_on("Zmień"))
