"""k bad of n records, some of them foreign: exactly k are set aside, the rest goes in: `[BUNDLES] [SEED]`."""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asystent_desktop.merge import operation as ops
from asystent_desktop.records import Family
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import log
from asystent_desktop.storage.store import new_id
from tests.world import World

RECORDS = 60
STAGE = 20
"""Bundles of one laptop before a world is made anew."""


@dataclass
class Mixed:
    """What was written into bundles, and each thing that came out of them otherwise than it must."""

    good: int = 0
    bad: int = 0
    foreign: int = 0
    faults: list[str] = field(default_factory=list)


class Neighbours:
    """An office and two laptops, each with one family; one of them writes what it must not, too."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.mine = world.family("Nowakowie", "Anna Wiśniewska")
        self.foreign = world.family("Zielińscy", "Marek Pawlak")
        self.anna, self.marek = world.laptop(), world.laptop("Marek Pawlak")
        other = self.marek.desk.account
        nobodys = f"family:{'cd' * 16}"
        self.scopes = (
            f"family:{self.foreign}", nobodys, "office", "everyone", f"account:{other}", "shared",
        )  # fmt: skip

    def exchange(self, dice: random.Random, told: Mixed, name: str) -> None:
        """Send one mixed bundle to the office and its answers to both laptops; note what did not hold."""
        own = f"family:{self.mine}"
        good, bad, foreign = write_mixed(self.anna, dice, self.scopes, own)
        told.good, told.bad, told.foreign = told.good + len(good), told.bad + len(bad), told.foreign + foreign
        office = self.world.office
        taken = office.exchange.take(self.world.bundle(self.anna))
        if {one.op for one in taken.set_aside} != bad:
            told.faults.append(f"{name}: what was set aside is not what is bad")
        if known(office, good | bad) != good:
            told.faults.append(f"{name}: the office holds other than the good ones")
        self.anna.exchange.take(self.world.bundle(office, self.anna))
        if self.anna.exchange.waiting().changes:
            told.faults.append(f"{name}: something waits after the receipt")
        self.marek.exchange.take(self.world.bundle(office, self.marek))
        if known(self.marek, good | bad) or families(self.marek) != [self.foreign]:
            told.faults.append(f"{name}: a neighbour was sent what is not his")


def write_mixed(
    laptop: Services, dice: random.Random, scopes: Sequence[str], own: str
) -> tuple[set[str], set[str], int]:
    """Write records, some foreign, damaged or nobody's; return good, bad, and how many are foreign."""
    good: set[str] = set()
    bad: set[str] = set()
    foreign = 0
    store = laptop.desk.store
    with store.writing() as connection:
        writer = log.Writer(connection, store.now_ms())
        for _ in range(RECORDS):
            scope = dice.choice([own] * 6 + [*scopes])
            value: str | int = dice.choice(("Rozmowa", "Spacer", 17))
            made = writer.add(
                type=ops.SET,
                kind="visit",
                entity=new_id(),
                parents={"course": ()},
                values={"course": value},
                scope=scope,
                audience=dice.choice(["scope", "scope", "office"]),
            )
            is_good = scope == own and isinstance(value, str) and made.audience == "scope"
            (good if is_good else bad).add(made.id)
            foreign += scope != own
        writer.finish()
    return good, bad, foreign


def known(services: Services, numbers: set[str]) -> set[str]:
    """Return which of these operations a store has applied."""
    with services.desk.store.reading() as reader:
        return log.known(reader.connection, sorted(numbers))


def families(services: Services) -> list[str]:
    """Return the families of a store."""
    with services.desk.store.reading() as reader:
        return [one.id for one in reader.find(Family)]


def run(bundles: int, seed: int) -> Mixed:
    """Exchange mixed bundles in worlds of `STAGE` each, in folders of their own."""
    told = Mixed()
    for first in range(0, bundles, STAGE):
        with tempfile.TemporaryDirectory() as place:
            os.environ["ASYSTENT_STATE"], os.environ["ASYSTENT_DATA"] = f"{place}/state", f"{place}/data"
            world = World(Path(place))
            neighbours = Neighbours(world)
            for number in range(first, min(first + STAGE, bundles)):
                neighbours.exchange(random.Random(seed + number), told, f"bundle {seed + number}")
            world.close()
    return told


def main() -> int:
    """Print figure, bar and seed."""
    bundles, seed = (
        int(sys.argv[place]) if len(sys.argv) > place else default for place, default in ((1, 40), (2, 1))
    )
    told = run(bundles, seed)
    faults = f"{len(told.faults)} with a fault {told.faults[:5]}"
    sys.stdout.write(
        f"{bundles} mixed bundles, {told.good} good records and {told.bad} bad, "
        f"{told.foreign} of them foreign, {faults}, bar 0, seed {seed}\n"
    )
    return int(bool(told.faults))


if __name__ == "__main__":
    sys.exit(main())
