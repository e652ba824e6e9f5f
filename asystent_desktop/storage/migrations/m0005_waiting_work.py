"""A mark on each operation that no receipt has confirmed, in place of one number for each epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.storage import delivery

if TYPE_CHECKING:
    from sqlalchemy import Connection


def step(connection: Connection) -> None:
    """Add the mark and its index, and set it by the numbers that were kept before."""
    connection.exec_driver_sql("ALTER TABLE op ADD COLUMN waits INTEGER NOT NULL DEFAULT 0")
    connection.exec_driver_sql("CREATE INDEX op_waits ON op (position) WHERE waits = 1")
    delivery.mark_old(connection)
