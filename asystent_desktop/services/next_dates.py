"""The next visit of a family: free hours in the worker's calendar, the same weekday and hour first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from asystent_desktop.records import SupportCase, Visit
from asystent_desktop.records.types import week_hours
from asystent_desktop.services.visit_checks import worker_visits
from asystent_desktop.services.visit_entry import NextVisit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.visit_entry import VisitEntry
    from asystent_desktop.storage.repository import Reader

Spans = tuple[tuple[int, int], ...]

AHEAD_DAYS = 21
MOST = 3
_STEP = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeHours:
    """What the search for a date knows; hours are minutes of the day, `busy` (start, end) by day."""

    hours: Mapping[int, Spans]
    days_off: Mapping[date, str]
    busy: Mapping[date, Sequence[tuple[int, int]]]
    family_days: frozenset[date]
    last_day: date | None
    minutes: int
    travel: int
    most_a_day: int
    gap_days: int


def next_dates(desk: Desk, reader: Reader, entry: VisitEntry, hours: str) -> tuple[NextVisit, ...]:
    """Return at most three dates for the visit after `entry`, the best one first; none when nothing is free.

    `hours` are the worker's weekly hours. The office's gap of days lies between two visits of one family.
    """
    free = _free_hours(desk, reader, entry, hours)
    begun = max(entry.day, desk.today() - timedelta(days=free.gap_days - 1))
    days = [begun + timedelta(days=number) for number in range(free.gap_days, AHEAD_DAYS + 1)]
    wanted = entry.start.hour * 60 + entry.start.minute
    slots = [(day, start) for day in days if (start := free_start(free, day, wanted)) is not None]
    same = [slot for slot in slots if slot[0].weekday() == entry.day.weekday()]
    ordered = list(dict.fromkeys([*same[:1], *slots]))[:MOST]
    place = entry.place if entry.place in {"home", "office"} else "home"
    return tuple(
        NextVisit(day=day, start=_time(start), end=_time(start + free.minutes), place=place)
        for day, start in ordered
    )


def free_start(free: FreeHours, day: date, wanted: int) -> int | None:
    """Return when a visit could start that day: at the wanted minute, else the first free quarter."""
    taken = free.busy.get(day, ())
    if day in free.days_off or len(taken) >= free.most_a_day:
        return None
    if free.last_day is not None and day > free.last_day:
        return None
    if any(abs((day - other).days) < free.gap_days for other in free.family_days):
        return None
    spans = free.hours.get(day.weekday(), ())
    starts = (start for low, high in spans for start in range(low, high - free.minutes + 1, _STEP))
    fits = [start for start in starts if _is_free(free, taken, start)]
    wanted_fits = any(low <= wanted and wanted + free.minutes <= high for low, high in spans)
    if wanted_fits and _is_free(free, taken, wanted):
        return wanted
    return fits[0] if fits else None


def _is_free(free: FreeHours, taken: Iterable[tuple[int, int]], start: int) -> bool:
    end = start + free.minutes
    return all(end + free.travel <= low or high + free.travel <= start for low, high in taken)


def _free_hours(desk: Desk, reader: Reader, entry: VisitEntry, work_hours: str) -> FreeHours:
    first, last = desk.today(), max(entry.day, desk.today()) + timedelta(days=AHEAD_DAYS)
    household = desk.household(reader, entry.family)
    limits = desk.limits(reader)
    hours: Mapping[int, Spans] = week_hours(work_hours)
    if household.meeting_hours:
        hours = _both(hours, week_hours(household.meeting_hours))
    busy: dict[date, list[tuple[int, int]]] = {}
    for one in worker_visits(reader, desk.account, first, last):
        if one.state in {"planned", "held"} and one.id != entry.id:
            busy.setdefault(one.day, []).append((_minute(one.start), _minute(one.end)))
    around = (first - timedelta(days=limits.min_gap_days), last)
    family = reader.find(Visit, family=entry.family, day=around, state={"planned", "held"})
    ends = [one.work_end for one in reader.find(SupportCase, family=entry.family)]
    return FreeHours(
        hours=hours,
        days_off=desk.days_off(reader, first, last),
        busy=busy,
        family_days=frozenset({entry.day, *(one.day for one in family if one.id != entry.id)}),
        last_day=max((one for one in ends if one), default=None) if ends and all(ends) else None,
        minutes=limits.visit_minutes,
        travel=limits.travel_same_minutes,
        most_a_day=limits.max_visits_per_day,
        gap_days=limits.min_gap_days,
    )


def _both(work: Mapping[int, Spans], family: Mapping[int, Spans]) -> dict[int, Spans]:
    """Return the hours in which both the worker works and the family can meet."""
    return {
        day: tuple(
            (max(low, first), min(high, last))
            for low, high in spans
            for first, last in family.get(day, ())
            if max(low, first) < min(high, last)
        )
        for day, spans in work.items()
    }


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
