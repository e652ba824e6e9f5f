"""Terms of a case and how near they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.checks.case_deadlines import CaseDates, CourtSchedule, case_deadlines
from asystent_desktop.checks.deadlines import (
    assessment_due,
    court_report_due,
    deadline,
    first_plan_due,
    monitoring_due,
    opinion_due,
    package_due,
    passing_due,
)
from asystent_desktop.checks.limits import Limits

FAMILY = "1" * 32
TODAY = date(2026, 11, 21)


def test_the_assessment_half_a_year_after_the_last() -> None:
    entry = deadline("D3", assessment_due(date(2026, 5, 19)), today=TODAY, family_id=FAMILY)
    assert entry.due == date(2026, 11, 19)
    assert (entry.chip, entry.level, entry.days_left) == ("2 dni po terminie", "overdue", -2)
    assert entry.what == "Okresowa ocena sytuacji rodziny"
    assert entry.source == "art. 15 ust. 1 pkt 15 ustawy"


@pytest.mark.parametrize(
    ("days", "level"),
    [(-1, "overdue"), (0, "urgent"), (3, "urgent"), (4, "soon"), (14, "soon"), (15, "ok")],
)
def test_levels(days: int, level: str) -> None:
    assert deadline("D30", TODAY + timedelta(days=days), today=TODAY).level == level


@pytest.mark.parametrize(
    ("due", "note"),
    [
        (date(2026, 11, 27), ""),
        (date(2026, 11, 28), "wypada w sobotę, zrób do 27 listopada"),
        (date(2026, 11, 29), "wypada w niedzielę, zrób do 27 listopada"),
        (date(2026, 11, 22), "wypada w niedzielę"),  # on Saturday 21 November the Friday is gone
        (date(2026, 12, 24), "wypada w święto (Wigilia Bożego Narodzenia), zrób do 23 grudnia"),
    ],
)
def test_a_free_due_day_is_named_and_not_moved(due: date, note: str) -> None:
    entry = deadline("D3", due, today=TODAY)
    assert (entry.due, entry.free_day_note) == (due, note)


def test_the_first_plan_is_moved_by_suspensions() -> None:
    start = date(2026, 3, 12)
    assert first_plan_due(start) == date(2026, 4, 11)
    assert first_plan_due(start, [(date(2026, 3, 20), date(2026, 3, 29))]) == date(2026, 4, 21)
    assert first_plan_due(start, [(date(2026, 4, 12), date(2026, 4, 20))]) == date(2026, 4, 11)
    assert first_plan_due(start, [(date(2026, 3, 20), None)]) is None
    assert first_plan_due(start, [(date(2026, 3, 1), date(2026, 3, 13))]) == date(2026, 4, 13)


@given(st.integers(0, 25), st.integers(0, 20), st.integers(0, 20))
def test_overlapping_suspensions_count_once(start: int, first: int, second: int) -> None:
    work = date(2026, 3, 12)
    begin = work + timedelta(days=start)
    spells = [
        (begin, begin + timedelta(days=first)),
        (begin + timedelta(days=first // 2), begin + timedelta(days=first // 2 + second)),
    ]
    suspended = max(first, first // 2 + second) + 1
    assert first_plan_due(work, spells) == work + timedelta(days=30 + suspended)
    assert first_plan_due(work, spells[::-1]) == first_plan_due(work, spells)


def test_short_terms() -> None:
    assert passing_due(date(2026, 11, 19)) == date(2026, 11, 26)
    assert opinion_due(date(2026, 11, 2)) == date(2026, 11, 16)
    assert opinion_due(date(2026, 11, 2), date(2026, 11, 9)) == date(2026, 11, 9)
    assert package_due(date(2026, 11, 10)) == date(2026, 11, 24)


def test_an_office_may_change_a_term() -> None:
    assert passing_due(date(2026, 11, 19), Limits(assessment_to_head_days=14)) == date(2026, 12, 3)


def test_reports_to_the_court_by_dates() -> None:
    dates = [date(2026, 12, 31), date(2026, 6, 30)]
    assert court_report_due(dates=dates) == date(2026, 6, 30)
    assert court_report_due(dates=dates, sent=1) == date(2026, 12, 31)
    assert court_report_due(dates=dates, sent=2) is None


def test_reports_to_the_court_by_interval_do_not_drift() -> None:
    issued = date(2026, 8, 31)
    assert court_report_due(every_months=3, counted_from=issued) == date(2026, 11, 30)
    assert court_report_due(every_months=3, counted_from=issued, sent=2) == date(2027, 5, 31)
    assert court_report_due(every_months=3, counted_from=issued, expires_on=date(2026, 11, 29)) is None
    assert court_report_due() is None


def test_monitoring_lasts_half_a_year() -> None:
    end = date(2026, 1, 31)
    assert monitoring_due(end) == date(2026, 3, 31)
    assert monitoring_due(end, date(2026, 5, 31)) == date(2026, 7, 31)
    assert monitoring_due(end, date(2026, 6, 2)) is None


def case(**changes: object) -> CaseDates:
    values: dict[str, object] = {"family_id": FAMILY, "work_start": date(2026, 3, 12)}
    return CaseDates(**(values | changes))  # type: ignore[arg-type]


def test_all_terms_of_a_running_case_by_day() -> None:
    found = case_deadlines(
        case(
            has_plan=True,
            plan_items=(("Zapisać dziecko do przedszkola", date(2026, 11, 30)),),
            last_assessment_on=date(2026, 5, 19),
            unpassed_assessments=(date(2026, 11, 18),),
            court_schedules=(CourtSchedule(dates=(date(2026, 12, 31),)),),
            open_opinions=((date(2026, 11, 12), None),),
        ),
        today=TODAY,
    )
    assert [(entry.code, entry.due) for entry in found] == [
        ("D3", date(2026, 11, 19)),
        ("D4", date(2026, 11, 25)),
        ("D6", date(2026, 11, 26)),
        ("D2", date(2026, 11, 30)),
        ("D5", date(2026, 12, 31)),
    ]
    assert found[3].what == "Zapisać dziecko do przedszkola"
    assert {entry.family_id for entry in found} == {FAMILY}


def test_a_case_without_a_plan_and_a_closed_case() -> None:
    assert [entry.code for entry in case_deadlines(case(), today=TODAY)] == ["D1", "D3"]
    closed = case(work_end=date(2026, 10, 31), is_monitored=True)
    assert [(entry.code, entry.due) for entry in case_deadlines(closed, today=TODAY)] == [
        ("D7", date(2026, 12, 31))
    ]
    assert case_deadlines(case(work_end=date(2026, 10, 31)), today=TODAY) == []


def test_a_suspension_does_not_move_the_assessment() -> None:
    spell = ((date(2026, 4, 1), date(2026, 6, 30)),)
    found = case_deadlines(case(has_plan=True, suspensions=spell), today=TODAY)
    assert [entry.due for entry in found] == [date(2026, 9, 12)]
