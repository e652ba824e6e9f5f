"""Working days, holidays and terms in months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.checks import calendar

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


def test_christmas_eve_is_free_since_2025() -> None:
    assert calendar.holiday_name(date(2024, 12, 24)) is None
    assert calendar.holiday_name(date(2025, 12, 24)) == "Wigilia Bożego Narodzenia"
    assert calendar.holiday_name(date(2026, 12, 24)) is not None


def test_the_holidays_of_2026() -> None:
    found = [(day.month, day.day) for day in calendar.holidays_of(2026)]
    assert found == [
        (1, 1),
        (1, 6),
        (4, 5),
        (4, 6),
        (5, 1),
        (5, 3),
        (5, 24),
        (6, 4),
        (8, 15),
        (11, 1),
        (11, 11),
        (12, 24),
        (12, 25),
        (12, 26),
    ]


@pytest.mark.parametrize(
    ("year", "easter"), [(2026, date(2026, 4, 5)), (2027, date(2027, 3, 28)), (2028, date(2028, 4, 16))]
)
def test_feasts_move_with_easter(year: int, easter: date) -> None:
    feasts = calendar.holidays_of(year)
    assert {easter + timedelta(days=days) for days in (0, 1, 49, 60)} <= set(feasts)


def test_december_2026_has_21_working_days() -> None:
    assert len(calendar.working_days(date(2026, 12, 1), date(2026, 12, 31))) == 21
    assert calendar.working_days(date(2026, 12, 24), date(2026, 12, 27)) == []


def test_the_working_day_before_and_after() -> None:
    assert calendar.previous_working_day(date(2026, 12, 27)) == date(2026, 12, 23)
    assert calendar.next_working_day(date(2026, 12, 23)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 5, 19), 6, date(2026, 11, 19)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_a_term_in_months(day: date, months: int, due: date) -> None:
    assert calendar.add_months(day, months) == due


@given(DAYS, st.integers(-60, 60))
def test_a_term_in_months_lands_in_its_month(day: date, months: int) -> None:
    due = calendar.add_months(day, months)
    assert (due.year - day.year) * 12 + due.month - day.month == months
    assert due.day == day.day or (due.day < day.day and (due + calendar.DAY).day == 1)


@given(DAYS)
def test_the_previous_working_day_is_the_nearest(day: date) -> None:
    before = calendar.previous_working_day(day)
    assert calendar.is_working_day(before)
    assert calendar.working_days(before + calendar.DAY, day - calendar.DAY) == []
