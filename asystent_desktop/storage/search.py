"""Search as typed: beginnings of words in all searchable fields, for names also inside; letters folded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from asystent_desktop.polish import fold

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WORD = re.compile(r"\w+")
_BY_WORDS = text(
    "SELECT doc.id, doc.kind, doc.family FROM words JOIN doc ON doc.number = words.rowid "
    "WHERE words MATCH :match ORDER BY words.rowid LIMIT :most"
)
_INSIDE = text(
    "SELECT id, kind, family FROM doc WHERE names IS NOT NULL AND instr(names, :part) "
    "ORDER BY names LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: its kind and the household that it belongs to (may be empty)."""

    id: str
    kind: str
    family: str


def search(connection: Connection, typed: str, most: int = 50) -> tuple[Hit, ...]:
    """Return at most `most` records that hold every word of `typed`; names first, then the newest."""
    folded = fold(typed)
    parts = _WORD.findall(folded)
    if not parts:
        return ()
    match = " ".join(f'"{part}"*' for part in parts)
    found: dict[str, Hit] = {}
    if len(parts) == 1:
        for row in connection.execute(_INSIDE, {"part": parts[0], "most": most}):
            found[row.id] = Hit(row.id, row.kind, row.family)
    for row in connection.execute(_BY_WORDS, {"match": match, "most": most}):
        found.setdefault(row.id, Hit(row.id, row.kind, row.family))
    return tuple(found.values())[:most]
