"""Narrow reading: only some columns, only a count, only the latest."""

from __future__ import annotations

from datetime import date, time

from asystent_desktop.records import Visit
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.world import World

ANNA = "Anna Wiśniewska"


def test_narrow_reading_tells_the_same_as_whole_records(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    store = world.office.desk.store
    base = {"family": family, "account": world.account(ANNA), "start": time(9), "end": time(10)}
    days = [date(2026, 11, day) for day in (3, 20, 11)]
    writes = [Write(Visit.INFO, new_id(), {**base, "state": "planned", "day": day}) for day in days]
    writes.append(Write(Visit.INFO, new_id(), {**base, "state": "held", "day": date(2026, 11, 21)}))
    store.save(Unit(tuple(writes)))
    with store.reading() as reader:
        whole = reader.find(Visit, family=family, state="planned")
        narrow = reader.columns(Visit, ("id", "day", "start"), family=family, state="planned")
        assert sorted(narrow) == sorted((one.id, one.day, one.start) for one in whole)
        assert reader.columns(Visit, ("day",), family="nobody") == []
        assert sorted(reader.counts(Visit, ("state",), family=family)) == [(("held",), 1), (("planned",), 3)]
        latest = reader.latest(Visit, ("day", "start"), family=family, state="planned")
        assert latest is not None
        assert latest.day == date(2026, 11, 20)
        assert reader.latest(Visit, ("day",), family="nobody") is None
        ids = [one.id for one in whole]
        assert {one.id for one in reader.find_all(Visit, ids)} == set(ids)


def test_search_gives_the_newest_note_first(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    office = world.office
    base = {
        "family": family,
        "account": world.account(ANNA),
        "start": time(9),
        "end": time(10),
        "state": "held",
    }
    made = []
    for number in range(3):
        values = {
            **base,
            "state": "held",
            "day": date(2026, 11, 3 + number),
            "course": f"Rozmowa numer {number}",
        }
        made.append(office.records.create("visit", values).id)
    assert [one.id for one in office.search.find("rozm")] == made[::-1]


def test_search_gives_the_last_note_of_one_save_first(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    base = {"family": family, "account": world.account(ANNA), "start": time(9), "end": time(10)}
    ids = [new_id() for _ in range(3)]
    writes = [
        Write(Visit.INFO, one, {**base, "state": "held", "day": date(2026, 11, 3), "course": f"Rozmowa {n}"})
        for n, one in enumerate(ids)
    ]
    world.office.desk.store.save(Unit(tuple(writes)))
    assert [one.id for one in world.office.search.find("rozm")] == ids[::-1]
