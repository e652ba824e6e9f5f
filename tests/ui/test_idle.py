from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.idle import IdleLock


@dataclass
class Counted:
    """A countdown that fires when the test says so."""

    fire: Callable[[], None]
    starts: list[int] = field(default_factory=list)
    stops: int = 0

    def start(self, milliseconds: int) -> None:
        self.starts.append(milliseconds)

    def stop(self) -> None:
        self.stops += 1


@pytest.fixture
def counted() -> list[Counted]:
    return []


@pytest.fixture
def idle(counted: list[Counted], qapp: object) -> IdleLock:
    def make(fire: Callable[[], None]) -> Counted:
        counted.append(Counted(fire))
        return counted[-1]

    return IdleLock(make)


def test_nothing_counts_before_the_store_is_open(idle: IdleLock, counted: list[Counted]) -> None:
    idle.alive()
    assert counted[0].starts == []
    idle.begin()
    assert counted[0].starts == [5 * 60_000]
    idle.end()
    assert counted[0].stops == 1


@pytest.mark.parametrize(("wished", "given"), [(1, 2), (2, 2), (10, 10), (60, 15)])
def test_time_stays_within_its_bounds(
    idle: IdleLock, counted: list[Counted], wished: int, given: int
) -> None:
    idle.begin()
    idle.set_minutes(wished)
    assert counted[0].starts[-1] == given * 60_000


def test_running_out_is_told(qtbot: QtBot, idle: IdleLock, counted: list[Counted]) -> None:
    idle.begin()
    with qtbot.waitSignal(idle.timed_out):
        counted[0].fire()


def test_key_in_any_window_counts_from_the_start_again(
    qtbot: QtBot, idle: IdleLock, counted: list[Counted]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    idle.begin()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    idle.watch(window.windowHandle())
    before = len(counted[0].starts)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert len(counted[0].starts) > before
