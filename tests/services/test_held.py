from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from asystent_desktop.errors import InvalidValueError, NotFoundError, RefusedError
from asystent_desktop.merge import operation as ops
from asystent_desktop.records import Assignment, Family, Visit
from asystent_desktop.services import making
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import alerts, log
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.world import PASSWORD, World, held

DAY = date(2026, 11, 20)


def forge(laptop: Services, **given: Any) -> str:
    """Write an operation as a broken or hostile program would; return its number."""
    store = laptop.desk.store
    wanted: dict[str, Any] = {
        "type": ops.SET,
        "kind": "visit",
        "entity": new_id(),
        "parents": {"course": ()},
        "values": {"course": "Rozmowa"},
        "scope": "office",
        "audience": "scope",
    }
    with store.writing() as connection:
        writer = log.Writer(connection, store.now_ms(), given.pop("author", None))
        made = writer.add(**{**wanted, **given})
        writer.finish()
    return made.id


def foreign_visit(laptop: Services, family: str) -> str:
    """Save a whole visit of a family that this laptop was never given."""
    values = {
        "family": family,
        "account": laptop.desk.account,
        "state": "planned",
        "day": DAY,
        "start": time(9),
        "end": time(10),
    }
    visit = new_id()
    laptop.desk.store.save(Unit((Write(Visit.INFO, visit, values),)))
    return visit


def test_a_released_record_becomes_the_work_of_who_released_it(world: World) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    foreign = world.family("Zielińscy", "Marek Pawlak")
    laptop = world.laptop()
    visit = foreign_visit(laptop, foreign)
    world.office.exchange.take(world.bundle(laptop))
    waiting = world.office.held.all()
    assert [(one.sender, one.reason, one.family_name) for one in waiting] == [
        ("Anna Wiśniewska", "SCOPE", "Zielińscy")
    ]
    assert ("Data", "20.11.2026") in waiting[0].fields
    world.office.held.release(waiting[0].id)
    assert [one.id for one in world.office.visits.of_family(foreign)] == [visit]
    assert world.office.records.history(visit)[0].author == "Grażyna Maj"
    assert world.office.held.all() == ()
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.held.answers() == ()


def test_a_refusal_travels_to_the_sender_and_stays_there_to_be_read(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    foreign = world.family("Zielińscy", "Marek Pawlak")
    laptop = world.laptop()
    foreign_visit(laptop, foreign)
    world.exchange(laptop)
    assert [(one.reason, one.note) for one in laptop.held.answers()] == [("SCOPE", "")]
    world.office.held.refuse(world.office.held.all()[0].id, "Tę rodzinę prowadzi Marek.")
    laptop.visits.record(held(laptop, family, DAY, start=time(12)))
    world.exchange(laptop)
    answer = laptop.held.answers()[0]
    assert (answer.reason, answer.note) == ("REFUSED", "Tę rodzinę prowadzi Marek.")
    assert answer.kind_label == "Wizyta"
    assert world.office.visits.of_family(foreign) == ()
    assert laptop.exchange.waiting().changes == 0


def test_only_the_office_decides_and_only_once(world: World) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    foreign_visit(laptop, world.family("Zielińscy", "Marek Pawlak"))
    world.office.exchange.take(world.bundle(laptop))
    number = world.office.held.all()[0].id
    with pytest.raises(RefusedError, match="biuro"):
        laptop.held.release(number)
    with pytest.raises(InvalidValueError, match="dlaczego"):
        world.office.held.refuse(number, "  ")
    world.office.held.refuse(number, "Nie.")
    with pytest.raises(NotFoundError, match="już nie czeka"):
        world.office.held.release(number)


def test_a_change_of_a_held_record_is_refused_until_the_record_itself_is_released(world: World) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    foreign = world.family("Zielińscy", "Marek Pawlak")
    laptop = world.laptop()
    visit = foreign_visit(laptop, foreign)
    laptop.records.change(visit, {"course": "Później"})
    world.office.exchange.take(world.bundle(laptop))
    first, second = world.office.held.all()
    with pytest.raises(RefusedError, match="wcześniejszy"):
        world.office.held.release(second.id)
    world.office.held.release(first.id)
    world.office.held.release(second.id)
    assert world.office.visits.of_family(foreign)[0].course == "Później"


@pytest.mark.parametrize(
    ("reason", "given"),
    [
        ("AUTHOR", {"author": "ab" * 16}),
        ("ROLE", {"kind": "family", "parents": {"display_name": ()}, "values": {"display_name": "Obcy"}}),
        ("ROLE", {"audience": "office"}),
        ("SCOPE", {"scope": f"family:{'cd' * 16}"}),
        ("SCOPE", {"kind": "from_the_future", "scope": f"family:{'cd' * 16}"}),
        ("SCOPE", {"kind": "from_the_future", "scope": "everyone"}),
        ("ROLE", {"kind": "from_the_future", "audience": "office"}),
        ("VALUE", {"parents": {"day": ()}, "values": {"day": "wczoraj"}}),
        ("VALUE", {"parents": {"day": ()}, "values": {"course": "nie to pole"}}),
        ("VALUE", {"type": ops.LIFE, "parents": {"_life": ()}, "values": {"_life": "gone"}}),
    ],
)
def test_each_reason_sets_one_record_aside_and_the_rest_goes_in(
    world: World, reason: str, given: dict[str, Any]
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    own = {"scope": f"family:{family}", **given}
    if own.get("kind") == "family":
        own["scope"] = f"family:{'ef' * 16}"
        own["entity"] = "ef" * 16
    bad = forge(laptop, **own)
    laptop.visits.record(held(laptop, family, DAY))
    taken = world.office.exchange.take(world.bundle(laptop))
    assert [(one.op, one.reason) for one in taken.set_aside] == [(bad, reason)]
    assert taken.applied == 1
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.exchange.waiting().changes == 0
    assert [(one.op, one.reason) for one in laptop.held.answers()] == [(bad, reason)]


def test_a_record_may_not_move_to_another_family(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    other = world.family("Lewandowscy", "Anna Wiśniewska")
    laptop = world.laptop()
    visit = laptop.visits.record(held(laptop, family, DAY)).id
    world.office.exchange.take(world.bundle(laptop))
    bad = forge(laptop, entity=visit, scope=f"family:{other}")
    taken = world.office.exchange.take(world.bundle(laptop))
    assert [(one.op, one.reason) for one in taken.set_aside] == [(bad, "MOVE")]


def test_a_gap_is_kept_but_not_confirmed_until_it_is_filled(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    for day in (18, 19, 20):
        laptop.visits.record(held(laptop, family, date(2026, 11, day)))
    parts = making.make_work(laptop.desk, world.folder / "czesci.paczka", limit=1)
    for part in parts[1:]:
        world.office.exchange.take(part.file)
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.exchange.waiting().changes == 3
    assert len(world.office.visits.of_family(family)) == 2
    world.office.exchange.take(parts[0].file)
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.exchange.waiting().changes == 0


def image(folder: Path, store: Path, state_folder: Path) -> None:
    """Copy a closed store with all its signs, as an image of the whole disk does."""
    shutil.copytree(store, folder / "sejf")
    shutil.copytree(state_folder, folder / "state")


def put_back(folder: Path, store: Path, state_folder: Path) -> None:
    """Put an image in the place of a closed store."""
    for source, target in ((folder / "sejf", store), (folder / "state", state_folder)):
        shutil.rmtree(target)
        shutil.copytree(source, target)


def test_both_branches_of_a_cloned_laptop_are_delivered_and_both_sides_are_told(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    office_folder, office = world.office.desk.store.vault.folder, world.office
    store, state_folder = laptop.desk.store.vault.folder, world.folder / "state"
    laptop.visits.record(held(laptop, family, date(2026, 11, 18)))
    office.close()
    laptop.close()
    image(world.folder / "obraz", store, state_folder)

    laptop = world.stores.unlock(store, PASSWORD)
    laptop.visits.record(held(laptop, family, date(2026, 11, 19)))
    first = world.bundle(laptop)
    laptop.close()
    kept = world.folder / "obraz"
    put_back(kept, store, state_folder)
    clone = world.stores.unlock(store, PASSWORD)
    clone.visits.record(held(clone, family, date(2026, 11, 20)))
    second = world.bundle(clone)

    office = world.stores.unlock(office_folder, PASSWORD)
    world.opened += [office, clone]
    for bundle in (first, second):
        office.exchange.take(bundle)
    assert len(office.visits.of_family(family)) == 3
    clone.exchange.take(world.bundle(office, clone))
    assert clone.exchange.waiting().changes == 0
    for side in (office, clone):
        with side.desk.store.reading() as reader:
            assert [one.code for one in alerts.unseen(reader.connection)] == [alerts.FORK]


def test_a_clock_that_is_wrong_by_years_is_noticed_and_decides_nothing(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", phone="1")
    laptop = world.laptop()
    right = world.clock.at
    world.clock.at = right.replace(year=2029)
    laptop.records.change(family, {"phone": "2"})
    bundle = world.bundle(laptop)
    world.clock.at = right
    world.office.records.change(family, {"phone": "3"})
    assert world.office.exchange.take(bundle).conflicts == 1
    with world.office.desk.store.reading() as reader:
        noticed = alerts.unseen(reader.connection)
        ahead = log.clock(reader.connection)[0]
    assert [one.code for one in noticed] == [alerts.CLOCK_AHEAD]
    assert noticed[0].detail["days"] == 1096
    assert ahead < right.timestamp() * 1000 + 3 * log.DAY_MS


def test_records_that_cannot_be_released_are_of_the_office_and_families(world: World) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    forged = (
        Write(Family.INFO, new_id(), {"display_name": "Dopisani"}),
        Write(Assignment.INFO, new_id(), {"family": new_id(), "account": laptop.desk.account, "since": DAY}),
    )
    laptop.desk.store.save(Unit(forged))
    world.office.exchange.take(world.bundle(laptop))
    waiting = {one.kind_label: one for one in world.office.held.all()}
    assert waiting["Rodzina"].family_name == "Dopisani"
    world.office.held.release(waiting["Rodzina"].id)
    assert "Dopisani" in {row.name for row in world.office.cases.rows()}
