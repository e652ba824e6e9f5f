"""What the program noticed and a person should know: a forked chain, a clock that is wrong, an old copy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

FORK: Final = "FORK"
CLOCK_AHEAD: Final = "CLOCK_AHEAD"
CLOCK_BACK: Final = "CLOCK_BACK"
OLD_COPY: Final = "OLD_COPY"
OFFICE_ANEW: Final = "OFFICE_ANEW"
OWN_COPY: Final = "OWN_COPY"

_ADD = text(
    "INSERT OR IGNORE INTO alert (code, subject, detail, at, state) "
    "VALUES (:code, :subject, :detail, :at, 'open')"
)
_OPEN = text("SELECT number, code, subject, detail, at FROM alert WHERE state = 'open' ORDER BY number DESC")
_SEEN = text("UPDATE alert SET state = 'seen' WHERE number = :number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing noticed: a code, what it is about (an id), more by name, when (ms)."""

    number: int
    code: str
    subject: str
    detail: dict[str, Any]
    at_ms: int


def add(connection: Connection, code: str, subject: str, at_ms: int, **detail: str | int) -> bool:
    """Note something once for a subject; False when it stands there already."""
    row = {"code": code, "subject": subject, "detail": json.dumps(detail), "at": at_ms}
    return bool(connection.execute(_ADD, row).rowcount)


def unseen(connection: Connection) -> tuple[Alert, ...]:
    """Return what no person has marked as read, newest first."""
    return tuple(
        Alert(
            number=row.number,
            code=row.code,
            subject=row.subject,
            detail=json.loads(row.detail),
            at_ms=row.at,
        )
        for row in connection.execute(_OPEN)
    )


def mark_seen(connection: Connection, number: int) -> None:
    """Note that a person has read it."""
    connection.execute(_SEEN, {"number": number})
