"""Refill: a laptop whose store is an old copy asks the office for everything, its own lost work included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.services import office_anew, withdrawing
from asystent_desktop.storage import alerts, exchange_log, state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.exchange_log import DeviceRow

_WANTED = "refill"
_REASON = "refill_reason"


def begin_anew(desk: Desk, connection: Connection, reason: str) -> str:
    """Begin a new epoch of a store that is an old copy or has a double; a laptop asks for all it lacks."""
    is_office = desk.store.identity.role == "office"
    office_anew.leave_epoch(connection, is_office=is_office)
    epoch = state.begin_epoch(connection)
    desk.store.note(connection, "NEW_EPOCH", detail=reason)
    if not is_office and state.get(connection, "key_set"):
        want(connection, epoch)
        state.put(connection, _REASON, reason)
    if is_office and exchange_log.devices(connection):
        # A laptop's notice ends with the office's answer; an office hears from each laptop in its own time.
        subject = f"{desk.store.identity.device}:{epoch}"
        alerts.add(connection, alerts.OWN_COPY, subject, desk.store.now_ms())
    return epoch


def want(connection: Connection, epoch: str) -> None:
    """Ask for a refill in the next bundle; the new epoch is the number of the request."""
    state.put(connection, _WANTED, epoch)


def is_old_copy(connection: Connection) -> bool:
    """Tell whether this store waits for a refill for its own sake, not because the office was restored."""
    return bool(wanted(connection)) and state.get(connection, _REASON) != alerts.OFFICE_ANEW


def wanted(connection: Connection) -> str:
    """Return the number of the request that waits for its answer; empty for none."""
    return state.get(connection, _WANTED) or ""


def asked(desk: Desk, connection: Connection, device: DeviceRow, number: Any, holds: Sequence[str]) -> None:
    """Let a device's stream begin anew, once for each request; what it had given up it may hold again.

    `holds` are the households of which it says that it has something: this office may not know that it sent
    them, when it is itself an old copy.
    """
    key = f"refilled:{device.id}"
    if not isinstance(number, str) or not number or state.get(connection, key) == number:
        return
    withdrawing.keep_said(connection, device.id, holds)
    withdrawing.tell_anew(desk, connection, device)
    exchange_log.forget_all_sent(connection, device.id)
    withdrawing.send_own_again(connection, device.id)
    state.put(connection, key, number)


def answered(connection: Connection, device: str) -> str:
    """Return the number of the request that this and later replies answer; empty for none."""
    return state.get(connection, f"refilled:{device}") or ""


def done(connection: Connection, number: Any) -> bool:
    """End the laptop's request when the reply answers it."""
    if not number or number != wanted(connection):
        return False
    state.put(connection, _WANTED, "")
    return True
