from __future__ import annotations

import gc
import threading

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.context import Context


class Ring:
    """A cycle; it notes on which thread it is collected."""

    def __init__(self, ends: list[threading.Thread]) -> None:
        self.itself, self._ends = self, ends

    def __del__(self) -> None:
        self._ends.append(threading.current_thread())


def test_a_cycle_made_while_a_reader_works_is_collected_on_the_gui_thread(
    qtbot: QtBot, context: Context
) -> None:
    ends: list[threading.Thread] = []
    gc.collect()

    def much() -> int:
        Ring(ends)
        return len([{"number": number} for number in range(20_000)])

    answers: list[int] = []
    context.ask(much, answers.append, owner=context)
    qtbot.waitUntil(lambda: answers == [20_000])
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [threading.main_thread()]


def test_no_thread_collects_by_itself(qapp: QApplication) -> None:
    QLabel("etykieta").deleteLater()
    assert not gc.isenabled()
