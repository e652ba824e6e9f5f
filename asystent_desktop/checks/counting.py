"""The month's visits of a family: the one definition of target, held, planned, missing and failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Protocol

from asystent_desktop.checks.calendar import days_between, month_bounds
from asystent_desktop.checks.findings import WARNING, Finding
from asystent_desktop.checks.limits import DEFAULTS
from asystent_desktop.polish import hours, month_title, plural

Spell = tuple[date, date | None]


class AnyVisit(Protocol):
    """What a visit must tell to be counted."""

    @property
    def day(self) -> date:
        """Return its day."""

    @property
    def state(self) -> str:
        """Return its code of the list `visit_state`."""

    @property
    def failed_reason(self) -> str:
        """Return its code of the list `failed_reason`, or an empty text."""

    @property
    def contact_kind(self) -> str:
        """Return its code of the list `contact_kind`."""


ATTEMPTS = frozenset({"absent", "refused", "not_opened", "intoxicated", "unsafe", "wrong_address"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedVisit:
    """One visit as it is counted; `counts` says that its kind of contact counts to the target."""

    day: date
    state: str
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """Visits of one month: held + planned + missing - over = target; failed and cancelled stand apart."""

    target: int
    held: int
    planned: int
    missing: int
    over: int
    failed: int
    cancelled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What a month asks of one worker: visits, days and, when known, minutes needed and at hand."""

    visits: int
    working_days: int
    minutes_needed: int | None = None
    minutes_at_hand: int | None = None


UNCOUNTED_KINDS = frozenset({"phone", "online", "institution"})
"""Kinds of contact that don't count to the month's target (the office's practice may differ)."""


def counted_visit(visit: AnyVisit) -> CountedVisit:
    """Return a recorded or planned visit as it is counted; every count of visits begins here."""
    return CountedVisit(
        day=visit.day,
        state=counted_state(visit.state, visit.failed_reason or None),
        counts=visit.contact_kind not in UNCOUNTED_KINDS,
    )


def counted_state(state: str, failed_reason: str | None) -> str:
    """Return the state to count: a visit that failed without the worker's coming counts as cancelled."""
    if state in ("failed", "cancelled") and failed_reason is not None:
        return "failed" if failed_reason in ATTEMPTS else "cancelled"
    return state


def month_count(
    year: int,
    month: int,
    visits: Iterable[CountedVisit],
    *,
    active: Sequence[Spell],
    suspensions: Sequence[Spell] = (),
    targets: Sequence[tuple[date, int]] = (),
    default_target: int = DEFAULTS.visit_target,
) -> MonthCount:
    """Return the month's count from one family's visits and spells (both days included, None is open)."""
    first, last = month_bounds(year, month)
    counted = [visit for visit in visits if visit.counts and first <= visit.day <= last]
    states = [visit.state for visit in counted]
    target = month_target(
        year, month, active=active, suspensions=suspensions, targets=targets, default_target=default_target
    )
    done = held_in(counted) + states.count("planned")
    return MonthCount(
        target=target,
        held=held_in(counted),
        planned=states.count("planned"),
        missing=max(0, target - done),
        over=max(0, done - target),
        failed=states.count("failed"),
        cancelled=states.count("cancelled"),
    )


def month_target(
    year: int,
    month: int,
    *,
    active: Sequence[Spell],
    suspensions: Sequence[Spell] = (),
    targets: Sequence[tuple[date, int]] = (),
    default_target: int = DEFAULTS.visit_target,
) -> int:
    """Return the visits due in a month: each active day brings its day's target, a half is rounded up.

    At least 1 when any active day has a target above zero; suspended days are not active. `targets` are
    (from, visits a month); before the first of them `default_target` holds.
    """
    first, last = month_bounds(year, month)
    if not suspensions and not targets and _covered(first, last, active):
        return default_target  # the usual month, without asking day by day
    if not any(start <= last and (end is None or first <= end) for start, end in active):
        return 0
    days = days_between(first, last)
    worth = [
        _target_on(day, targets, default_target)
        for day in days
        if _within(day, active) and not _within(day, suspensions)
    ]
    if not any(worth):
        return 0
    return max(1, (2 * sum(worth) + len(days)) // (2 * len(days)))


def common(first: Sequence[Spell], second: Sequence[Spell]) -> list[Spell]:
    """Return the spells in which a spell of both lists holds (both days included, None is open)."""
    found = []
    for start, end in first:
        for since, until in second:
            ends = [day for day in (end, until) if day is not None]
            spell = (max(start, since), min(ends, default=None))
            if spell[1] is None or spell[0] <= spell[1]:
                found.append(spell)
    return found


def _covered(first: date, last: date, spells: Sequence[Spell]) -> bool:
    return any(start <= first and (end is None or last <= end) for start, end in spells)


def _within(day: date, spells: Sequence[Spell]) -> bool:
    return any(start <= day and (end is None or day <= end) for start, end in spells)


def _target_on(day: date, targets: Sequence[tuple[date, int]], default_target: int) -> int:
    past = [(start, value) for start, value in targets if start <= day]
    return max(past, key=lambda entry: entry[0])[1] if past else default_target


def held_in(visits: Iterable[CountedVisit]) -> int:
    """Return how many of the visits were held and count."""
    return sum(visit.counts and visit.state == "held" for visit in visits)


def summed(counts: Iterable[MonthCount]) -> MonthCount:
    """Return the sum over families, field by field."""
    totals = [sum(column) for column in zip(*(astuple(count) for count in counts), strict=True)]
    target, held, planned, missing, over, failed, cancelled = totals or [0] * 7
    return MonthCount(
        target=target,
        held=held,
        planned=planned,
        missing=missing,
        over=over,
        failed=failed,
        cancelled=cancelled,
    )


def dots(count: MonthCount) -> tuple[str, ...]:
    """Return the signs of a month: target's places (held, planned, free), "+n" above them, then failed."""
    done = ("held",) * count.held + ("planned",) * count.planned
    places = done[: count.target - count.missing] + ("free",) * count.missing
    above = (f"+{count.over}",) if count.over else ()
    return places + above + ("failed",) * count.failed


def sentence(count: MonthCount) -> str:
    """Return the count in words: "4 z 8 wizyt, 3 zaplanowane, 1 bez terminu, 1 nieodbyta"."""
    if count.target:
        parts = [f"{count.held} z {count.target} {'wizyty' if count.target == 1 else 'wizyt'}"]
    else:
        parts = ["bez wymaganych wizyt"]
        if count.held:
            parts.append(f"{count.held} {plural(count.held, 'odbyta', 'odbyte', 'odbytych')}")
    if count.planned:
        parts.append(
            f"{count.planned} {plural(count.planned, 'zaplanowana', 'zaplanowane', 'zaplanowanych')}"
        )
    if count.missing:
        parts.append(f"{count.missing} bez terminu")
    if count.failed:
        parts.append(f"{count.failed} {plural(count.failed, 'nieodbyta', 'nieodbyte', 'nieodbytych')}")
    return ", ".join(parts)


def workload(
    visits: int, days: Sequence[int], *, visit_minutes: int, drive_minutes: int, most: int | None = None
) -> Workload:
    """Return what a month asks: `days` are the minutes of each working day, `most` those of the contract.

    The time needed is the least there can be: each visit of a usual length, a drive in the same district
    between two of one day.
    """
    working = [minutes for minutes in days if minutes]
    needed = visits * visit_minutes + max(visits - len(working), 0) * drive_minutes
    at_hand = sum(working) if most is None else min(sum(working), most)
    return Workload(visits=visits, working_days=len(working), minutes_needed=needed, minutes_at_hand=at_hand)


def overload(
    year: int, month: int, load: Workload, *, max_per_day: int = DEFAULTS.max_visits_per_day
) -> Finding | None:
    """Return C23 when the month's visits pass the days' or the hours' room, else None."""
    title = month_title(year, month)
    if load.visits > load.working_days * max_per_day:
        words = (
            f"{title}: potrzebne wizyty {load.visits}, dni robocze {load.working_days}. "
            f"To więcej niż {max_per_day} dziennie."
        )
    elif _short_of_time(load):
        words = (
            f"{title}: wizyty z dojazdami zajmą {hours(load.minutes_needed or 0)}, "
            f"a czasu pracy jest {hours(load.minutes_at_hand or 0)}."
        )
    else:
        return None
    return Finding(rule="C23", level=WARNING, field="month", sentence=words)


def _short_of_time(load: Workload) -> bool:
    return (
        load.minutes_needed is not None
        and load.minutes_at_hand is not None
        and load.minutes_needed > load.minutes_at_hand
    )
