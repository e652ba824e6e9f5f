"""What an assistant waits for: saving a visit, opening a family, a paper, a month."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from asystent_desktop.records import Visit
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage.keys import new_salt, password_kek
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.bench.timing import beside, median, say, seconds_of
from tests.world import CHEAP, PASSWORD, World, held

DAY = date(2026, 11, 20)
THREE_YEARS = 12 * 8 * 36


def measure(world: World) -> None:
    """Print the rows of one laptop."""
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    entry = held(laptop, family, DAY)
    days = iter(range(1, 1000))

    def save() -> None:
        laptop.visits.record(replace(entry, day=DAY - timedelta(days=next(days) % 200)))

    say("save a visit, durable", median(save, 20), "30 ms")
    add_visits(laptop, family, 300)
    say("open a family with 300 visits (its service)", median(lambda: laptop.cases.page(family)), "50 ms")
    _paper(laptop, family, world.folder)
    add_visits(laptop, family, THREE_YEARS - 300)
    _unlock(world, laptop)


def add_visits(laptop: Services, family: str, number: int) -> None:
    values = laptop.visits.of_family(family)[0].values()
    writes = [
        Write(
            Visit.INFO, new_id(), {**values, "day": DAY - timedelta(days=n % 1000), "course": f"Rozmowa {n}"}
        )
        for n in range(number)
    ]
    laptop.desk.store.save(Unit(tuple(writes)))


def _paper(laptop: Services, family: str, folder: Path) -> None:
    plan = laptop.plans.begin(family).id
    ours = median(lambda: laptop.printing.plan(plan))
    tool = shutil.which("weasyprint")
    if tool is None:
        say("a plan as PDF, warm", ours, "100 ms", "weasyprint is not here")
        return
    page = folder / "plan.html"
    page.write_text("<h1>Plan pracy z rodziną</h1>" + "<p>Cel, działanie, termin, efekt.</p>" * 40)
    other = median(lambda: subprocess.run([tool, page, folder / "plan.pdf"], check=True), 2)
    say("a plan as PDF, warm", ours, "100 ms, 1/3 x HTML tool", beside(ours, other, "weasyprint"))


def _unlock(world: World, laptop: Services) -> None:
    folder = laptop.desk.store.vault.folder
    laptop.close()
    world.opened.remove(laptop)
    key = median(lambda: password_kek(PASSWORD, new_salt(), CHEAP), 3)
    whole = seconds_of(lambda: _to_today(world, folder))
    say(
        "password to today's values, a store of three years",
        whole,
        "key + 300 ms",
        f"key alone {key * 1000:.0f} ms",
    )


def _to_today(world: World, folder: Path) -> None:
    services = world.reopen(folder)
    services.session()
    day = services.today
    for read in (day.day, day.drafts):
        read()
