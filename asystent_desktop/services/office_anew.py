"""An office restored from a copy: its laptops hear of it and send again what it has lost of their work.

The restored office begins a new epoch and names all its former ones in each reply. A laptop that meets an
epoch behind the one it knew lets all its own work wait again; the receipts of the same reply confirm at once
what the copy still held. It begins an epoch of its own, because what it gave up since the copy leaves a hole
in its chain at the office, forgets how far the lost office had come, and asks for everything: the copy may
have it sent what it never got or has given up. A late reply of an epoch that was left behind brings
operations and says nothing else.
"""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING, Any

from asystent_desktop.services import anchoring
from asystent_desktop.storage import alerts, delivery, exchange_log, former, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.merge.canon import Json
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection

_FORMER = "former_epochs"
_KNOWN = "office_epochs"
_PRESENT = "office_epoch"
_HOW_FAR = ("stream_ack", "orders_read", "grant_number")
_MOST = 50
_JUMP = 1_000_000
"""Numbers given out since the copy was made are unknown; the restored office goes on far behind them."""


class Met(Enum):
    """Whose reply it is: of the office as it was known, of one restored since, of one that is no more."""

    PRESENT = "present"
    ANEW = "anew"
    FORMER = "former"


def leave_epoch(connection: Connection, *, is_office: bool) -> None:
    """Keep the epoch that a store leaves; an office goes on behind every number that it may have given."""
    state.put(connection, _FORMER, json.dumps(lineage(connection)[-_MOST:]))
    if not is_office:
        return
    for one in exchange_log.devices(connection):
        exchange_log.skip_numbers(connection, one.id, _JUMP)
        _raise(connection, f"receipts:{one.id}")
    _raise(connection, "grant_number")


def lineage(connection: Connection) -> list[Json]:
    """Return the epochs of this store from its first to the present one."""
    return [*_listed(connection, _FORMER), state.get(connection, "epoch") or ""]


def left(connection: Connection) -> frozenset[str]:
    """Return the epochs that are over: this store's former ones, and on a laptop those of its office."""
    known = [one for key in state.keys(connection, f"{_KNOWN}:") for one in _listed(connection, key)]
    return frozenset(map(str, (*lineage(connection), *known))) - {
        state.get(connection, "epoch"),
        present(connection),
    }


def meet(connection: Connection, sender: str, epoch: str, said: Any) -> Met:
    """Take note, on a laptop, of the office's epoch in a reply; tell whether it is another one than before.

    `said` is what the reply names as the office's epochs; offices of the first versions name none.
    """
    key = f"{_KNOWN}:{sender}"
    known = _listed(connection, key)
    present = known[-1] if known else epoch
    if epoch != present and epoch in known:
        return Met.FORMER
    told = said if _is_lineage(said, epoch) else [epoch]
    told = [*(one for one in known if one not in told), *told]
    if told != known:
        state.put(connection, key, json.dumps(told[-_MOST:]))
    state.put(connection, _PRESENT, epoch)
    return Met.PRESENT if epoch == present else Met.ANEW


def forget_former(connection: Connection) -> None:
    """Forget, on a laptop, how far the lost office had come: it counts on from the copy."""
    device = state.get(connection, "device") or ""
    for one in (device, *former.of(connection, device)):
        delivery.wait_again(connection, one)
    for key in (*_HOW_FAR, *state.keys(connection, "receipt_seen:")):
        state.put(connection, key, 0)
    state.put(connection, anchoring.OFFICE_TIP, "0 ")


def present(connection: Connection) -> str:
    """Return the office's epoch as this laptop met it last; empty before."""
    return state.get(connection, _PRESENT) or ""


def is_of_present(connection: Connection, said: Mapping[str, Any]) -> bool:
    """Tell, at the office, whether a laptop speaks of this office and not of the one lost before a restore.

    Laptops of the first versions do not say of which.
    """
    return said.get("office") in {None, "", state.get(connection, "epoch")}


def say(desk: Desk, connection: Connection, sender: str, epoch: str, missing: int) -> None:
    """Note for a person that the office lacks work which it had confirmed before."""
    now = desk.store.now_ms()
    alerts.add(connection, alerts.OFFICE_ANEW, f"{sender}:{epoch}", now, missing=missing)


def _listed(connection: Connection, key: str) -> list[Json]:
    found: list[Json] = json.loads(state.get(connection, key) or "[]")
    return found


def _is_lineage(said: Any, epoch: str) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said) and said[-1:] == [epoch]


def _raise(connection: Connection, key: str) -> None:
    state.put(connection, key, state.number(connection, key) + _JUMP)
