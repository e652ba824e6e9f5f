"""What the calendar draws: days and the visits on them, as frozen values in words that may be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from asystent_desktop.polish import clock, time_range

BANDS: Final = ("brand", "info", "warn", "band_4", "band_5", "band_6", "ink_2")
"""Tokens of the colour bars, in the order in which districts or families take them."""

Kind = Literal["visit", "proposed", "gone", "busy"]

_SHORT = frozenset({"ul", "pl", "os", "al", "św"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One visit on a day; `start` and `end` are minutes of the day.

    `kind` tells a visit from a proposed one, from a place that a proposal would leave ("gone") and from
    time that is taken otherwise ("busy"). `mark` is the district's letter, `band` a place in `BANDS`, which
    begins anew beyond its end. `notes` say what is wrong, `spoken` is the sentence for a screen reader.
    """

    key: str
    day: date
    start: int
    end: int
    name: str
    state: str
    kind: Kind = "visit"
    mark: str = ""
    band: int = 0
    address: str = ""
    pinned: bool = False
    notes: tuple[str, ...] = ()
    spoken: str = ""

    @property
    def can_move(self) -> bool:
        """Tell whether it may be moved, freed or resized."""
        return self.kind == "visit" and self.state == "planned"

    @property
    def times(self) -> str:
        """Return "08:30–09:30"."""
        return time_range(clock(self.start), clock(self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """One day: the word for a free one (and a shorter), working hours, blocks in order, a fact, an alarm."""

    day: date
    off: str = ""
    off_short: str = ""
    hours: tuple[tuple[int, int], ...] = ()
    blocks: tuple[Block, ...] = ()
    fact: str = ""
    alarm: str = ""
    is_inside: bool = True
    is_today: bool = False
    spoken: str = ""


def letters_of(names: Iterable[str]) -> dict[str, str]:
    """Return the shortest mark of each name that no other has: "Ołbin" is O, "Pl. Grunwaldzki" is G."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in found:
            continue
        mark = next((one for one in _marks(name) if one not in taken), "")
        found[name] = mark
        taken.add(mark)
    return found


def _marks(name: str) -> list[str]:
    words = [word for word in name.replace(".", ". ").split() if word.rstrip(".").casefold() not in _SHORT]
    word = "".join(words) or name
    starts = [word[:length] for length in (1, 2, 3)]
    return [f"{one[:1].upper()}{one[1:].lower()}" for one in starts if one] + [
        f"{word[:1].upper()}{number}" for number in range(2, 100)
    ]


def weeks_of(first: date, last: date) -> tuple[tuple[date, ...], ...]:
    """Return the weeks, Monday first, that cover the days from `first` to `last`."""
    day = first - timedelta(days=first.weekday())
    weeks = []
    while day <= last:
        weeks.append(tuple(day + timedelta(days=number) for number in range(7)))
        day += timedelta(days=7)
    return tuple(weeks)


def lanes(blocks: Sequence[Block]) -> dict[str, tuple[int, int]]:
    """Return each block's lane and the number of lanes: overlapping ones stand side by side."""
    found: dict[str, tuple[int, int]] = {}
    group: list[tuple[Block, int]] = []
    until = -1

    def close() -> None:
        count = max((lane for _block, lane in group), default=0) + 1
        found.update({block.key: (lane, count) for block, lane in group})
        group.clear()

    for block in sorted(blocks, key=lambda one: (one.start, one.end, one.key)):
        if block.start >= until:
            close()
        taken = {lane for one, lane in group if one.end > block.start}
        lane = next(number for number in range(len(group) + 1) if number not in taken)
        group.append((block, lane))
        until = max(until, block.end)
    close()
    return found


def hours_span(days: Collection[DaySheet]) -> tuple[int, int]:
    """Return the first and the last whole hour that a time grid of these days has to show."""
    starts = [span[0] for day in days for span in day.hours] + [b.start for day in days for b in day.blocks]
    ends = [span[1] for day in days for span in day.hours] + [b.end for day in days for b in day.blocks]
    first = max(min([*starts, 8 * 60]) // 60 - 1, 0)
    last = min(-(-max([*ends, 16 * 60]) // 60) + 1, 24)
    return first, last


class Cursor:
    """Where the keyboard is in a calendar: a day, and on it one block or none."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.key = ""

    def go(self, day: date, key: str = "") -> None:
        """Go to a day and a block on it."""
        self.day, self.key = day, key

    def settle(self, days: dict[date, DaySheet]) -> None:
        """Stay on the same block when it is still there, wherever it went; otherwise on the day alone."""
        for day, sheet in days.items():
            if self.key and any(one.key == self.key for one in sheet.blocks):
                self.day = day
                return
        self.key = ""

    def block(self, days: dict[date, DaySheet]) -> Block | None:
        """Return the block that is chosen."""
        sheet = days.get(self.day)
        return next((one for one in sheet.blocks if one.key == self.key), None) if sheet else None

    def step_day(self, days: dict[date, DaySheet], by: int) -> bool:
        """Go to another day, to the block that stands nearest to the one left; False at the edge."""
        there = days.get(self.day + timedelta(days=by))
        if there is None or not there.is_inside:
            return False
        left = self.block(days)
        start = left.start if left else 0
        nearest = min(there.blocks, key=lambda one: abs(one.start - start), default=None)
        self.go(there.day, nearest.key if nearest else "")
        return True

    def step_block(self, days: dict[date, DaySheet], by: int) -> bool:
        """Go to the next or the previous block of the day; False when there is none."""
        sheet = days.get(self.day)
        keys = [one.key for one in sheet.blocks] if sheet else []
        place = keys.index(self.key) + by if self.key in keys else (0 if by > 0 else len(keys) - 1)
        if not keys or not 0 <= place < len(keys):
            return False
        self.key = keys[place]
        return True
