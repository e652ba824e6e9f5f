from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.store_histories import LENGTH, STEPS, Stage

HISTORIES = int(os.environ.get("ASYSTENT_HISTORIES", "3"))


def test_all_stores_end_equal_and_no_edit_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYSTENT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ASYSTENT_DATA", str(tmp_path / "data"))
    stage = Stage(tmp_path)
    try:
        runs = [stage.play(seed) for seed in range(1, HISTORIES + 1)]
    finally:
        stage.close()
    assert {one.seed: one.faults for one in runs if one.faults} == {}
    assert sum(sum(one.steps[step] for step in set(STEPS)) for one in runs) == HISTORIES * LENGTH
    assert sum(one.had_conflict for one in runs) >= HISTORIES // 2
