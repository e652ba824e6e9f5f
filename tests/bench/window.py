"""What a person waits for in the window itself, and how long the window ever stands still."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from datetime import time, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from asystent_desktop.records import Visit
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage.keys import new_salt, password_kek
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.bundles import BundlesPage
from asystent_desktop.ui.pages.today import TodayPage
from asystent_desktop.ui.pages.unlock import UnlockPage
from asystent_desktop.ui.parts.editors import Choice
from tests.bench import acts, exchange
from tests.bench.driving import Beat, begin_application, cost, door_of, settle, until, window_of
from tests.bench.timing import median, say
from tests.bench.work import DAY
from tests.world import CHEAP, PASSWORD, World, held

FAMILIES = 15
VISITS = 300
_EVERY_DAYS = 4
ROUNDS = 5
TAKEN = 2


def measure(world: World) -> None:
    """Print the rows of a laptop with three years' work, and of an office that takes bundles."""
    begin_application()
    families = [world.family(f"Nowakowie {number}", "Anna Wiśniewska") for number in range(FAMILIES)]
    laptop = world.laptop()
    for number, family in enumerate(families):
        _work_three_years(laptop, family, number)
    laptop.plans.begin(families[0])
    laptop.desk.store.vault.confirm_code()
    with window_of(world, laptop) as window:
        _pages(window, families[0])
        acts.measure(window, families[0], world.folder / "za-rok.paczka")
    _unlocking(world, laptop.desk.store.vault.folder)
    bundles = [exchange.a_year(world, number) for number in range(TAKEN)]
    with window_of(world, world.office) as window:
        _taking(window, bundles)


def _work_three_years(laptop: Services, family: str, number: int) -> None:
    """Record about eight visits a month, at hours of the family's own."""
    start, end = time(8 + number // 4 * 2), time(9 + number // 4 * 2)
    first = DAY - timedelta(days=number % 4)
    laptop.visits.record(held(laptop, family, first, start))
    values = {**laptop.visits.of_family(family)[0].values(), "start": start, "end": end}
    days = (first - timedelta(days=place * _EVERY_DAYS) for place in range(1, VISITS))
    writes = [Write(Visit.INFO, new_id(), {**values, "day": day}) for day in days]
    laptop.desk.store.save(Unit(tuple(writes)))


def _pages(window: MainWindow, family: str) -> None:
    beat = Beat()
    took: dict[str, list[tuple[float, float]]] = {}
    places: list[tuple[str, dict[str, str]]] = [(item.entry.name, {}) for item in window.rail.entries()]
    places += [("family", {"family": family}), ("visit", {"family": family})]
    for _round in range(ROUNDS + 1):
        for name, args in places:
            go = partial(window.context.go, name, **args)
            took.setdefault(name, []).append(cost(go, lambda: not window.context.tasks.is_busy()))
    _say_costs("first opening of the visit page", took["visit"][:1], "100 ms")
    _say_costs("the visit page again", took.pop("visit")[1:], "50 ms")
    _say_costs(f"open a family with {VISITS} visits, in the window", took.pop("family")[1:], "50 ms")
    for name, found in took.items():
        _say_costs(f"switch to {name}", found[1:], "50 ms")
    beat.say("switching pages")


def _say_costs(what: str, found: Sequence[tuple[float, float]], reach: str) -> None:
    waited, worked = (statistics.median(column) for column in zip(*found, strict=True))
    say(what, waited, reach, f"work {worked * 1000:.0f} ms")


def _unlocking(world: World, folder: Path) -> None:
    """From the key Enter at the door to the first page."""
    [laptop] = [one for one in world.opened if one.desk.store.vault.folder == folder]
    laptop.close()
    key = median(lambda: password_kek(PASSWORD, new_salt(), CHEAP), 3)
    world.stores.warm_up()  # as behind the door, while a person types
    before, os.environ["ASYSTENT_DATA"] = os.environ["ASYSTENT_DATA"], str(world.folder)
    with door_of(world) as (window, front):
        front.start()
        until(lambda: any(one.isVisible() for one in window.findChildren(UnlockPage)))
        [door] = [one for one in window.findChildren(UnlockPage) if one.isVisible()]
        [stores] = [one for one in door.findChildren(Choice) if one.accessibleName() == "Sejf"]
        stores.set_value(str(folder))
        door.password.setText(PASSWORD)
        settle(window)
        enter = partial(QTest.keyClick, door.password, Qt.Key.Key_Return)
        waited, worked = cost(enter, lambda: _shows_the_day(window))
        settle(window)
    os.environ["ASYSTENT_DATA"] = before
    more = f"key {key * 1000:.0f}, work {worked * 1000:.0f} ms"
    say("password to the first page, a store of three years", waited, "key + 300 ms", more)


def _shows_the_day(window: MainWindow) -> bool:
    page = window.page()
    return isinstance(page, TodayPage) and bool(page.mine.fact.text())


def _taking(window: MainWindow, bundles: Sequence[Path]) -> None:
    window.context.go("bundles", files=bundles)
    settle(window)
    page = window.page()
    assert isinstance(page, BundlesPage)
    beat = Beat()
    page.take_button.click()
    until(lambda: not page.arrivals.is_taking)
    beat.say(f"{len(bundles)} years are taken")
