from __future__ import annotations

from datetime import date, time

import pytest

from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NextVisit
from tests.world import World, held

DAY = date(2026, 11, 26)


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Nowakowie", "Anna Wiśniewska")
    return world.laptop()


def at(day: date = DAY, hour: int = 10) -> NextVisit:
    return NextVisit(day=day, start=time(hour), end=time(hour + 1))


def times(services: Services) -> list[tuple[date, time, str]]:
    family = services.cases.rows()[0].id
    return [(one.day, one.start, one.state) for one in services.visits.of_family(family)]


def test_a_move_is_taken_back_and_the_taking_back_too(laptop: Services) -> None:
    family = laptop.cases.rows()[0].id
    planned = laptop.changes.plan(family, at())
    moved = laptop.changes.move(next(iter(planned.ids)), at(date(2026, 11, 27), 12))
    back = laptop.changes.take_back(moved)
    assert times(laptop) == [(DAY, time(10), "planned")]
    laptop.changes.take_back(back)
    assert times(laptop) == [(date(2026, 11, 27), time(12), "planned")]


def test_a_removed_visit_comes_back_with_its_number(laptop: Services) -> None:
    planned = laptop.changes.plan(laptop.cases.rows()[0].id, at())
    visit = next(iter(planned.ids))
    removed = laptop.changes.remove(visit)
    assert times(laptop) == []
    laptop.changes.take_back(removed)
    assert times(laptop) == [(DAY, time(10), "planned")]
    assert laptop.changes.take_back(planned).after == {visit: None}


def test_a_visit_called_off_gives_its_place_back_and_can_be_restored(laptop: Services) -> None:
    row = laptop.cases.rows()[0]
    visit = next(iter(laptop.changes.plan(row.id, at()).ids))
    laptop.changes.pin(visit, pinned=True)
    off = laptop.changes.call_off(visit, "ill_family", "telefon rano")
    assert laptop.cases.row(row.id).count.missing == row.count.missing
    laptop.changes.take_back(off)
    restored = laptop.visits.of_family(row.id)[0]
    assert (restored.state, restored.pinned, restored.failed_reason) == ("planned", True, "")


@pytest.mark.parametrize("reason", ["", "absent"])
def test_calling_off_needs_a_reason_known_beforehand(laptop: Services, reason: str) -> None:
    visit = next(iter(laptop.changes.plan(laptop.cases.rows()[0].id, at()).ids))
    with pytest.raises(InvalidValueError):
        laptop.changes.call_off(visit, reason)


def test_what_was_recorded_since_is_not_taken_back(laptop: Services) -> None:
    family = laptop.cases.rows()[0].id
    today = date(2026, 11, 23)
    planned = laptop.changes.plan(family, at(today, 9))
    laptop.visits.record(held(laptop, family, today, id=next(iter(planned.ids))))
    with pytest.raises(RefusedError, match="zmieniono później"):
        laptop.changes.take_back(planned)
    assert times(laptop) == [(today, time(9), "held")]
