from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.drills import Drills


@pytest.mark.parametrize("seed", [4, 8])
def test_random_copies_are_counted_exactly_and_restored_into_a_new_epoch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("ASYSTENT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ASYSTENT_DATA", str(tmp_path / "data"))
    drills = Drills(tmp_path, seed)
    drills.run(6)
    assert drills.faults == []
    assert drills.restored > 0
