"""Who looked at households on the laptops: rows of their journals, as they came with their bundles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, text

from asystent_desktop.storage import audit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from asystent_desktop.storage.audit import AuditRow

_ADD = text(
    "INSERT OR IGNORE INTO look (hash, device, number, at, body) VALUES (:hash, :device, :number, :at, :body)"
)
_LAST = text("SELECT number, hash FROM look WHERE device IN :devices ORDER BY rowid DESC LIMIT 1").bindparams(
    bindparam("devices", expanding=True)
)
_ALL = text("SELECT number, body FROM look WHERE at >= :since AND at < :until")
_ABOUT = text(
    "SELECT number, body FROM look WHERE instr(body, :subject) ORDER BY at DESC, number DESC LIMIT 1000"
)
_FORGET = text("DELETE FROM look WHERE at < :before")
_END = 1 << 62


@dataclass(frozen=True, slots=True)
class LookRow:
    """One row of a laptop's journal: its place and hash (hex) in that chain, when (ms), canonical bytes."""

    device: str
    number: int
    hash: str
    at_ms: int
    body: bytes


def add(connection: Connection, rows: Sequence[LookRow]) -> None:
    """Keep rows; one that is there already stays as it is."""
    found = [
        {
            "hash": bytes.fromhex(one.hash),
            "device": one.device,
            "number": one.number,
            "at": one.at_ms,
            "body": one.body,
        }
        for one in rows
    ]
    if found:
        connection.execute(_ADD, found)


def last(connection: Connection, devices: Sequence[str]) -> tuple[int, str]:
    """Return the place and the hash of the row of a laptop that came last; (0, "") for none.

    Not the furthest one: an old copy of a laptop counts on from an earlier place.
    """
    row = connection.execute(_LAST, {"devices": list(devices)}).first()
    return (row.number, row.hash.hex()) if row else (0, "")


def rows(connection: Connection, since_ms: int = 0, until_ms: int | None = None) -> tuple[AuditRow, ...]:
    """Return the rows from `since_ms` to before `until_ms`."""
    wanted = {"since": since_ms, "until": _END if until_ms is None else until_ms}
    return tuple(audit.read_row(one.number, one.body) for one in connection.execute(_ALL, wanted))


def rows_about(connection: Connection, subject: str) -> tuple[AuditRow, ...]:
    """Return the rows about one record, newest first."""
    found = connection.execute(_ABOUT, {"subject": subject.encode()})
    return tuple(audit.read_row(one.number, one.body) for one in found)


def forget(connection: Connection, before_ms: int) -> int:
    """Delete the rows from before a time; return how many."""
    return connection.execute(_FORGET, {"before": before_ms}).rowcount
