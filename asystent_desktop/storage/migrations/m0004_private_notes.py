"""A table of its own for private notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection


def step(connection: Connection) -> None:
    """Make the table; a store made by this version has it already."""
    tables.private_note.create(connection, checkfirst=True)
