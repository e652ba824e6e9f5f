"""Giving a household up: its values leave this store for good, the skeleton of the chain stays.

What stays of an operation is its canonical bytes with the commitment: who changed which field of which record
when, never to what. So chains and receipts can still be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, text

from asystent_desktop.storage import log, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

GIVEN_UP: Final = 2
"""The value of `op.parked` of an operation whose values were given up: it takes no part in anything."""

_IN_SCOPE = text("SELECT DISTINCT entity FROM op WHERE scope = :scope")
_ONLY_HERE = text(
    "SELECT DISTINCT target FROM reference WHERE scope = :scope AND target NOT IN "
    "(SELECT target FROM reference WHERE scope != :scope)"
)
_POINTED_AT = text("SELECT DISTINCT target FROM reference WHERE scope = :scope")
_SHARED = text("SELECT DISTINCT entity FROM op WHERE entity IN :ids AND scope = 'shared'").bindparams(
    bindparam("ids", expanding=True)
)
_ERASE = text(
    "UPDATE op SET salt = NULL, vals = NULL, parked = 2 WHERE entity IN :ids AND parked != 2"
).bindparams(bindparam("ids", expanding=True))
_WORDS = text("DELETE FROM words WHERE rowid IN (SELECT number FROM doc WHERE id IN :ids)").bindparams(
    bindparam("ids", expanding=True)
)
_DOCS = text("DELETE FROM doc WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_REFERENCES = text("DELETE FROM reference WHERE source IN :ids").bindparams(bindparam("ids", expanding=True))
_UNFINISHED = text("SELECT count(*) FROM draft WHERE entity = :id OR instr(body, :id) OR instr(key, :id)")
_DRAFTS = text("DELETE FROM draft WHERE entity = :id OR instr(body, :id) OR instr(key, :id)")
_NOTES = text("DELETE FROM private_note WHERE visit IN :ids").bindparams(bindparam("ids", expanding=True))
_ASIDE = text("DELETE FROM quarantine WHERE instr(body, :id)")
_WAITING = text("SELECT count(*) FROM op WHERE entity IN :ids AND waits = 1").bindparams(
    bindparam("ids", expanding=True)
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was given up: how many records and operations, which records."""

    operations: int
    records: frozenset[str]


def holdings(connection: Connection, family: str) -> list[str]:
    """Return the records that belong to a household alone: its own and the people only it points at."""
    scope = {"scope": f"family:{family}"}
    own = connection.execute(_IN_SCOPE, scope).scalars().all()
    only = connection.execute(_ONLY_HERE, scope).scalars().all()
    shared = [
        one for part in log.chunks(only) for one in connection.execute(_SHARED, {"ids": part}).scalars()
    ]
    return [*own, *shared]


def sent_for(connection: Connection, family: str) -> list[str]:
    """Return the records that may have travelled because of a household: its own and all it points at."""
    scope = {"scope": f"family:{family}"}
    own = connection.execute(_IN_SCOPE, scope).scalars().all()
    return [*own, *connection.execute(_POINTED_AT, scope).scalars()]


def unconfirmed(connection: Connection, records: Sequence[str]) -> int:
    """Return how many own operations on these records no receipt of the office has confirmed."""
    return sum(int(connection.execute(_WAITING, {"ids": part}).scalar_one()) for part in log.chunks(records))


def unfinished(connection: Connection, family: str) -> int:
    """Return how many drafts about a household wait on this device."""
    return int(connection.execute(_UNFINISHED, {"id": family}).scalar_one())


def erase(connection: Connection, family: str) -> Erased:
    """Erase a household from log, projection, search index, drafts, private notes and set-aside records."""
    records = holdings(connection, family)
    count = 0
    for part in log.chunks(records):
        ids = {"ids": part}
        count += connection.execute(_ERASE, ids).rowcount
        for table in tables.records.values():
            connection.execute(delete(table).where(table.c["id"].in_(part)))
        for statement in (_REFERENCES, _WORDS, _DOCS, _NOTES):
            connection.execute(statement, ids)
    for one in records:
        connection.execute(_DRAFTS, {"id": one})
    connection.execute(_ASIDE, {"id": f"family:{family}".encode()})
    # Merging all segments of the index drops the words of deleted rows, which until then stay in its pages.
    connection.exec_driver_sql("INSERT INTO words (words) VALUES ('optimize')")
    return Erased(count, frozenset(records))
