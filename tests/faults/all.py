"""`make faults`: long counts of kills, attacks, hostile histories, drills, broken rules; each its figure."""

from __future__ import annotations

import os
import subprocess
import sys

from asystent_desktop.merge.heads import fold
from tests.merge.histories import broken, play

HISTORIES = 3_200
KILLS = 600
ATTACKS = 10_000
DRILLS = 120
STORE_HISTORIES = 3_000
GIVING_UP = 200
TAMPERINGS = 280


def main() -> int:
    """Run all counts; return 1 when any of them finds a fault."""
    codes = [
        subprocess.run(
            [sys.executable, "-m", "tests.faults.kill_saves", str(KILLS), "1"], check=False
        ).returncode,
        subprocess.run(
            [sys.executable, "-m", "tests.faults.bundle_attacks", "--count", str(ATTACKS)], check=False
        ).returncode,
        subprocess.run([sys.executable, "-m", "tests.faults.hostile_sizes"], check=False).returncode,
        subprocess.run(
            [sys.executable, "-m", "tests.faults.drills", str(DRILLS), "1"], check=False
        ).returncode,
        subprocess.run(
            [sys.executable, "-m", "tests.faults.kill_giving_up", str(GIVING_UP), "1"], check=False
        ).returncode,
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "tests/services/test_auditing.py", "-k", "tampering"],
            check=False,
            env={**os.environ, "ASYSTENT_TAMPERINGS": str(TAMPERINGS)},
        ).returncode,
        subprocess.run([sys.executable, "-m", "tests.faults.planner_mutants"], check=False).returncode,
        subprocess.run(
            [sys.executable, "-m", "tests.faults.kill_exchange", str(KILLS // 4), "1"], check=False
        ).returncode,
        subprocess.run(
            [sys.executable, "-m", "tests.faults.store_histories", str(STORE_HISTORIES), "1"], check=False
        ).returncode,
        subprocess.run([sys.executable, "-m", "tests.faults.store_mutants"], check=False).returncode,
    ]
    found = [seed for seed in range(HISTORIES) if broken(play(seed), fold, seed)]
    print(f"{HISTORIES} hostile histories, {len(found)} with a fault {found[:10]}")
    return int(any(codes) or bool(found))


if __name__ == "__main__":
    sys.exit(main())
