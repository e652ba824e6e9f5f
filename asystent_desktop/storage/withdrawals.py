"""Households withdrawn from a device: told, known to it, given up; kept by the office and by the laptop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

TOLD: Final = "told"
KNOWN: Final = "known"
DONE: Final = "done"

_OF = text("SELECT device, family, number, state, at FROM withdrawal WHERE device = :device ORDER BY number")
_ADD = text(
    "INSERT OR IGNORE INTO withdrawal (device, family, number, state, at) "
    "VALUES (:device, :family, :number, :state, :at)"
)
_STATE = text(
    "UPDATE withdrawal SET state = :state, at = :at WHERE device = :device AND family = :family "
    "AND state != :state"
)
_KNOWN = text(
    "UPDATE withdrawal SET state = 'known', at = :at WHERE device = :device AND state = 'told' "
    "AND number <= :number"
)
_DROP = text("DELETE FROM withdrawal WHERE device = :device AND family = :family")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One household withdrawn from a device: the grant number that told it, how far it is, since when."""

    device: str
    family: str
    number: int
    state: str
    at_ms: int


def of_device(connection: Connection, device: str) -> dict[str, Withdrawal]:
    """Return what was withdrawn from a device, by household."""
    rows = connection.execute(_OF, {"device": device})
    return {row.family: Withdrawal(row.device, row.family, row.number, row.state, row.at) for row in rows}


def add(connection: Connection, device: str, family: str, number: int, at_ms: int) -> bool:
    """Begin a withdrawal; False when it has begun before."""
    row = {"device": device, "family": family, "number": number, "state": TOLD, "at": at_ms}
    return connection.execute(_ADD, row).rowcount > 0


def mark_known(connection: Connection, device: str, number: int, at_ms: int) -> None:
    """Note that a device knows all withdrawals up to a grant number."""
    connection.execute(_KNOWN, {"device": device, "number": number, "at": at_ms})


def mark_done(connection: Connection, device: str, family: str, at_ms: int) -> bool:
    """Note that a household was given up; False when that was known before."""
    row = {"device": device, "family": family, "state": DONE, "at": at_ms}
    return connection.execute(_STATE, row).rowcount > 0


def move(connection: Connection, old: str, new: str) -> None:
    """Let a device that took another one's place go on with what was withdrawn from it."""
    query = text("UPDATE withdrawal SET device = :new WHERE device = :old")
    connection.execute(query, {"old": old, "new": new})


def drop(connection: Connection, device: str, family: str) -> None:
    """Forget a withdrawal: the household is granted again."""
    connection.execute(_DROP, {"device": device, "family": family})
