from __future__ import annotations

import random

from tests.faults.bad_records import Mixed, Neighbours
from tests.world import World


def test_bad_records_are_set_aside_and_no_foreign_one_is_effective_or_shipped(world: World) -> None:
    told, neighbours = Mixed(), Neighbours(world)
    for seed in (1, 2, 3):
        neighbours.exchange(random.Random(seed), told, f"bundle {seed}")
    assert told.faults == []
    assert min(told.good, told.bad, told.foreign) > 10
