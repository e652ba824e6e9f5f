"""What exchange has to say to a person: alerts, decisions on records set aside, answers of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asystent_desktop.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS: Final = (
    ("quarantine", "bundle TEXT NOT NULL DEFAULT ''"),
    ("quarantine", "note TEXT NOT NULL DEFAULT ''"),
    ("quarantine", "decided_by TEXT NOT NULL DEFAULT ''"),
    ("quarantine", "decided_at INTEGER NOT NULL DEFAULT 0"),
    ("quarantine", "adopted TEXT NOT NULL DEFAULT ''"),
    ("bundle", "confirmed_by TEXT NOT NULL DEFAULT ''"),
    ("bundle", "confirmed_at INTEGER NOT NULL DEFAULT 0"),
)


def step(connection: Connection) -> None:
    """Add the tables, columns and the index to a store of the second schema."""
    for table, column in _COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    for made in (tables.alert, tables.answer):
        made.create(connection)
    connection.exec_driver_sql("CREATE INDEX op_parked ON op (kind) WHERE parked = 1")
