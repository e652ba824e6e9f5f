from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.settings import Look
from asystent_desktop.ui.look import Looks


@pytest.mark.parametrize(("smaller", "fills"), [(200, False), (0, True), (-200, True)])
def test_window_without_room_on_the_screen_fills_it(qtbot: QtBot, smaller: int, fills: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry().size()
    looks = Looks()
    looks.look = Look(width=room.width() - smaller, height=room.height() - smaller)
    looks.dress(window)
    assert window.isMaximized() == fills
    assert fills or window.size() == room - QSize(smaller, smaller)
