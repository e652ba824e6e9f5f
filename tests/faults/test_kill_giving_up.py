from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.kill_giving_up import outcomes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")


def test_a_family_is_given_up_whole_or_not_at_all_when_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYSTENT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ASYSTENT_DATA", str(tmp_path / "data"))
    found = outcomes(6, 20261125, tmp_path)
    assert [(one.is_half, one.is_kept_whole, one.is_clean_in_the_end) for one in found] == [
        (False, True, True)
    ] * 6
