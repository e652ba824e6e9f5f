"""A family goes from one assistant to another: full history there, nothing unsent lost, nothing left here."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import exchange_log, withdrawals
from tests.faults.kill_giving_up import WORD, everything_in
from tests.world import World, held

DAY = date(2026, 11, 20)


def hand_on(world: World, family: str, worker: str) -> None:
    world.office.register.allocate(family, world.account(worker), world.clock.today())


@pytest.fixture
def handed_on(world: World) -> tuple[Services, str, str]:
    """A laptop with two families of which one has been handed on; it has unsent work in both."""
    goes = world.family(f"Nowakowie {WORD}", "Anna Wiśniewska")
    stays = world.family("Zielińscy", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, goes, DAY, course=f"Rozmowa {WORD}.", private_note=f"dla mnie {WORD}"))
    laptop.visits.record(held(laptop, stays, DAY, time(11)))
    hand_on(world, goes, "Marek Pawlak")
    return laptop, goes, stays


def test_the_laptop_is_told_then_sends_its_work_then_gives_the_family_up(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, goes, stays = handed_on
    told = laptop.exchange.take(world.bundle(world.office, laptop))
    assert f"Biuro przekazało rodzinę innej osobie: Nowakowie {WORD}." in told.sentence
    assert {row.id for row in laptop.cases.rows()} == {goes, stays}
    taken = world.office.exchange.take(world.bundle(laptop))
    assert (taken.applied, taken.set_aside) == (2, ())
    answer = laptop.exchange.take(world.bundle(world.office, laptop))
    assert "Oddano rodzinę" in answer.sentence
    assert [row.id for row in laptop.cases.rows()] == [stays]
    assert len(laptop.visits.of_family(stays)) == 1
    assert laptop.visits.of_family(goes) == ()


def test_nothing_of_a_family_given_up_is_left_in_the_store(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, goes, _stays = handed_on
    laptop.drafts.keep(f"visit:{goes}", "visit", goes, {"course": f"szkic {WORD}"})
    assert WORD.encode() in everything_in(laptop)
    for _round in range(2):
        world.exchange(laptop)
    assert WORD.encode() not in everything_in(laptop)
    assert laptop.search.find(WORD) == ()
    assert laptop.backup.check().problems == ()


def test_a_draft_about_the_family_is_told_before_it_goes(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, goes, _stays = handed_on
    laptop.drafts.keep("visit:1", "visit", goes, {"course": "szkic"})
    told = laptop.exchange.take(world.bundle(world.office, laptop))
    assert "Masz w niej niedokończone wpisy." in told.sentence


def test_late_work_reaches_the_office_with_a_mark_and_the_new_assistant_too(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, goes, _stays = handed_on
    other = world.laptop("Marek Pawlak")
    world.exchange(laptop)
    with world.office.desk.store.reading() as reader:
        late = exchange_log.late_records(reader.connection)
    assert [(kind, scope) for _op, kind, scope, _at in late] == [("visit", f"family:{goes}")]
    other.exchange.take(world.bundle(world.office, other))
    assert [one.course for one in other.visits.of_family(goes)] == [f"Rozmowa {WORD}."]


def test_unconfirmed_work_keeps_the_family_on_the_laptop(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, goes, _stays = handed_on
    world.exchange(laptop)
    world.office.exchange.take(world.bundle(laptop))
    order = world.bundle(world.office, laptop)
    laptop.visits.record(held(laptop, goes, date(2026, 11, 19)))
    answer = laptop.exchange.take(order)
    assert "czeka na oddanie" in answer.sentence
    assert len(laptop.visits.of_family(goes)) == 2
    assert world.office.exchange.take(world.bundle(laptop)).set_aside[0].reason == "SCOPE"
    assert "Oddano rodzinę" in laptop.exchange.take(world.bundle(world.office, laptop)).sentence
    assert len(world.office.exchange.held()) == 1


def test_the_chain_of_the_laptop_stays_whole_after_giving_up(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, _goes, stays = handed_on
    for _round in range(2):
        world.exchange(laptop)
    laptop.visits.record(held(laptop, stays, date(2026, 11, 21)))
    assert world.office.exchange.take(world.bundle(laptop)).applied == 1
    assert laptop.exchange.take(world.bundle(world.office, laptop)).delivered == 1
    assert laptop.backup.verify_audit()[1] is None


def test_a_stale_bundle_brings_nothing_back_that_was_given_up(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, goes, _stays = handed_on
    world.office.register.allocate(goes, laptop.desk.account, date(2026, 11, 23))
    stale = world.bundle(world.office, laptop)
    world.clock.at += timedelta(days=2)
    hand_on(world, goes, "Marek Pawlak")
    for _round in range(3):
        world.exchange(laptop)
    assert WORD.encode() not in everything_in(laptop)
    laptop.exchange.take(stale)
    assert WORD.encode() not in everything_in(laptop)


def test_a_family_that_comes_back_brings_its_whole_history_the_own_work_too(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, goes, stays = handed_on
    for _round in range(3):
        world.exchange(laptop)
    world.office.register.allocate(goes, laptop.desk.account, date(2026, 11, 23))
    world.exchange(laptop)
    assert {row.id for row in laptop.cases.rows()} == {goes, stays}
    assert [one.course for one in laptop.visits.of_family(goes)] == [f"Rozmowa {WORD}."]
    assert [one.name for one in laptop.cases.page(goes).members] == [f"Ewa Nowakowie {WORD}"]
    assert laptop.exchange.waiting().changes == 0


@pytest.mark.parametrize("answers", ["its word comes late", "its word comes first", "nothing was obeyed"])
def test_a_family_that_comes_back_before_the_laptop_could_say_it_is_gone_comes_whole(
    world: World, handed_on: tuple[Services, str, str], answers: str
) -> None:
    laptop, goes, stays = handed_on
    laptop.exchange.take(world.bundle(world.office, laptop))
    world.office.exchange.take(world.bundle(laptop))
    order = world.bundle(world.office, laptop)
    if answers != "nothing was obeyed":
        assert "Oddano rodzinę" in laptop.exchange.take(order).sentence
    word = world.bundle(laptop)
    hand_on(world, goes, "Anna Wiśniewska")
    if answers == "its word comes first":
        world.office.exchange.take(word)
    back = world.bundle(world.office, laptop)
    world.office.exchange.take(word)
    laptop.exchange.take(back)
    assert {row.id for row in laptop.cases.rows()} == {goes, stays}
    assert [one.course for one in laptop.visits.of_family(goes)] == [f"Rozmowa {WORD}."]
    laptop.exchange.take(order)  # late, and obeyed no more
    assert len(laptop.visits.of_family(goes)) == 1
    world.office.exchange.take(world.bundle(laptop))
    assert world.office.handover.under_way() == ()


def test_the_office_knows_when_the_family_was_given_up(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, goes, _stays = handed_on
    device = laptop.desk.store.identity.device
    states = []
    for _round in range(3):
        world.exchange(laptop)
        with world.office.desk.store.reading() as reader:
            states.append(withdrawals.of_device(reader.connection, device)[goes].state)
    assert states == ["told", "known", "done"]


def test_a_laptop_that_stops_before_the_room_is_dropped_drops_it_at_the_next_unlock(
    world: World, handed_on: tuple[Services, str, str], tmp_path: Path
) -> None:
    laptop, _goes, _stays = handed_on
    world.exchange(laptop)
    world.office.exchange.take(world.bundle(laptop))
    folder = laptop.desk.store.vault.folder
    with laptop.desk.store.writing() as connection:
        connection.execute(text("INSERT INTO state (key, value) VALUES ('compact_due', '1')"))
    laptop.close()
    again = world.reopen(folder)
    with again.desk.store.reading() as reader:
        due = reader.connection.execute(text("SELECT value FROM state WHERE key = 'compact_due'")).scalar()
    assert due == "0"


def test_the_person_is_told_until_when_own_copies_hold_a_family_given_up(
    world: World, handed_on: tuple[Services, str, str]
) -> None:
    laptop, _goes, _stays = handed_on
    assert laptop.backup.daily() is not None
    assert laptop.backup.status().given_up == 0
    world.clock.at += timedelta(days=2)
    world.exchange(laptop)
    world.office.exchange.take(world.bundle(laptop))
    told = laptop.exchange.take(world.bundle(world.office, laptop))
    assert "najwyżej 35 dni" in told.sentence
    status = laptop.backup.status()
    assert (status.given_up, status.given_up_until) == (1, date(2026, 12, 28))
    world.clock.at += timedelta(days=36)
    assert laptop.backup.daily() is not None
    assert laptop.backup.status().given_up == 0
