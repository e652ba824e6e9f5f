"""What of this store's own work still waits for the office to confirm it.

An operation waits (`op.waits`) from its saving in this store until a receipt covers it: it stands before a
confirmed end of its chain. Never a number alone: two copies of one store count on from the same number with
different work. What came back from the office waits for nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import text

from asystent_desktop.storage import state
from asystent_desktop.storage.exchange_log import LogRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_WAITING = text(
    "SELECT position, id, body, salt, vals, kind FROM op WHERE waits = 1 ORDER BY position LIMIT :most"
)
_KINDS = text("SELECT kind, count(*) AS n FROM op WHERE waits = 1 GROUP BY kind")
_UNSAVED = text(
    "SELECT count(*) FROM op WHERE waits = 1 AND position > coalesce((SELECT max(json_extract(summary, "
    "'$.last')) FROM bundle WHERE direction = 'out' AND device = '' AND state != 'failed'), 0)"
)
_OLDEST = text("SELECT body FROM op WHERE waits = 1 ORDER BY position LIMIT 1")
_FIRST = text("SELECT min(number) FROM op WHERE waits = 1 AND device = :device AND epoch = :epoch")
_LINKS = text(
    "SELECT id, body FROM op WHERE device = :device AND epoch = :epoch AND number BETWEEN :first AND :last"
)
_CONFIRM = text("UPDATE op SET waits = 0 WHERE id = :id AND waits = 1")
_CONFIRM_PART = text(
    "UPDATE op SET waits = 0 WHERE waits = 1 AND epoch != :epoch AND position BETWEEN :first AND :last"
)
_WAITS_IN = text("SELECT 1 FROM op WHERE waits = 1 AND position BETWEEN :first AND :last LIMIT 1")
_WAITS_UNTIL = text("SELECT 1 FROM op WHERE waits = 1 AND epoch = :epoch AND number <= :number LIMIT 1")
_WAIT_AGAIN = text("UPDATE op SET waits = 1 WHERE device = :device AND parked != 2")
_WAITS_BEFORE = text("SELECT 1 FROM op WHERE waits = 1 AND epoch != :epoch LIMIT 1")
_SAY_NOTHING = text(
    "UPDATE bundle SET summary = json_remove(summary, '$.first', '$.last') "
    "WHERE direction = 'out' AND device = ''"
)
_MADE = text("SELECT summary FROM bundle WHERE hash = :hash AND direction = 'out' AND device = ''")
_SAVED = text("SELECT hash, summary FROM bundle WHERE direction = 'out' AND device = '' AND state = 'saved'")
_CARRIED = text("UPDATE bundle SET state = 'carried' WHERE hash = :hash")


def waiting(connection: Connection, most: int = 200_000) -> list[tuple[int, LogRow]]:
    """Return the operations that no receipt has confirmed, each with its place in the log; oldest first."""
    rows = connection.execute(_WAITING, {"most": most})
    return [(row.position, LogRow(row.id.hex(), row.body, row.salt, row.vals, row.kind)) for row in rows]


def waiting_kinds(connection: Connection) -> dict[str, int]:
    """Return how many operations wait for a receipt, by kind of record."""
    return {row.kind: row.n for row in connection.execute(_KINDS)}


def unsaved(connection: Connection) -> int:
    """Return how many operations wait for a receipt and are in no bundle that was written."""
    return int(connection.execute(_UNSAVED).scalar_one())


def count(connection: Connection) -> int:
    """Return how many operations wait for a receipt."""
    return sum(waiting_kinds(connection).values())


def oldest_waiting(connection: Connection) -> int | None:
    """Return when (ms) the oldest operation was made that waits for a receipt, or None."""
    body = connection.execute(_OLDEST).scalar()
    return int(json.loads(body)["h"][0]) if body is not None else None


def confirm_chain(connection: Connection, device: str, epoch: str, end: tuple[int, str]) -> None:
    """Confirm what stands before a confirmed end (number, id) of a chain, and that end itself.

    A hole ends the walk: this store may have lost operations on a household that has left it since.
    """
    chain = {"device": device, "epoch": epoch}
    first = connection.execute(_FIRST, chain).scalar()
    last, step = end
    if first is None or first > last:
        return
    rows = connection.execute(_LINKS, {**chain, "first": first, "last": last})
    before = {row.id.hex(): json.loads(row.body)["b"] for row in rows}
    found = []
    while step in before:
        found.append({"id": bytes.fromhex(step)})
        step = before[step]
    if found:
        connection.execute(_CONFIRM, found)


def confirm_bundles(connection: Connection, hashes: Iterable[str]) -> None:
    """Confirm what of former epochs travelled in bundles of this store that the office has taken.

    Their chains may have holes here: an old copy of a store does not get back its work on a household that
    has left it since. Bundles of the first versions did not note what they held.
    """
    epoch = state.get(connection, "epoch")
    if connection.execute(_WAITS_BEFORE, {"epoch": epoch}).first() is None:
        return
    for one in hashes:
        made = connection.execute(_MADE, {"hash": bytes.fromhex(one)}).scalar()
        held = json.loads(made) if made else {}
        if "first" in held:
            part = {"first": held["first"], "last": held["last"], "epoch": epoch}
            connection.execute(_CONFIRM_PART, part)


def wait_again(connection: Connection, device: str) -> None:
    """Let all own work wait again whose values are still here: the office may have lost it.

    Bundles made before then say nothing any more of what stands between their first and last operation.
    """
    connection.execute(_WAIT_AGAIN, {"device": device})
    connection.execute(_SAY_NOTHING)


def mark_carried(connection: Connection) -> None:
    """Note of bundles that never arrived, but whose work a later one has brought, that it is there."""
    arrived = [
        {"hash": row.hash}
        for row in connection.execute(_SAVED).all()
        if _has_arrived(connection, json.loads(row.summary))
    ]
    if arrived:
        connection.execute(_CARRIED, arrived)


def _has_arrived(connection: Connection, held: dict[str, object]) -> bool:
    """Tell whether nothing that a bundle held waits any more; `until` is what the first versions noted."""
    if "first" in held:
        part = {"first": held["first"], "last": held["last"]}
        return connection.execute(_WAITS_IN, part).first() is None
    until = held.get("until")
    if not isinstance(until, dict) or not until:
        return False
    ends = [{"epoch": epoch, "number": number} for epoch, number in until.items()]
    return all(connection.execute(_WAITS_UNTIL, one).first() is None for one in ends)


def mark_old(connection: Connection) -> None:
    """Mark, in a store of an earlier schema, what waits by the marks that it kept by number.

    Such a mark is worth nothing from the first place on that two operations share: all of it waits, is sent
    again and confirmed anew; sending again harms nothing.
    """
    device = state.get(connection, "device")
    if device is None or state.get(connection, "role") == "office":
        return
    query = "SELECT epoch, number, count(*) AS n FROM op WHERE device = :device GROUP BY epoch, number"
    sure: dict[str, int] = {}
    for row in connection.execute(text(f"{query} ORDER BY epoch, number"), {"device": device}):
        marked = sure.setdefault(row.epoch, state.number(connection, f"delivered:{row.epoch}"))
        if row.n > 1:
            sure[row.epoch] = min(marked, row.number - 1)
    waits = text(
        "UPDATE op SET waits = 1 "
        "WHERE device = :device AND epoch = :epoch AND number > :number AND parked != 2"
    )
    for epoch, number in sure.items():
        connection.execute(waits, {"device": device, "epoch": epoch, "number": number})
    connection.execute(text("DELETE FROM state WHERE key LIKE 'delivered:%'"))
