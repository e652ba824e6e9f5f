"""Two edits of one field: both shown, a person chooses or writes the joined text; no clock decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from asystent_desktop.errors import InvalidValueError, NotFoundError
from asystent_desktop.merge.operation import ALIVE, DELETED
from asystent_desktop.records import Account, Family, FosterFamily
from asystent_desktop.records.types import ValueProblemError
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.repository import Reader
    from asystent_desktop.storage.views import Changes, View

LIFE = "_life"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the values: in words, by whom, when (shown only), on which device."""

    value: Any
    words: str
    author: str
    at: datetime
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field in which a person has to choose; `id` is `record:field`."""

    id: str
    record: str
    kind: str
    kind_label: str
    field: str
    field_label: str
    family: str
    family_name: str
    is_text: bool
    sides: tuple[Side, ...]


class Conflicts:
    """The queue of decisions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[Conflict, ...]:
        """Return every open conflict."""
        with self._desk.store.reading() as reader:
            names = {one.id: one.name for one in reader.find(Account)}
            found: list[Conflict] = []
            for kind, record_id in reader.open_conflicts():
                found.extend(_of_view(reader, reader.view(record_id, kind), names))
        return tuple(sorted(found, key=lambda one: (one.family_name, one.id)))

    def settle(self, conflict_id: str, *, keep: int | None = None, text: str | None = None) -> Changes:
        """Write a person's choice: the `keep`-th value (from 1) or a text; it travels like any edit."""
        record_id, _, field = conflict_id.partition(":")
        with self._desk.store.reading() as reader:
            view = reader.view(record_id)
        if field == LIFE:
            life = {1: DELETED, 2: ALIVE}.get(keep or 0)
            if view.hidden != "disputed" or life is None:
                raise NotFoundError("Nie ma już czego rozstrzygać. Ktoś rozstrzygnął to wcześniej.")
            write = Write(view.info, record_id, life=life)
        else:
            versions = view.conflicts.get(field)
            if not versions:
                raise NotFoundError("Nie ma już czego rozstrzygać. Ktoś rozstrzygnął to wcześniej.")
            described = view.info.by_name[field]
            if text is not None:
                try:
                    value = described.type.read(text)
                except ValueProblemError as problem:
                    raise InvalidValueError(field, f"{described.label}: {problem}") from None
            elif keep is not None and 1 <= keep <= len(versions):
                value = versions[keep - 1].value
            else:
                raise InvalidValueError("keep", f"Wybierz wartość od 1 do {len(versions)}.")
            write = Write(view.info, record_id, {field: value}, view.heads)
        return self._desk.store.save(Unit((write,), audit="CONFLICT_RESOLVED"))


def _of_view(reader: Reader, view: View, names: dict[str, str]) -> list[Conflict]:
    family = view.id if view.info.is_household else str(view.values.get("family") or "")
    household = reader.get(Family, family) or reader.get(FosterFamily, family)
    found = [
        Conflict(
            id=f"{view.id}:{name}",
            record=view.id,
            kind=view.info.name,
            kind_label=view.info.label,
            field=name,
            field_label=view.info.by_name[name].label,
            family=family,
            family_name=household.display_name if household else "",
            is_text=view.info.by_name[name].type.name in {"text", "note"},
            sides=tuple(
                Side(
                    value=one.value,
                    words=view.info.by_name[name].type.words(one.value),
                    author=names.get(one.author, ""),
                    at=datetime.fromtimestamp(one.at_ms / 1000, UTC),
                    device=one.device,
                )
                for one in versions
            ),
        )
        for name, versions in view.conflicts.items()
    ]
    if view.hidden == "disputed":
        found.append(_life_conflict(view, family, household.display_name if household else ""))
    return found


def _life_conflict(view: View, family: str, family_name: str) -> Conflict:
    """Return the question of a record that one side removed while the other changed it."""
    never = datetime.fromtimestamp(0, UTC)
    return Conflict(
        id=f"{view.id}:{LIFE}",
        record=view.id,
        kind=view.info.name,
        kind_label=view.info.label,
        field=LIFE,
        field_label="Usunięto czy zmieniono",
        family=family,
        family_name=family_name,
        is_text=False,
        sides=(
            Side(value=DELETED, words="usunąć", author="", at=never, device=""),
            Side(value=ALIVE, words="zostawić ze zmianami", author="", at=never, device=""),
        ),
    )
