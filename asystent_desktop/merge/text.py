"""Joining two edits of one text or one set without losing what either wrote."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS: Final = 8_000
_T = TypeVar("_T")

Hunk = tuple[int, int, tuple[str, ...]]


def merge_text(base: str, one: str, two: str) -> str | None:
    """Return both edits of `base` applied together, or None where they overlap or touch.

    Symmetric in `one` and `two`; each token that either inserted is in the result.
    """
    tokens = _TOKEN.findall(base)
    first, second = _TOKEN.findall(one), _TOKEN.findall(two)
    if max(len(tokens), len(first), len(second)) > _MOST_TOKENS:
        return None
    hunks = sorted(_hunks(tokens, first) + _hunks(tokens, second))
    pieces: list[str] = []
    position = 0
    for index, (start, end, written) in enumerate(hunks):
        if index and start <= hunks[index - 1][1]:
            return None
        pieces.extend(tokens[position:start])
        pieces.extend(written)
        position = end
    pieces.extend(tokens[position:])
    return "".join(pieces)


def merge_members(base: Sequence[_T], one: Sequence[_T], two: Sequence[_T]) -> list[_T]:
    """Return the members of a set after both edits: what either removed is gone, what either added is there.

    The order is that of `base`, then added members by their text, so that both sides agree.
    """
    kept = [member for member in base if member in one and member in two]
    added = {str(member): member for side in (one, two) for member in side if member not in base}
    return kept + [added[key] for key in sorted(added)]


def _hunks(base: Sequence[str], edited: Sequence[str]) -> list[Hunk]:
    """Return what `edited` changed in `base` as (start, end, written tokens)."""
    matcher = SequenceMatcher(None, base, edited, autojunk=False)
    return [
        (start, end, tuple(edited[low:high]))
        for tag, start, end, low, high in matcher.get_opcodes()
        if tag != "equal"
    ]
