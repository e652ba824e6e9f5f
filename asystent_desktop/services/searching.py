"""Search anywhere: families, people, notes; finds without Polish letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asystent_desktop.records import KINDS, Family, FosterFamily
from asystent_desktop.records.fields import Record
from asystent_desktop.storage.search import search

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: its kind in words, its household, a line of text that says what it is."""

    id: str
    kind: str
    kind_label: str
    family: str
    family_name: str
    line: str


class Searching:
    """What a person types into the search field."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, typed: str, most: int = 30) -> tuple[Found, ...]:
        """Return at most `most` things that hold every word typed; names first."""
        with self._desk.store.reading() as reader:
            found = []
            for hit in search(reader.connection, typed, most):
                info = KINDS[hit.kind]
                record = reader.get(info.cls, hit.id)
                household = reader.get(Family, hit.family) or reader.get(FosterFamily, hit.family)
                if record is not None:
                    found.append(
                        Found(
                            id=hit.id,
                            kind=hit.kind,
                            kind_label=info.label,
                            family=hit.family,
                            family_name=household.display_name if household else "",
                            line=_line(record),
                        )
                    )
        return tuple(found)


def _line(record: Record) -> str:
    """Return the searchable fields of a record in one line."""
    texts = [str(getattr(record, one.name)) for one in record.INFO.fields if one.search]
    return " ".join(" ".join(texts).split())[:160]
