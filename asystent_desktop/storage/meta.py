"""The table `meta`: what a store says of itself, one value a name."""

from __future__ import annotations

from sqlalchemy import Connection


def meta(connection: Connection, name: str) -> object:
    """Return one value of the table `meta`; None when it is not there."""
    row = connection.exec_driver_sql("SELECT v FROM meta WHERE k = ?", (name,)).one_or_none()
    return row[0] if row else None


def set_meta(connection: Connection, name: str, value: str | int) -> None:
    """Write one value of the table `meta`."""
    connection.exec_driver_sql(
        "INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v", (name, value)
    )
