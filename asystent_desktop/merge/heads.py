"""What a set of edits of one record means: heads of each field, conflicts, deletion. Pure, order-free.

A head of a field is an edit that wrote it and that no present edit of the record names among
that field's parents. One head, or several with equal values, give the value; otherwise all values are
shown and a person decides. No clock takes part: it only orders what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from asystent_desktop.merge.operation import ALIVE, DELETED, LIFE_FIELD
from asystent_desktop.merge.text import merge_members, merge_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asystent_desktop.merge.canon import Json


class Hidden(StrEnum):
    """Whether a record is shown: it is, it was deleted, or deleting met an edit that it had not seen."""

    NO = "no"
    YES = "yes"
    DISPUTED = "disputed"


TEXT: Final = "text"
SET: Final = "set"


@dataclass(frozen=True, slots=True)
class Edit:
    """One operation as merging sees it; `values` are empty where they were erased."""

    id: str
    parents: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Json]
    seen: tuple[str, ...]
    clock: tuple[int, int]
    author: str
    device: str

    @property
    def order(self) -> tuple[tuple[int, int], str]:
        """Return the key by which versions are listed; it decides nothing."""
        return (self.clock, self.id)


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field's value after merging; `versions` holds every head when they differ and nobody has decided."""

    value: Json
    heads: tuple[str, ...]
    versions: tuple[Edit, ...] = ()
    merged: bool = False

    @property
    def is_conflict(self) -> bool:
        """Tell whether a person has to choose."""
        return bool(self.versions)


@dataclass(frozen=True, slots=True)
class State:
    """A record after merging: its fields by name and whether it is shown."""

    fields: Mapping[str, FieldState]
    hidden: Hidden
    life_heads: tuple[str, ...] = ()


def fold(edits: Iterable[Edit], rules: Mapping[str, str]) -> State:
    """Return the state of one record from the set of its edits.

    `rules` names, by field, how two edits meet: `text`, `set`, or anything else for whole values.
    """
    present = {edit.id: edit for edit in edits}
    if len(present) == 1:
        return _alone(*present.values())
    writers: dict[str, list[Edit]] = {}
    superseded: dict[str, set[str]] = {}
    for edit in present.values():
        for name, parents in edit.parents.items():
            writers.setdefault(name, []).append(edit)
            superseded.setdefault(name, set()).update(parents)
    heads = {
        name: tuple(sorted((one for one in found if one.id not in superseded[name]), key=_order))
        for name, found in writers.items()
    }
    fields = {
        name: _field(name, found, present, rules.get(name, ""))
        for name, found in heads.items()
        if name != LIFE_FIELD and found
    }
    life = heads.get(LIFE_FIELD, ())
    return State(fields=fields, hidden=_hidden(life, fields), life_heads=tuple(one.id for one in life))


def _alone(edit: Edit) -> State:
    """Return the state that one edit makes: most records have no other, and it meets nothing."""
    heads = (edit.id,)
    fields = {
        name: FieldState(value=edit.values.get(name), heads=heads)
        for name in edit.parents
        if name != LIFE_FIELD
    }
    life = (edit,) if LIFE_FIELD in edit.parents else ()
    return State(fields=fields, hidden=_hidden(life, fields), life_heads=heads if life else ())


def _order(edit: Edit) -> tuple[tuple[int, int], str]:
    return edit.order


def _field(name: str, heads: tuple[Edit, ...], present: Mapping[str, Edit], rule: str) -> FieldState:
    ids = tuple(sorted(edit.id for edit in heads))
    first = heads[0].values.get(name)
    if all(edit.values.get(name) == first for edit in heads[1:]):
        return FieldState(value=first, heads=ids)
    merged = _merged(name, heads, present, rule)
    if merged is not None:
        return FieldState(value=merged, heads=ids, merged=True)
    return FieldState(value=None, heads=ids, versions=heads)


def _merged(name: str, heads: tuple[Edit, ...], present: Mapping[str, Edit], rule: str) -> Json:
    """Return two edits joined without loss, or None when a person has to decide."""
    if rule not in {TEXT, SET} or len(heads) != 2:
        return None
    common = set(heads[0].parents[name]) & set(heads[1].parents[name])
    if len(common) != 1 or common != set(heads[0].parents[name]) | set(heads[1].parents[name]):
        return None
    base = present.get(next(iter(common)))
    if base is None:
        return None
    before, one, two = base.values.get(name), heads[0].values.get(name), heads[1].values.get(name)
    if rule == SET:
        return merge_members(_members(before), _members(one), _members(two))
    if isinstance(one, str) and isinstance(two, str):
        return merge_text(before if isinstance(before, str) else "", one, two)
    return None


def _members(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _hidden(life: tuple[Edit, ...], fields: Mapping[str, FieldState]) -> Hidden:
    said = {edit.values.get(LIFE_FIELD, ALIVE) for edit in life}
    if DELETED not in said:
        return Hidden.NO
    seen = {one for edit in life for one in edit.seen}
    if said == {DELETED} and all(head in seen for state in fields.values() for head in state.heads):
        return Hidden.YES
    return Hidden.DISPUTED
