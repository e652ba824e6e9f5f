"""The window of the benchmarks: how long its acts take, and how long it stands still meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, process_time, thread_time

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from asystent_desktop.app import make_application, make_window
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.front import Front
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages import load_each
from tests.bench.timing import say
from tests.world import World

_BEAT_MS = 2


class Beat(QObject):
    """Beats on the GUI thread; the longest pause, and the most that the thread itself worked in one."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.begin()
        self._timer.start(_BEAT_MS)

    def begin(self) -> None:
        """Measure from now on."""
        self.pause = self.work = 0.0
        self._last, self._worked = perf_counter(), thread_time()

    def say(self, what: str) -> None:
        """Print the row of what was measured, and begin anew."""
        say(f"longest pause: {what}", self.pause, "100 ms", f"own work {self.work * 1000:.0f} ms")
        self.begin()

    def _tick(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.pause = max(self.pause, now - self._last)
        self.work = max(self.work, worked - self._worked)
        self._last, self._worked = now, worked


def begin_application() -> None:
    """Make the application with all pages loaded, as behind the door while a person types the password."""
    if QApplication.instance() is None:
        make_application(["bench"])
    for _file in load_each():
        pass


@contextmanager
def door_of(world: World) -> Iterator[tuple[MainWindow, Front]]:
    """A window in front of which nothing was opened yet."""
    window, front = make_window(world.stores)
    window.show()
    yield window, front
    window.locked.disconnect()
    window.context.lock()
    front.close()


@contextmanager
def window_of(world: World, services: Services) -> Iterator[MainWindow]:
    """A window on an open store, calm."""
    with door_of(world) as (window, _front):
        window.context.open(services, services.session())
        settle(window)
        yield window


def cost(act: Callable[[], object], is_done: Callable[[], bool]) -> tuple[float, float]:
    """Do something; return the seconds until it is done and drawn, and those of all threads' work."""
    begun, worked = perf_counter(), process_time()
    act()
    until(is_done)
    return perf_counter() - begun, process_time() - worked


def settle(window: MainWindow) -> None:
    """Let the window finish what it reads and writes."""
    until(lambda: not window.context.tasks.is_busy())


def until(is_done: Callable[[], bool]) -> None:
    """Let Qt work until it is done and what came of it is drawn; meanwhile wait as a window does."""
    calm = 0
    while calm < 2:
        if is_done():
            calm += 1
            QApplication.processEvents()
        else:
            calm = 0
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
