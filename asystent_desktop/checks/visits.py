"""Checks of one visit: hours, days, the worker's other visits and what a finished record must hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from asystent_desktop.checks.allocation import spell_words
from asystent_desktop.checks.calendar import holiday_name
from asystent_desktop.checks.findings import ERROR, HINT, WARNING, Finding, Level
from asystent_desktop.checks.limits import DEFAULTS, Limits
from asystent_desktop.polish import clock, short_date, time_range, weekday

EARLIEST = 6 * 60
LATEST = 21 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """What the checks need of a visit; `start` and `end` are minutes of the day 0..1440."""

    day: date
    start: int
    end: int
    state: str
    present: int = 0
    areas: int = 0
    course: str = ""
    failed_reason: str | None = None
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyTime:
    """Another visit of the same worker: whose, when, the drive between the two in minutes.

    `title` names a fixed time that is no visit: it is warned of, for a person may leave it out.
    """

    family: str
    day: date
    start: int
    end: int
    travel_minutes: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known around a visit: local time now, the worker's calendar, the family's work spells.

    `waits_to_begin` says that a case waits for its first meeting, `allocated_since` since when the family is
    allocated to the worker who writes (None: it isn't known here).
    """

    now: datetime
    others: Sequence[BusyTime] = ()
    days_off: dict[date, str] | None = None
    work_spells: Sequence[tuple[date, date | None]] | None = None
    waits_to_begin: bool = False
    allocated_since: date | None = None
    limits: Limits = DEFAULTS


def check_visit(visit: VisitFacts, around: Surroundings) -> list[Finding]:
    """Return every finding C24-C31, C33 and C34 on one visit, the graver first within a rule."""
    return [
        *_future(visit, around),
        *_length(visit, around.limits),
        *_overlaps(visit, around.others),
        *_full_day(visit, around),
        *_free_day(visit, around.days_off or {}),
        *_unusual_hour(visit),
        *_outside_work(visit, around),
        *_content(visit),
        *_unrecorded(visit, around),
    ]


def check_failures_in_a_row(states: Sequence[str]) -> list[Finding]:
    """Return C32 when the last three visits of a family (oldest first, planned ones left out) failed."""
    recorded = [state for state in states if state in ("held", "failed")]
    if len(recorded) < 3 or any(state != "failed" for state in recorded[-3:]):
        return []
    words = "Trzecia nieodbyta wizyta z rzędu. Rozważ rozmowę z pracownikiem socjalnym."
    return [_found("C32", HINT, "state", words)]


def _found(rule: str, level: Level, field: str, sentence: str) -> Finding:
    return Finding(rule=rule, level=level, field=field, sentence=sentence)


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time.min) + timedelta(minutes=minute)


def _future(visit: VisitFacts, around: Surroundings) -> list[Finding]:
    if visit.state not in ("held", "failed") or _moment(visit.day, visit.start) <= around.now:
        return []
    words = "Ta wizyta jeszcze się nie zaczęła. Zapisz ją jako zaplanowaną."
    return [_found("C24", ERROR, "start", words)]


def _length(visit: VisitFacts, limits: Limits) -> list[Finding]:
    if visit.end == visit.start:
        return [_found("C25", ERROR, "end", "Godzina końca jest taka sama jak początek.")]
    if visit.end < visit.start:
        return [_found("C25", ERROR, "end", "Godzina końca jest wcześniejsza niż początek.")]
    if visit.end - visit.start > limits.long_visit_minutes:
        length = limits.long_visit_minutes
        limit = f"{length // 60} godziny" if length == DEFAULTS.long_visit_minutes else f"{length} min"
        return [_found("C25", WARNING, "end", f"Wizyta trwa ponad {limit}. Sprawdź godziny.")]
    return []


def _overlaps(visit: VisitFacts, others: Sequence[BusyTime]) -> list[Finding]:
    if visit.state not in ("planned", "held", "failed"):
        return []
    fixed = [
        _found("C26", WARNING, "start", f"W tych godzinach masz termin: {other.title}, {_hours(other)}.")
        for other in others
        if other.title and other.day == visit.day and visit.start < other.end and other.start < visit.end
    ]
    same_day = [other for other in others if other.day == visit.day and not other.title]
    clashes = [other for other in same_day if visit.start < other.end and other.start < visit.end]
    if clashes:
        return [
            _found(
                "C26",
                ERROR,
                "start",
                f"W tych godzinach jest już wizyta: {other.family}, {_hours(other)}.",
            )
            for other in clashes
        ] + fixed
    tight = any(
        visit.start < other.end + other.travel_minutes and other.start < visit.end + other.travel_minutes
        for other in same_day
    )
    words = "Między wizytami brakuje czasu na dojazd."
    return fixed + ([_found("C26", WARNING, "start", words)] if tight else [])


def _full_day(visit: VisitFacts, around: Surroundings) -> list[Finding]:
    """Return C23 for one day: a planned visit beyond the number that a day may hold."""
    most = around.limits.max_visits_per_day
    there = sum(other.day == visit.day and not other.title for other in around.others)
    if visit.state != "planned" or there < most:
        return []
    words = f"To byłaby wizyta nr {there + 1} tego dnia, a najwyżej ma być {most}."
    return [_found("C23", WARNING, "date", words)]


def _hours(other: BusyTime) -> str:
    return time_range(clock(other.start), clock(other.end))


def _free_day(visit: VisitFacts, days_off: dict[date, str]) -> list[Finding]:
    name = holiday_name(visit.day) or days_off.get(visit.day)
    if name is None and visit.day.weekday() >= 5:
        name = weekday(visit.day)
    if name is None or visit.state == "cancelled":
        return []
    words = f"{short_date(visit.day)} to dzień wolny: {name}. Zapisać mimo to?"
    return [_found("C27", WARNING, "date", words)]


def _unusual_hour(visit: VisitFacts) -> list[Finding]:
    if visit.start >= EARLIEST and visit.end <= LATEST:
        return []
    return [_found("C28", WARNING, "start", "Nietypowa godzina wizyty.")]


def _outside_work(visit: VisitFacts, around: Surroundings) -> list[Finding]:
    """Return C29; a first meeting begins the work, so before it one is asked, not refused."""
    spells = around.work_spells
    if spells is not None and any(
        start <= visit.day and (end is None or visit.day <= end) for start, end in spells
    ):
        return _before_allocation(visit, around.allocated_since)
    if around.waits_to_begin and visit.state != "cancelled":
        words = "Praca z tą rodziną jeszcze się nie zaczęła. Zapisać jako pierwsze spotkanie?"
        return [_found("C29", WARNING, "date", words)]
    if spells is None:
        return []
    if not spells:
        return [_found("C29", ERROR, "date", "Praca z rodziną jeszcze się nie zaczęła.")]
    nearest = min(
        spells,
        key=lambda spell: min(abs((visit.day - edge).days) for edge in spell if edge is not None),
    )
    words = f"Wizyta jest poza okresem pracy z rodziną ({spell_words(*nearest)})."
    return [_found("C29", ERROR, "date", words)]


def _before_allocation(visit: VisitFacts, since: date | None) -> list[Finding]:
    if since is None or since <= visit.day or visit.state == "cancelled":
        return []
    words = f"Rodzina jest przydzielona dopiero od {short_date(since)}. Zapisać mimo to?"
    return [_found("C29", WARNING, "date", words)]


def _content(visit: VisitFacts) -> list[Finding]:
    found = []
    if visit.state == "held":
        if not visit.present:
            found.append(_found("C30", ERROR, "present", "Zaznacz, kto był obecny."))
        if not visit.areas:
            found.append(_found("C30", ERROR, "areas", "Wybierz obszar."))
        if not visit.course.strip():
            found.append(_found("C30", ERROR, "course", "Opisz przebieg wizyty."))
    if visit.state == "failed" and not visit.failed_reason:
        found.append(_found("C31", ERROR, "failed_reason", "Podaj, dlaczego wizyta się nie odbyła."))
    return found


def _unrecorded(visit: VisitFacts, around: Surroundings) -> list[Finding]:
    if visit.state == "planned":
        if _moment(visit.day, max(visit.start, visit.end)) >= around.now:
            return []
        return [_found("C33", HINT, "state", f"Wizyta z {short_date(visit.day)} czeka na zapis.")]
    if visit.recorded_on is None or visit.state not in ("held", "failed"):
        return []
    days = (visit.recorded_on - visit.day).days
    if days <= around.limits.late_record_days:
        return []
    return [_found("C34", HINT, "date", f"Zapis powstał {days} dni po wizycie.")]
