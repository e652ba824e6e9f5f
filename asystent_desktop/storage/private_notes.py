"""Private notes: what a worker keeps for itself about a visit. Never an operation, never in a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PUT = text(
    "INSERT INTO private_note (visit, body) VALUES (:visit, :body) "
    "ON CONFLICT (visit) DO UPDATE SET body = :body"
)
_DROP = text("DELETE FROM private_note WHERE visit = :visit")
_GET = text("SELECT body FROM private_note WHERE visit = :visit")


def put(connection: Connection, visit: str, body: str) -> None:
    """Keep the note of a visit in place of an earlier one; an empty note is forgotten."""
    if body.strip():
        connection.execute(_PUT, {"visit": visit, "body": body})
    else:
        connection.execute(_DROP, {"visit": visit})


def get(connection: Connection, visit: str) -> str:
    """Return the note of a visit, or nothing."""
    return connection.execute(_GET, {"visit": visit}).scalar() or ""
