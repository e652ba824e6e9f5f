from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.code_groups import CodeGroups
from asystent_desktop.ui.parts.five_scale import NOT_RATED, FiveScale
from asystent_desktop.ui.parts.pick import Picks
from asystent_desktop.ui.parts.ticks import TagPicker, TickList
from tests.ui.finding import button, named

AREAS = [("a", "a · wychowanie i opieka"), ("c", "c · budżet domowy"), ("m", "m · mieszkanie")]


def test_ticks_keep_the_order_of_the_list(qtbot: QtBot) -> None:
    ticks = TickList(AREAS)
    qtbot.addWidget(ticks)
    ticks.set_value(("m", "a"))
    assert ticks.value() == ("a", "m")
    with qtbot.waitSignal(ticks.edited):
        QTest.keyClick(button(ticks, "c · budżet domowy"), Qt.Key.Key_Space)
    assert ticks.value() == ("a", "c", "m")
    ticks.set_options(AREAS[:2])
    assert ticks.value() == ("a", "c")


def test_tick_tells_the_meaning_of_its_chip(qtbot: QtBot) -> None:
    ticks = TickList()
    qtbot.addWidget(ticks)
    ticks.add_option("1", "Cel 1", Chip("w toku", "info"))
    assert button(ticks, "Cel 1").accessibleDescription() == "w toku"


def test_tags_are_added_by_the_menu_and_taken_away_by_a_click(qtbot: QtBot) -> None:
    tags = TagPicker(AREAS, "+ Dodaj obszar")
    qtbot.addWidget(tags)
    tags.set_value(("m",))
    menu = tags.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [words for _code, words in AREAS[:2]]
    with qtbot.waitSignal(tags.edited):
        menu.actions()[0].trigger()
    assert tags.value() == ("m", "a")
    with qtbot.waitSignal(tags.edited):
        named(tags, QPushButton, "Usuń: m · mieszkanie").click()
    assert tags.value() == ("a",)


def test_picks_always_have_one_chosen(qtbot: QtBot) -> None:
    picks = Picks([("all", "Wszystkie 12"), ("late", "Po terminie 1")], "Filtry")
    qtbot.addWidget(picks)
    assert picks.chosen() == "all"
    with qtbot.waitSignal(picks.picked, check_params_cb=lambda code: code == "late"):
        button(picks, "Po terminie 1").click()
    assert picks.chosen() == "late"
    picks.set_words("late", "Po terminie 2")
    assert button(picks, "Po terminie 2").accessibleName() == "Po terminie 2"


@pytest.mark.parametrize(("key", "level"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_5, 5)])
def test_digits_set_the_level(qtbot: QtBot, key: Qt.Key, level: int) -> None:
    scale = FiveScale("Budżet domowy")
    qtbot.addWidget(scale)
    assert scale.accessibleName() == f"Budżet domowy: {NOT_RATED}"
    with qtbot.waitSignal(scale.edited):
        QTest.keyClick(scale, key)
    assert scale.value() == level
    assert str(level) in scale.accessibleName()


def test_arrows_stay_within_the_scale(qtbot: QtBot) -> None:
    scale = FiveScale("Budżet domowy")
    qtbot.addWidget(scale)
    scale.set_value(5)
    QTest.keyClick(scale, Qt.Key.Key_Right)
    assert scale.value() == 5
    QTest.keyClick(scale, Qt.Key.Key_Left)
    assert scale.words() == "4 potencjał"
    scale.set_previous(2)
    assert scale.accessibleDescription() == "Poprzednio: 2 deficyt"


@pytest.fixture
def code(qtbot: QtBot) -> CodeGroups:
    made = CodeGroups("Kod", 2, 5)
    qtbot.addWidget(made)
    made.show()
    return made


def groups(code: CodeGroups) -> list[QLineEdit]:
    return code.findChildren(QLineEdit)


def test_full_group_jumps_to_the_next(qtbot: QtBot, code: CodeGroups) -> None:
    with qtbot.waitActive(code):
        code.activateWindow()
    groups(code)[0].setFocus()
    QTest.keyClicks(groups(code)[0], "k7md2")
    assert groups(code)[1].hasFocus()
    assert not code.is_complete()
    QTest.keyClicks(groups(code)[1], "qx4ab")
    assert code.is_complete()
    assert code.text() == "K7MD2-QX4AB"


def test_backspace_in_an_empty_group_goes_back(qtbot: QtBot, code: CodeGroups) -> None:
    with qtbot.waitActive(code):
        code.activateWindow()
    groups(code)[1].setFocus()
    QTest.keyClick(groups(code)[1], Qt.Key.Key_Backspace)
    assert groups(code)[0].hasFocus()


def test_pasted_whole_code_fills_all_groups(qtbot: QtBot, code: CodeGroups) -> None:
    QApplication.clipboard().setText(" k7md2 - qx4ab ")
    with qtbot.waitSignal(code.edited):
        QTest.keyClick(groups(code)[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert code.text() == "K7MD2-QX4AB"
    QApplication.clipboard().clear()
