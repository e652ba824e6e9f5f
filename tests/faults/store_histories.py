"""Hostile histories through real stores: an office and three laptops of two people, and what must hold after.

Work in fields, long texts, sets and lists; removals, returns, choices; bundles lost, repeated and out of
order; disks put back, copies restored, new epochs; clocks wrong by years; families handed on and given up;
laptops revoked and replaced; kinds, fields and types of a newer version; what no honest program writes.
`python -m tests.faults.store_histories [COUNT] [SEED] [PROCESSES]`
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final
from unittest.mock import patch

from asystent_desktop.errors import AppError
from tests.faults.hostile.checks import faults_of
from tests.faults.hostile.stage import Run, Stage
from tests.faults.hostile.steps import STEPS
from tests.faults.memory import lock_no_memory

LENGTH: Final = 26
STAGE: Final = 10
FEW: Final = 100
"""Below this count the shares of steps are a matter of luck."""

_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a store there is encrypted like any other, and gone at the end


@dataclass(frozen=True, slots=True)
class Outcome:
    """One history: its seed, how often it held each step, what it met, what did not hold after it."""

    seed: int
    steps: Counter[str]
    met: frozenset[str]
    faults: tuple[str, ...]


@dataclass
class Meetings:
    """What a history met on its way: `conflict`, and what joined by itself: `text`, `set`, `list`."""

    met: set[str] = field(default_factory=set)

    def look(self, stage: Stage, run: Run) -> None:
        """Look at the records of the office."""
        with stage.office.desk.store.reading() as reader:
            for kind, record in run.records:
                view = reader.view(record, kind.name)
                if view.conflicts or view.hidden == "disputed":
                    self.met.add("conflict")
                self.met |= {"text" if isinstance(view.values[name], str) else "set" for name in view.merged}


def play(stage: Stage, seed: int) -> Outcome:
    """Run one history to its end and check what must hold."""
    dice = random.Random(seed)
    run, meetings = stage.begin(seed), Meetings()
    steps = {step.__name__: step for step in STEPS}
    for name in dice.choices(list(steps), weights=list(STEPS.values()), k=LENGTH):
        run.steps[name] += 1
        try:
            steps[name](stage, dice, run)
        except AppError:
            run.steps["refused"] += 1
        stage.note_written(run)
        meetings.look(stage, run)
    # A day later, when what was handed on today is over for the worker before.
    stage.set_clocks(stage.right + timedelta(days=1))
    stage.exchange_all(run)
    meetings.look(stage, run)
    found = faults_of(stage, run)
    return Outcome(seed, run.steps, frozenset(meetings.met), tuple(sorted(set(found))))


def stage_of(seeds: range) -> list[Outcome]:
    """Play histories one after the other in the same stores, in a folder of their own.

    One that any error ends is at fault, and the rest begins in fresh stores.
    """
    played: list[Outcome] = []
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as place:
        own = {"ASYSTENT_STATE": f"{place}/state", "ASYSTENT_DATA": f"{place}/data"}
        with patch.dict(os.environ, own), closing(Stage(Path(place))) as stage:
            for seed in seeds:
                try:
                    played.append(play(stage, seed))
                except Exception as error:  # noqa: BLE001 - whatever it is, it is this history's fault
                    played.append(Outcome(seed, Counter(), frozenset(), (f"ended by {error!r}",)))
                    break
    rest = seeds[len(played) :]
    return [*played, *(stage_of(rest) if rest else ())]


def coverage(runs: list[Outcome]) -> list[str]:
    """Return what the histories did not hold often enough to be hostile."""
    count = len(runs)
    found = []
    shares = [(step.__name__, 0.3) for step in STEPS]
    shares += [("gave up", 0.15), ("revoked", 0.04), ("restored", 0.15), ("office restored", 0.1)]
    for step, share in shares:
        if sum(one.steps[step] > 0 for one in runs) < count * share:
            found.append(f"the step {step} is in fewer than {share:.0%} of the histories")
    for what, share in (("conflict", 0.5), ("text", 0.2), ("set", 0.1)):
        if sum(what in one.met for one in runs) < count * share:
            found.append(f"fewer than {share:.0%} of the histories met: {what}")
    return found


def figures(runs: list[Outcome], wanted: int, first: int, seconds: float) -> str:
    """Say in words what was counted."""
    bad = [one for one in runs if one.faults]
    lines = [
        f"{len(runs)} of {wanted} histories through real stores, {len(bad)} with a fault, bar 0, "
        f"seed {first}, {seconds:.0f} s",
        *(f"  seed {one.seed}: {'; '.join(one.faults)}" for one in bad[:10]),
    ]
    return "\n".join([*lines, *(f"  {one}" for one in coverage(runs))]) + "\n"


def main() -> int:
    """Run histories, fresh stores for each ten, a process for each core; figures also when stopped."""
    count, first, processes = (
        int(sys.argv[place]) if len(sys.argv) > place else default
        for place, default in ((1, 120), (2, 1), (3, min(os.cpu_count() or 1, 4)))
    )
    seeds = range(first, first + count)
    stages = [seeds[start : start + STAGE] for start in range(0, count, STAGE)]
    runs: list[Outcome] = []
    began = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    lock_no_memory()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        try:
            for done in pool.imap(stage_of, stages):
                runs += done
                bad = [one.seed for one in runs if one.faults]
                told = f"{len(runs)} of {count}, faults in {bad[:10]}, {time.monotonic() - began:.0f} s"
                sys.stdout.write(f"{told}\n")
                sys.stdout.flush()
        except KeyboardInterrupt:
            pool.terminate()
    sys.stdout.write(figures(runs, count, first, time.monotonic() - began))
    return int(
        len(runs) < count or any(one.faults for one in runs) or (count >= FEW and bool(coverage(runs)))
    )


if __name__ == "__main__":
    sys.exit(main())
