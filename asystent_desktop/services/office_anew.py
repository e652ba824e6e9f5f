"""An office restored from a copy: its laptops hear of it and send again what it has lost of their work.

The restored office begins a new epoch and names all its former ones in each reply. A laptop that meets an
epoch behind the one it knew lets all its own work wait again; the receipts of the same reply confirm at once
what the copy still held. A late reply of an epoch that was left behind confirms nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from asystent_desktop.storage import alerts, delivery, exchange_log, former, state

if TYPE_CHECKING:
    from asystent_desktop.merge.canon import Json
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection

_FORMER = "former_epochs"
_KNOWN = "office_epochs"
_MOST = 50
_JUMP = 1_000_000
"""Numbers given out since the copy was made are unknown; the restored office goes on far behind them."""


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
    former = json.loads(state.get(connection, _FORMER) or "[]")
    return [*former, state.get(connection, "epoch") or ""]


def meet(connection: Connection, sender: str, epoch: str, said: Any) -> bool:
    """Take note, on a laptop, of the office's epoch in a reply; tell whether its receipts are to be believed.

    `said` is what the reply names as the office's epochs; offices of the first versions name none.
    """
    key = f"{_KNOWN}:{sender}"
    known = json.loads(state.get(connection, key) or "[]")
    present = known[-1] if known else epoch
    if epoch != present and epoch in known:
        return False
    told = said if _is_lineage(said, epoch) else [*(one for one in known if one != epoch), epoch]
    if epoch != present:
        device = state.get(connection, "device") or ""
        for one in (device, *former.of(connection, device)):
            delivery.wait_again(connection, one)
    if told != known:
        state.put(connection, key, json.dumps(told[-_MOST:]))
    return True


def say(desk: Desk, connection: Connection, sender: str, epoch: str, missing: int) -> None:
    """Note for a person that the office lacks work which it had confirmed before."""
    now = desk.store.now_ms()
    alerts.add(connection, alerts.OFFICE_ANEW, f"{sender}:{epoch}", now, missing=missing)


def _is_lineage(said: Any, epoch: str) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said) and said[-1:] == [epoch]


def _raise(connection: Connection, key: str) -> None:
    state.put(connection, key, state.number(connection, key) + _JUMP)
