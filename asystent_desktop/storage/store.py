"""An open store: one way to read, one way to save. No other code opens the writer."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from asystent_desktop.errors import InvalidValueError, NotFoundError
from asystent_desktop.merge import operation as ops
from asystent_desktop.merge.heads import State
from asystent_desktop.records import KINDS
from asystent_desktop.records.fields import missing, to_wire
from asystent_desktop.storage import audit, drafts, log, private_notes, projection, state, tables
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.views import NOTHING, Changes, Unit, Write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection

    from asystent_desktop.clock import Clock
    from asystent_desktop.records.fields import KindInfo
    from asystent_desktop.records.types import Wire
    from asystent_desktop.storage.state import Identity
    from asystent_desktop.storage.vault import Vault


def new_id() -> str:
    """Return a fresh number for a record: 32 hexadecimal digits, random."""
    return secrets.token_hex(16)


class Store:
    """A vault with its records. One writer at a time; reading never waits for it."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self.vault = vault
        self.clock = clock
        self._bring_up_to_date()
        self.identity = self._read_identity()

    @property
    def account(self) -> str:
        """Return the account that works in this store."""
        return self.identity.account

    def now_ms(self) -> int:
        """Return the wall clock in milliseconds since 1970."""
        return int(self.clock.now().timestamp() * 1000)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read one consistent picture of the last commit."""
        with self.vault.read() as connection:
            yield Reader(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Run one transaction of the store's own upkeep: drafts, marks, devices."""
        with self.vault.write() as connection:
            yield connection

    def save(self, unit: Unit, also: Callable[[Connection], None] | None = None) -> Changes:
        """Save all writes of a unit in one transaction with its audit row, and end its draft.

        `also` keeps marks of this device in the same transaction. InvalidValueError when a value breaks
        its field's rule or a required field is empty.
        """
        with self.vault.write() as connection:
            changes = self.save_in(connection, unit)
            if also is not None:
                also(connection)
            tip = state.get(connection, "own_tip") or ""
        self.vault.count_ops(len(changes.ids), self.identity.epoch, tip)
        return changes

    def save_in(self, connection: Connection, unit: Unit) -> Changes:
        """Save a unit within the caller's transaction."""
        found = log.edits(connection, [write.id for write in unit.writes])
        writer = log.Writer(connection, self.now_ms())
        touched: dict[str, str] = {}
        for write in unit.writes:
            known = projection.state_of(write.info.name, found[write.id]) if write.id in found else None
            if _add(writer, write, known):
                touched[write.id] = write.info.name
        if unit.draft:
            drafts.drop(connection, unit.draft)
        if unit.private:
            private_notes.put(connection, *unit.private)
        if not writer.finish():
            return NOTHING
        projection.apply(connection, touched)
        self.note(connection, unit.audit, *touched, detail=writer.stamp if unit.audit == "PLAN" else "")
        return Changes(frozenset(touched.values()), frozenset(touched))

    def reload_identity(self) -> None:
        """Read again whose store it is, after it has joined an office or begun a new epoch."""
        self.identity = self._read_identity()

    def note(self, connection: Connection, code: str, *subjects: str, detail: str = "") -> None:
        """Add an audit row about `subjects` in the caller's transaction."""
        audit.append(
            connection,
            at_ms=self.now_ms(),
            code=code,
            actor=state.get(connection, "account") or "",
            subjects=subjects,
            detail=detail,
        )

    def close(self) -> None:
        """Close the store; what was saved is on disk."""
        self.vault.close()

    def _read_identity(self) -> Identity:
        with self.vault.read() as connection:
            return state.read_identity(connection)

    def _bring_up_to_date(self) -> None:
        with self.vault.read() as connection:
            current = state.get(connection, "projection")
        if current != tables.projection_print():
            with self.vault.write() as connection:
                projection.rebuild(connection)


def build(connection: Connection) -> None:
    """Create the tables of an empty store."""
    tables.create_all(connection)
    state.put(connection, "projection", tables.projection_print())


def last_position(connection: Connection) -> int:
    """Return the position of the newest operation; 0 in an empty log."""
    return int(connection.execute(text("SELECT coalesce(max(position), 0) FROM op")).scalar_one())


def _add(writer: log.Writer, write: Write, known: State | None) -> int:
    """Add the operations of one write; return how many."""
    if write.life:
        return _add_life(writer, write, known)
    given = write.values if known else {**write.info.defaults, **write.values}
    wire = to_wire(write.info, given)
    changed = {name: value for name, value in wire.items() if _is_change(name, value, write, known)}
    whole = _whole(write.info, known, wire)
    if not changed:
        return 0
    for absent in missing(write.info, _plain(write.info, whole)):
        raise InvalidValueError(absent.name, f"{absent.label}: to pole trzeba wypełnić.")
    scope = write.info.scope_of(write.id, whole)
    by_audience: dict[str, dict[str, Wire]] = {}
    for name, value in changed.items():
        by_audience.setdefault(write.info.by_name[name].audience.value, {})[name] = value
    for audience, values in by_audience.items():
        writer.add(
            type=_type(write, known),
            kind=write.info.name,
            entity=write.id,
            parents={name: _parents(name, write, known) for name in values},
            values=values,
            scope=scope,
            audience=audience,
        )
    return len(by_audience)


def _add_life(writer: log.Writer, write: Write, known: State | None) -> int:
    if known is None:
        return 0
    values = {name: held.value for name, held in known.fields.items()}
    if write.info.owner_field and write.info.owner_field not in values:
        raise NotFoundError  # an edit has come before the record that it changes
    seen = tuple(head for held in known.fields.values() for head in held.heads)
    writer.add(
        type=ops.LIFE,
        kind=write.info.name,
        entity=write.id,
        parents={ops.LIFE_FIELD: known.life_heads},
        values={ops.LIFE_FIELD: write.life},
        scope=write.info.scope_of(write.id, values),
        audience="scope",
        seen=seen if write.life == ops.DELETED else (),
    )
    return 1


def _is_change(name: str, value: Wire, write: Write, known: State | None) -> bool:
    held = known.fields.get(name) if known else None
    if held is None:
        return value is not None
    if held.is_conflict or held.merged:
        return True
    return bool(held.value != value)


def _parents(name: str, write: Write, known: State | None) -> tuple[str, ...]:
    if write.base is not None:
        return write.base.get(name, ())
    held = known.fields.get(name) if known else None
    return held.heads if held else ()


def _whole(info: KindInfo, known: State | None, wire: Mapping[str, Wire]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    if known:
        for name, held in known.fields.items():
            whole[name] = held.versions[0].values.get(name) if held.is_conflict else held.value
    whole.update(wire)
    return whole


def _plain(info: KindInfo, whole: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: one.type.from_wire(whole.get(one.name)) for one in info.fields}


def _type(write: Write, known: State | None) -> str:
    if write.info is KINDS["assignment"]:
        if known is None:
            return ops.GRANT
        if write.values.get("until") is not None:
            return ops.UNGRANT
    return ops.SET
