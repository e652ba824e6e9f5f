"""A table for who looked at households on the laptops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection


def step(connection: Connection) -> None:
    """Make the table."""
    tables.look.create(connection)
