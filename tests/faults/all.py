"""`make faults`: long counts of kills, power cuts, attacks, hostile histories, drills and broken rules.

Each part is a command of its own that ends with 1 when it finds a fault, and a line with `bar` is its figure.
`python -m tests.faults.all [WORD...]` runs the parts that hold one of the words; the figures of a run
stand in `build/faults.txt`. The histories come last: they take all cores for themselves.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TABLE: Final = Path("build/faults.txt")
TAMPERING: Final = ("pytest", "-q", "tests/services/test_auditing.py", "-k", "tampering")
PARTS: Final[tuple[tuple[str, ...], ...]] = (
    ("tests.faults.power_cuts", "4900", "1"),
    ("tests.faults.kill_saves", "600", "1"),
    ("tests.faults.kill_exchange", "150", "1"),
    ("tests.faults.kill_giving_up", "200", "1"),
    ("tests.faults.bundle_attacks", "--count", "10000"),
    ("tests.faults.hostile_sizes",),
    ("tests.faults.bad_records", "500", "1"),
    ("tests.faults.merging", "3200", "20000"),
    ("tests.faults.drills", "120", "1"),
    TAMPERING,
    ("tests.faults.planner_mutants",),
    ("tests.faults.store_mutants",),
    ("tests.faults.store_histories", "3000", "1"),
)
ROUNDS: Final = {"ASYSTENT_TAMPERINGS": "280"}
"""How often each of the ways to tamper with the journal is tried."""


@dataclass(frozen=True, slots=True)
class Result:
    """One part: its words, what it printed, how it ended, how long it took."""

    part: tuple[str, ...]
    said: str
    code: int
    seconds: float

    @property
    def figures(self) -> list[str]:
        """The lines with what was counted; the last line of a part that has none."""
        lines = self.said.splitlines()
        return [line.strip() for line in lines if ", bar " in line] or [line.strip() for line in lines[-1:]]

    @property
    def row(self) -> str:
        """What the table says of it."""
        name = self.part[0].rpartition(".")[2] if self.part != TAMPERING else "tampering"
        ended = "whole" if self.code == 0 else f"FAULT, ended with {self.code}"
        return "\n".join([f"{name}: {ended}, {self.seconds:.0f} s", *(f"  {one}" for one in self.figures)])


def run(part: tuple[str, ...]) -> Result:
    """Run one part to its end and print all that it said at once."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", *part],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **ROUNDS},
    )
    result = Result(part, done.stdout, done.returncode, time.monotonic() - began)
    sys.stdout.write(f"== {' '.join(part)}\n{result.said}\n")
    sys.stdout.flush()
    return result


def main(words: list[str]) -> int:
    """Run all parts, as many at once as there are cores; return 1 when any of them finds a fault."""
    wanted = [part for part in PARTS if not words or any(word in " ".join(part) for word in words)]
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        results = list(pool.map(run, wanted))
    table = "\n".join(result.row for result in results)
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(f"{table}\n", encoding="utf-8")
    sys.stdout.write(f"\n{table}\n")
    return int(any(result.code for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
