from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from asystent_desktop.errors import AppError
from asystent_desktop.records import Visit
from asystent_desktop.services.bundle import Services
from tests.faults.kill_exchange import Outcome, add_visits, full_store, making, small_files, taking
from tests.world import World

RUNS = int(os.environ.get("ASYSTENT_KILLS", "4"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and file limits are POSIX's")


@pytest.mark.parametrize("act", [taking, making])
def test_a_killed_exchange_is_whole_or_not_there(
    world: World, act: Callable[[World, int, int], list[Outcome]]
) -> None:
    for one in act(world, RUNS, 20261125):
        assert (one.halves, one.problems, one.unreadable) == (0, (), 0)


def refusal_of(office: Services, bundle: Path) -> str:
    try:
        office.exchange.take(bundle)
    except AppError as problem:
        return problem.sentence
    return ""


def test_a_disk_that_is_full_at_any_place_of_taking_takes_nothing_and_loses_nothing(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop, office = world.laptop(), world.office
    add_visits(laptop, family)
    bundle = world.bundle(laptop)
    refused = 0
    for pages in (0, 1, 2, 4, 8, 16, 24, 32, 48):
        with full_store(office, pages):
            said = refusal_of(office, bundle)
        if not said:
            break
        refused += 1
        assert "miejsca" in said
        with office.desk.store.reading() as reader:
            assert reader.count(Visit) == 0
    assert refused >= 3
    office.exchange.take(bundle)
    with office.desk.store.reading() as reader:
        assert reader.count(Visit) == 120
    assert office.desk.store.vault.check() == ()


def test_a_drive_that_is_full_while_a_bundle_is_written_marks_nothing_as_sent(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    add_visits(laptop, family)
    target = world.folder / "pendrive"
    target.mkdir()
    for limit in (1_000, 60_000, 100_000):
        with small_files(limit), pytest.raises(AppError) as caught:
            laptop.exchange.make(target, file=target / "a.paczka")
        assert caught.value.sentence.endswith((".", "raz."))
        # A file that was finished before the store itself ran out of room is whole, and counts as nothing.
        assert all(one.is_good for one in world.office.exchange.look(list(target.iterdir())))
        assert laptop.exchange.waiting().changes == 120
        assert "saved" not in {one.state for one in laptop.exchange.history()}
    made = laptop.exchange.make(target, file=target / "a.paczka")
    assert world.office.exchange.take(made[0].file).applied == 120
