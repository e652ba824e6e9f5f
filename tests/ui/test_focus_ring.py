from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.focus_ring import FocusRing
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.theme import apply_theme


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


@pytest.fixture
def ring(window: QWidget, qapp: QApplication) -> FocusRing:
    return FocusRing(qapp, window)


def show(qtbot: QtBot, window: QWidget) -> None:
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def test_ring_stands_two_pixels_around_the_focused_part(
    qtbot: QtBot, window: QWidget, ring: FocusRing
) -> None:
    column = QVBoxLayout(window)
    first, second = QLineEdit(), Button("Zapisz")
    column.addWidget(first)
    column.addWidget(second)
    show(qtbot, window)
    for part in (first, second):
        part.setFocus()
        drawn = ring.ring()
        assert drawn is not None
        assert drawn.isVisible()
        place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
        assert drawn.geometry() == place.adjusted(-5, -5, 5, 5)
        assert not drawn.on_rail


def test_ring_follows_what_moves(qtbot: QtBot, window: QWidget, ring: FocusRing) -> None:
    edit = QLineEdit(window)
    edit.move(20, 20)
    show(qtbot, window)
    edit.setFocus()
    edit.move(120, 90)
    drawn = ring.ring()
    assert drawn is not None
    assert drawn.geometry().topLeft() == QPoint(115, 85)
    edit.hide()
    assert not drawn.isVisible()


def test_ring_scrolls_with_its_page(qtbot: QtBot, window: QWidget, ring: FocusRing) -> None:
    page = ScrollPage((0,))
    edit = QLineEdit()
    page.add(edit)
    QVBoxLayout(window).addWidget(page)
    show(qtbot, window)
    edit.setFocus()
    drawn = ring.ring()
    assert drawn is not None
    assert drawn.parentWidget() is page.widget()


def test_ring_is_white_on_the_rail(qtbot: QtBot, window: QWidget, ring: FocusRing) -> None:
    rail = QFrame(window)
    rail.setProperty("part", "rail")
    edit = QLineEdit(rail)
    show(qtbot, window)
    edit.setFocus()
    drawn = ring.ring()
    assert drawn is not None
    assert drawn.on_rail


def test_there_is_no_ring_without_focus(qtbot: QtBot, window: QWidget, ring: FocusRing) -> None:
    QLabel("Nic", window)
    edit = QLineEdit(window)
    show(qtbot, window)
    edit.setFocus()
    edit.clearFocus()
    drawn = ring.ring()
    assert drawn is not None
    assert not drawn.isVisible()


@pytest.mark.parametrize("high_contrast", [False, True])
def test_the_style_draws_no_line_of_its_own_around_the_focus(
    qtbot: QtBot, window: QWidget, own_look: QApplication, high_contrast: bool
) -> None:
    apply_theme(own_look, 100, high_contrast=high_contrast)
    column = QVBoxLayout(window)
    listed = QListWidget()
    listed.addItems(["pierwszy", "drugi"])
    parts: list[QWidget] = [QLineEdit(), Button("Zapisz"), listed]
    if not high_contrast:
        # In high contrast these wear the system's own look, which fills their boxes.
        parts += [QCheckBox("Razem"), QRadioButton("Sam")]
    for part in parts:
        column.addWidget(part)
    show(qtbot, window)
    plain = {part: part.grab().toImage() for part in parts[1:]}
    parts[0].setFocus()
    for part in parts[1:]:
        # By the key: only then does Qt's style think of drawing it.
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert part.hasFocus()
        assert part.grab().toImage() == plain[part]
