from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from asystent_desktop.errors import RefusedError
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.text import label
from tests.ui.finding import shown_words


@dataclass(frozen=True)
class Kinds:
    kinds: frozenset[str]


class Visits(Page):
    """A page that counts how often it loads and shows the last answer."""

    SHOWS: ClassVar[frozenset[str]] = frozenset({"visit"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Wizyty", has_search=True)
        self.loads, self.pressed = 0, 0
        self.shown = label("nic")
        self.note = QPlainTextEdit()
        self.gate = threading.Event()
        self.gate.set()
        self.add(self.shown)
        self.add(self.note)
        self.main = self.add_action("Zapisz wizytę", self.press, main=True)

    def press(self) -> None:
        self.pressed += 1

    def refresh(self) -> None:
        self.loads += 1
        number = self.loads
        self.ask(
            lambda: (self.gate.wait(5), number)[1], lambda answer: self.shown.setText(f"odpowiedź {answer}")
        )


@pytest.fixture
def page(qtbot: QtBot, working: Context) -> Visits:
    made = Visits(working)
    qtbot.addWidget(made)
    return made


def test_page_loads_when_shown_and_only_then(qtbot: QtBot, page: Visits, working: Context) -> None:
    assert page.loads == 0
    with qtbot.waitSignal(working.tasks.idle):
        page.show()
    assert page.shown.text() == "odpowiedź 1"
    page.hide()
    page.show()
    assert page.loads == 1


def test_shown_page_reloads_after_a_change_of_what_it_shows(page: Visits, working: Context) -> None:
    page.show()
    working.changed.emit(Kinds(frozenset({"plan"})))
    assert page.loads == 1
    working.changed.emit(Kinds(frozenset({"visit", "plan"})))
    assert page.loads == 2


def test_hidden_page_waits_with_reloading(page: Visits, working: Context) -> None:
    page.show()
    page.hide()
    working.changed.emit(Kinds(frozenset({"visit"})))
    assert page.loads == 1
    page.show()
    assert page.loads == 2


def test_answer_to_an_older_question_is_dropped(qtbot: QtBot, page: Visits, working: Context) -> None:
    page.gate.clear()
    with qtbot.waitSignal(working.tasks.idle):
        page.show()
        page.enter(family="a")
        page.gate.set()
    assert page.shown.text() == "odpowiedź 2"
    assert page.place() == {"family": "a"}


def test_slow_answer_is_bridged_by_a_word(qtbot: QtBot, page: Visits, working: Context) -> None:
    page.gate.clear()
    page.show()
    qtbot.waitUntil(lambda: "Wczytuję…" in shown_words(page))
    with qtbot.waitSignal(working.tasks.idle):
        page.gate.set()
    assert "Wczytuję…" not in shown_words(page)
    assert "odpowiedź 1" in shown_words(page)


def test_failure_is_said_on_the_page(qtbot: QtBot, page: Visits, working: Context) -> None:
    def refuse() -> None:
        raise RefusedError("Nie ma takiej rodziny.")

    page.show()
    with qtbot.waitSignal(working.tasks.idle):
        page.ask(refuse, page.shown.setText)
    assert page.notice.words() == "Nie ma takiej rodziny."
    assert page.notice.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_enter_does_the_main_action_from_a_note(qtbot: QtBot, page: Visits, key: Qt.Key) -> None:
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.show_content()
    page.note.setFocus()
    QTest.keyClick(page.note, key, Qt.KeyboardModifier.ControlModifier)
    assert page.pressed == 1
    assert page.note.toPlainText() == ""
    page.main.setEnabled(False)
    QTest.keyClick(page.note, key, Qt.KeyboardModifier.ControlModifier)
    assert page.pressed == 1


def test_header_takes_three_actions_and_no_more(page: Visits) -> None:
    page.add_action("Drukuj…", page.press)
    words = [one.text() for one in page.header.actions_in_order()]
    assert words == ["Zablokuj", "Zapisz wizytę", "Drukuj…"]
    with pytest.raises(ValueError, match="3"):
        page.add_action("Jeszcze", page.press)


def test_private_mode_reloads_the_page(page: Visits, working: Context) -> None:
    page.show()
    working.set_private(True)
    assert page.loads == 2
