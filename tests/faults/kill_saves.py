"""Kill a saving or re-keying program at random moments and count what was lost: `[RUNS] [SEED]`.

Re-keying takes a third of the runs: each of them is many saves long.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from asystent_desktop.storage import opening
from asystent_desktop.storage.keys import Cost
from asystent_desktop.storage.seal import Standing
from asystent_desktop.storage.vault import Vault

PASSWORD = "krowa lampa zegar most"
COST = Cost(memory_kib=64 * 1024, passes=1, lanes=4)
PADDING = "x" * 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One killed run: numbers promised as saved, numbers found afterwards, whole or damaged store."""

    promised: list[int]
    found: list[int]
    problems: tuple[str, ...]

    @property
    def lost(self) -> int:
        """Return how many promised numbers are gone."""
        return len(set(self.promised) - set(self.found))

    @property
    def halves(self) -> int:
        """Return how many saves are there in part only: each writes two rows with one number."""
        return sum(1 for number in set(self.found) if self.found.count(number) != 2)


def build(connection: Connection) -> None:
    """Make the table of numbers."""
    connection.exec_driver_sql("CREATE TABLE saved (number INTEGER NOT NULL, padding TEXT NOT NULL)")


def save(vault: Vault, number: int) -> None:
    """Save one number in two rows of one transaction."""
    with vault.write() as connection:
        for _ in range(2):
            connection.exec_driver_sql("INSERT INTO saved VALUES (?, ?)", (number, PADDING))


def say(line: str) -> None:
    """Write one whole line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def child(folder: Path, act: str) -> None:
    """Save (or re-key) without end; each number is printed only after its transaction is committed."""
    with opening.open_with_password(folder, PASSWORD) as vault:
        with vault.read() as connection:
            number = connection.exec_driver_sql("SELECT max(number) FROM saved").scalar() or 0
        say("ready")
        while True:
            number += 1
            save(vault, number)
            say(str(number))
            if act == "rekey":
                vault.rekey(PASSWORD, cost=COST)


def killed(folder: Path, act: str, seconds: float) -> Outcome:
    """Start a child, kill it after `seconds`, open the store and compare."""
    command = [sys.executable, "-m", "tests.faults.kill_saves", "child", str(folder), act]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.send_signal(signal.SIGKILL)
        # A last line without its end was cut off by the kill: nothing was promised by it.
        promised = [int(line) for line in process.stdout if line.endswith("\n")]
    with opening.open_with_password(folder, PASSWORD) as vault:
        with vault.read() as connection:
            found = [int(row[0]) for row in connection.exec_driver_sql("SELECT number FROM saved")]
        strange = () if vault.standing is Standing.HERE else (f"taken for another store: {vault.standing}",)
        return Outcome(promised=promised, found=found, problems=(*vault.check(), *strange))


def outcomes(runs: int, seed: int, act: str, folder: Path) -> list[Outcome]:
    """Make a store in `folder` and kill a child on it `runs` times, one after the other."""
    chance = random.Random(seed)
    opening.create(folder, PASSWORD, "Sejf 1", build, cost=COST)[0].close()
    return [killed(folder, act, chance.uniform(0, 0.3)) for _ in range(runs)]


def main() -> int:
    """Run both acts and print figure, bar and seed; 1 when anything was lost, half or damaged."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        os.environ["ASYSTENT_STATE"] = str(Path(place) / "state")
        for act, count in (("save", runs), ("rekey", runs // 3)):
            results = outcomes(count, seed, act, Path(place) / act)
            promised = sum(len(outcome.promised) for outcome in results)
            lost = sum(outcome.lost for outcome in results)
            halves = sum(outcome.halves for outcome in results)
            damaged = sum(1 for outcome in results if outcome.problems)
            bad += lost + halves + damaged
            say(
                f"{act}: runs {count}, saves {promised}, lost {lost}, "
                f"halves {halves}, damaged {damaged}, bar 0, seed {seed}"
            )
    return int(bool(bad))


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(Path(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(main())
