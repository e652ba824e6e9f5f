"""What the calendar reads: clashes, free hours, overload, the worker's own visits only."""

from __future__ import annotations

from datetime import date, time

import pytest

from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NextVisit
from tests.world import World

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def laptop(world: World) -> Services:
    for name, district in (("Nowakowie", "Ołbin"), ("Zielińscy", "Nadodrze")):
        world.family(name, "Anna Wiśniewska", district=district)
    return world.laptop()


def ids(laptop: Services) -> dict[str, str]:
    return {row.name: row.id for row in laptop.cases.rows()}


def plan(laptop: Services, name: str, start: time, end: time) -> str:
    return laptop.visits.plan(ids(laptop)[name], NextVisit(day=TUESDAY, start=start, end=end)).id


def test_the_nearest_free_hour_leaves_room_for_the_drive(laptop: Services) -> None:
    plan(laptop, "Zielińscy", time(10), time(11))
    family = ids(laptop)["Nowakowie"]
    free = laptop.calendar_view.free_start(TUESDAY, 60, 630, family_id=family)
    assert free == 11 * 60 + 25
    same = ids(laptop)["Zielińscy"]
    assert laptop.calendar_view.free_start(TUESDAY, 60, 600, family_id=same) == 9 * 60


def test_a_full_day_has_no_free_hour(laptop: Services) -> None:
    for hour in (8, 10, 12, 14):
        plan(laptop, "Zielińscy", time(hour), time(hour + 2))
    family = ids(laptop)["Nowakowie"]
    assert laptop.calendar_view.free_start(TUESDAY, 60, 600, family_id=family) is None


def test_a_short_drive_is_said_and_asked_about(laptop: Services) -> None:
    first = plan(laptop, "Zielińscy", time(10), time(11))
    family = ids(laptop)["Nowakowie"]
    found = laptop.visits.planned_findings(
        family, NextVisit(day=TUESDAY, start=time(11, 10), end=time(12, 10))
    )
    assert [(one.level, one.rule) for one in found] == [("W", "C26")]
    second = plan(laptop, "Nowakowie", time(11, 10), time(12, 10))
    clash = laptop.calendar_view.sheet(TUESDAY, TUESDAY).clashes[second][0]
    assert (clash.kind, clash.other, clash.need, clash.have) == ("travel", first, 25, 10)


def test_a_month_with_too_little_time_is_said(laptop: Services) -> None:
    assert laptop.calendar_view.sheet(TUESDAY, TUESDAY).overload == ""
    laptop.calendar.set_work_hours("1 08:00-10:00")
    laptop.calendar.add_day_off(date(2026, 11, 2), date(2026, 11, 20))
    assert "To więcej niż 6 dziennie" in laptop.calendar_view.sheet(TUESDAY, TUESDAY).overload


def test_a_month_with_too_few_hours_is_said(laptop: Services) -> None:
    laptop.calendar.set_work_hours("1 08:00-08:45; 2 08:00-08:45")
    assert "a czasu pracy jest" in laptop.calendar_view.sheet(TUESDAY, TUESDAY).overload


def test_another_workers_visits_stay_out_unless_it_is_a_visit_of_two(world: World) -> None:
    theirs = world.family("Mazur Beata", "Marek Pawlak")
    office = world.office
    mine = office.desk.account
    values = {
        "family": theirs,
        "account": world.account("Marek Pawlak"),
        "state": "planned",
        "day": TUESDAY,
        "start": time(9),
        "end": time(10),
    }
    visit = office.records.create("visit", values).id
    assert office.calendar_view.sheet(TUESDAY, TUESDAY).visits == ()
    office.records.change(visit, {"second_worker": True, "second_account": mine})
    shown = office.calendar_view.sheet(TUESDAY, TUESDAY).visits
    assert [one.visit.id for one in shown] == [visit]
