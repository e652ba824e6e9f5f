"""The projection: one row for each record, made from the log by the same function for saves and bundles."""

from __future__ import annotations

import json
from datetime import date, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, text

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
_ADD_REFERENCE = text(
    "INSERT OR IGNORE INTO reference (source, target, scope) VALUES (:source, :target, :scope)"
)
_DROP_WORDS = text("DELETE FROM words WHERE rowid IN (SELECT number FROM doc WHERE id IN :ids)").bindparams(
    bindparam("ids", expanding=True)
)
_HAS_DOCS = text("SELECT 1 FROM doc WHERE id IN :ids LIMIT 1").bindparams(bindparam("ids", expanding=True))
_DROP_DOCS = text("DELETE FROM doc WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_ADD_DOC = text(
    "INSERT INTO doc (number, id, kind, family, names) VALUES (:number, :id, :kind, :family, :names)"
)
_ADD_WORDS = text("INSERT INTO words (rowid, content) VALUES (:number, :content)")


def merge_rules(info: KindInfo) -> dict[str, str]:
    """Return how two edits of each field meet."""
    return {one.name: one.merge.value for one in info.fields}


_RULES = {name: merge_rules(info) for name, info in KINDS.items()}


def state_of(kind: str, edits: list[Edit]) -> State:
    """Return a record's state from its edits."""
    return fold(edits, _RULES[kind])


def apply(connection: Connection, touched: Mapping[str, str]) -> None:
    """Make the rows of the records `touched` (id to kind) anew from the log."""
    by_kind: dict[str, list[str]] = {}
    for entity, kind in touched.items():
        by_kind.setdefault(kind, []).append(entity)
    for kind, entities in by_kind.items():
        for part in log.chunks(entities):
            found = log.edits(connection, part)
            _write(connection, KINDS[kind], {one: state_of(kind, found[one]) for one in part if one in found})


def rebuild(connection: Connection) -> None:
    """Drop all that is derived and make it anew from the log."""
    tables.drop_derived(connection)
    tables.create_derived(connection)
    log.park_unknown(connection, list(KINDS))
    kinds = connection.exec_driver_sql("SELECT DISTINCT entity, kind FROM op WHERE parked = 0").all()
    apply(connection, {row.entity: row.kind for row in kinds})
    state.put(connection, "projection", tables.projection_print())


def _write(connection: Connection, info: KindInfo, states: Mapping[str, State]) -> None:
    if not states:
        return
    ids = list(states)
    table = tables.records[info.name]
    connection.execute(delete(table).where(table.c["id"].in_(ids)))
    rows = {entity: _row(info, entity, found) for entity, found in states.items()}
    connection.execute(insert(table), list(rows.values()))
    _write_references(connection, info, rows)
    if any(one.search for one in info.fields):
        _write_search(connection, info, rows)


def _row(info: KindInfo, entity: str, found: State) -> dict[str, Any]:
    row: dict[str, Any] = {"id": entity, "hidden_": found.hidden.value, "open_": None, "extra_": None}
    for one in info.fields:
        held = found.fields.get(one.name)
        row[one.name] = _column(one, _shown(one, held)) if held else _column(one, None)
    conflicts = sorted(
        name for name, held in found.fields.items() if held.is_conflict and name in info.by_name
    )
    if conflicts:
        row["open_"] = json.dumps(conflicts)
    unknown = {name: held.value for name, held in found.fields.items() if name not in info.by_name}
    if unknown:
        row["extra_"] = json.dumps(unknown, ensure_ascii=False)
    return row


def _shown(one: Field, held: Any) -> Any:
    """Return what lists show: the value; for an open conflict all texts, or the first of other values."""
    if not held.is_conflict:
        return held.value
    values = [edit.values.get(one.name) for edit in held.versions]
    if one.type.name in {"text", "note"}:
        return " / ".join(str(value) for value in values if value)
    return next((value for value in values if value is not None), None)


def _column(one: Field, wire: Any) -> Any:
    if isinstance(wire, list):
        return json.dumps(wire, ensure_ascii=False)
    if isinstance(wire, bool):
        return int(wire)
    if wire is None and one.type.name == "flag":
        return 0
    return wire


def _write_references(connection: Connection, info: KindInfo, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep which shared records a household's or an account's records point at, so that they travel along."""
    shared = [one.name for one in info.fields if _points_at_shared(one)]
    if not shared:
        return
    connection.execute(_DROP_REFERENCES, {"ids": list(rows)})
    found = [
        {"source": entity, "target": target, "scope": info.scope_of(entity, row)}
        for entity, row in rows.items()
        if row["hidden_"] != Hidden.YES
        for name in shared
        for target in _targets(row[name])
    ]
    if found:
        connection.execute(_ADD_REFERENCE, found)


def _points_at_shared(one: Field) -> bool:
    kinds = getattr(getattr(one.type, "member", one.type), "to", ())
    return any(KINDS[name].scope is Scope.SHARED for name in kinds)


def _targets(value: str | None) -> list[str]:
    if not value:
        return []
    return json.loads(value) if value.startswith("[") else [value]


def _write_search(connection: Connection, info: KindInfo, rows: Mapping[str, Mapping[str, Any]]) -> None:
    ids = {"ids": list(rows)}
    if connection.execute(_HAS_DOCS, ids).first() is not None:
        # Only then: deleting makes the full-text index write out what it holds in memory.
        connection.execute(_DROP_WORDS, ids)
        connection.execute(_DROP_DOCS, ids)
    names = [one.name for one in info.fields if one.search]
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
        docs.append({"number": number, "id": entity, "kind": info.name, "family": family, "names": listed})
        words.append({"number": number, "content": content})
    if docs:
        connection.execute(_ADD_DOC, docs)
        connection.execute(_ADD_WORDS, words)


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
