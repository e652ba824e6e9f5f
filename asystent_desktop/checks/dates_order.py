"""Dates that must follow one another: referral, interview, application, decision, work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asystent_desktop.checks.findings import ERROR, Finding

CASE_STEPS = (
    ("received_on", "zgłoszenie"),
    ("interview_on", "wywiad"),
    ("application_on", "wniosek"),
    ("decision_on", "decyzja"),
    ("work_start", "początek pracy"),
    ("work_end", "koniec pracy"),
)


def check_order(steps: Sequence[tuple[str, str, date | None]]) -> list[Finding]:
    """Return C14 for each step (field, label, day or None) that is earlier than a step before it."""
    found: list[Finding] = []
    latest: tuple[date, str] | None = None
    for field, label, day in steps:
        if day is None:
            continue
        if latest is not None and day < latest[0]:
            sentence = f"Data „{label}” nie może być wcześniejsza niż „{latest[1]}”."
            found.append(Finding(rule="C14", level=ERROR, field=field, sentence=sentence))
        else:
            latest = (day, label)
    return found


def check_case_dates(days: dict[str, date | None]) -> list[Finding]:
    """Return C14 for a case's dates, given by field name; what is absent is left out."""
    return check_order([(field, label, days.get(field)) for field, label in CASE_STEPS])
