"""The first schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection


def step(connection: Connection) -> None:
    """Make the tables of the first schema in a store that has none."""
    tables.create_all(connection)
