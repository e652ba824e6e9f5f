"""`make bench`: speed beside what it is compared with, in one run; nothing is asserted on the clock."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from asystent_desktop.records import Visit
from asystent_desktop.storage.search import search
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.bench import planning
from tests.world import World, held

RUNS = 5
YEAR_VISITS = 1_000


def median(act: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median seconds of an act after one warm-up."""
    act()
    found = []
    for _ in range(runs):
        begun = perf_counter()
        act()
        found.append(perf_counter() - begun)
    return statistics.median(found)


def say(what: str, seconds: float, reach: str, ratio: str = "") -> None:
    """Print one row."""
    print(f"{what:52} {seconds * 1000:9.1f} ms  {ratio:18} reach {reach}")


def main() -> int:
    """Measure the rows that exist."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["ASYSTENT_STATE"], os.environ["ASYSTENT_DATA"] = f"{name}/state", f"{name}/data"
        world = World(Path(name))
        try:
            _store(world)
        finally:
            world.close()
    _starts()
    planning.rows()
    return 0


def _store(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    entry = held(laptop, family, date(2026, 11, 20))
    days = iter(range(1, 1000))

    def save() -> None:
        laptop.visits.record(replace(entry, day=date(2026, 11, 20) - timedelta(days=next(days) % 200)))

    say("save a visit, durable", median(save, 20), "30 ms")
    store = laptop.desk.store
    values = laptop.visits.of_family(family)[0].values()
    writes = [Write(Visit.INFO, new_id(), {**values, "course": f"Rozmowa {n}"}) for n in range(YEAR_VISITS)]
    store.save(Unit(tuple(writes)))
    say("a family with 1,000 visits opened", median(lambda: laptop.cases.page(family)), "50 ms")
    with store.reading() as reader:
        say("search as typed among 1,000 visits", median(lambda: search(reader.connection, "rozm")), "20 ms")
    _exchange(world, laptop)
    plan = laptop.plans.begin(family).id
    say("a plan as PDF, warm", median(lambda: laptop.printing.plan(plan)), "100 ms")
    say(
        "a month of one family proposed",
        median(lambda: laptop.planning.propose(2026, 12, seconds=2), 2),
        "2 s",
    )


def _exchange(world: World, laptop: object) -> None:
    bundle = world.bundle(laptop)  # type: ignore[arg-type]
    begun = perf_counter()
    taken = world.office.exchange.take(bundle)
    first = perf_counter() - begun
    again = median(lambda: world.office.exchange.take(bundle))
    say(f"office takes {taken.applied} changes", first, "2 x rows by hand")
    say("the same bundle again", again, "0.2 x", f"{again / first:.2f} x the first")


def _starts() -> None:
    bare = (
        "from PySide6.QtWidgets import QApplication, QWidget; a = QApplication([]); w = QWidget(); w.show()\n"
        "a.processEvents(); import os; os._exit(0)"
    )
    ours = (
        "from asystent_desktop.app import make_application, make_window\n"
        "from asystent_desktop.services.stores import Stores\n"
        "from asystent_desktop.ui.pages.unlock import UnlockPage\n"
        "a = make_application(['x']); w, f = make_window(Stores()); w.show(); f.start()\n"
        "while not any(one.isVisible() for one in w.findChildren(UnlockPage)): a.processEvents()\n"
        "a.processEvents(); import os; os._exit(0)"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    seconds = [
        median(lambda code=code: subprocess.run([sys.executable, "-c", code], env=environment, check=True), 3)  # type: ignore[misc]
        for code in (bare, ours)
    ]
    say("start of a bare PySide6 window", seconds[0], "-")
    say("start to the unlock window", seconds[1], "2.5 x", f"{seconds[1] / seconds[0]:.2f} x bare")


if __name__ == "__main__":
    sys.exit(main())
