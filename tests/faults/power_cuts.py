"""Power cuts at any moment of a working day: what was promised must be on the disk: `[CUTS] [SEED]`.

A laptop saves visits, changes password and keys, makes bundles, takes the office's answer, closes, opens, and
tells what it promises. Its system calls are recorded once and played on a disk that forgets what was not
flushed.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from asystent_desktop.errors import AppError
from asystent_desktop.storage import opening
from asystent_desktop.storage.seal import Standing
from tests.faults.drills import ids
from tests.faults.memory import lock_no_memory
from tests.faults.traced_disk import STRACE, Call, Disk, calls_in
from tests.world import PASSWORD, TODAY, World, held

OTHER: Final = "ogród zegar lampa most"
SAVES: Final = 24
ENTRIES: Final = "SELECT count(DISTINCT entity) FROM op WHERE kind = 'visit'"
PAGES: Final = "SELECT count(*) FROM r_visit"


@dataclass(frozen=True, slots=True)
class Day:
    """A recorded day: the place where it was played, the folder as it was before, all calls."""

    place: Path
    before: Path
    calls: tuple[Call, ...]

    def disk(self, *, is_lying: bool = False) -> Disk:
        """Return the disk as it was in the morning, with the names it has during the day."""
        disk = Disk([self.before], is_lying=is_lying)
        disk.folders = [str(self.place)]
        moved = {
            path.replace(str(self.before), str(self.place), 1): file for path, file in disk.names.items()
        }
        disk.names, disk.safe_names = moved, dict(moved)
        return disk


@dataclass(frozen=True, slots=True)
class Cut:
    """A power cut after one of the day's calls; `seed` decides what of the unflushed is left."""

    call: int
    seed: int


@dataclass
class Promises:
    """What the program has said by a moment: operations, whole files by their hash, its password."""

    operations: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)
    passwords: list[str] = field(default_factory=lambda: [PASSWORD])

    def hear(self, call: Call) -> None:
        """Take in what was written to standard output."""
        if call.name != "write" or call.numbers[0] != "1":
            return
        for line in call.texts[0].decode().splitlines():
            what, _space, said = line.partition(" ")
            if what == "saved":
                self.operations |= set(said.split())
            elif what == "made":
                name, digest = said.split()
                self.files[name] = digest
            elif what == "changing":
                self.passwords.append(said)
            elif what == "changed":
                self.passwords = [said]


def child(place: Path, answer: Path) -> None:
    """Work for a day; each promise is told only after the program gave it."""
    world = World(place)
    services = world.stores.unlock(place / "laptop", PASSWORD)
    family = services.cases.rows()[0].id
    told: set[str] = set()
    password = PASSWORD

    def tell() -> None:
        say(f"saved {' '.join(sorted(ids(services) - told))}")
        told.update(ids(services))

    tell()
    for number in range(SAVES):
        services.visits.record(held(services, family, TODAY.date() - timedelta(days=number)))
        tell()
        if number % 8 == 3:
            made = services.exchange.make(place, file=place / f"{number}.paczka")
            for one in made:
                say(f"made {one.file} {digest(one.file.read_bytes())}")
        if number % 8 == 5:
            fresh = OTHER if password == PASSWORD else PASSWORD
            change = world.stores.rekey if number > SAVES // 2 else world.stores.change_password
            say(f"changing {fresh}")
            change(services, password, fresh)
            say(f"changed {fresh}")
            password = fresh
        if number == SAVES // 2:
            services.exchange.take(answer)
            tell()
            services.close()
            services = world.stores.unlock(place / "laptop", password)
    services.close()
    say("end")


def recorded(place: Path) -> Day:
    """Let a child work under `strace` and return its day; AssertionError when a write went unseen."""
    os.environ["ASYSTENT_STATE"], os.environ["ASYSTENT_DATA"] = f"{place}/day/state", f"{place}/data"
    day, before = place / "day", place / "before"
    world = World(day)
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    answer = world.bundle(world.office, laptop).rename(place / "answer")
    vault = laptop.desk.store.vault.folder
    world.close()
    vault.rename(day / "laptop")
    world.stores.unlock(day / "laptop", PASSWORD).close()  # it is at home in its new folder
    subprocess.run(["cp", "-a", str(day), str(before)], check=True)
    trace = place / "trace"
    work = [sys.executable, "-m", "tests.faults.power_cuts", "child", str(day), str(answer)]
    subprocess.run([*STRACE, "-o", str(trace), *work], check=True, stdout=subprocess.DEVNULL)
    found = Day(day, before, tuple(calls_in(trace)))
    disk = found.disk()
    for call in found.calls:
        disk.take(call)
    real = {str(path): path.read_bytes() for path in day.rglob("*") if path.is_file()}
    assert {path: data for path, data in disk.live().items() if data != real.get(path)} == {}
    assert {path for path in real if path not in disk.names and not path.endswith("-shm")} == set()
    return found


def at_random(day: Day, seeds: Sequence[int]) -> list[Cut]:
    """A cut after a random call of the day for each seed."""
    first = next(place for place, call in enumerate(day.calls) if is_told(call))
    return [Cut(random.Random(seed).randrange(first, len(day.calls)), seed) for seed in seeds]


def at_each_change_of_names(day: Day) -> list[Cut]:
    """A cut after each call by which a file came to another name or went."""
    named = [place for place, call in enumerate(day.calls) if call.name.startswith(("rename", "unlink"))]
    return [Cut(place, place) for place in named]


def cut(day: Day, cuts: Sequence[Cut], *, is_lying: bool = False) -> list[str]:
    """Play the day once and cut the power at these moments; return what was not kept."""
    moments: dict[int, list[int]] = {}
    for one in cuts:
        moments.setdefault(one.call, []).append(one.seed)
    disk, promises, found = day.disk(is_lying=is_lying), Promises(), []
    for place, call in enumerate(day.calls):
        disk.take(call)
        promises.hear(call)
        for seed in moments.get(place, ()):
            left = disk.after_cut(random.Random(seed))
            fault = broken(day, left, promises)
            found += [f"after call {place}, seed {seed}: {fault}"] if fault else []
    return found


def broken(day: Day, left: dict[str, bytes], promises: Promises) -> str:
    """Start on what a power cut left; return what does not hold, nothing when all does."""
    for name, digested in promises.files.items():
        if digest(left.get(name, b"")) != digested:
            return "a bundle that was said to be written is not whole"
    with tempfile.TemporaryDirectory(dir=day.place.parent) as where:
        for path, data in left.items():
            target = Path(path.replace(str(day.place), where, 1))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        os.environ["ASYSTENT_STATE"] = f"{where}/state"
        problem = ""
        for password in promises.passwords:
            try:
                return _held(Path(where) / "laptop", password, promises)
            except AppError as error:
                problem = f"{type(error).__name__} {error.details}"
        return f"the store does not open: {problem}"


def _held(folder: Path, password: str, promises: Promises) -> str:
    with opening.open_with_password(folder, password) as vault:
        with vault.read() as connection:
            rows = connection.exec_driver_sql("SELECT id FROM op")
            lost = promises.operations - {row[0].hex() for row in rows}
            entries, pages = (connection.exec_driver_sql(one).scalar_one() for one in (ENTRIES, PAGES))
        if lost:
            return f"{len(lost)} saved operations are gone"
        if entries != pages:
            return f"{entries} visits in the log, {pages} on the pages"
        if vault.standing in {Standing.OLD_COPY, Standing.NO_SEAL}:
            return f"taken for another store: {vault.standing}"
        return "; ".join(vault.check())


def is_told(call: Call) -> bool:
    """Say whether a call told a promise."""
    return call.name == "write" and call.numbers[0] == "1"


def digest(data: bytes) -> str:
    """Return the hash by which a file is promised."""
    return hashlib.sha256(data).hexdigest()


def say(line: str) -> None:
    """Write one whole line by one call."""
    os.write(1, f"{line}\n".encode())


def main() -> int:
    """Cut `CUTS` times, on all cores; print figure, bar and seed, and that a disk which lies is found out."""
    count, first = (
        int(sys.argv[place]) if len(sys.argv) > place else default for place, default in ((1, 100), (2, 1))
    )
    processes = min(os.cpu_count() or 1, 4)
    with tempfile.TemporaryDirectory() as place:
        day = recorded(Path(place))
        lock_no_memory()
        cuts = [*at_each_change_of_names(day), *at_random(day, range(first, first + count))][:count]
        shares = [cuts[start :: processes * 4] for start in range(processes * 4)]
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            found = [one for some in pool.map(partial(cut, day), shares) for one in some]
        lies = cut(day, at_random(day, range(first, first + 40)), is_lying=True)
    sys.stdout.write(f"on a disk that lies {len(lies)} of 40 power cuts lost something, bar 1\n")
    sys.stdout.write(
        f"{count} power cuts in a day of {len(day.calls)} calls, {len(found)} with a loss {found[:3]}, "
        f"bar 0, seed {first}\n"
    )
    return int(bool(found) or not lies)


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
