"""Devices whose place another one took: what they wrote is still that one's to deliver."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from asystent_desktop.storage import state

if TYPE_CHECKING:
    from sqlalchemy import Connection

_KEY = "former_devices:"


def of(connection: Connection, device: str) -> tuple[str, ...]:
    """Return the devices whose place a device took, the last one first."""
    return tuple(json.loads(state.get(connection, f"{_KEY}{device}") or "[]"))


def replace(connection: Connection, old: str, new: str) -> None:
    """Note that `new` took the place of `old`, and of all that `old` had replaced before."""
    state.put(connection, f"{_KEY}{new}", json.dumps([old, *of(connection, old)]))


def successor(connection: Connection, device: str) -> str:
    """Return the device that took the place of this one; empty when none did."""
    for key in state.keys(connection, _KEY):
        new = key.removeprefix(_KEY)
        if device in of(connection, new)[:1]:
            return new
    return ""
