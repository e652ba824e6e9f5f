"""What a copy lacks: its operations compared with those of the running store, by content."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from asystent_desktop.merge.operation import operation_id
from asystent_desktop.storage import audit, state

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

_IDS = text("SELECT id FROM op")
_ALL = text("SELECT id, body FROM op")
_ONE = text("SELECT body FROM op WHERE id = :id AND device = :device")
_CHUNK: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A copy beside its store, in operations: how many it holds, lacks, and has that the store has not.

    `oldest_ms` is when the oldest lacking operation of this device was made, 0 for none; `broken` counts
    operations whose bytes are not those of their number, and 1 more when the audit chain doesn't hold.
    """

    held: int
    missing: int
    extra: int
    oldest_ms: int
    broken: int

    @property
    def is_full(self) -> bool:
        """Tell whether the copy holds all that the store holds, unharmed."""
        return not self.missing and not self.broken


def compare(copy: Connection, live: Connection, watch: Callable[[float], None]) -> Comparison:
    """Compare a copy with the running store; `watch` hears how far it is (0..1) and may raise to stop."""
    held, broken = _checked_ids(copy, watch)
    known = {bytes(row.id) for row in live.execute(_IDS)}
    missing = known - held
    return Comparison(
        held=len(held),
        missing=len(missing),
        extra=len(held - known),
        oldest_ms=_oldest(live, missing),
        broken=broken + (audit.verify(copy)[1] is not None),
    )


def _checked_ids(copy: Connection, watch: Callable[[float], None]) -> tuple[set[bytes], int]:
    total = int(copy.execute(text("SELECT count(*) FROM op")).scalar_one())
    held: set[bytes] = set()
    broken = 0
    for row in copy.execute(_ALL):
        held.add(bytes(row.id))
        broken += operation_id(row.body) != row.id.hex()
        if len(held) % _CHUNK == 0:
            watch(len(held) / max(total, 1))
    return held, broken


def _oldest(live: Connection, missing: set[bytes]) -> int:
    """Return the time of the oldest of these that this device made itself; others carry others' clocks."""
    device = state.get(live, "device") or ""
    times = []
    for one in missing:
        row = live.execute(_ONE, {"id": one, "device": device}).first()
        if row is not None:
            times.append(int(json.loads(row.body)["h"][0]))
    return min(times, default=0)
