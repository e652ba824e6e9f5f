"""What reading and saving exchange with the rest of the program: views, changes and units, all frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asystent_desktop.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.records.fields import KindInfo, Record


@dataclass(frozen=True, slots=True)
class Version:
    """One of several values of a field: what, by whom (account), on which device, when (ms, shown only)."""

    value: Any
    op: str
    author: str
    device: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class View:
    """A record as read: it may hold several values of a field, or fields that this version doesn't know."""

    info: KindInfo
    id: str
    values: Mapping[str, Any]
    heads: Mapping[str, tuple[str, ...]]
    conflicts: Mapping[str, tuple[Version, ...]]
    merged: frozenset[str]
    hidden: str
    life_heads: tuple[str, ...]
    unknown: Mapping[str, Any]

    def record(self) -> Record:
        """Return the record; RefusedError while a person has to choose between values."""
        if self.conflicts:
            raise RefusedError("Ten zapis ma pole z dwiema wartościami. Najpierw wybierz jedną z nich.")
        return self.info.cls(id=self.id, **self.values)


@dataclass(frozen=True, slots=True)
class Write:
    """What a save changes in one record: values by field; `base`, the heads that the author saw."""

    info: KindInfo
    id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    base: Mapping[str, tuple[str, ...]] | None = None
    life: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One press of save: all its writes, the code for the audit and the draft that it ends.

    `private` is (visit, text) of a note that stays in this store only: no operation is made of it.
    """

    writes: tuple[Write, ...]
    audit: str = "SAVE"
    draft: str = ""
    private: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a save or a bundle changed: kinds and ids of records."""

    kinds: frozenset[str]
    ids: frozenset[str]

    def __or__(self, other: Changes) -> Changes:
        """Return both together."""
        return Changes(self.kinds | other.kinds, self.ids | other.ids)


NOTHING = Changes(frozenset(), frozenset())
