from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.faults.hostile_sizes import FILES, LIMIT_MIB


def test_memory_stays_bounded_whatever_a_file_claims() -> None:
    """In a process without Qt and threads: each file is opened in a fork that may not grow further."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.hostile_sizes"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(FILES)} hostile files, 0 with a fault, bar 0, limit {LIMIT_MIB} MiB" in done.stdout
    assert "64 MiB of zeros: NotABundleError" in done.stdout
