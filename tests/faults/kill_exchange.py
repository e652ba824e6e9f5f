"""Kill a program that makes or takes bundles at random moments, and fill its disk: `[RUNS] [SEED]`."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.errors import AppError
from asystent_desktop.records import Visit
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.world import PASSWORD, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asystent_desktop.services.bundle import Services

CHANGES = 120
DAY = date(2026, 11, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was found after a kill: a bundle in part, a damaged store, a file that is not whole."""

    halves: int
    problems: tuple[str, ...]
    unreadable: int
    is_taken: bool


def add_visits(laptop: Services, family: str, number: int = CHANGES) -> None:
    """Save visits without the checks of the form: only their number matters."""
    values = {
        "family": family,
        "account": laptop.desk.account,
        "state": "planned",
        "start": time(9),
        "end": time(10),
    }
    writes = [
        Write(Visit.INFO, new_id(), {**values, "day": DAY + timedelta(days=place % 300)})
        for place in range(number)
    ]
    laptop.desk.store.save(Unit(tuple(writes)))


def child(folder: Path, act: str, file: Path) -> None:
    """Do one thing to a store; the parent kills it somewhere on the way."""
    services = World(folder.parent).stores.unlock(folder, PASSWORD)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if act == "take":
        services.exchange.take(file)
    else:
        for number in range(1_000):
            services.exchange.make(file, file=file / f"{number:04}.paczka")


def killed(folder: Path, act: str, file: Path, seconds: float) -> None:
    """Start a child and kill it after `seconds`, unless it has ended."""
    command = [sys.executable, "-m", "tests.faults.kill_exchange", "child", str(folder), act, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.send_signal(signal.SIGKILL)


def taking(world: World, runs: int, seed: int) -> list[Outcome]:
    """Kill the taking of a fresh bundle `runs` times; each is then taken again to the end."""
    chance = random.Random(seed)
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop, office = world.laptop(), world.office
    folder = office.desk.store.vault.folder
    found, expected = [], 0
    for _ in range(runs):
        add_visits(laptop, family)
        bundle = world.bundle(laptop)
        fresh = laptop.exchange.waiting().changes - expected
        office.close()
        killed(folder, "take", bundle, chance.uniform(0, 0.5))
        office = world.stores.unlock(folder, PASSWORD)
        there = _visits(office) - expected
        found.append(
            Outcome(
                halves=int(there not in {0, fresh}),
                problems=office.desk.store.vault.check(),
                unreadable=0,
                is_taken=there == fresh,
            )
        )
        office.exchange.take(bundle)
        expected += fresh
        if _visits(office) != expected:
            raise AssertionError("a bundle taken again after a kill did not bring everything")
    world.opened.append(office)
    return found


def making(world: World, runs: int, seed: int) -> list[Outcome]:
    """Kill the making of bundles; every file that the history counts must be whole."""
    chance = random.Random(seed)
    family = world.family("Lewandowscy", "Ewa Sobczak")
    laptop, office = world.laptop("Ewa Sobczak"), world.office
    add_visits(laptop, family)
    folder = laptop.desk.store.vault.folder
    found = []
    for run in range(runs):
        out = world.folder / f"wyjscie{run}"
        out.mkdir()
        laptop.close()
        killed(folder, "make", out, chance.uniform(0, 0.5))
        laptop = world.stores.unlock(folder, PASSWORD)
        made = sorted(out.glob("*.paczka"))
        looked = office.exchange.look(made)
        counted = sum(one.state == "saved" for one in laptop.exchange.history())
        found.append(
            Outcome(
                halves=int(counted > _ever_made(world, run)),
                problems=laptop.desk.store.vault.check(),
                unreadable=sum(not one.is_good for one in looked),
                is_taken=bool(made),
            )
        )
    world.opened.append(laptop)
    return found


def _ever_made(world: World, run: int) -> int:
    return sum(len(list((world.folder / f"wyjscie{one}").glob("*.paczka"))) for one in range(run + 1))


def _visits(office: Services) -> int:
    with office.desk.store.reading() as reader:
        return reader.count(Visit)


@contextmanager
def small_files(limit: int) -> Iterator[None]:
    """Let no file of this process grow beyond `limit` bytes: what a full disk answers, at a chosen place."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def full_store(services: Services, pages: int) -> Iterator[None]:
    """Let a store grow by `pages` pages and no more: SQLite itself then says that the disk is full."""

    def limit(most: str) -> None:
        with services.desk.store.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    with services.desk.store.reading() as reader:
        now = int(reader.connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    limit(str(now + pages))
    try:
        yield
    finally:
        limit(str(2**30))


def main() -> int:
    """Run both acts and print figure, bar and seed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        os.environ["ASYSTENT_STATE"], os.environ["ASYSTENT_DATA"] = f"{place}/state", f"{place}/data"
        for name, act in (("take", taking), ("make", making)):
            world = World(Path(place) / name)
            world.folder.mkdir()
            results = act(world, runs, seed)
            world.close()
            halves = sum(one.halves for one in results)
            damaged = sum(bool(one.problems) for one in results)
            unreadable = sum(one.unreadable for one in results)
            bad += halves + damaged + unreadable
            sys.stdout.write(
                f"{name}: kills {runs}, done before the kill {sum(one.is_taken for one in results)}, "
                f"halves {halves}, damaged {damaged}, unreadable files {unreadable}, bar 0, seed {seed}\n"
            )
    return int(bool(bad))


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        try:
            child(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
        except AppError as problem:
            sys.exit(problem.sentence)
    else:
        sys.exit(main())
