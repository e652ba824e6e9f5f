"""Kill a laptop while it gives a family up: `[RUNS] [SEED]`. All of it is there afterwards, or none of it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from sqlalchemy import text

from asystent_desktop.exchange.faults import BundleError
from asystent_desktop.services.bundle import Services
from tests.world import PASSWORD, World, held

WORD = "zqxjkvplanted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A closed laptop before it takes the order: its folder, the order, ids of what goes and what stays."""

    world: World
    folder: Path
    order: Path
    goes: str
    stays: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One killed run: whether anything was left half, whether the kept family is whole, was it given up."""

    is_half: bool
    is_kept_whole: bool
    is_clean_in_the_end: bool
    was_given_up: bool


def everything_in(services: Services) -> bytes:
    """Every byte of every table, the hidden ones of the search index too."""
    found = b""
    with services.desk.store.reading() as reader:
        names = reader.connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'words'")
        ).scalars()
        for name in names.all():
            for row in reader.connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
                found += b"\0".join(
                    one if isinstance(one, bytes) else str(one).encode() for one in row if one is not None
                )
    return found


def set_up(place: Path) -> Stage:
    """An office has handed a family on; the laptop has sent its work and gets the order next."""
    world = World(place)
    goes = world.family(f"Nowakowie {WORD}", "Anna Wiśniewska")
    stays = world.family("Zielińscy", "Anna Wiśniewska")
    laptop = world.laptop()
    for day in range(1, 15):
        laptop.visits.record(held(laptop, goes, date(2026, 11, day), course=f"Rozmowa {WORD}."))
        laptop.visits.record(held(laptop, stays, date(2026, 11, day), time(12)))
    world.office.register.allocate(goes, world.account("Marek Pawlak"), world.clock.today())
    world.office.exchange.take(world.bundle(laptop))
    laptop.exchange.take(world.bundle(world.office, laptop))
    world.office.exchange.take(world.bundle(laptop))
    order = world.bundle(world.office, laptop)
    folder = laptop.desk.store.vault.folder
    world.close()
    for name in ("laptop", "state"):
        shutil.copytree(folder if name == "laptop" else place / "state", place / "wzor" / name)
    return Stage(world=world, folder=folder, order=order, goes=goes, stays=stays)


def put_back(stage: Stage) -> None:
    """Put the laptop back where it stood before the order."""
    place = stage.world.folder
    for name, target in (("laptop", stage.folder), ("state", place / "state")):
        shutil.rmtree(target)
        shutil.copytree(place / "wzor" / name, target)


def child(place: Path, folder: Path, order: Path) -> None:
    """Open the laptop and take the order; `ready` is said just before."""
    services = World(place).stores.unlock(folder, PASSWORD)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    services.exchange.take(order)
    services.close()


def killed(stage: Stage, seconds: float) -> Outcome:
    """Start a child, kill it `seconds` after it began to take the order, and look."""
    put_back(stage)
    paths = [str(stage.world.folder), str(stage.folder), str(stage.order)]
    command = [sys.executable, "-m", "tests.faults.kill_giving_up", "child", *paths]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)
        process.send_signal(signal.SIGKILL)
    again = stage.world.stores.unlock(stage.folder, PASSWORD)
    try:
        visits = len(again.visits.of_family(stage.goes))
        is_there = any(row.id == stage.goes for row in again.cases.rows())
        has_word = WORD.encode() in everything_in(again)
        is_half = not (visits == 14 and is_there) and (visits > 0 or is_there or has_word)
        with suppress(BundleError):
            again.exchange.take(stage.order)
        return Outcome(
            is_half=is_half,
            is_kept_whole=len(again.visits.of_family(stage.stays)) == 14
            and not again.backup.check().problems,
            is_clean_in_the_end=WORD.encode() not in everything_in(again),
            was_given_up=not is_there,
        )
    finally:
        again.close()


def outcomes(runs: int, seed: int, place: Path, longest: float = 0.5) -> list[Outcome]:
    """Kill `runs` children, each after a random part of `longest` seconds."""
    dice = random.Random(seed)
    stage = set_up(place)
    return [killed(stage, dice.uniform(0.0, longest)) for _run in range(runs)]


def main(arguments: list[str]) -> int:
    """Be the child, or kill children and say what was found; 1 when anything was half or lost."""
    if arguments[:1] == ["child"]:
        child(*(Path(one) for one in arguments[1:4]))
        return 0
    runs, seed = int(arguments[0]) if arguments else 100, int(arguments[1]) if len(arguments) > 1 else 1
    with tempfile.TemporaryDirectory() as place:
        os.environ["ASYSTENT_STATE"] = f"{place}/state"
        os.environ["ASYSTENT_DATA"] = f"{place}/data"
        found = outcomes(runs, seed, Path(place))
    bad = [one for one in found if one.is_half or not one.is_kept_whole or not one.is_clean_in_the_end]
    given = sum(one.was_given_up for one in found)
    sys.stdout.write(
        f"{runs} kills while giving a family up, {given} after it, {len(bad)} half or lost, "
        f"bar 0, seed {seed}\n"
    )
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
