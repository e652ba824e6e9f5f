"""Stores of every earlier schema open, with everything in them."""

from __future__ import annotations

from sqlalchemy import Connection, text

from asystent_desktop.storage import tables
from asystent_desktop.storage.migrations import STEPS
from tests.world import PASSWORD, World

NEW_TABLES = ("late", "withdrawal", "sealed", "anchor", "alert", "answer", "private_note")
NEW_COLUMNS = (
    *(("device", name) for name in ("grant_seen", "reason", "state_at", "report")),
    *(("quarantine", name) for name in ("bundle", "note", "decided_by", "decided_at", "adopted")),
    *(("bundle", name) for name in ("confirmed_by", "confirmed_at")),
)


def go_back_to_the_first_schema(connection: Connection) -> None:
    for name in NEW_TABLES:
        connection.exec_driver_sql(f"DROP TABLE {name}")
    for table, name in NEW_COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
    connection.exec_driver_sql("DROP INDEX op_parked")
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
    again = world.stores.unlock(folder, PASSWORD)
    world.opened.append(again)
    with again.desk.store.reading() as reader:
        assert shape(reader.connection) == new
    assert [row.id for row in again.cases.rows()] == [family]
    assert [one.name for one in again.exchange.devices()] == ["Anna Wiśniewska"]
