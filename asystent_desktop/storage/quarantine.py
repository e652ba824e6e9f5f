"""Records set aside with their reason, what a person decided about them, and what an office answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, text

from asystent_desktop.storage.log import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

HELD: Final = "held"
RELEASED: Final = "released"
REFUSED: Final = "refused"

_ADD = text(
    "INSERT OR IGNORE INTO quarantine (id, device, reason, body, salt, vals, at, state, bundle) "
    "VALUES (:id, :device, :reason, :body, :salt, :vals, :at, 'held', :bundle)"
)
_LIST = text("SELECT * FROM quarantine WHERE state IN :states ORDER BY at DESC, id").bindparams(
    bindparam("states", expanding=True)
)
_ONE = text("SELECT * FROM quarantine WHERE id = :id")
_KNOWN = text("SELECT id FROM quarantine WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_DECIDE = text(
    "UPDATE quarantine SET state = :state, note = :note, decided_by = :by, decided_at = :at, "
    "adopted = :adopted WHERE id = :id AND state = 'held'"
)
_ANSWERS = text("SELECT op, code, note, at FROM answer ORDER BY at DESC, op")
_ADD_ANSWER = text(
    "INSERT INTO answer (op, epoch, code, note, at) VALUES (:op, :epoch, :code, :note, :at) "
    "ON CONFLICT (op) DO UPDATE SET code = :code, note = :note, at = min(at, :at)"
)
_OWN = text("SELECT id FROM op WHERE id IN :ids AND epoch = :epoch").bindparams(
    bindparam("ids", expanding=True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A record as it came: its bytes, salt and values, who sent it in which bundle, why it waits."""

    id: str
    device: str
    reason: str
    body: bytes
    salt: bytes | None
    values: bytes | None
    at_ms: int
    bundle: str = ""
    state: str = HELD
    note: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the office said of one own operation: the reason's code, its words, since when (ms)."""

    op: str
    code: str
    note: str
    at_ms: int


def hold(connection: Connection, rows: Iterable[Aside]) -> None:
    """Set records aside; they are never applied and never deleted by themselves."""
    listed = [
        {
            "id": bytes.fromhex(one.id),
            "device": one.device,
            "reason": one.reason,
            "body": one.body,
            "salt": one.salt,
            "vals": one.values,
            "at": one.at_ms,
            "bundle": one.bundle,
        }
        for one in rows
    ]
    if listed:
        connection.execute(_ADD, listed)


def known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those of `ids` that were set aside before, whatever was decided about them."""
    found: set[str] = set()
    for part in chunks(ids):
        rows = connection.execute(_KNOWN, {"ids": [bytes.fromhex(one) for one in part]})
        found.update(row.id.hex() for row in rows)
    return found


def records(connection: Connection, *states: str, device: str | None = None) -> tuple[Aside, ...]:
    """Return the records in these states (none: only waiting ones), newest first, of one device or of all."""
    rows = connection.execute(_LIST, {"states": list(states or (HELD,))})
    return tuple(_aside(row) for row in rows if device in {None, row.device})


def one(connection: Connection, op_id: str) -> Aside | None:
    """Return one record, whatever was decided about it."""
    row = connection.execute(_ONE, {"id": bytes.fromhex(op_id)}).first()
    return _aside(row) if row is not None else None


def decide(
    connection: Connection, op_id: str, state: str, *, by: str, at_ms: int, note: str = "", adopted: str = ""
) -> bool:
    """Note a person's decision; False when somebody decided before."""
    wanted = {
        "id": bytes.fromhex(op_id),
        "state": state,
        "note": note,
        "by": by,
        "at": at_ms,
        "adopted": adopted,
    }
    return bool(connection.execute(_DECIDE, wanted).rowcount)


def keep_answers(connection: Connection, epoch: str, found: Iterable[Answer]) -> None:
    """Put an office's newest answers about own operations of an epoch in the place of earlier ones."""
    answers = list(found)
    wanted = {"ids": [bytes.fromhex(answer.op) for answer in answers], "epoch": epoch}
    own = {row.id for row in connection.execute(_OWN, wanted)} if answers else set()
    # A refusal is a last word: it stays to be read when the office no longer repeats it.
    connection.execute(
        text("DELETE FROM answer WHERE epoch = :epoch AND code != 'REFUSED'"), {"epoch": epoch}
    )
    rows = [
        {"op": key, "epoch": epoch, "code": answer.code, "note": answer.note, "at": answer.at_ms}
        for answer in answers
        if (key := bytes.fromhex(answer.op)) in own
    ]
    if rows:
        connection.execute(_ADD_ANSWER, rows)


def answers(connection: Connection) -> tuple[Answer, ...]:
    """Return what the office said of own operations, newest first."""
    return tuple(
        Answer(op=row.op.hex(), code=row.code, note=row.note, at_ms=row.at)
        for row in connection.execute(_ANSWERS)
    )


def _aside(row: object) -> Aside:
    given = row._mapping  # type: ignore[attr-defined]  # noqa: SLF001 - SQLAlchemy's public name of a row as a mapping
    return Aside(
        id=given["id"].hex(),
        device=given["device"],
        reason=given["reason"],
        body=given["body"],
        salt=given["salt"],
        values=given["vals"],
        at_ms=given["at"],
        bundle=given["bundle"],
        state=given["state"],
        note=given["note"],
        decided_by=given["decided_by"],
    )
