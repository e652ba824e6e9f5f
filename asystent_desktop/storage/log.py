"""The operation log: appending one's own operations, inserting others', reading the edits of records."""

from __future__ import annotations

import json
import os
import secrets
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, text

from asystent_desktop.merge import operation as ops
from asystent_desktop.merge.heads import Edit
from asystent_desktop.storage import state
from asystent_desktop.storage.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from asystent_desktop.merge.canon import Json
    from asystent_desktop.merge.operation import Operation, Payload

CHUNK: Final = 400
DAY_MS: Final = 24 * 3600 * 1000

_INSERT: Final = (
    "INSERT INTO op (id, device, epoch, number, kind, entity, scope, audience, body, salt, vals, parked, "
    "waits) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET salt = excluded.salt, vals = excluded.vals, parked = excluded.parked "
    "WHERE op.parked = 2"
)
_EDITS = text("SELECT id, entity, body, vals FROM op WHERE entity IN :ids AND parked = 0").bindparams(
    bindparam("ids", expanding=True)
)
_KNOWN = text("SELECT id FROM op WHERE id IN :ids AND (parked != 2 OR :given_up)").bindparams(
    bindparam("ids", expanding=True)
)
_PARKED = text(
    "SELECT body, salt, vals FROM op WHERE parked = 1 AND kind IN :kinds ORDER BY position"
).bindparams(bindparam("kinds", expanding=True))
_PARK_KINDS = text("UPDATE op SET parked = 1 WHERE parked = 0 AND kind NOT IN :kinds").bindparams(
    bindparam("kinds", expanding=True)
)
_UNPARKED = text("SELECT id, json_extract(CAST(body AS TEXT), '$.t') AS type FROM op WHERE parked = 0")
_PARK = text("UPDATE op SET parked = 1 WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_WAKE = text("UPDATE op SET parked = 0 WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_OF_OTHERS = text(
    "SELECT body, salt, vals FROM op WHERE kind = :kind AND parked = 0 AND device != :own ORDER BY position"
)
_TAKE_OUT = text("DELETE FROM op WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
_DROP_PARKED = text("DELETE FROM op WHERE parked = 1 AND id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


class Writer:
    """Appends the operations of one save of this device, chained, with one clock reading."""

    def __init__(self, connection: Connection, wall_ms: int, author: str | None = None) -> None:
        identity = state.read_identity(connection)
        self._connection = connection
        self._identity = identity
        self._author = author or identity.account
        self._unit = secrets.token_hex(8)
        self._number = state.number(connection, "own_number")
        self._tip = state.get(connection, "own_tip") or None
        self._grant = state.number(connection, "grant_number")
        self._clock = next_clock(connection, wall_ms)
        self._rows: list[tuple[Operation, Payload]] = []

    def add(
        self,
        *,
        type: str,  # noqa: A002 - the word of the format
        kind: str,
        entity: str,
        parents: Mapping[str, tuple[str, ...]],
        values: Mapping[str, Json],
        scope: str,
        audience: str,
        seen: tuple[str, ...] = (),
    ) -> Operation:
        """Make the next operation of this device; it is written by `finish`."""
        if type in {ops.GRANT, ops.UNGRANT}:
            self._grant += 1
        payload = ops.payload_of(values, os.urandom(ops.SALT_BYTES))
        made = ops.write(
            type=type,
            kind=kind,
            entity=entity,
            parents=parents,
            payload=payload,
            scope=scope,
            audience=audience,
            seen=seen,
            origin=ops.Origin(
                device=self._identity.device,
                epoch=self._identity.epoch,
                number=self._number + 1,
                before=self._tip,
                author=self._author,
                unit=self._unit,
                grant=self._grant,
                schema=SCHEMA_VERSION,
                clock=self._clock,
            ),
        )
        self._number += 1
        self._tip = made.id
        self._rows.append((made, payload))
        return made

    @property
    def stamp(self) -> str:
        """Return the clock reading that all operations of this save carry, as text."""
        return f"{self._clock[0]} {self._clock[1]}"

    def finish(self) -> int:
        """Write the operations and the new end of the chain; return how many they are."""
        insert(self._connection, self._rows, waits=self._identity.role != "office")
        state.put(self._connection, "own_number", self._number)
        state.put(self._connection, "own_tip", self._tip or "")
        state.put(self._connection, "grant_number", self._grant)
        return len(self._rows)


def insert(
    connection: Connection,
    rows: Sequence[tuple[Operation, Payload | None]],
    parked: frozenset[str] = frozenset(),
    *,
    waits: bool = False,
) -> None:
    """Insert operations with their values; `parked` ones wait for a newer program version.

    With `waits` they are this laptop's own new work, which its office has to confirm.

    One whose values were given up gets them back: its household was granted again.
    """
    if not rows:
        return
    connection.exec_driver_sql(
        _INSERT,
        [
            (
                bytes.fromhex(made.id),
                made.origin.device,
                made.origin.epoch,
                made.origin.number,
                made.kind,
                made.entity,
                made.scope,
                made.audience,
                made.body,
                payload.salt if payload else None,
                payload.body if payload else None,
                int(made.id in parked),
                int(waits),
            )
            for made, payload in rows
        ],
    )


def known(connection: Connection, ids: Sequence[str], *, given_up: bool = False) -> set[str]:
    """Return those of `ids` that are in the log; without `given_up` only those that have their values."""
    found: set[str] = set()
    for part in chunks(ids):
        rows = connection.execute(
            _KNOWN, {"ids": [bytes.fromhex(one) for one in part], "given_up": int(given_up)}
        )
        found.update(row.id.hex() for row in rows)
    return found


def parked(connection: Connection, kinds: Sequence[str]) -> list[tuple[Operation, Payload | None]]:
    """Return the parked operations of these kinds, in the order in which they came."""
    return [_whole(row) for row in connection.execute(_PARKED, {"kinds": list(kinds)})]


def of_others(connection: Connection, kind: str, own: str) -> Iterator[tuple[Operation, Payload | None]]:
    """Yield the operations on records of a kind that other devices than `own` made, as they came."""
    for row in connection.execute(_OF_OTHERS, {"kind": kind, "own": own}):
        yield _whole(row)


def take_out(connection: Connection, ids: Sequence[str]) -> None:
    """Take operations out of the log that were set aside after all."""
    for part in chunks(ids):
        connection.execute(_TAKE_OUT, {"ids": [bytes.fromhex(one) for one in part]})


def _whole(row: Row[tuple[bytes, bytes | None, bytes | None]]) -> tuple[Operation, Payload | None]:
    return ops.read(row.body), ops.Payload(row.salt, row.vals) if row.vals is not None else None


def park_unknown(connection: Connection, kinds: Sequence[str]) -> None:
    """Park what this version cannot read: the store was worked on with a newer one."""
    connection.execute(_PARK_KINDS, {"kinds": list(kinds)})
    rows = connection.execute(_UNPARKED)
    strange = [row.id.hex() for row in rows if row.type not in ops.KNOWN_TYPES]
    for part in chunks(strange):
        connection.execute(_PARK, {"ids": [bytes.fromhex(one) for one in part]})


def wake(connection: Connection, ids: Sequence[str], *, drop: Sequence[str] = ()) -> None:
    """Let parked operations take part; those to `drop` were set aside instead and leave the log."""
    for part in chunks(ids):
        connection.execute(_WAKE, {"ids": [bytes.fromhex(one) for one in part]})
    for part in chunks(drop):
        connection.execute(_DROP_PARKED, {"ids": [bytes.fromhex(one) for one in part]})


def edits(connection: Connection, entities: Sequence[str]) -> dict[str, list[Edit]]:
    """Return the edits of each of the records `entities`, as merging sees them."""
    found: dict[str, list[Edit]] = {}
    for part in chunks(entities):
        for row in connection.execute(_EDITS, {"ids": part}):
            found.setdefault(row.entity, []).append(edit_of(row))
    return found


def edit(operation: Operation, payload: Payload | None) -> Edit:
    """Return an operation that was checked as an edit, without asking the log."""
    return Edit(
        id=operation.id,
        parents=operation.parents,
        values=json.loads(payload.body) if payload is not None else {},
        seen=operation.seen,
        clock=operation.origin.clock,
        author=operation.origin.author,
        device=operation.origin.device,
    )


def edit_of(row: Row[tuple[bytes, str, bytes, bytes | None]]) -> Edit:
    """Return one row of the log as an edit; the bytes were checked when they came in."""
    body = json.loads(row.body)
    return Edit(
        id=row.id.hex(),
        parents=body["f"],
        values=json.loads(row.vals) if row.vals is not None else {},
        seen=body.get("seen", ()),
        clock=tuple(body["h"]),
        author=body["u"],
        device=body["d"],
    )


def chunks(values: Iterable[str], size: int = CHUNK) -> Iterator[list[str]]:
    """Yield `values` in lists of at most `size`."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def clock(connection: Connection) -> tuple[int, int]:
    """Return the last reading of the hybrid clock: milliseconds and count."""
    milliseconds, count = (state.get(connection, "clock") or "0 0").split()
    return int(milliseconds), int(count)


def next_clock(connection: Connection, wall_ms: int) -> tuple[int, int]:
    """Return the next reading of the hybrid clock and keep it; it orders what is shown, nothing else."""
    last_ms, last_count = clock(connection)
    reading = (wall_ms, 0) if wall_ms > last_ms else (last_ms, last_count + 1)
    state.put(connection, "clock", f"{reading[0]} {reading[1]}")
    return reading


def see_clock(connection: Connection, remote: tuple[int, int], wall_ms: int) -> None:
    """Let a received reading push the own clock forward, unless it is more than a day ahead of the wall."""
    last = clock(connection)
    if remote > last and remote[0] <= wall_ms + DAY_MS:
        state.put(connection, "clock", f"{remote[0]} {remote[1]}")
