"""Rows of audit chains that another store has seen: from then on a change before them is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ADD = text(
    "INSERT OR IGNORE INTO anchor (device, epoch, number, hash, at, proof) "
    "VALUES (:device, :epoch, :number, :hash, :at, :proof)"
)
_GET = text("SELECT hash FROM anchor WHERE device = :device AND epoch = :epoch AND number = :number")
_ALL = text(
    "SELECT device, epoch, number, hash, at, proof FROM anchor WHERE device = :device ORDER BY number, at"
)
_LAST = text(
    "SELECT device, epoch, number, hash, at, proof FROM anchor WHERE device = :device AND epoch = :epoch "
    "ORDER BY number DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One row of a device's audit chain, seen by the other side at `at_ms`; `proof` is a signed receipt."""

    device: str
    epoch: str
    number: int
    hash: str
    at_ms: int
    proof: bytes | None = None


def add(connection: Connection, anchor: Anchor) -> bool:
    """Keep an anchor; False when the same place was seen with another hash: somebody rewrote the chain."""
    row = {
        "device": anchor.device,
        "epoch": anchor.epoch,
        "number": anchor.number,
        "hash": bytes.fromhex(anchor.hash),
        "at": anchor.at_ms,
        "proof": anchor.proof,
    }
    connection.execute(_ADD, row)
    kept: bytes = connection.execute(_GET, row).scalar_one()
    return kept.hex() == anchor.hash


def of_device(connection: Connection, device: str) -> tuple[Anchor, ...]:
    """Return all anchors of a device's chain, by number."""
    return tuple(_read(row) for row in connection.execute(_ALL, {"device": device}))


def epochs(connection: Connection, device: str) -> tuple[str, ...]:
    """Return the epochs of a device of which an audit row was seen."""
    query = text("SELECT DISTINCT epoch FROM anchor WHERE device = :device ORDER BY epoch")
    return tuple(connection.execute(query, {"device": device}).scalars())


def last(connection: Connection, device: str, epoch: str) -> Anchor | None:
    """Return the furthest anchor of one epoch of a device, or None."""
    row = connection.execute(_LAST, {"device": device, "epoch": epoch}).first()
    return _read(row) if row else None


def _read(row: object) -> Anchor:
    return Anchor(
        device=row.device,  # type: ignore[attr-defined]
        epoch=row.epoch,  # type: ignore[attr-defined]
        number=row.number,  # type: ignore[attr-defined]
        hash=row.hash.hex(),  # type: ignore[attr-defined]
        at_ms=row.at,  # type: ignore[attr-defined]
        proof=row.proof,  # type: ignore[attr-defined]
    )
