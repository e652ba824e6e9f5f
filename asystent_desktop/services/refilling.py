"""Refill: a laptop whose store is an old copy asks the office for everything, its own lost work included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.services.withdrawing import send_own_again
from asystent_desktop.storage import exchange_log, state

if TYPE_CHECKING:
    from asystent_desktop.storage import Connection

_WANTED = "refill"


def want(connection: Connection, epoch: str) -> None:
    """Ask for a refill in the next bundle; the new epoch is the number of the request."""
    state.put(connection, _WANTED, epoch)


def wanted(connection: Connection) -> str:
    """Return the number of the request that waits for its answer; empty for none."""
    return state.get(connection, _WANTED) or ""


def asked(connection: Connection, device: str, number: Any) -> None:
    """Let a device's stream begin anew, once for each request."""
    key = f"refilled:{device}"
    if not isinstance(number, str) or not number or state.get(connection, key) == number:
        return
    exchange_log.forget_all_sent(connection, device)
    send_own_again(connection, device)
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
