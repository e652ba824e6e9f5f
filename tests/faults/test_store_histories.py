from __future__ import annotations

import os

from tests.faults.hostile.steps import STEPS
from tests.faults.store_histories import LENGTH, stage_of

HISTORIES = int(os.environ.get("ASYSTENT_HISTORIES", "3"))


def test_all_stores_end_equal_and_no_edit_is_lost() -> None:
    runs = stage_of(range(1, HISTORIES + 1))
    assert {one.seed: one.faults for one in runs if one.faults} == {}
    names = {step.__name__ for step in STEPS}
    assert sum(one.steps[name] for one in runs for name in names) == HISTORIES * LENGTH
    assert sum("conflict" in one.met for one in runs) >= HISTORIES // 2
