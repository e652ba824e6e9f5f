from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.faults.kill_saves import outcomes

RUNS = int(os.environ.get("ASYSTENT_KILLS", "8"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")


@pytest.mark.parametrize("act", ["save", "rekey"])
def test_no_promised_save_is_lost_when_killed(
    act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYSTENT_STATE", str(tmp_path / "state"))
    results = outcomes(RUNS, 20261124, act, tmp_path / "sejf")
    assert sum(len(outcome.promised) for outcome in results) >= RUNS // 2
    assert [(outcome.lost, outcome.halves, outcome.problems) for outcome in results] == [(0, 0, ())] * RUNS
