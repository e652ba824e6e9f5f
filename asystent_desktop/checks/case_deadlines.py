"""All terms of one family's case, gathered from its dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asystent_desktop.checks.deadlines import (
    Deadline,
    assessment_due,
    court_report_due,
    deadline,
    first_plan_due,
    monitoring_due,
    opinion_due,
    passing_due,
)
from asystent_desktop.checks.limits import DEFAULTS, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtSchedule:
    """What an order says about reports: its dates, or every so many months from `counted_from`."""

    dates: tuple[date, ...] = ()
    every_months: int | None = None
    counted_from: date | None = None
    sent: int = 0
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDates:
    """The dates of one case that terms are counted from.

    `plan_items` are open actions and goals (words, day); `unpassed_assessments` the days of assessments
    not yet with the head; `open_opinions` the letters (received, date named in it or None).
    """

    family_id: UUID
    work_start: date
    work_end: date | None = None
    suspensions: tuple[tuple[date, date | None], ...] = ()
    has_plan: bool = False
    plan_items: tuple[tuple[str, date], ...] = ()
    last_assessment_on: date | None = None
    unpassed_assessments: tuple[date, ...] = ()
    court_schedules: tuple[CourtSchedule, ...] = ()
    open_opinions: tuple[tuple[date, date | None], ...] = ()
    is_monitored: bool = False
    last_contact_on: date | None = None


def case_deadlines(case: CaseDates, *, today: date, limits: Limits = DEFAULTS) -> list[Deadline]:
    """Return every open deadline of the case (D1-D7), the nearest first."""
    found = [
        deadline(code, due, today=today, family_id=case.family_id, what=what)
        for code, due, what in _terms(case, limits)
        if due is not None
    ]
    return sorted(found, key=lambda entry: (entry.due, int(entry.code[1:]), entry.what))


def _terms(case: CaseDates, limits: Limits) -> Iterator[tuple[str, date | None, str]]:
    if case.work_end is None:
        if not case.has_plan:
            yield "D1", first_plan_due(case.work_start, case.suspensions, limits), ""
        for what, due in case.plan_items:
            yield "D2", due, what
        yield "D3", assessment_due(case.last_assessment_on or case.work_start, limits), ""
        for schedule in case.court_schedules:
            yield "D5", _report_due(schedule), ""
    elif case.is_monitored:
        yield "D7", monitoring_due(case.work_end, case.last_contact_on, limits), ""
    for made_on in case.unpassed_assessments:
        yield "D4", passing_due(made_on, limits), ""
    for received_on, named in case.open_opinions:
        yield "D6", opinion_due(received_on, named, limits), ""


def _report_due(schedule: CourtSchedule) -> date | None:
    return court_report_due(
        dates=schedule.dates,
        every_months=schedule.every_months,
        counted_from=schedule.counted_from,
        sent=schedule.sent,
        expires_on=schedule.expires_on,
    )
