from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.ui.parts.typed import parse_day, parse_time

NEAR = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5", date(2026, 11, 5)),
        ("23.12", date(2026, 12, 23)),
        (" 23.12. ", date(2026, 12, 23)),
        ("1.2.27", date(2027, 2, 1)),
        ("23.11.2026", NEAR),
        ("2412", date(2026, 12, 24)),
        ("24122027", date(2027, 12, 24)),
        ("2026-02-28", date(2026, 2, 28)),
        ("Jutro", date(2026, 11, 24)),
        ("31.11", None),
        ("29.02.2027", None),
        ("kiedyś", None),
        ("", None),
    ],
)
def test_days_as_typed(text: str, day: date | None) -> None:
    assert parse_day(text, NEAR) == day


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("10", time(10)),
        ("930", time(9, 30)),
        ("1030", time(10, 30)),
        ("10:30", time(10, 30)),
        ("10.30", time(10, 30)),
        ("24", None),
        ("1075", None),
        ("rano", None),
    ],
)
def test_times_as_typed(text: str, hour: time | None) -> None:
    assert parse_time(text) == hour


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_shown_day_is_read_back(day: date) -> None:
    assert parse_day(f"{day:%d.%m.}{day.year:04}", NEAR) == day


@given(hour=st.times())
def test_shown_time_is_read_back(hour: time) -> None:
    assert parse_time(f"{hour:%H:%M}") == hour.replace(second=0, microsecond=0)
