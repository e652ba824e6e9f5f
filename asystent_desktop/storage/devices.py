"""What an office keeps of a device beyond its keys: its state, what it holds, how far its bundles came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATE = text("UPDATE device SET state = :state, reason = :reason, state_at = :at WHERE id = :device")
_REPORT = text("UPDATE device SET report = :report WHERE id = :device")
_GRANT = text("UPDATE device SET grant_seen = max(grant_seen, :number) WHERE id = :device")
_LAST = text("SELECT max(at) AS at, count(*) AS n FROM bundle WHERE device = :device AND direction = :way")
_FAMILIES = text(
    "SELECT DISTINCT op.scope FROM stream JOIN op ON op.id = stream.op "
    "WHERE stream.device = :device AND op.scope GLOB 'family:*'"
)
_FORKS = text(
    "SELECT epoch, number, count(*) AS n FROM op WHERE device = :device GROUP BY epoch, number HAVING n > 1"
)


@dataclass(frozen=True, slots=True)
class Traffic:
    """When the last bundle of a device came or went (ms, None: never) and how many there were."""

    last_ms: int | None
    count: int


def set_state(connection: Connection, device: str, state: str, reason: str, at_ms: int) -> None:
    """Give a device another state, active or revoked, with the reason's code."""
    connection.execute(_STATE, {"device": device, "state": state, "reason": reason, "at": at_ms})


def set_report(connection: Connection, device: str, report: str) -> None:
    """Keep what a device last said of itself: versions, work of its password, encryption of its disk."""
    connection.execute(_REPORT, {"device": device, "report": report})


def see_grant(connection: Connection, device: str, number: int) -> None:
    """Note the grant number that a device knew when it made a bundle."""
    connection.execute(_GRANT, {"device": device, "number": number})


def traffic(connection: Connection, device: str, direction: str) -> Traffic:
    """Return what came from a device (`in`) or was made for it (`out`)."""
    row = connection.execute(_LAST, {"device": device, "way": direction}).one()
    return Traffic(row.at, row.n)


def families(connection: Connection, device: str) -> frozenset[str]:
    """Return the households of which a device was sent something and has not given it up."""
    return frozenset(
        row.scope.removeprefix("family:") for row in connection.execute(_FAMILIES, {"device": device})
    )


def forks(connection: Connection, device: str) -> tuple[tuple[str, int], ...]:
    """Return (epoch, number) of each place where a device's chain has two continuations."""
    return tuple((row.epoch, row.number) for row in connection.execute(_FORKS, {"device": device}))
