"""The audit chain: who did what and when, by ids and codes only, each row bound to the one before it.

Kept for at least two years (Krajowe Ramy Interoperacyjności, Dz.U. 2024 poz. 773).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from asystent_desktop.merge.canon import Json, canon
from asystent_desktop.merge.labels import AUDIT
from asystent_desktop.storage import state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

CODES: Final = frozenset(
    {
        *("UNLOCK", "UNLOCK_FAIL", "LOCK", "VIEW", "SAVE", "CONFLICT_RESOLVED", "EXPORT", "PRINT", "IMPORT"),
        *("BUNDLE_OUT", "BUNDLE_IN", "HELD", "RELEASED", "GRANT", "PURGE", "ENROL", "REVOKED", "CLOCK_ODD"),
        *("BACKUP", "RESTORE", "NEW_EPOCH", "RECOVERED", "ESCROW_OPEN", "PASSWORD", "REKEY", "MODE_FIXED"),
        *("PLAN", "TAKEN_BACK", "CUT"),
    }
)
# Read as bytes whatever they are: who changes a row by hand may change its type too.
_LAST = text("SELECT number, CAST(hash AS BLOB) AS hash FROM audit ORDER BY number DESC LIMIT 1")
_ADD = text("INSERT INTO audit (number, body, hash) VALUES (:number, :body, :hash)")
_ALL = text(
    "SELECT number, CAST(body AS BLOB) AS body, CAST(hash AS BLOB) AS hash FROM audit ORDER BY number"
)
_HASH_AT = text("SELECT CAST(hash AS BLOB) FROM audit WHERE number = :number")
_NEWEST = text("SELECT number, CAST(body AS BLOB) AS body FROM audit ORDER BY number DESC")
_AFTER = text(
    "SELECT number, CAST(body AS BLOB) AS body, CAST(hash AS BLOB) AS hash FROM audit "
    "WHERE number > :after ORDER BY number"
)
_OLD = text("SELECT number, CAST(body AS BLOB) AS body FROM audit ORDER BY number")
_AT = text("SELECT CAST(body AS BLOB) FROM audit WHERE number = :number")
_DROP = text("DELETE FROM audit WHERE number <= :number")
UNREADABLE: Final = "UNREADABLE"
"""The code of a row that is not what this program writes: never written, only shown."""
_START = bytes(32)
_CUT = "audit_cut"
KEPT_MS: Final = 731 * 24 * 3600 * 1000
"""Two years, in milliseconds: no row younger than that is ever cut off."""


@dataclass(frozen=True, slots=True)
class ChainedRow:
    """A row as it stands in the chain: its place, hash (hex) and canonical bytes."""

    number: int
    hash: str
    body: bytes


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row: `at_ms` since 1970, code, account, device, ids of what it was about, a detail code."""

    number: int
    at_ms: int
    code: str
    actor: str
    device: str
    subjects: tuple[str, ...]
    detail: str


def append(
    connection: Connection,
    *,
    at_ms: int,
    code: str,
    actor: str,
    subjects: Iterable[str] = (),
    detail: str = "",
) -> None:
    """Add a row in the transaction of the act itself."""
    if code not in CODES:
        raise ValueError(code)
    last = connection.execute(_LAST).first()
    number, before = (last.number, last.hash) if last else (0, _START)
    row: dict[str, Json] = {
        "q": number + 1,
        "at": at_ms,
        "code": code,
        "actor": actor,
        "device": state.get(connection, "device") or "",
        "epoch": state.get(connection, "epoch") or "",
        "subjects": list(subjects),
        "detail": detail,
    }
    body = canon(row)
    connection.execute(_ADD, {"number": number + 1, "body": body, "hash": _hash(before, body)})


def tip(connection: Connection) -> tuple[int, str]:
    """Return the number and the hash of the last row; (0, zeros) for an empty chain."""
    last = connection.execute(_LAST).first()
    return (last.number, last.hash.hex()) if last else (0, _START.hex())


def hash_at(connection: Connection, number: int) -> str:
    """Return the hash of one row, also of that at which the chain was cut; empty when there is none."""
    place, before = cut_place(connection)
    if place and number == place:
        return before.hex()
    found = connection.execute(_HASH_AT, {"number": number}).scalar()
    return found.hex() if found else ""


def verify(connection: Connection) -> tuple[int, int | None]:
    """Walk the chain; return how many rows it has and the number of the first that doesn't fit, or None.

    Where it was cut it begins with the row kept of what is gone; a cut that took younger rows than the law
    allows doesn't fit.
    """
    place, before = cut_place(connection)
    count, first_at, last_at = 0, 0, 0
    for row in connection.execute(_ALL):
        count += 1
        if row.number != place + count or row.hash != _hash(before, row.body):
            return count, place + count
        before = row.hash
        if place:
            last_at = max(last_at, read_row(row.number, row.body).at_ms)
            first_at = first_at or last_at
    if place and last_at - first_at < KEPT_MS:
        return count, place + 1
    return count, None


def cut_place(connection: Connection) -> tuple[int, bytes]:
    """Return the number and the hash of the row at which the chain was cut; (0, zeros) for a whole one."""
    number, _, kept = (state.get(connection, _CUT) or "").partition(" ")
    return (int(number), bytes.fromhex(kept)) if number else (0, _START)


def first_at(connection: Connection) -> int | None:
    """Return when (ms) the first row of the chain was written, or None for an empty one."""
    row = connection.execute(_OLD).first()
    return read_row(row.number, row.body).at_ms if row else None


def last_before(connection: Connection, limit_ms: int) -> int:
    """Return the number of the last row from before a time such that all before it are; 0 for none."""
    found = 0
    for row in connection.execute(_OLD):
        if read_row(row.number, row.body).at_ms >= limit_ms:
            break
        found = row.number
    return found


def cut(connection: Connection, number: int) -> int:
    """Delete the rows up to this one and keep its hash, which the rest hangs on; return its time (ms)."""
    body = connection.execute(_AT, {"number": number}).scalar_one()
    state.put(connection, _CUT, f"{number} {hash_at(connection, number)}")
    connection.execute(_DROP, {"number": number})
    return read_row(number, body).at_ms


def chained_rows(
    connection: Connection, *, after: int, codes: Iterable[str], most: int
) -> tuple[ChainedRow, ...]:
    """Return the first rows behind a place that have one of these codes, as they stand in the chain."""
    wanted = set(codes)
    found: list[ChainedRow] = []
    for row in connection.execute(_AFTER, {"after": after}):
        if len(found) == most:
            break
        if read_row(row.number, row.body).code in wanted:
            found.append(ChainedRow(row.number, row.hash.hex(), row.body))
    return tuple(found)


def rows(connection: Connection, since_ms: int = 0, until_ms: int | None = None) -> tuple[AuditRow, ...]:
    """Return the rows from `since_ms` to before `until_ms` (None: to the last one), newest first."""
    found = (read_row(row.number, row.body) for row in connection.execute(_NEWEST))
    return tuple(row for row in found if since_ms <= row.at_ms and (until_ms is None or row.at_ms < until_ms))


def rows_about(connection: Connection, subject: str) -> tuple[AuditRow, ...]:
    """Return the rows about one record, newest first."""
    query = text("SELECT number, body FROM audit WHERE instr(body, :subject) ORDER BY number DESC LIMIT 1000")
    return tuple(
        read_row(row.number, row.body) for row in connection.execute(query, {"subject": subject.encode()})
    )


def newest(connection: Connection, code: str) -> AuditRow | None:
    """Return the last row with this code, or None."""
    query = text("SELECT number, body FROM audit WHERE instr(body, :code) ORDER BY number DESC LIMIT 1")
    row = connection.execute(query, {"code": b'"code":"%s"' % code.encode()}).first()
    return read_row(row.number, row.body) if row else None


def read_row(number: int, body: bytes) -> AuditRow:
    """Return one row of a chain by its place and its canonical bytes."""
    try:
        row = json.loads(body)
        return AuditRow(
            number=number,
            at_ms=int(row["at"]),
            code=str(row["code"]),
            actor=str(row["actor"]),
            device=str(row["device"]),
            subjects=tuple(str(one) for one in row["subjects"]),
            detail=str(row["detail"]),
        )
    except (ValueError, KeyError, TypeError):
        # The walk of the chain says that it was changed; the others are still to be read.
        return AuditRow(number, 0, UNREADABLE, "", "", (), "")


def _hash(before: bytes, body: bytes) -> bytes:
    return hashlib.sha256(AUDIT + before + body).digest()
