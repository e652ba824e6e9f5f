"""What the calendar draws, as values."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.ui.parts.calendar_blocks import (
    Block,
    Cursor,
    DaySheet,
    hours_span,
    lanes,
    letters_of,
    weeks_of,
)

DAY = date(2026, 11, 24)


def block(key: str, start: int, end: int, day: date = DAY) -> Block:
    return Block(key=key, day=day, start=start, end=end, name=key, state="planned")


def test_a_district_is_named_by_its_own_letter() -> None:
    names = ["Nadodrze", "Ołbin", "Pl. Grunwaldzki", "Nowy Dwór", "Norwida", "Nowe Miasto"]
    assert list(letters_of(names).values()) == ["N", "O", "G", "No", "Nor", "Now"]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=20, unique=True))
def test_no_two_districts_share_a_letter(names: list[str]) -> None:
    marks = [one for one in letters_of(names).values() if one]
    assert len(set(marks)) == len(marks)


spans = st.tuples(st.integers(0, 1400), st.integers(5, 180)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(spans, max_size=14))
def test_overlapping_blocks_never_lie_on_each_other(found: list[tuple[int, int]]) -> None:
    blocks = [block(str(number), *one) for number, one in enumerate(found)]
    placed = lanes(blocks)
    assert set(placed) == {one.key for one in blocks}
    for first in blocks:
        lane, count = placed[first.key]
        assert 0 <= lane < count
        for second in blocks:
            meets = first.start < second.end and second.start < first.end
            if first is not second and meets:
                assert placed[second.key][0] != lane
                assert placed[second.key][1] == count


def test_weeks_begin_on_monday_and_cover_the_month() -> None:
    weeks = weeks_of(date(2026, 11, 1), date(2026, 11, 30))
    assert weeks[0][0] == date(2026, 10, 26)
    assert weeks[-1][-1] == date(2026, 12, 6)
    assert all(week[0].weekday() == 0 for week in weeks)


def test_hours_show_work_and_every_visit() -> None:
    day = DaySheet(day=DAY, hours=((480, 960),), blocks=(block("a", 1170, 1230),))
    assert hours_span([day]) == (7, 22)
    assert hours_span([DaySheet(day=DAY)]) == (7, 17)


def test_the_cursor_stays_on_its_visit_when_that_moves() -> None:
    days = {day: DaySheet(day=day) for day in (DAY, DAY + timedelta(days=1))}
    days[DAY] = DaySheet(day=DAY, blocks=(block("a", 600, 660), block("b", 700, 760)))
    cursor = Cursor(DAY)
    assert cursor.step_block(days, 1)
    assert cursor.step_block(days, 1)
    assert not cursor.step_block(days, 1)
    assert cursor.key == "b"
    later = DAY + timedelta(days=1)
    moved = {
        **days,
        DAY: DaySheet(day=DAY),
        later: DaySheet(day=later, blocks=(block("b", 700, 760, later),)),
    }
    cursor.settle(moved)
    assert (cursor.day, cursor.key) == (later, "b")
    cursor.settle({DAY: DaySheet(day=DAY)})
    assert cursor.key == ""


def test_a_day_to_the_side_leads_to_the_visit_at_the_nearest_hour() -> None:
    later = DAY + timedelta(days=1)
    days = {
        DAY: DaySheet(day=DAY, blocks=(block("a", 600, 660),)),
        later: DaySheet(day=later, blocks=(block("b", 480, 540, later), block("c", 630, 690, later))),
    }
    cursor = Cursor(DAY)
    cursor.go(DAY, "a")
    assert cursor.step_day(days, 1)
    assert cursor.key == "c"
    assert not cursor.step_day(days, 1)
