"""A length of time that is typed in hours and kept in minutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.records.types import Hours, ValueProblemError

CONTRACT = Hours(most=20_000)


@given(st.integers(0, 20_000))
def test_what_is_shown_is_read_back(minutes: int) -> None:
    assert CONTRACT.read(CONTRACT.words(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "minutes"), [("160", 9600), ("7:30", 450), ("8 h", 480), (" 80:00 ", 4800), ("", None)]
)
def test_hours_are_read_as_a_person_types_them(typed: str, minutes: int | None) -> None:
    assert CONTRACT.read(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9600", "To ma być czas od 0:00 do 333:20 (godziny i minuty)."),
        ("7:75", "To nie jest liczba godzin. Wpisz ją jako 160 albo 7:30."),
        ("pół", "To nie jest liczba godzin. Wpisz ją jako 160 albo 7:30."),
    ],
)
def test_what_is_no_time_is_said_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValueProblemError) as problem:
        CONTRACT.read(typed)
    assert str(problem.value) == sentence
