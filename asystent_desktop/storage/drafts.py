"""Drafts: text being typed, kept on this device only, never an operation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

_PUT = text(
    "INSERT INTO draft (key, form, entity, body, at) VALUES (:key, :form, :entity, :body, :at) "
    "ON CONFLICT (key) DO UPDATE SET body = :body, at = :at"
)
_DROP = text("DELETE FROM draft WHERE key = :key")
_RENAME = text("UPDATE draft SET key = :new WHERE key = :key")
_GET = text("SELECT key, form, entity, body, at FROM draft WHERE key = :key")
_ALL = text("SELECT key, form, entity, body, at FROM draft ORDER BY at DESC")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being typed in one form: `entity` is the record or household, `values` plain JSON."""

    key: str
    form: str
    entity: str
    values: Mapping[str, Any]
    at_ms: int

    @property
    def at_local(self) -> datetime:
        """Return when it was kept, as naive local time."""
        return datetime.fromtimestamp(self.at_ms / 1000, tz=UTC).astimezone().replace(tzinfo=None)


def put(connection: Connection, draft: Draft) -> None:
    """Keep the draft, in place of an earlier one with its key."""
    body = json.dumps(draft.values, ensure_ascii=False)
    row = {"key": draft.key, "form": draft.form, "entity": draft.entity, "body": body, "at": draft.at_ms}
    connection.execute(_PUT, row)


def drop(connection: Connection, key: str) -> None:
    """Forget the draft; a missing one is fine."""
    connection.execute(_DROP, {"key": key})


def rename(connection: Connection, key: str, new: str) -> None:
    """Give the draft another key; a missing one is fine."""
    connection.execute(_RENAME, {"key": key, "new": new})


def get(connection: Connection, key: str) -> Draft | None:
    """Return the draft with that key, or None."""
    row = connection.execute(_GET, {"key": key}).first()
    return Draft(row.key, row.form, row.entity, json.loads(row.body), row.at) if row else None


def listed(connection: Connection) -> tuple[Draft, ...]:
    """Return all drafts, newest first."""
    return tuple(
        Draft(row.key, row.form, row.entity, json.loads(row.body), row.at) for row in connection.execute(_ALL)
    )
