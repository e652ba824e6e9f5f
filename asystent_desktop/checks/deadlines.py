"""Terms of a family's case: when each falls due and how near it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from asystent_desktop.checks.calendar import (
    add_months,
    holiday_name,
    is_working_day,
    previous_working_day,
)
from asystent_desktop.checks.limits import DEFAULTS, Limits
from asystent_desktop.polish import day_month, on_weekday, relative_day

DeadlineLevel = Literal["ok", "soon", "urgent", "overdue"]

SOON_DAYS = 14
URGENT_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a kind of deadline is called, who must act, and where the duty comes from."""

    what: str
    who: str
    source: str


RULES = {
    "D1": Rule(what="Pierwszy plan pracy z rodziną", who="asystent", source="ustawienie programu"),
    "D2": Rule(what="Termin z planu pracy", who="osoba wskazana w planie", source="art. 15 ust. 3 ustawy"),
    "D3": Rule(what="Okresowa ocena sytuacji rodziny", who="asystent", source="art. 15 ust. 1 pkt 15 ustawy"),
    "D4": Rule(what="Przekazanie oceny kierownikowi", who="asystent", source="art. 15 ust. 1 pkt 15 ustawy"),
    "D5": Rule(what="Sprawozdanie dla sądu", who="asystent, kierownik", source="art. 109 § 4 k.r.o."),
    "D6": Rule(what="Opinia dla sądu", who="asystent", source="art. 15 ust. 1 pkt 17 ustawy"),
    "D7": Rule(what="Kontakt po zakończeniu pracy", who="asystent", source="art. 15 ust. 1 pkt 16 ustawy"),
    "D30": Rule(what="Paczka do biura", who="asystent", source="ustawienie programu"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One thing due: `code` D1..D30, words for it, its day, and the day on which one looks at it."""

    code: str
    what: str
    due: date
    today: date
    family_id: UUID | None
    who: str
    source: str

    @property
    def days_left(self) -> int:
        """Return the days to the due day; below zero when it has passed."""
        return (self.due - self.today).days

    @property
    def level(self) -> DeadlineLevel:
        """Return ok, soon (up to 14 days), urgent (up to 3) or overdue (the day has passed)."""
        if self.days_left < 0:
            return "overdue"
        if self.days_left <= URGENT_DAYS:
            return "urgent"
        return "soon" if self.days_left <= SOON_DAYS else "ok"

    @property
    def chip(self) -> str:
        """Return the words of the mark beside the date: "2 dni po terminie", "dziś", "za 7 dni"."""
        return relative_day(self.due, self.today)

    @property
    def free_day_note(self) -> str:
        """Return "wypada w sobotę, zrób do 20 listopada" when the due day is free; empty otherwise.

        A term is never moved by itself; the note drops the advice once that working day has passed.
        """
        if is_working_day(self.due):
            return ""
        name = holiday_name(self.due)
        falls = f"wypada w święto ({name})" if name else f"wypada {on_weekday(self.due)}"
        before = previous_working_day(self.due)
        return falls if before < self.today else f"{falls}, zrób do {day_month(before)}"


def deadline(code: str, due: date, *, today: date, family_id: UUID | None = None, what: str = "") -> Deadline:
    """Return the deadline of the kind `code`; `what` replaces the kind's own words (an action of a plan)."""
    rule = RULES[code]
    return Deadline(
        code=code,
        what=what or rule.what,
        due=due,
        today=today,
        family_id=family_id,
        who=rule.who,
        source=rule.source,
    )


def first_plan_due(
    work_start: date, suspensions: Sequence[tuple[date, date | None]] = (), limits: Limits = DEFAULTS
) -> date | None:
    """Return the day of the first plan (D1): 30 days from the start of work, moved by suspensions.

    Both days of a suspension are suspended; None while an open suspension holds the term.
    """
    due = work_start + timedelta(days=limits.first_plan_days)
    counted_to = work_start - timedelta(days=1)
    for start, end in sorted(suspensions, key=lambda spell: spell[0]):
        if start > due:
            break
        if end is None:
            return None
        from_day = max(start, counted_to + timedelta(days=1))
        if end >= from_day:
            due += end - from_day + timedelta(days=1)
            counted_to = end
    return due


def assessment_due(counted_from: date, limits: Limits = DEFAULTS) -> date:
    """Return the last day of the next family assessment (D3), six months from the last or the start of work.

    Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 15 ust. 1 pkt 15.
    """
    return add_months(counted_from, limits.assessment_months)


def passing_due(made_on: date, limits: Limits = DEFAULTS) -> date:
    """Return the day by which an assessment goes to the head (D4)."""
    return made_on + timedelta(days=limits.assessment_to_head_days)


def court_report_due(
    *,
    dates: Sequence[date] = (),
    every_months: int | None = None,
    counted_from: date | None = None,
    sent: int = 0,
    expires_on: date | None = None,
) -> date | None:
    """Return the day of the next report to the court (D5), or None when the order asks for no more.

    The order names `dates`, or an interval counted from its day; `sent` reports have gone already.
    Source: Kodeks rodzinny i opiekuńczy, art. 109 § 4.
    """
    if dates:
        due = sorted(dates)[sent] if sent < len(dates) else None
    elif every_months and counted_from:
        due = add_months(counted_from, every_months * (sent + 1))
    else:
        due = None
    return None if due and expires_on and due > expires_on else due


def opinion_due(received_on: date, named: date | None = None, limits: Limits = DEFAULTS) -> date:
    """Return the day of an opinion for the court (D6): the date in the letter, else 14 days from receipt."""
    return named or received_on + timedelta(days=limits.opinion_days)


def monitoring_due(
    work_end: date, last_contact: date | None = None, limits: Limits = DEFAULTS
) -> date | None:
    """Return the next contact after work has ended (D7), or None when monitoring is over."""
    due = add_months(last_contact or work_end, limits.monitoring_every_months)
    return due if due <= add_months(work_end, limits.monitoring_months) else None


def package_due(last_package_on: date, limits: Limits = DEFAULTS) -> date:
    """Return the day of the next data package to the office (D30)."""
    return last_package_on + timedelta(days=limits.package_days)
