"""Rows of a laptop's journal about looking travel to the office: who opened, printed or took out a household.

A laptop sends them once its office has said how far it holds them, each time from there on; ids and codes
only. So the office can answer a family's question for every device (RODO, art. 15).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.exchange.records import ObjectRecord, RecordType
from asystent_desktop.merge.canon import Json, NotCanonicalError, canon, load_object
from asystent_desktop.storage import audit, former, looks, state
from asystent_desktop.storage.looks import LookRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asystent_desktop.exchange.records import BodyRecord
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.exchange_log import DeviceRow

LOOKS: Final = frozenset({"VIEW", "PRINT", "EXPORT"})
_HELD: Final = "looks_held"
_MOST: Final = 20_000
_PART_BYTES: Final = 128 * 1024
_MAX_BYTES: Final = 1024 * 1024
_HASH_DIGITS: Final = 64
_MOST_SUBJECTS: Final = 2_000


def for_office(connection: Connection) -> list[BodyRecord]:
    """Return the rows that the office lacks; none before it has said that it takes them."""
    held = state.get(connection, _HELD)
    if held is None:
        return []
    parts: list[list[Json]] = [[]]
    size = 0
    for found in audit.chained_rows(connection, after=int(held), codes=LOOKS, most=_MOST):
        try:
            row = load_object(found.body, max_bytes=_MAX_BYTES)
        except NotCanonicalError:
            continue  # changed by hand; the walk of the chain says so, and no bundle stops at it
        size += len(found.body) + _HASH_DIGITS
        if parts[-1] and size > _PART_BYTES:
            parts.append([])
            size = 0
        parts[-1].append({"hash": found.hash, "row": row})
    return [ObjectRecord(RecordType.LOOKS, canon({"rows": part, "v": 1})) for part in parts if part]


def keep(connection: Connection, device: DeviceRow, records: Iterable[BodyRecord]) -> None:
    """Keep, at the office, what a laptop tells of looking in its own store; rows of others are left out."""
    devices = {device.id, *former.of(connection, device.id)}
    for record in records:
        if isinstance(record, ObjectRecord) and record.type == RecordType.LOOKS:
            told = load_object(record.body, max_bytes=_MAX_BYTES).get("rows")
            listed = told if isinstance(told, list) else []
            found = [_read(one, device, devices) for one in listed]
            looks.add(connection, [one for one in found if one is not None])


def held_words(connection: Connection, device: DeviceRow) -> dict[str, Json]:
    """Return how far the office holds a laptop's rows, for its next reply."""
    number, hash_hex = looks.last(connection, (device.id, *former.of(connection, device.id)))
    return {"hash": hash_hex, "q": number}


def hear(connection: Connection, said: Any) -> None:
    """Note, on a laptop, how far the office holds its rows; if that row is not its own, all go again."""
    if not isinstance(said, dict) or not isinstance(said.get("q"), int):
        return
    number = said["q"]
    is_own = audit.hash_at(connection, number) == said.get("hash")
    state.put(connection, _HELD, number if is_own else 0)


def _read(told: Json, device: DeviceRow, devices: set[str]) -> LookRow | None:
    """Return a row that is well formed and the sender's own, or None."""
    row = told.get("row") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(row, dict):
        return None
    number, at, hash_hex, subjects = row.get("q"), row.get("at"), told.get("hash"), row.get("subjects")
    is_whole = (
        isinstance(number, int)
        and isinstance(at, int)
        and isinstance(hash_hex, str)
        and len(hash_hex) == _HASH_DIGITS
        and set(hash_hex) <= set("0123456789abcdef")
        and isinstance(subjects, list)
        and len(subjects) <= _MOST_SUBJECTS
        and all(isinstance(one, str) for one in subjects)
        and isinstance(row.get("detail"), str)
    )
    is_own = row.get("device") in devices and row.get("actor") == device.account
    if not is_whole or not is_own or row.get("code") not in LOOKS:
        return None
    assert isinstance(number, int)  # noqa: S101 - checked above
    assert isinstance(at, int)  # noqa: S101
    return LookRow(device.id, number, str(hash_hex), at, canon(row))
