"""The order of one day: visits that overlap, and drives for which no time is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from asystent_desktop.checks.limits import Limits

ON_THE_ROAD = frozenset({"planned", "held"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit of a worker's day: minutes of the day, district, the family's own drive if it is known.

    A fixed time that is no visit has no `family`; no drive to it is counted.
    """

    id: str
    family: str
    day: date
    start: int
    end: int
    state: str
    district: str = ""
    travel_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What is wrong between two visits: they overlap, or `need` minutes of driving have only `have`."""

    kind: Literal["overlap", "travel"]
    other: str
    need: int = 0
    have: int = 0


Place = tuple[str, int | None]
"""A district and the household's own drive in minutes, where it is known."""


def drive_between(first: Place, second: Place, limits: Limits) -> int:
    """Return the usual drive in minutes: the short one within a district, otherwise the longer own one."""
    if first[0] and first[0] == second[0]:
        return limits.travel_same_minutes
    return max(limits.travel_other_minutes if own is None else own for _district, own in (first, second))


def drive_minutes(first: Stop, second: Stop, limits: Limits) -> int:
    """Return the usual drive between two visits in minutes; none within a family and to a fixed time."""
    if first.family == second.family or not first.family or not second.family:
        return 0
    return drive_between(
        (first.district, first.travel_minutes), (second.district, second.travel_minutes), limits
    )


def clashes(stops: Iterable[Stop], limits: Limits) -> dict[str, tuple[Clash, ...]]:
    """Return what is wrong by visit; a pair of which both are over is left as it happened."""
    days: dict[date, list[Stop]] = defaultdict(list)
    for stop in stops:
        if stop.state in ON_THE_ROAD:
            days[stop.day].append(stop)
    found: dict[str, list[Clash]] = defaultdict(list)
    for listed in days.values():
        listed.sort(key=lambda one: (one.start, one.end, one.id))
        for place, first in enumerate(listed):
            for second in listed[place + 1 :]:
                clash = _between(first, second, limits)
                if clash is None or "planned" not in {first.state, second.state}:
                    continue
                kind, need, have = clash
                found[first.id].append(Clash(kind=kind, other=second.id, need=need, have=have))
                found[second.id].append(Clash(kind=kind, other=first.id, need=need, have=have))
    return {key: tuple(value) for key, value in found.items()}


def _between(
    first: Stop, second: Stop, limits: Limits
) -> tuple[Literal["overlap", "travel"], int, int] | None:
    if second.start < first.end:
        return "overlap", 0, 0
    need, have = drive_minutes(first, second, limits), second.start - first.end
    return ("travel", need, have) if have < need else None
