"""Stores of every earlier schema open, with everything in them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, text

from asystent_desktop.merge import operation as ops
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import log, state, tables
from asystent_desktop.storage.migrations import STEPS
from tests.world import World, held

NEW_TABLES = ("late", "withdrawal", "sealed", "anchor", "alert", "answer", "private_note", "look")
NEW_COLUMNS = (
    *(("device", name) for name in ("grant_seen", "reason", "state_at", "report")),
    *(("quarantine", name) for name in ("bundle", "note", "decided_by", "decided_at", "adopted")),
    *(("bundle", name) for name in ("confirmed_by", "confirmed_at")),
    ("op", "waits"),
)


def go_back_to_the_first_schema(connection: Connection) -> None:
    for name in NEW_TABLES:
        connection.exec_driver_sql(f"DROP TABLE {name}")
    for name in ("op_parked", "op_waits"):
        connection.exec_driver_sql(f"DROP INDEX {name}")
    for table, name in NEW_COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
    connection.exec_driver_sql("PRAGMA user_version = 1")


def shape(connection: Connection) -> dict[str, list[str]]:
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    return {
        name: sorted(row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})"))
        for name in sorted(names)
    }


def test_the_number_of_steps_is_the_number_of_the_schema() -> None:
    assert len(STEPS) == tables.SCHEMA_VERSION


def test_a_store_of_the_first_schema_opens_with_its_families_and_laptops(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    world.laptop()
    office = world.office
    with office.desk.store.writing() as connection:
        new = shape(connection)
        go_back_to_the_first_schema(connection)
    folder = office.desk.store.vault.folder
    office.close()
    again = world.reopen(folder)
    with again.desk.store.reading() as reader:
        assert shape(reader.connection) == new
    assert [row.id for row in again.cases.rows()] == [family]
    assert [one.name for one in again.exchange.devices()] == ["Anna Wiśniewska"]


def go_back_to_marks_by_number(laptop: Services, number: int) -> None:
    """Make a store of the schema before the last out of an open one: delivered up to a number."""
    with laptop.desk.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE look")
        connection.exec_driver_sql("DROP INDEX op_waits")
        connection.exec_driver_sql("ALTER TABLE op DROP COLUMN waits")
        state.put(connection, f"delivered:{laptop.desk.store.identity.epoch}", number)
        connection.exec_driver_sql("PRAGMA user_version = 4")
    laptop.close()


def write_from(laptop: Services, number: int, tip: str) -> None:
    """Write a visit from an earlier place of the chain, as the other one of two copies does."""
    with laptop.desk.store.writing() as connection:
        state.put(connection, "own_number", number)
        state.put(connection, "own_tip", tip)
        writer = log.Writer(connection, laptop.desk.store.now_ms())
        writer.add(
            type=ops.SET,
            kind="visit",
            entity="ab" * 16,
            parents={"course": ()},
            values={"course": "Druga."},
            scope="office",
            audience="scope",
        )
        writer.finish()


@pytest.mark.parametrize(("is_forked", "waiting"), [(False, 1), (True, 3)])
def test_work_that_an_older_schema_counted_as_delivered_is_trusted_only_on_one_chain(
    world: World, *, is_forked: bool, waiting: int
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    for day in (18, 19):
        laptop.visits.record(held(laptop, family, date(2026, 11, day)))
    world.office.exchange.take(world.bundle(laptop))
    laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    if is_forked:
        with laptop.desk.store.reading() as reader:
            query = text("SELECT id FROM op WHERE number = 1 AND device = :device")
            own = {"device": laptop.desk.store.identity.device}
            first = reader.connection.execute(query, own).scalar_one()
        write_from(laptop, 1, first.hex())
    go_back_to_marks_by_number(laptop, 2)
    again = world.reopen(laptop.desk.store.vault.folder)
    assert again.exchange.waiting().changes == waiting
    world.exchange(again)
    assert again.exchange.waiting().changes == 0
    assert len(world.office.visits.of_family(family)) == 3
