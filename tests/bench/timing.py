"""Timing an act and printing a row: what, how long, beside what, and the figure to reach."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from time import perf_counter, process_time

RUNS = 5


def seconds_of(act: Callable[[], object]) -> float:
    """Return the seconds of one act."""
    begun = perf_counter()
    act()
    return perf_counter() - begun


def work_of(act: Callable[[], object]) -> float:
    """Return the seconds of computing that one act takes: on a busy machine the fairer measure."""
    begun = process_time()
    act()
    return process_time() - begun


def median(act: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median seconds of an act after one warm-up."""
    act()
    return statistics.median(seconds_of(act) for _ in range(runs))


def in_turns(*acts: Callable[[], object], runs: int = RUNS) -> tuple[float, ...]:
    """Return the median seconds of acts that are compared, done in turn: a busy machine is so for all."""
    for act in acts:
        act()
    took = [[seconds_of(act) for act in acts] for _ in range(runs)]
    return tuple(statistics.median(column) for column in zip(*took, strict=True))


def say(what: str, seconds: float, reach: str, ratio: str = "") -> None:
    """Print one row."""
    print(f"{what:58} {seconds * 1000:9.1f} ms  {ratio:24} reach {reach}", flush=True)


def beside(seconds: float, other: float, what: str) -> str:
    """Say one time as a multiple of another."""
    return f"{seconds / other:.2f} x {what}"
