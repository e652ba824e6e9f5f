from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from asystent_desktop.errors import AppError
from asystent_desktop.exchange.faults import AlteredBundleError, BundleError, NotABundleError, NotForMeError
from asystent_desktop.merge import operation as ops
from asystent_desktop.records import Assignment, Family, Visit
from asystent_desktop.services.exchange import ALREADY_TAKEN
from asystent_desktop.services.files import NotWrittenError
from asystent_desktop.storage import log, state
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.world import World, held

DAY = date(2026, 11, 20)


def test_a_laptop_joins_with_its_families_and_no_others(world: World) -> None:
    mine = world.family("Nowakowie", "Anna Wiśniewska")
    world.family("Zielińscy", "Marek Pawlak")
    laptop = world.laptop()
    assert [row.id for row in laptop.cases.rows()] == [mine]
    assert laptop.session().name == "Anna Wiśniewska"
    assert laptop.session().store == "assistant"
    assert [one.name for one in laptop.cases.page(mine).members] == ["Ewa Nowakowie"]


def test_work_arrives_is_confirmed_and_only_then_counts_as_delivered(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    visit = laptop.visits.record(held(laptop, family, DAY)).id
    assert laptop.exchange.waiting().changes == 1
    bundle = world.bundle(laptop)
    assert laptop.exchange.waiting().changes == 1
    taken = world.office.exchange.take(bundle)
    assert (taken.applied, taken.sender) == (1, "Anna Wiśniewska")
    assert laptop.exchange.waiting().changes == 1
    answer = laptop.exchange.take(world.bundle(world.office, laptop))
    assert answer.delivered == 1
    assert laptop.exchange.waiting().changes == 0
    assert [one.state for one in laptop.exchange.history() if one.direction == "out"] == ["delivered"]
    assert [one.id for one in world.office.visits.of_family(family)] == [visit]


def test_what_waits_is_told_apart_from_what_stands_in_no_bundle_yet(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    assert laptop.exchange.waiting().sentence == "Biuro ma wszystko."
    laptop.visits.record(held(laptop, family, DAY))
    told = laptop.exchange.waiting()
    assert told.sentence == "1\N{NO-BREAK SPACE}zmiana czeka od 23 listopada."
    assert (told.changes, told.unsaved) == (1, 1)
    world.bundle(laptop)
    assert laptop.exchange.waiting().unsaved == 0
    laptop.records.change(family, {"remarks": "Dzwonić po 16."})
    told = laptop.exchange.waiting()
    assert (told.changes, told.unsaved) == (2, 1)


def test_a_bundle_taken_twice_changes_nothing(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    bundle = world.bundle(laptop)
    world.office.exchange.take(bundle)
    again = world.office.exchange.take(bundle)
    assert (again.applied, again.already_known, again.sentence) == (0, 1, ALREADY_TAKEN)


def test_bundles_in_the_wrong_order_and_a_lost_one_heal_by_themselves(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    bundles = []
    for day in (18, 19, 20):
        laptop.visits.record(held(laptop, family, date(2026, 11, day)))
        bundles.append(world.bundle(laptop))
    assert world.office.exchange.take(bundles[2]).applied == 3
    assert world.office.exchange.take(bundles[0]).already_known == 1
    assert len(world.office.visits.of_family(family)) == 3


def test_a_lost_bundle_whose_work_came_with_the_next_does_not_stay_open(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    world.bundle(laptop)
    laptop.visits.record(held(laptop, family, DAY - timedelta(days=3)))
    world.office.exchange.take(world.bundle(laptop))
    reply = world.bundle(world.office, laptop)
    assert {one.state for one in laptop.exchange.history() if one.direction == "out"} == {"saved"}
    laptop.visits.record(held(laptop, family, DAY - timedelta(days=6)))
    world.bundle(laptop)
    laptop.exchange.take(reply)
    sent = [one for one in laptop.exchange.history() if one.direction == "out"]
    states = [one.state for one in sorted(sent, key=lambda one: one.number)]
    assert states == ["carried", "delivered", "saved"]


@pytest.mark.parametrize("place", [0, 40, 150, 300, 5000, -1])
def test_an_altered_bundle_is_refused_in_a_plain_sentence(world: World, place: int) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    bundle = world.bundle(laptop)
    data = bytearray(bundle.read_bytes())
    data[place] ^= 1
    bundle.write_bytes(data)
    with pytest.raises(BundleError) as caught:
        world.office.exchange.take(bundle)
    assert caught.value.sentence.endswith((".", "nową."))
    assert world.office.visits.of_family(family) == ()


@pytest.mark.parametrize("part", [0.0, 0.02, 0.5, 0.999])
def test_a_cut_off_bundle_is_refused_and_nothing_of_it_taken(world: World, part: float) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    bundle = world.bundle(laptop)
    data = bundle.read_bytes()
    bundle.write_bytes(data[: int(len(data) * part)])
    with pytest.raises((NotABundleError, AlteredBundleError)):
        world.office.exchange.take(bundle)
    assert world.office.visits.of_family(family) == ()


def test_a_bundle_for_another_office_is_refused(world: World, tmp_path: Path) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    bundle = world.bundle(world.laptop())
    other = World(tmp_path / "drugi")
    try:
        with pytest.raises(NotForMeError):
            other.office.exchange.take(bundle)
    finally:
        other.close()


def test_a_bundle_that_cannot_be_written_is_not_marked_as_sent(world: World, tmp_path: Path) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    with pytest.raises(NotWrittenError, match="nośnik"):
        laptop.exchange.make(tmp_path, file=tmp_path / "wyjęty" / "a.paczka")
    assert [one.state for one in laptop.exchange.history()] == ["failed"]
    assert laptop.exchange.waiting().last_made is None
    assert laptop.exchange.waiting().number == 1


def test_two_edits_of_one_field_are_both_kept_until_a_person_chooses(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", phone="1")
    laptop = world.laptop()
    laptop.records.change(family, {"phone": "601 200 300"})
    world.office.records.change(family, {"phone": "601 200 330"})
    taken = world.office.exchange.take(world.bundle(laptop))
    assert taken.conflicts == 1
    conflict = world.office.conflicts.all()[0]
    assert {side.words for side in conflict.sides} == {"601 200 300", "601 200 330"}
    assert {side.author for side in conflict.sides} == {"Anna Wiśniewska", "Grażyna Maj"}
    world.office.conflicts.settle(conflict.id, text="601 200 333")
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.conflicts.all() == ()
    assert laptop.records.view(family).values["phone"] == "601 200 333"


def test_each_of_two_values_says_in_which_bundle_it_came(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", phone="1", district="Ołbin")
    laptop = world.laptop()
    for field, value in (("phone", "2"), ("district", "Krzyki")):
        world.office.records.change(family, {field: f"{value} biuro"})
        laptop.records.change(family, {field: value})
        world.office.exchange.take(world.bundle(laptop))
    sides = {one.field: [side.came for side in one.sides] for one in world.office.conflicts.all()}
    assert {field: sorted(came)[0] for field, came in sides.items()} == {
        "phone": "paczka nr 1, 23.11.2026",
        "district": "paczka nr 2, 23.11.2026",
    }
    assert {came[-1] for came in map(sorted, sides.values())} == {"zapisana na miejscu"}


def test_edits_of_different_fields_join_without_a_question(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", phone="1")
    laptop = world.laptop()
    laptop.records.change(family, {"phone": "2"})
    world.office.records.change(family, {"district": "Ołbin"})
    assert world.office.exchange.take(world.bundle(laptop)).conflicts == 0
    values = world.office.records.view(family).values
    assert (values["phone"], values["district"]) == ("2", "Ołbin")


def test_an_operation_outside_the_senders_families_is_set_aside_and_the_rest_goes_in(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    foreign = world.family("Zielińscy", "Marek Pawlak")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    account = laptop.desk.account
    visit = {"account": account, "state": "planned", "day": DAY, "start": time(9), "end": time(10)}
    forged = (
        Write(Visit.INFO, new_id(), {**visit, "family": foreign}),
        Write(Family.INFO, new_id(), {"display_name": "Dopisani"}),
        Write(Assignment.INFO, new_id(), {"family": foreign, "account": account, "since": DAY}),
    )
    laptop.desk.store.save(Unit(forged))
    laptop.visits.record(held(laptop, family, date(2026, 11, 19)))
    taken = world.office.exchange.take(world.bundle(laptop))
    assert taken.applied == 2
    assert sorted(one.reason for one in taken.set_aside) == ["ROLE", "ROLE", "SCOPE"]
    assert len(world.office.exchange.held()) == 3
    assert world.office.visits.of_family(foreign) == ()
    assert len(world.office.cases.rows()) == 2
    delivered = laptop.exchange.take(world.bundle(world.office, laptop)).delivered
    assert delivered == 5


def test_a_kind_that_the_office_does_not_know_yet_is_kept_for_an_update(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    with laptop.desk.store.writing() as connection:
        writer = log.Writer(connection, laptop.desk.store.now_ms())
        writer.add(
            type=ops.SET,
            kind="from_the_future",
            entity=new_id(),
            parents={"words": ()},
            values={"words": "później"},
            scope=f"family:{family}",
            audience="scope",
        )
        writer.finish()
    taken = world.office.exchange.take(world.bundle(laptop))
    assert (taken.applied, taken.parked, taken.set_aside) == (0, 1, ())
    assert "po aktualizacji" in taken.sentence
    assert laptop.exchange.take(world.bundle(world.office, laptop)).delivered == 1


def test_a_revoked_laptop_is_refused(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    world.office.enrolment.revoke(laptop.desk.store.identity.device)
    with pytest.raises(AppError, match="odwołane"):
        world.office.exchange.take(world.bundle(laptop))


def test_a_family_handed_on_arrives_with_its_whole_history(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    first, second = world.laptop(), world.laptop("Marek Pawlak")
    first.visits.record(held(first, family, DAY))
    world.office.exchange.take(world.bundle(first))
    world.office.register.allocate(family, second.desk.account, date(2026, 11, 23))
    second.exchange.take(world.bundle(world.office, second))
    assert [one.course for one in second.visits.of_family(family)] == ["Rozmowa o wydatkach."]
    assert [one.name for one in second.cases.page(family).members] == ["Ewa Nowakowie"]


def test_the_fields_of_the_office_are_refused_on_a_laptop_before_anything_is_saved(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    case = laptop.cases.page(family).case
    assert case is not None
    with pytest.raises(AppError, match="tylko biuro"):
        laptop.records.change(case.id, {"case_number": "AR.9.2026"})
    with pytest.raises(AppError, match="dodaje biuro"):
        laptop.records.create("family", {"display_name": "Nowi"})


def test_a_forked_chain_keeps_both_branches(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    visit = {
        "account": laptop.desk.account,
        "state": "planned",
        "day": DAY,
        "end": time(23),
        "family": family,
    }
    with laptop.desk.store.writing() as connection:
        for start in (time(8), time(9)):
            writer = log.Writer(connection, laptop.desk.store.now_ms())
            wire = {
                name: Visit.INFO.by_name[name].type.to_wire(value)
                for name, value in {**visit, "start": start}.items()
            }
            writer.add(
                type=ops.SET,
                kind="visit",
                entity=new_id(),
                parents=dict.fromkeys(wire, ()),
                values=wire,
                scope=f"family:{family}",
                audience="scope",
            )
            writer.finish()
            # A copy of the laptop goes on from the same place.
            state.put(connection, "own_number", 0)
            state.put(connection, "own_tip", "")
    assert world.office.exchange.take(world.bundle(laptop)).applied == 2
    assert len(world.office.visits.of_family(family)) == 2


@pytest.mark.parametrize("at_office", [True, False])
def test_a_removal_reaches_the_other_side_and_is_not_set_aside(world: World, *, at_office: bool) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    visit = laptop.visits.record(held(laptop, family, DAY)).id
    world.office.exchange.take(world.bundle(laptop))
    (world.office if at_office else laptop).records.remove(visit)
    assert world.office.exchange.take(world.bundle(laptop)).set_aside == ()
    assert laptop.exchange.take(world.bundle(world.office, laptop)).set_aside == ()
    assert world.office.visits.of_family(family) == ()
    assert laptop.visits.of_family(family) == ()
