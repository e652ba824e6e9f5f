"""Two edits of one field: both shown, a person chooses or writes the joined text; no clock decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.errors import InvalidValueError, NotFoundError
from asystent_desktop.merge.operation import ALIVE, DELETED
from asystent_desktop.records.types import ValueProblemError
from asystent_desktop.services.conflict_views import LIFE, Conflict, Sides, conflicts_of
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.views import Changes, View

__all__ = ["LIFE", "Conflict", "Conflicts"]

_SETTLED = "Nie ma już czego rozstrzygać. Ktoś rozstrzygnął to wcześniej."


class Conflicts:
    """The queue of decisions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[Conflict, ...]:
        """Return every open conflict, family by family."""
        with self._desk.store.reading() as reader:
            sides = Sides(reader, self._desk.store.identity)
            found: list[Conflict] = []
            for kind, record_id in reader.open_conflicts():
                found.extend(conflicts_of(sides, reader.view(record_id, kind)))
        return tuple(sorted(found, key=lambda one: (one.family_name, one.id)))

    def count(self) -> int:
        """Return how many records wait for a choice; cheaper than reading them all."""
        with self._desk.store.reading() as reader:
            return len(reader.open_conflicts())

    def settle(
        self, conflict_id: str, *, keep: int | None = None, text: str | None = None, value: Any = None
    ) -> Changes:
        """Write a person's choice: the `keep`-th value (from 1), a typed text, or a `value` of the field.

        The decision saw every value, so that it ends the conflict; it travels like any edit.
        """
        record_id, _, field = conflict_id.partition(":")
        with self._desk.store.reading() as reader:
            view = reader.view(record_id)
        is_life = field == LIFE
        write = _life_write(view, keep) if is_life else _field_write(view, field, keep, text, value)
        return self._desk.store.save(
            Unit((write,), audit="CONFLICT_RESOLVED", draft=f"conflict:{conflict_id}")
        )


def _life_write(view: View, keep: int | None) -> Write:
    life = {1: DELETED, 2: ALIVE}.get(keep or 0)
    if view.hidden != "disputed" or life is None:
        raise NotFoundError(_SETTLED)
    return Write(view.info, view.id, life=life)


def _field_write(view: View, field: str, keep: int | None, text: str | None, value: Any) -> Write:
    versions = view.conflicts.get(field)
    if not versions:
        raise NotFoundError(_SETTLED)
    described = view.info.by_name[field]
    if keep is not None:
        if not 1 <= keep <= len(versions):
            raise InvalidValueError("keep", f"Wybierz wartość od 1 do {len(versions)}.")
        value = versions[keep - 1].value
    elif text is not None:
        try:
            value = described.type.read(text)
        except ValueProblemError as problem:
            raise InvalidValueError(field, f"{described.label}: {problem}") from None
    return Write(view.info, view.id, {field: value}, view.heads)
