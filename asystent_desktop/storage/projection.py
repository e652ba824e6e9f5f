"""The projection: one row for each record, made from the log by the same function for saves and bundles."""

from __future__ import annotations

import json
from datetime import date, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, text

from asystent_desktop.merge.heads import Hidden, State, fold
from asystent_desktop.polish import fold as fold_letters
from asystent_desktop.records import KINDS
from asystent_desktop.records.fields import Scope
from asystent_desktop.storage import log, state, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from asystent_desktop.merge.heads import Edit
    from asystent_desktop.records.fields import Field, KindInfo

_NAMED = frozenset({"family", "foster_family", "person", "account"})

_DROP_REFERENCES = text("DELETE FROM reference WHERE source IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_ADD_REFERENCE = "INSERT INTO reference (source, target, scope) VALUES (?, ?, ?)"
_DROP_WORDS = text("DELETE FROM words WHERE rowid IN (SELECT number FROM doc WHERE id IN :ids)").bindparams(
    bindparam("ids", expanding=True)
)
_HAS_DOCS = text("SELECT 1 FROM doc WHERE id IN :ids LIMIT 1").bindparams(bindparam("ids", expanding=True))
_DROP_DOCS = text("DELETE FROM doc WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_ADD_DOC = "INSERT INTO doc (number, id, kind, family, names) VALUES (?, ?, ?, ?, ?)"
_ADD_WORDS = "INSERT INTO words (rowid, content) VALUES (?, ?)"


def merge_rules(info: KindInfo) -> dict[str, str]:
    """Return how two edits of each field meet."""
    return {one.name: one.merge.value for one in info.fields}


_RULES = {name: merge_rules(info) for name, info in KINDS.items()}


def state_of(kind: str, edits: list[Edit]) -> State:
    """Return a record's state from its edits."""
    return fold(edits, _RULES[kind])


def apply(
    connection: Connection, touched: Mapping[str, str], fresh: Mapping[str, list[Edit]] | None = None
) -> frozenset[str]:
    """Make the rows of the records `touched` (id to kind) anew from the log; return those in conflict.

    `fresh` holds all edits of records of which the log held nothing before: they need not be read again,
    and nothing of them stands in the way.
    """
    by_kind: dict[str, list[str]] = {}
    disputed: set[str] = set()
    known = [one for one in touched if one not in fresh] if fresh else list(touched)
    for entity in known:
        by_kind.setdefault(touched[entity], []).append(entity)
    for kind, entities in by_kind.items():
        for part in log.chunks(entities):
            found = log.edits(connection, part)
            states = {one: state_of(kind, found[one]) for one in part if one in found}
            if states:
                _clear(connection, KINDS[kind], list(states))
                disputed |= _write(connection, KINDS[kind], states)
    return frozenset(disputed | _apply_fresh(connection, touched, fresh or {}))


def _apply_fresh(
    connection: Connection, touched: Mapping[str, str], fresh: Mapping[str, list[Edit]]
) -> set[str]:
    by_kind: dict[str, dict[str, State]] = {}
    for entity, edits in fresh.items():
        kind = touched[entity]
        by_kind.setdefault(kind, {})[entity] = state_of(kind, edits)
    disputed: set[str] = set()
    for kind, states in by_kind.items():
        disputed |= _write(connection, KINDS[kind], states)
    return disputed


def rebuild(connection: Connection) -> None:
    """Drop all that is derived and make it anew from the log."""
    tables.drop_derived(connection)
    tables.create_derived(connection)
    log.park_unknown(connection, list(KINDS))
    kinds = connection.exec_driver_sql("SELECT DISTINCT entity, kind FROM op WHERE parked = 0").all()
    apply(connection, {row.entity: row.kind for row in kinds})
    state.put(connection, "projection", tables.projection_print())


def _insert(kind: str) -> str:
    """Return the statement that adds a row, its values in the order of the columns: made for many rows."""
    columns = _BLANK[kind]
    names = ", ".join(f'"{one}"' for one in columns)
    return f"INSERT INTO r_{kind} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608


def _clear(connection: Connection, info: KindInfo, ids: list[str]) -> None:
    """Take away what the records `ids` had in the projection."""
    table = tables.records[info.name]
    connection.execute(delete(table).where(table.c["id"].in_(ids)))
    if _shared_fields(info):
        connection.execute(_DROP_REFERENCES, {"ids": ids})
    if _searched(info) and connection.execute(_HAS_DOCS, {"ids": ids}).first() is not None:
        # Only then: deleting makes the full-text index write out what it holds in memory.
        connection.execute(_DROP_WORDS, {"ids": ids})
        connection.execute(_DROP_DOCS, {"ids": ids})


def _write(connection: Connection, info: KindInfo, states: Mapping[str, State]) -> set[str]:
    """Write the rows of records that have none; return those in which a person has to choose."""
    rows = {entity: _row(info, entity, found) for entity, found in states.items()}
    connection.exec_driver_sql(_insert(info.name), [tuple(row.values()) for row in rows.values()])
    _write_references(connection, info, rows)
    if _searched(info):
        _write_search(connection, info, rows)
    return {one for one, row in rows.items() if row["open_"] or row["hidden_"] == Hidden.DISPUTED}


def _row(info: KindInfo, entity: str, found: State) -> dict[str, Any]:
    row: dict[str, Any] = {**_BLANK[info.name], "id": entity, "hidden_": found.hidden.value}
    conflicts = []
    unknown = {}
    for name, held in found.fields.items():
        one = info.by_name.get(name)
        if one is None:
            unknown[name] = held.value
            continue
        row[name] = _column(one, _shown(one, held))
        if held.versions:
            conflicts.append(name)
    if conflicts:
        row["open_"] = json.dumps(sorted(conflicts))
    if unknown:
        row["extra_"] = json.dumps(unknown, ensure_ascii=False)
    return row


def _shown(one: Field, held: Any) -> Any:
    """Return what lists show: the value; for an open conflict all texts, or the first of other values."""
    if not held.versions:
        return held.value
    values = [edit.values.get(one.name) for edit in held.versions]
    if one.type.name in {"text", "note"}:
        return " / ".join(str(value) for value in values if value)
    return next((value for value in values if value is not None), None)


def _column(one: Field, wire: Any) -> Any:
    if isinstance(wire, str):
        return wire
    if isinstance(wire, list):
        return json.dumps(wire, ensure_ascii=False)
    if isinstance(wire, bool):
        return int(wire)
    if wire is None and one.type.name == "flag":
        return 0
    return wire


_BLANK: Mapping[str, Mapping[str, Any]] = {
    name: {
        "id": None,
        **{one.name: _column(one, None) for one in info.fields},
        "hidden_": None,
        "open_": None,
        "extra_": None,
    }
    for name, info in KINDS.items()
}
"""A row without values, in the order of its table's columns."""


def _write_references(connection: Connection, info: KindInfo, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep which shared records a household's or an account's records point at, so that they travel along."""
    shared = _shared_fields(info)
    found = [
        (entity, target, info.scope_of(entity, row))
        for entity, row in rows.items()
        if row["hidden_"] != Hidden.YES
        for target in dict.fromkeys(one for name in shared for one in _targets(row[name]))
    ]
    if found:
        connection.exec_driver_sql(_ADD_REFERENCE, found)


def _shared_fields(info: KindInfo) -> tuple[str, ...]:
    return tuple(one.name for one in info.fields if _points_at_shared(one))


def _searched(info: KindInfo) -> tuple[str, ...]:
    return tuple(one.name for one in info.fields if one.search)


def _points_at_shared(one: Field) -> bool:
    kinds = getattr(getattr(one.type, "member", one.type), "to", ())
    return any(KINDS[name].scope is Scope.SHARED for name in kinds)


def _targets(value: str | None) -> list[str]:
    if not value:
        return []
    return json.loads(value) if value.startswith("[") else [value]


def _write_search(connection: Connection, info: KindInfo, rows: Mapping[str, Mapping[str, Any]]) -> None:
    names = _searched(info)
    # Numbers fall, so that the newest come first in the rising order: FTS5 walks a prefix backwards only
    # after it has built the whole list (12 s for 200,000 notes, rising 10 ms).
    number = connection.exec_driver_sql("SELECT coalesce(min(number), 0) FROM doc").scalar_one()
    docs, words = [], []
    for entity, row in rows.items():
        if row["hidden_"] == Hidden.YES:
            continue
        number -= 1
        content = fold_letters(" ".join(str(row[name]) for name in names if row[name]))
        family = entity if info.is_household else row.get("family") or ""
        listed = content if info.name in _NAMED else None
        docs.append((number, entity, info.name, family, listed))
        words.append((number, content))
    if docs:
        # Written from the lowest number up: FTS5 writes out what it holds in memory before each one that is
        # lower than the last (750 ms for 3,000 notes, rising 40 ms).
        connection.exec_driver_sql(_ADD_DOC, docs[::-1])
        connection.exec_driver_sql(_ADD_WORDS, words[::-1])


def _read_text(value: str | None) -> str:
    return value or ""


def _read_list(value: str | None) -> tuple[Any, ...]:
    return tuple(json.loads(value)) if value else ()


def _read_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _read_time(value: str | None) -> time | None:
    return time.fromisoformat(value) if value else None


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "many": _read_list,
    "date": _read_day,
    "time": _read_time,
    "flag": bool,
    "int": lambda value: value,
    "minutes": lambda value: value,
    "money": lambda value: value,
}


def reader(one: Field) -> Callable[[Any], Any]:
    """Return the function that reads a column of the field back; the projection holds only checked values."""
    return _READERS.get(one.type.name, _read_text)
