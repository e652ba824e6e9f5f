"""The iCalendar file, read back by a library of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar

from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NextVisit
from tests.world import World


@pytest.fixture
def laptop(world: World) -> Services:
    for name in ("Kozłowska Agata", "Kowal Anna", "Nowakowie"):
        world.family(name, "Anna Wiśniewska", street="Żurawia", house="7", safety_note="pies")
    return world.laptop()


def plan(laptop: Services, name: str, day: date, hour: int = 10) -> str:
    family = next(row.id for row in laptop.cases.rows() if row.name == name)
    return laptop.visits.plan(family, NextVisit(day=day, start=time(hour), end=time(hour + 1))).id


def events(laptop: Services, year: int, month: int, **more: Any) -> list[Any]:
    return list(Calendar.from_ical(laptop.calendar.ics(year, month, **more)).walk("VEVENT"))


@pytest.mark.parametrize(("day", "hour"), [(date(2027, 3, 27), 9), (date(2027, 3, 28), 8)])
def test_the_wall_clock_is_right_before_and_after_summer_time(laptop: Services, day: date, hour: int) -> None:
    plan(laptop, "Nowakowie", day)
    event = events(laptop, 2027, 3)[0]
    assert event["dtstart"].dt == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_initials_stand_for_names_unless_these_are_asked_for(laptop: Services) -> None:
    for hour, name in enumerate(("Kozłowska Agata", "Kowal Anna", "Nowakowie"), start=8):
        plan(laptop, name, date(2026, 12, 1), 2 * hour - 8)
    said = [str(one["summary"]) for one in events(laptop, 2026, 12)]
    assert said == ["Wizyta: K. A. 2", "Wizyta: K. A. 1", "Wizyta: N."]
    data = laptop.calendar.ics(2026, 12)
    for secret in ("Kozłowska", "Nowakowie", "Żurawia", "pies"):
        assert secret.encode() not in data
    full = [str(one["summary"]) for one in events(laptop, 2026, 12, full_names=True)]
    assert full[2] == "Wizyta: Nowakowie"
    assert "Żurawia".encode() not in laptop.calendar.ics(2026, 12, full_names=True)


def test_a_moved_visit_keeps_its_number_and_gets_a_newer_version(laptop: Services) -> None:
    visit = plan(laptop, "Nowakowie", date(2026, 12, 1))
    before = events(laptop, 2026, 12)[0]
    wanted = NextVisit(day=date(2026, 12, 3), start=time(12), end=time(13))
    laptop.visits.move(visit, wanted)
    after = events(laptop, 2026, 12)[0]
    assert (before["uid"], before["sequence"]) == (after["uid"], 0)
    assert after["sequence"] == 1
    laptop.visits.pin(visit, pinned=True)
    assert events(laptop, 2026, 12)[0]["sequence"] == 1
    laptop.visits.call_off(visit, "ill_family")
    off = events(laptop, 2026, 12)[0]
    assert (off["status"], off["sequence"]) == ("CANCELLED", 2)


def test_the_file_is_written_as_the_standard_asks(laptop: Services) -> None:
    plan(laptop, "Kozłowska Agata", date(2026, 12, 1))
    data = laptop.calendar.ics(2026, 12, full_names=True)
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    event = events(laptop, 2026, 12)[0]
    assert event["dtstamp"].dt == laptop.clock.now().replace(microsecond=0)
    assert event["dtend"].dt > event["dtstart"].dt


def test_a_fixed_time_goes_out_by_its_kind_each_week(laptop: Services) -> None:
    values = {
        "account": laptop.desk.account,
        "title": "Rozprawa Nowakowie",
        "type": "court",
        "day": date(2026, 12, 1),
        "start": time(8),
        "end": time(9),
        "weekly": True,
        "until": date(2026, 12, 15),
    }
    laptop.records.create("appointment", values)
    found = events(laptop, 2026, 12)
    assert [one["dtstart"].dt.day for one in found] == [1, 8, 15]
    assert len({str(one["uid"]) for one in found}) == 3
    assert b"Nowakowie" not in laptop.calendar.ics(2026, 12)
