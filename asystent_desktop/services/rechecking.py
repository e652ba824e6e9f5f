"""Fields that an update has just taught this office: what was taken with them unread is checked now.

An operation of a known kind may bring a field of a newer version. The known fields apply at once; whether its
writer may write the new one, and whether its value fits, only a version that knows the field can tell. What
fails is set aside whole, as if it came now.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from asystent_desktop.exchange import scope
from asystent_desktop.records import KINDS
from asystent_desktop.services.taking import Delivery, aside_of
from asystent_desktop.storage import log, projection, quarantine, state

if TYPE_CHECKING:
    from asystent_desktop.storage import Connection

_KNOWN = "fields_known"


def check_new_fields(connection: Connection, *, is_office: bool, now_ms: int) -> None:
    """Set aside operations of others whose now readable fields their writers may not write.

    A laptop trusts its office. A store in which no version has kept its fields yet begins to keep them.
    """
    present = {name: sorted(info.by_name) for name, info in KINDS.items()}
    kept = state.get(connection, _KNOWN)
    before: dict[str, list[str]] = json.loads(kept) if kept else present
    state.put(connection, _KNOWN, json.dumps(present, sort_keys=True))
    own = state.get(connection, "device") or ""
    for kind, names in present.items():
        fresh = frozenset(names) - frozenset(before.get(kind, names))
        if fresh and is_office:
            _check(connection, kind, fresh, Delivery(own, "", now_ms))


def _check(connection: Connection, kind: str, fresh: frozenset[str], own: Delivery) -> None:
    held = []
    touched = set()
    for operation, payload in log.of_others(connection, kind, own.device):
        named = fresh & operation.parents.keys()
        fault = scope.fault_of_fields(operation, payload.values() if payload else {}, named)
        if fault is not None:
            delivery = Delivery(operation.origin.device, "", own.now_ms)
            held.append(aside_of(operation.id, (fault, operation.body, payload), delivery))
            touched.add(operation.entity)
    quarantine.hold(connection, held)
    log.take_out(connection, [one.id for one in held])
    projection.apply(connection, dict.fromkeys(touched, kind))
