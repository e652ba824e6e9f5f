from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.editors import Choice, DayEdit, NoteEdit, PasswordEdit, TimeEdit

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("keys", "shown"), [("5", "05.11.2026"), ("23.12", "23.12.2026"), ("jutro", "24.11.2026")]
)
def test_short_day_is_shown_in_full_on_leaving(qtbot: QtBot, keys: str, shown: str) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    edit, other = DayEdit(lambda: TODAY), DayEdit(lambda: TODAY)
    column.addWidget(edit)
    column.addWidget(other)
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
    edit.setFocus()
    with qtbot.waitSignal(edit.edited):
        QTest.keyClicks(edit, keys)
    other.setFocus()
    assert edit.text() == shown


def test_arrows_step_by_a_day(qtbot: QtBot) -> None:
    edit = DayEdit(lambda: TODAY)
    qtbot.addWidget(edit)
    edit.set_value(date(2026, 12, 31))
    with qtbot.waitSignal(edit.edited):
        QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value() == date(2027, 1, 1)


def test_what_is_no_date_is_said_with_an_example(qtbot: QtBot) -> None:
    edit = DayEdit(lambda: TODAY)
    qtbot.addWidget(edit)
    edit.setText("31.11")
    with pytest.raises(ValueError, match=r"23\.11\.2026"):
        edit.value()
    edit.setText("  ")
    assert edit.value() is None


def test_time_is_typed_short_and_steps_by_five_minutes(qtbot: QtBot) -> None:
    edit = TimeEdit()
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, "1030")
    assert edit.value() == time(10, 30)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    assert edit.text() == "10:25"
    edit.setText("25")
    with pytest.raises(ValueError, match="10:30"):
        edit.value()


def test_setting_a_note_is_no_edit_but_typing_is(qtbot: QtBot) -> None:
    edit = NoteEdit(limit=10)
    qtbot.addWidget(edit)
    with qtbot.assertNotEmitted(edit.edited):
        edit.set_value("Rozmowa")
    with qtbot.waitSignal(edit.edited):
        QTest.keyClicks(edit, "o wydatkach")
    with pytest.raises(ValueError, match="za długi o 8"):
        edit.value()


def test_choice_keeps_a_code_it_does_not_know(qtbot: QtBot) -> None:
    choice = Choice([("home", "w domu"), ("other", "inne")])
    qtbot.addWidget(choice)
    assert choice.value() == ""
    choice.set_value("from_a_newer_version")
    assert choice.value() == "from_a_newer_version"
    choice.set_options([("home", "w domu")])
    assert choice.value() == "from_a_newer_version"


def test_choice_that_may_not_be_empty_offers_no_dash_and_no_default(qtbot: QtBot) -> None:
    choice = Choice([("held", "odbyta")], may_be_empty=False)
    qtbot.addWidget(choice)
    assert choice.count() == 1
    assert choice.value() == ""


@pytest.mark.parametrize(
    ("text", "modifier", "on"),
    [
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("b", Qt.KeyboardModifier.ShiftModifier, True),
        ("ż", Qt.KeyboardModifier.NoModifier, False),
        ("Ł", Qt.KeyboardModifier.ShiftModifier, False),
        ("7", Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_caps_lock_is_noticed_by_the_letters(
    qtbot: QtBot, text: str, modifier: Qt.KeyboardModifier, on: bool
) -> None:
    edit = PasswordEdit()
    told: list[bool] = []
    qtbot.addWidget(edit)
    edit.caps_lock.connect(told.append)
    for letter, held in (("a", Qt.KeyboardModifier.NoModifier), (text, modifier)):
        QApplication.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, 0, held, letter))
    assert told == ([True] if on else [])
    assert edit.text() == f"a{text}"
