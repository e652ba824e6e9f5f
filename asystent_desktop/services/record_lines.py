"""Records of any kind in one line each, for a list on the command line: day, household, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from asystent_desktop.records.fields import Audience
from asystent_desktop.services.value_words import UNKNOWN, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from asystent_desktop.records.fields import Field, Record
    from asystent_desktop.storage.repository import Reader

_TOLD: Final = frozenset({"text", "note", "code", "ref"})
_SAID_ELSEWHERE: Final = frozenset({"family", "order"})
_MOST_PARTS: Final = 3
_MOST_LETTERS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One record: its number, its day (ISO; empty where the kind has none), its household, what it says."""

    id: str
    day: str
    family: str
    words: str


def record_lines(reader: Reader, records: Iterable[Record]) -> tuple[RecordLine, ...]:
    """Return the records as lines; what is for the head or the office alone stands in none."""
    named = cache(partial(name_of, reader))
    return tuple(_line(one, named) for one in records)


def _line(record: Record, named: Callable[[str], str]) -> RecordLine:
    values = record.values()
    day = next((values[one.name] for one in record.INFO.fields if _is_its_day(one)), None)
    family = values.get("family")
    parts = []
    for field in record.INFO.fields:
        value = values[field.name]
        if _is_told(field) and value not in {field.type.empty, record.INFO.defaults.get(field.name)}:
            said = named(value) if field.type.name == "ref" else field.type.words(value)
            parts.append("" if said == UNKNOWN else " ".join(said.split()))
    return RecordLine(
        id=record.id,
        day=day.isoformat() if day else "",
        family=named(family) if family else "",
        words=_shortened(" · ".join([one for one in parts if one][:_MOST_PARTS])),
    )


def _is_its_day(field: Field) -> bool:
    """Tell whether a field holds the day that every record of its kind has."""
    return field.type.name == "date" and field.required is True


def _is_told(field: Field) -> bool:
    if field.type.name not in _TOLD or field.name in _SAID_ELSEWHERE or field.audience is not Audience.SCOPE:
        return False
    # A visit or a plan has no name of its own: the day and the household say which.
    return field.type.name != "ref" or not {"visit", "plan", "family"} & set(field.type.to)  # type: ignore[attr-defined]


def _shortened(words: str) -> str:
    return words if len(words) <= _MOST_LETTERS else f"{words[: _MOST_LETTERS - 1].rstrip()}…"
