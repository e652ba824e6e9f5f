"""Bundles that came from a revoked device: kept as they came, unread, for the head to decide."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEPT: Final = "kept"
OPENED: Final = "opened"
_ADD = text(
    "INSERT OR IGNORE INTO sealed (hash, device, at, data, state) VALUES (:hash, :device, :at, :data, :state)"
)
_ALL = text("SELECT hash, device, at, length(data) AS size, state FROM sealed ORDER BY at DESC, hash")
_DATA = text("SELECT data FROM sealed WHERE hash = :hash")
_STATE = text("UPDATE sealed SET state = :state WHERE hash = :hash")


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRow:
    """One kept bundle: its number (hash of the file, hex), device, when it came, its size, its state."""

    id: str
    device: str
    at_ms: int
    size: int
    state: str


def keep(connection: Connection, device: str, data: bytes, at_ms: int) -> bool:
    """Keep a bundle; the same file twice is kept once. False when it was kept before."""
    row = {"hash": sha256(data).digest(), "device": device, "at": at_ms, "data": data, "state": KEPT}
    return connection.execute(_ADD, row).rowcount > 0


def listed(connection: Connection) -> tuple[SealedRow, ...]:
    """Return the kept bundles, newest first."""
    return tuple(
        SealedRow(id=row.hash.hex(), device=row.device, at_ms=row.at, size=row.size, state=row.state)
        for row in connection.execute(_ALL)
    )


def data_of(connection: Connection, sealed_id: str) -> bytes | None:
    """Return the bytes of a kept bundle, or None."""
    found: bytes | None = connection.execute(_DATA, {"hash": bytes.fromhex(sealed_id)}).scalar()
    return found


def mark_opened(connection: Connection, sealed_id: str) -> None:
    """Note that a person has let the bundle be read after all."""
    connection.execute(_STATE, {"hash": bytes.fromhex(sealed_id), "state": OPENED})
