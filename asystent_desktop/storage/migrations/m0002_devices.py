"""What an office keeps of its devices: reports, withdrawals, sealed bundles, anchors of audit chains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asystent_desktop.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS: Final = (
    "grant_seen INTEGER NOT NULL DEFAULT 0",
    "reason TEXT NOT NULL DEFAULT ''",
    "state_at INTEGER NOT NULL DEFAULT 0",
    "report TEXT NOT NULL DEFAULT '{}'",
)


def step(connection: Connection) -> None:
    """Add the tables and columns to a store of the first schema."""
    for column in _COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE device ADD COLUMN {column}")
    for table in (tables.late, tables.withdrawal, tables.sealed, tables.anchor):
        table.create(connection)
