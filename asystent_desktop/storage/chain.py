"""Chains of other devices: how far each one has come without a gap, where one forked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, text

from asystent_desktop.storage import state
from asystent_desktop.storage.log import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from asystent_desktop.merge.operation import Operation

_EPOCHS = text("SELECT DISTINCT epoch FROM op WHERE device = :device")
_LINKS = text(
    "SELECT id, number, body FROM op WHERE device = :device AND epoch = :epoch AND number > :after "
    "ORDER BY number"
)
_HELD = text("SELECT id, body FROM quarantine WHERE device = :device")
_SAME_PLACE = text(
    "SELECT id, number FROM op WHERE device = :device AND epoch = :epoch AND number IN :numbers"
).bindparams(bindparam("numbers", expanding=True))
_BEYOND = text("SELECT count(*) FROM op WHERE device = :device AND epoch = :epoch AND number > :after")


@dataclass(frozen=True, slots=True)
class Link:
    """One place in a chain: number in the epoch, id of the operation, id of the one before it."""

    number: int
    id: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Reached:
    """The ends of one epoch that were reached without a gap: (number, id), several where it forked."""

    epoch: str
    tips: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """Two operations in one place of a chain: two copies of one store have both gone on."""

    device: str
    epoch: str
    number: int


def tips(connection: Connection, device: str) -> tuple[Reached, ...]:
    """Return how far each epoch of a device has come; what was found is kept for the next time.

    Held and parked operations count as received, so that one bad record never stops the mark; so does a
    record that could not be read at all, once the next operation names it.
    """
    held, unread = _held_links(connection, device)
    epochs = {row.epoch for row in connection.execute(_EPOCHS, {"device": device})} | held.keys()
    found = []
    for epoch in sorted(epochs):
        known = _kept(connection, device, epoch)
        after = min((number for number, _id in known), default=0)
        wanted = {"device": device, "epoch": epoch, "after": after}
        links = [_link(row.id, row.number, row.body) for row in connection.execute(_LINKS, wanted)]
        links += [one for one in held.get(epoch, []) if one.number > after]
        reached = _walk(known, links, unread)
        state.put(connection, _key(device, epoch), json.dumps(reached))
        found.append(Reached(epoch, tuple(reached)))
    return tuple(found)


def holds(connection: Connection, place: tuple[str, str, int], op_id: str) -> bool:
    """Tell whether this log has an operation in this place of a chain: device, epoch, number."""
    query = text(
        "SELECT 1 FROM op WHERE id = :id AND device = :device AND epoch = :epoch AND number = :number"
    )
    device, epoch, number = place
    wanted = {"id": bytes.fromhex(op_id), "device": device, "epoch": epoch, "number": number}
    return connection.execute(query, wanted).first() is not None


def missing_after(connection: Connection, device: str) -> int:
    """Return how many operations of a device wait behind a gap, as the last `tips` found it."""
    count = 0
    for row in connection.execute(_EPOCHS, {"device": device}).all():
        after = max((number for number, _id in _kept(connection, device, row.epoch)), default=0)
        wanted = {"device": device, "epoch": row.epoch, "after": after}
        count += int(connection.execute(_BEYOND, wanted).scalar_one())
    return count


def forks(connection: Connection, fresh: Iterable[Operation]) -> tuple[Fork, ...]:
    """Return where `fresh` operations, not yet in the log, stand in a place that is taken already.

    A place is taken by what was set aside too, and what is to be set aside may be among the fresh ones. The
    kept ends of a forked chain are dropped, so that the next walk finds both branches.
    """
    places: dict[tuple[str, str], dict[int, str]] = {}
    found: dict[tuple[str, str], Fork] = {}
    for one in fresh:
        chain = one.origin.device, one.origin.epoch
        if places.setdefault(chain, {}).setdefault(one.origin.number, one.id) != one.id:
            found.setdefault(chain, Fork(*chain, one.origin.number))
    for chain, taken in places.items():
        for number in _taken_places(connection, chain, taken):
            found.setdefault(chain, Fork(*chain, number))
    for device, epoch in found:
        state.put(connection, _key(device, epoch), "[]")
    return tuple(found.values())


def _taken_places(connection: Connection, chain: tuple[str, str], taken: dict[int, str]) -> list[int]:
    found = []
    for part in chunks([str(number) for number in sorted(taken)]):
        wanted = {"device": chain[0], "epoch": chain[1], "numbers": [int(one) for one in part]}
        rows = connection.execute(_SAME_PLACE, wanted)
        found += [row.number for row in rows if row.id.hex() != taken[row.number]]
    held = _held_links(connection, chain[0])[0].get(chain[1], [])
    return [*found, *(one.number for one in held if taken.get(one.number, one.id) != one.id)]


def _held_links(connection: Connection, device: str) -> tuple[dict[str, list[Link]], set[str]]:
    """Return the places of held operations by epoch, and the ids of records that could not be read."""
    links: dict[str, list[Link]] = {}
    unread: set[str] = set()
    for row in connection.execute(_HELD, {"device": device}):
        try:
            content = json.loads(row.body)
            link = Link(int(content["q"]), row.id.hex(), content["b"])
            links.setdefault(str(content["n"]), []).append(link)
        except (ValueError, KeyError, TypeError):
            unread.add(row.id.hex())
    return links, unread


def _walk(known: Sequence[tuple[int, str]], links: Sequence[Link], unread: set[str]) -> list[tuple[int, str]]:
    """Return the ends reached from `known` along the links."""
    reached = {one_id: number for number, one_id in known}
    inner: set[str] = set()
    for link in sorted(links, key=lambda one: (one.number, one.id)):
        before = link.before
        if before in unread and before not in reached:
            ends = [one_id for one_id, number in reached.items() if number == link.number - 2]
            if ends or link.number == 2:
                reached[str(before)] = link.number - 1
                inner.update(ends)
        if (link.number == 1 and before is None) or (
            before in reached and reached[before] == link.number - 1
        ):
            reached[link.id] = link.number
            inner.add(str(before))
    return sorted((number, one_id) for one_id, number in reached.items() if one_id not in inner)


def _link(op_id: bytes, number: int, body: bytes) -> Link:
    return Link(number, op_id.hex(), json.loads(body)["b"])


def _key(device: str, epoch: str) -> str:
    return f"tips:{device}:{epoch}"


def _kept(connection: Connection, device: str, epoch: str) -> list[tuple[int, str]]:
    kept = json.loads(state.get(connection, _key(device, epoch)) or "[]")
    return [(int(number), str(one_id)) for number, one_id in kept]
