"""Who looked on a laptop is known at the office: for a family's question, whatever device it was on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from asystent_desktop.exchange.records import ObjectRecord, RecordType
from asystent_desktop.merge.canon import Json, canon
from asystent_desktop.services import looking
from asystent_desktop.services.auditing import LOOKS, Wanted
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import exchange_log, looks
from tests.world import World

ANNA = "Anna Wiśniewska"


def seen(world: World, family: str) -> list[tuple[str, str]]:
    lines = world.office.auditing.entries(Wanted(family=family, codes=LOOKS))
    return [(one.who, one.words) for one in lines]


@pytest.fixture
def laptop(world: World) -> Services:
    """A laptop whose office has said that it takes rows of its journal."""
    world.family("Nowakowie", ANNA)
    made = world.laptop(ANNA)
    made.exchange.take(world.bundle(world.office, made))
    return made


def family_of(services: Services) -> str:
    return services.cases.rows()[0].id


def test_a_look_on_a_laptop_is_in_the_offices_answer_and_in_the_extract(
    world: World, laptop: Services
) -> None:
    family = family_of(laptop)
    assert seen(world, family) == []
    laptop.cases.note_opening(family)
    assert seen(world, family) == []
    world.office.exchange.take(world.bundle(laptop))
    assert seen(world, family) == [(ANNA, "podgląd rodziny na laptopie")]
    assert world.office.auditing.looked(Wanted(family=family)) == (ANNA,)
    assert [(one.author, one.code) for one in world.office.records.looks(family)] == [(ANNA, "VIEW")]
    assert world.office.auditing.extract(Wanted(family=family)).startswith(b"%PDF")


def test_rows_travel_once_and_again_after_a_loss(world: World, laptop: Services) -> None:
    family = family_of(laptop)
    laptop.cases.note_opening(family)
    lost = world.bundle(laptop)
    laptop.cases.note_opening(family)
    world.office.exchange.take(world.bundle(laptop))
    assert len(seen(world, family)) == 2
    world.office.exchange.take(lost)
    assert len(seen(world, family)) == 2
    laptop.exchange.take(world.bundle(world.office, laptop))
    with laptop.desk.store.reading() as reader:
        assert looking.for_office(reader.connection) == []


def test_an_office_put_back_from_a_copy_gets_the_rows_again(
    world: World, laptop: Services, tmp_path: Path
) -> None:
    family = family_of(laptop)
    copy = world.office.backup.make(tmp_path / "pendrive").path
    laptop.cases.note_opening(family)
    world.exchange(laptop)
    world.restore_office(copy)
    assert seen(world, family) == []
    laptop.exchange.take(world.bundle(world.office, laptop))
    world.exchange(laptop)
    assert seen(world, family) == [(ANNA, "podgląd rodziny na laptopie")]


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": "ab" * 16},
        {"device": "cd" * 16},
        {"code": "SAVE"},
        {"q": "1"},
        {"subjects": "x"},
        {"subjects": [7]},
        {"detail": None},
    ],
)
def test_a_row_that_is_not_the_laptops_own_look_is_left_out(
    world: World, laptop: Services, changed: dict[str, Any]
) -> None:
    device = laptop.desk.store.identity.device
    row: dict[str, Json] = {
        "q": 3,
        "at": 1,
        "code": "VIEW",
        "actor": laptop.desk.account,
        "device": device,
        "epoch": "",
        "subjects": [],
        "detail": "",
    }
    with world.office.desk.store.writing() as connection:
        sender = exchange_log.devices(connection)[0]
        for fields in ({**row, **changed}, row):
            told: list[Json] = [{"hash": "ee" * 32, "row": fields}, {"hash": "zz", "row": row}, 7]
            looking.keep(connection, sender, [ObjectRecord(RecordType.LOOKS, canon({"rows": told, "v": 1}))])
            assert len(looks.rows(connection)) == (fields is row)


def test_a_laptop_is_silent_until_its_office_takes_such_rows(world: World) -> None:
    """An older office says nothing of them; a laptop sends it none."""
    family = world.family("Nowakowie", ANNA)
    laptop = world.laptop(ANNA)
    laptop.cases.note_opening(family)
    with laptop.desk.store.reading() as reader:
        assert looking.for_office(reader.connection) == []


def test_a_row_changed_by_hand_stops_no_bundle(world: World, laptop: Services) -> None:
    family = family_of(laptop)
    laptop.cases.note_opening(family)
    laptop.cases.note_opening(family)
    with laptop.desk.store.writing() as connection:
        query = "SELECT max(number) FROM audit WHERE instr(body, 'VIEW')"
        number = connection.exec_driver_sql(query).scalar_one()
        body = b'{"code": "VIEW", "at":1, "actor":"", "device":"", "subjects":[], "detail":""}'
        connection.exec_driver_sql("UPDATE audit SET body = ? WHERE number = ?", (body, number))
    world.office.exchange.take(world.bundle(laptop))
    assert len(seen(world, family)) == 1
