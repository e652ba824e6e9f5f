"""What a person waits for in the window itself, and how long the window ever stands still."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from asystent_desktop.app import make_application, make_window
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages import load_each
from asystent_desktop.ui.pages.bundles import BundlesPage
from tests.bench import exchange
from tests.bench.timing import say
from tests.bench.work import DAY, add_visits
from tests.world import World, held

VISITS = 300
ROUNDS = 3
TAKEN = 2
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

    def _tick(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.pause = max(self.pause, now - self._last)
        self.work = max(self.work, worked - self._worked)
        self._last, self._worked = now, worked


def measure(world: World) -> None:
    """Print the rows of a laptop's pages, and of an office that takes bundles."""
    if QApplication.instance() is None:
        make_application(["bench"])
    for _file in load_each():
        pass  # as behind the door, while a person types the password
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    add_visits(laptop, family, VISITS)
    _in_window(world, laptop, lambda window: _pages(window, family))
    bundles = [exchange.a_year(world, number) for number in range(TAKEN)]
    _in_window(world, world.office, lambda window: _taking(window, bundles))


def _in_window(world: World, services: Services, act: Callable[[MainWindow], object]) -> None:
    window, front = make_window(world.stores)
    window.show()
    window.context.open(services, services.session())
    _until(lambda: not window.context.tasks.is_busy())
    act(window)
    window.locked.disconnect()
    window.context.lock()
    front.close()


def _pages(window: MainWindow, family: str) -> None:
    beat = Beat()
    took: dict[str, list[float]] = {}
    places: list[tuple[str, dict[str, str]]] = [(item.entry.name, {}) for item in window.rail.entries()]
    for _round in range(ROUNDS + 1):
        for name, args in [*places, ("family", {"family": family})]:
            took.setdefault(name, []).append(_seconds_to(window, name, args))
    medians = {name: statistics.median(found[1:]) for name, found in took.items()}
    say(f"open a family with {VISITS} visits, in the window", medians.pop("family"), "50 ms")
    slowest = max(medians, key=lambda name: medians[name])
    say(f"switch pages: median of {len(medians)} pages", statistics.median(medians.values()), "50 ms")
    say(f"switch pages: the slowest ({slowest})", medians[slowest], "50 ms")
    _say_pause("longest pause of the window meanwhile", beat)


def _seconds_to(window: MainWindow, name: str, args: dict[str, str]) -> float:
    begun = perf_counter()
    window.context.go(name, **args)
    _until(lambda: not window.context.tasks.is_busy())
    return perf_counter() - begun


def _taking(window: MainWindow, bundles: Sequence[Path]) -> None:
    window.context.go("bundles", files=bundles)
    _until(lambda: not window.context.tasks.is_busy())
    page = window.page()
    assert isinstance(page, BundlesPage)
    beat = Beat()
    page.take_button.click()
    _until(lambda: not page.arrivals.is_taking)
    _say_pause(f"longest pause while {len(bundles)} years are taken", beat)


def _say_pause(what: str, beat: Beat) -> None:
    say(what, beat.pause, "100 ms", f"own work {beat.work * 1000:.0f} ms")


def _until(is_done: Callable[[], bool]) -> None:
    """Let Qt work until it is done and what came of it is drawn."""
    calm = 0
    while calm < 2:
        QApplication.processEvents()
        calm = calm + 1 if is_done() else 0
