from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from asystent_desktop.storage.faults import VaultInUseError
from asystent_desktop.storage.lock import NAME, VaultLock

HOLDER = """
import sys, time
from pathlib import Path
from asystent_desktop.storage.lock import VaultLock
lock = VaultLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_lock_is_exclusive_until_released(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path)
    with pytest.raises(VaultInUseError, match="w innym oknie"):
        VaultLock(tmp_path)
    lock.release()
    lock.release()
    VaultLock(tmp_path).release()
    assert (tmp_path / NAME).read_bytes() == b""


def test_killed_holder_leaves_the_store_free_at_once(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(VaultInUseError):
            VaultLock(tmp_path)
        holder.kill()
    VaultLock(tmp_path).release()
    assert holder.returncode != 0
