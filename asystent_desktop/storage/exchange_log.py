"""What exchange asks of the store: what waits, what a device may see, marks, bundles, held records."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, text

from asystent_desktop.storage import state

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

_PLACE = text("SELECT position FROM op WHERE id = :id")
_ARRIVALS = text(
    "SELECT json_extract(summary, '$.first') AS first, json_extract(summary, '$.last') AS last, number, at "
    "FROM bundle WHERE direction = 'in' AND first <= last ORDER BY first, last"
)
_OF_DEVICE = text(
    "SELECT * FROM bundle WHERE device = :device AND direction = 'in' "
    "ORDER BY at DESC, number DESC, rowid DESC LIMIT :most"
)
_VISIBLE = text(
    "SELECT id, body, salt, vals, kind FROM op WHERE (device != :device OR :own_again) "
    "AND audience != 'office' AND ("
    "scope IN :scopes OR (scope = 'shared' AND entity IN "
    "(SELECT target FROM reference WHERE scope IN :scopes))"
    ") AND id NOT IN (SELECT op FROM stream WHERE device = :device) ORDER BY position LIMIT :most"
).bindparams(bindparam("scopes", expanding=True))
_STREAM = text(
    "SELECT stream.number, op.id, op.body, op.salt, op.vals, op.kind FROM stream "
    "JOIN op ON op.id = stream.op WHERE stream.device = :device AND stream.number > :after "
    "ORDER BY stream.number LIMIT :most"
)
_ADD_STREAM = text("INSERT INTO stream (device, number, op) VALUES (:device, :number, :op)")


@dataclass(frozen=True, slots=True)
class LogRow:
    """An operation as it stands in the log: its number (hex), canonical bytes, salt, values."""

    id: str
    body: bytes
    salt: bytes | None
    values: bytes | None
    kind: str


@dataclass(frozen=True, slots=True)
class BundleRow:
    """One bundle in the history: `direction` in or out, `state` saved, delivered, taken."""

    hash: str
    direction: str
    device: str
    epoch: str
    number: int
    at_ms: int
    changes: int
    state: str
    summary: str
    confirmed_by: str = ""
    confirmed_at_ms: int = 0

    @property
    def kinds(self) -> dict[str, int]:
        """Return how many changes it held or brought, by kind of record."""
        found = self.content.get("kinds", {})
        return {str(kind): int(count) for kind, count in found.items()}

    @property
    def content(self) -> dict[str, Any]:
        """Return what is kept of it by name: `kinds`, and of one that came the places `first` and `last`.

        `operations` counts all that came in it, known ones too; the first versions did not note it.
        """
        found: dict[str, Any] = json.loads(self.summary or "{}")
        # Rows of the first versions held the kinds alone.
        is_flat = all(isinstance(value, int) for value in found.values())
        return {"kinds": found} if is_flat and "kinds" not in found else found


@dataclass(frozen=True, slots=True)
class Arrival:
    """A bundle that came: the first and the last place in the log that it filled, its number, when (ms)."""

    first: int
    last: int
    number: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device that an office knows."""

    id: str
    account: str
    signing_key: bytes
    age_key: str
    state: str
    joined_at_ms: int
    acknowledged: int
    grant_seen: int = 0
    reason: str = ""
    state_at_ms: int = 0
    report: str = "{}"


def extend_stream(connection: Connection, device: str, scopes: Sequence[str], most: int = 200_000) -> int:
    """Add to a device's stream all operations that it may see and has not been sent; return how many.

    Its own operations are left out, unless it has lost or given up their values (`own_again`).
    """
    last = _last_item(connection, device)
    own_again = state.number(connection, f"own_again:{device}")
    wanted = {"device": device, "scopes": list(scopes), "most": most, "own_again": own_again}
    rows = connection.execute(_VISIBLE, wanted).all()
    if rows:
        items = [{"device": device, "number": last + n, "op": row.id} for n, row in enumerate(rows, 1)]
        connection.execute(_ADD_STREAM, items)
    return len(rows)


def forget_sent(connection: Connection, device: str, records: Sequence[str]) -> None:
    """Take the operations on these records out of a device's stream: it holds them no more."""
    _keep_top(connection, device)
    query = text(
        "DELETE FROM stream WHERE device = :device AND op IN (SELECT id FROM op WHERE entity IN :ids)"
    ).bindparams(bindparam("ids", expanding=True))
    for start in range(0, len(records), 400):
        connection.execute(query, {"device": device, "ids": list(records[start : start + 400])})


def forget_all_sent(connection: Connection, device: str) -> None:
    """Let a device's stream begin anew behind its last number."""
    _keep_top(connection, device)
    connection.execute(text("DELETE FROM stream WHERE device = :device"), {"device": device})


def skip_numbers(connection: Connection, device: str, count: int) -> None:
    """Leave out `count` numbers of a device's stream: a lost copy of this store may have given them."""
    state.put(connection, f"stream_top:{device}", _last_item(connection, device) + count)


def _keep_top(connection: Connection, device: str) -> None:
    """Keep the highest number ever given in a device's stream: numbers are never used twice."""
    state.put(connection, f"stream_top:{device}", _last_item(connection, device))


def _last_item(connection: Connection, device: str) -> int:
    highest = text("SELECT coalesce(max(number), 0) FROM stream WHERE device = :device")
    last: int = connection.execute(highest, {"device": device}).scalar_one()
    return max(last, state.number(connection, f"stream_top:{device}"))


def stream_after(
    connection: Connection, device: str, after: int, most: int = 200_000
) -> list[tuple[int, LogRow]]:
    """Return the items of a device's stream that it has not acknowledged."""
    wanted = {"device": device, "after": after, "most": most}
    return [(row.number, _log_row(row)) for row in connection.execute(_STREAM, wanted)]


def devices(connection: Connection) -> tuple[DeviceRow, ...]:
    """Return the devices that this office knows, in order of joining."""
    rows = connection.execute(text("SELECT * FROM device ORDER BY joined_at, id"))
    return tuple(
        DeviceRow(
            id=r.id,
            account=r.account,
            signing_key=r.signing_key,
            age_key=r.age_key,
            state=r.state,
            joined_at_ms=r.joined_at,
            acknowledged=r.acknowledged,
            grant_seen=r.grant_seen,
            reason=r.reason,
            state_at_ms=r.state_at,
            report=r.report,
        )
        for r in rows
    )


def bundles(connection: Connection, most: int = 200) -> tuple[BundleRow, ...]:
    """Return the history of bundles, newest first."""
    rows = connection.execute(
        text("SELECT * FROM bundle ORDER BY at DESC, number DESC, rowid DESC LIMIT :most"), {"most": most}
    )
    return tuple(_bundle_row(row) for row in rows)


def bundles_of(connection: Connection, device: str, most: int) -> tuple[BundleRow, ...]:
    """Return the bundles that came from a device, newest first, however many others came or went."""
    rows = connection.execute(_OF_DEVICE, {"device": device, "most": most})
    return tuple(_bundle_row(row) for row in rows)


def _bundle_row(row: Any) -> BundleRow:
    return BundleRow(
        hash=row.hash.hex(),
        direction=row.direction,
        device=row.device,
        epoch=row.epoch,
        number=row.number,
        at_ms=row.at,
        changes=row.changes,
        state=row.state,
        summary=row.summary,
        confirmed_by=row.confirmed_by,
        confirmed_at_ms=row.confirmed_at,
    )


def arrivals(connection: Connection) -> tuple[Arrival, ...]:
    """Return the bundles that brought operations, by the places in the log that these took."""
    return tuple(Arrival(*row) for row in connection.execute(_ARRIVALS))


def arrival_of(connection: Connection, came: Sequence[Arrival], op_id: str) -> Arrival | None:
    """Return in which bundle of `came` an operation came, or None for own ones and for the first welcome."""
    place = connection.execute(_PLACE, {"id": bytes.fromhex(op_id)}).scalar()
    if place is None:
        return None
    at = bisect_right(came, place, key=lambda one: one.first) - 1
    return came[at] if at >= 0 and place <= came[at].last else None


def last_place(connection: Connection) -> int:
    """Return the place of the newest operation in the log; 0 in an empty one."""
    return int(connection.execute(text("SELECT coalesce(max(position), 0) FROM op")).scalar_one())


def add_bundle(connection: Connection, row: BundleRow) -> None:
    """Add a bundle to the history."""
    connection.execute(
        text(
            "INSERT INTO bundle (hash, direction, device, epoch, number, at, changes, state, summary) "
            "VALUES (:hash, :direction, :device, :epoch, :number, :at, :changes, :state, :summary)"
        ),
        {
            "hash": bytes.fromhex(row.hash),
            "direction": row.direction,
            "device": row.device,
            "epoch": row.epoch,
            "number": row.number,
            "at": row.at_ms,
            "changes": row.changes,
            "state": row.state,
            "summary": row.summary,
        },
    )


def bundle_numbers(connection: Connection, device: str, epoch: str) -> set[int]:
    """Return the numbers of the bundles that came from an epoch of a device."""
    query = text("SELECT number FROM bundle WHERE direction = 'in' AND device = :device AND epoch = :epoch")
    return set(connection.execute(query, {"device": device, "epoch": epoch}).scalars())


def has_bundle(connection: Connection, hash_hex: str) -> bool:
    """Tell whether a bundle with this hash was taken before."""
    query = text("SELECT 1 FROM bundle WHERE hash = :hash AND direction = 'in'")
    return connection.execute(query, {"hash": bytes.fromhex(hash_hex)}).first() is not None


def mark_delivered(connection: Connection, hashes: Iterable[str], by: str, at_ms: int) -> None:
    """Note that the office confirmed these bundles, by which account and when it was heard of (ms)."""
    rows = [{"hash": bytes.fromhex(one), "by": by, "at": at_ms} for one in hashes]
    if rows:
        connection.execute(
            text(
                "UPDATE bundle SET state = 'delivered', confirmed_by = :by, confirmed_at = :at "
                "WHERE hash = :hash AND direction = 'out' AND state != 'delivered'"
            ),
            rows,
        )


def row_of(connection: Connection, op_id: str) -> LogRow | None:
    """Return one operation of this log, or None."""
    query = text("SELECT id, body, salt, vals, kind FROM op WHERE id = :id")
    row = connection.execute(query, {"id": bytes.fromhex(op_id)}).first()
    return _log_row(row) if row is not None else None


def parked(connection: Connection, device: str, epoch: str, most: int) -> tuple[str, ...]:
    """Return the ids of operations of a device that wait for a newer program version."""
    query = text(
        "SELECT id FROM op WHERE parked = 1 AND device = :device AND epoch = :epoch ORDER BY id LIMIT :most"
    )
    wanted = {"device": device, "epoch": epoch, "most": most}
    return tuple(row.id.hex() for row in connection.execute(query, wanted))


def scopes_of(connection: Connection, entities: Sequence[str]) -> dict[str, str]:
    """Return the scope of each known record of `entities`."""
    found: dict[str, str] = {}
    query = text("SELECT DISTINCT entity, scope FROM op WHERE entity IN :ids").bindparams(
        bindparam("ids", expanding=True)
    )
    for start in range(0, len(entities), 400):
        for row in connection.execute(query, {"ids": list(entities[start : start + 400])}):
            found[row.entity] = row.scope
    return found


def kinds_of(connection: Connection, entities: Sequence[str]) -> dict[str, str]:
    """Return the kind of each known record of `entities`."""
    found: dict[str, str] = {}
    query = text("SELECT DISTINCT entity, kind FROM op WHERE entity IN :ids").bindparams(
        bindparam("ids", expanding=True)
    )
    for start in range(0, len(entities), 400):
        for row in connection.execute(query, {"ids": list(entities[start : start + 400])}):
            found[row.entity] = row.kind
    return found


def linked(connection: Connection, scopes: Sequence[str]) -> set[str]:
    """Return the shared records that records of these scopes point at."""
    query = text("SELECT DISTINCT target FROM reference WHERE scope IN :scopes").bindparams(
        bindparam("scopes", expanding=True)
    )
    return {row.target for row in connection.execute(query, {"scopes": list(scopes)})}


def withdrawals(connection: Connection, assignments: Sequence[str]) -> dict[str, int]:
    """Return the grant number at which each of these allocations was ended."""
    query = text(
        "SELECT entity, body FROM op WHERE kind = 'assignment' AND entity IN :ids "
        'AND instr(body, \'"t":"ungrant"\')'
    ).bindparams(bindparam("ids", expanding=True))
    return {
        row.entity: int(json.loads(row.body)["g"])
        for row in connection.execute(query, {"ids": list(assignments)})
    }


def _log_row(row: object) -> LogRow:
    return LogRow(row.id.hex(), row.body, row.salt, row.vals, row.kind)  # type: ignore[attr-defined]


def acknowledge(connection: Connection, device: str, number: int) -> None:
    """Note that a device holds its stream up to `number`, by its last word.

    The last word may be lower than one before: a disk was put back, or a bundle came late. What lies between
    is then sent once more; it would else never come again to that disk.
    """
    connection.execute(
        text("UPDATE device SET acknowledged = :number WHERE id = :device"),
        {"device": device, "number": number},
    )


def mark_late(connection: Connection, operations: Iterable[str], at_ms: int) -> None:
    """Note operations on a household that had been handed on when they came."""
    query = text("INSERT OR IGNORE INTO late (op, at) VALUES (:op, :at)")
    for one in operations:
        connection.execute(query, {"op": bytes.fromhex(one), "at": at_ms})


def late_records(connection: Connection) -> tuple[tuple[str, str, str, int], ...]:
    """Return (operation, kind, scope, at ms) of late work, newest first."""
    rows = connection.execute(
        text(
            "SELECT op.id, op.kind, op.scope, late.at FROM late JOIN op ON op.id = late.op "
            "ORDER BY late.at DESC"
        )
    )
    return tuple((r.id.hex(), r.kind, r.scope, r.at) for r in rows)


def add_device(connection: Connection, row: DeviceRow) -> None:
    """Add a device that has just joined."""
    connection.execute(
        text(
            "INSERT INTO device (id, account, signing_key, age_key, state, joined_at, acknowledged) "
            "VALUES (:id, :account, :signing_key, :age_key, :state, :joined_at, :acknowledged)"
        ),
        {
            "id": row.id,
            "account": row.account,
            "signing_key": row.signing_key,
            "age_key": row.age_key,
            "state": row.state,
            "joined_at": row.joined_at_ms,
            "acknowledged": row.acknowledged,
        },
    )
