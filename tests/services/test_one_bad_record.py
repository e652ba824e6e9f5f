"""k bad of n records: exactly k are set aside, the rest goes in, nothing foreign is effective or shipped."""

from __future__ import annotations

import random

import pytest

from asystent_desktop.merge import operation as ops
from asystent_desktop.records import Family
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import log
from asystent_desktop.storage.store import new_id
from tests.world import World

RECORDS = 60


def write_mixed(
    laptop: Services, dice: random.Random, scopes: list[str], own: str
) -> tuple[set[str], set[str]]:
    """Write records, some of them foreign, damaged or nobody's; return the numbers of good and bad ones."""
    good: set[str] = set()
    bad: set[str] = set()
    store = laptop.desk.store
    with store.writing() as connection:
        writer = log.Writer(connection, store.now_ms())
        for _ in range(RECORDS):
            scope = dice.choice([own, own, *scopes])
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
        writer.finish()
    return good, bad


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bad_records_are_set_aside_and_no_foreign_one_is_effective_or_shipped(
    world: World, seed: int
) -> None:
    dice = random.Random(seed)
    mine = world.family("Nowakowie", "Anna Wiśniewska")
    foreign = world.family("Zielińscy", "Marek Pawlak")
    anna, marek = world.laptop(), world.laptop("Marek Pawlak")
    other = marek.desk.account
    scopes = [f"family:{foreign}", f"family:{'cd' * 16}", "office", "everyone", f"account:{other}", "shared"]
    good, bad = write_mixed(anna, dice, scopes, f"family:{mine}")
    taken = world.office.exchange.take(world.bundle(anna))
    assert {one.op for one in taken.set_aside} == bad
    with world.office.desk.store.reading() as reader:
        assert log.known(reader.connection, [*good, *bad]) == good
    anna.exchange.take(world.bundle(world.office, anna))
    assert anna.exchange.waiting().changes == 0
    marek.exchange.take(world.bundle(world.office, marek))
    with marek.desk.store.reading() as reader:
        assert log.known(reader.connection, [*good, *bad]) == set()
        assert [one.id for one in reader.find(Family)] == [foreign]
