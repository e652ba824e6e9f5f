"""Saved records of every kind in one open store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from sqlalchemy import and_, func, literal, select, text, union_all

from asystent_desktop.errors import NotFoundError
from asystent_desktop.merge.heads import Hidden
from asystent_desktop.records import KINDS
from asystent_desktop.records.types import ValueProblemError
from asystent_desktop.storage import log, tables
from asystent_desktop.storage.projection import reader, state_of
from asystent_desktop.storage.views import Version, View

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table

    from asystent_desktop.merge.heads import FieldState
    from asystent_desktop.records.fields import Field, Record

R = TypeVar("R", bound="Record")

_COLUMNS: dict[str, tuple[tuple[str, Callable[[Any], Any]], ...]] = {
    name: tuple((one.name, reader(one)) for one in info.fields) for name, info in KINDS.items()
}
OPEN: Final = str(
    union_all(
        *(
            select(literal(name).label("kind"), table.c["id"]).where(text(tables.IS_OPEN))
            for name, table in tables.records.items()
        )
    ).compile(compile_kwargs={"literal_binds": True})
)
"""The query for what waits for a choice, in the very words of the indexes that answer it."""

_OPEN = text(OPEN)


class Reader:
    """Reads records on one connection: a consistent picture of the last commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def find(self, cls: type[R], **wanted: Any) -> tuple[R, ...]:
        """Return the shown records of `cls` whose fields hold what is wanted.

        A value is compared as it is; a set or list means any of them; a pair means from the first to the
        second (None: open). In an open conflict a text field is listed with all its values.
        """
        info = cls.INFO
        table = tables.records[info.name]
        columns = _COLUMNS[info.name]
        query = select(table.c["id"], *(table.c[name] for name, _read in columns)).where(
            _wanted(table, wanted)
        )
        return tuple(
            cls(
                id=row[0], **{name: read(value) for (name, read), value in zip(columns, row[1:], strict=True)}
            )
            for row in self.connection.execute(query).all()
        )

    def find_all(self, cls: type[R], ids: Sequence[str]) -> tuple[R, ...]:
        """Return the shown records with these numbers, however many they are; the order is any."""
        return tuple(one for part in log.chunks(ids) for one in self.find(cls, id=part))

    def latest(self, cls: type[R], by: tuple[str, ...], /, **wanted: Any) -> R | None:
        """Return the shown record with the greatest values of the fields `by`, without reading the others."""
        table = tables.records[cls.INFO.name]
        query = (
            select(table.c["id"])
            .where(_wanted(table, wanted))
            .order_by(*(table.c[name].desc() for name in by))
            .limit(1)
        )
        found = self.connection.execute(query).scalar()
        return self.get(cls, str(found)) if found else None

    def columns(self, cls: type[Record], names: tuple[str, ...], /, **wanted: Any) -> list[tuple[Any, ...]]:
        """Return only the named fields of the shown records, as tuples: cheap where there are many."""
        table = tables.records[cls.INFO.name]
        query = select(*(table.c[name] for name in names)).where(_wanted(table, wanted))
        readers = dict(_COLUMNS[cls.INFO.name])
        rows = self.connection.execute(query).all()
        if not rows:
            return []
        read = [readers.get(name) for name in names]
        values = [
            [row[place] for row in rows] if one is None else [one(row[place]) for row in rows]
            for place, one in enumerate(read)
        ]
        return list(zip(*values, strict=True))

    def counts(
        self, cls: type[Record], by: tuple[str, ...], /, **wanted: Any
    ) -> list[tuple[tuple[Any, ...], int]]:
        """Return how many shown records hold the same values of the fields `by`, counted by the database."""
        table = tables.records[cls.INFO.name]
        grouped = [table.c[name] for name in by]
        query = select(*grouped, func.count()).where(_wanted(table, wanted)).group_by(*grouped)
        readers = dict(_COLUMNS[cls.INFO.name])
        return [
            (tuple(readers[name](value) for name, value in zip(by, row, strict=False)), row[-1])
            for row in self.connection.execute(query)
        ]

    def one(self, cls: type[R], record_id: str) -> R:
        """Return the record; NotFoundError when this store has none with that number."""
        found = self.find(cls, id=record_id)
        if not found:
            raise NotFoundError(kind=cls.INFO.name)
        return found[0]

    def get(self, cls: type[R], record_id: str) -> R | None:
        """Return the record, or None."""
        found = self.find(cls, id=record_id) if record_id else ()
        return found[0] if found else None

    def count(self, cls: type[Record]) -> int:
        """Return how many records of the kind are shown."""
        table = tables.records[cls.INFO.name]
        query = select(func.count()).select_from(table).where(table.c["hidden_"] != Hidden.YES.value)
        return int(self.connection.execute(query).scalar_one())

    def kind_of(self, record_id: str) -> str:
        """Return the kind of the record; NotFoundError when there is none with that number."""
        row = self.connection.execute(
            select(tables.op.c["kind"])
            .where(tables.op.c["entity"] == record_id, tables.op.c["parked"] == 0)
            .limit(1)
        ).scalar()
        if row is None:
            raise NotFoundError
        return cast("str", row)

    def view(self, record_id: str, kind: str | None = None) -> View:
        """Return a record with its heads and open conflicts; NotFoundError when there is none."""
        name = kind or self.kind_of(record_id)
        found = log.edits(self.connection, [record_id]).get(record_id)
        if not found:
            raise NotFoundError(kind=name)
        info = KINDS[name]
        state = state_of(name, found)
        return View(
            info=info,
            id=record_id,
            values={one.name: _value(one, state.fields.get(one.name)) for one in info.fields},
            heads={field_name: held.heads for field_name, held in state.fields.items()},
            conflicts={
                field_name: _versions(info.by_name[field_name], held)
                for field_name, held in state.fields.items()
                if held.is_conflict and field_name in info.by_name
            },
            merged=frozenset(field_name for field_name, held in state.fields.items() if held.merged),
            hidden=state.hidden.value,
            life_heads=state.life_heads,
            unknown={
                field_name: held.value
                for field_name, held in state.fields.items()
                if field_name not in info.by_name
            },
        )

    def before_save(self, cls: type[R], record_id: str, stamp: str) -> tuple[R | None, bool]:
        """Return a record as it was before the save with this stamp, and whether nothing came after it.

        None when the record was not there; the stamp is that of the save's audit row.
        """
        name = cls.INFO.name
        found = log.edits(self.connection, [record_id]).get(record_id, [])
        clock = tuple(map(int, stamp.split()))
        older = [edit for edit in found if edit.clock < clock]
        is_last = all(edit.clock <= clock for edit in found)
        state = state_of(name, older)
        if not older or state.hidden is Hidden.YES:
            return None, is_last
        values = {one.name: _value(one, state.fields.get(one.name)) for one in cls.INFO.fields}
        return cls(id=record_id, **values), is_last

    def open_conflicts(self) -> tuple[tuple[str, str], ...]:
        """Return (kind, id) of each shown record in which a person has to choose."""
        return tuple((row.kind, row.id) for row in self.connection.execute(_OPEN))


def _wanted(table: Table, wanted: Mapping[str, Any]) -> ColumnElement[bool]:
    conditions = [_condition(table.c[name], value) for name, value in wanted.items()]
    return and_(table.c["hidden_"] != Hidden.YES.value, *conditions)


def _condition(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    if isinstance(value, tuple):
        low, high = (_plain(end) for end in value)
        ends = []
        if low is not None:
            ends.append(column >= low)
        if high is not None:
            ends.append(column <= high)
        return and_(True, *ends)
    if isinstance(value, set | frozenset | list):
        return column.in_([_plain(one) for one in value])
    plain = _plain(value)
    return column.is_(None) if plain is None else column == plain


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else (value if value != "" else None)


def _value(one: Field, held: FieldState | None) -> Any:
    if held is None or held.is_conflict:
        return one.type.empty
    return _read(one, held.value)


def _versions(one: Field, held: FieldState) -> tuple[Version, ...]:
    return tuple(
        Version(
            value=_read(one, edit.values.get(one.name)),
            op=edit.id,
            author=edit.author,
            device=edit.device,
            at_ms=edit.clock[0],
        )
        for edit in held.versions
    )


def _read(one: Field, wire: Any) -> Any:
    try:
        return one.type.from_wire(wire)
    except ValueProblemError:
        return one.type.empty
