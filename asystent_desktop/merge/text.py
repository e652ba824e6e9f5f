"""Joining two edits of one text or one set without losing what either wrote."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS: Final = 8_000
_LEAST_SHARED: Final = 3
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


def differences(one: str, two: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """Return both texts cut where they differ: pieces of (text, differs), which joined are the text again.

    Spaces between two differing words differ with them, so that a change is one mark and not many.
    """
    first, second = _TOKEN.findall(one), _TOKEN.findall(two)
    if max(len(first), len(second)) > _MOST_TOKENS:
        return ((one, True),), ((two, True),)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    cuts: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    blocks = matcher.get_opcodes()
    for place, (tag, start, end, low, high) in enumerate(blocks):
        # A lone space that happens to be equal between two changes belongs to the change.
        is_gap = 0 < place < len(blocks) - 1 and "".join(first[start:end]).isspace()
        for pieces, text in zip(cuts, ("".join(first[start:end]), "".join(second[low:high])), strict=True):
            if text:
                pieces.append((text, tag != "equal" or is_gap))
    return _joined_pieces(cuts[0]), _joined_pieces(cuts[1])


def differing(one: str, others: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return a text in pieces (text, differs): a letter differs where it does from any of the others."""
    marked = [False] * len(one)
    for other in others:
        place = 0
        for piece, differs in differences(one, other)[0]:
            for at in range(place, place + len(piece) if differs else place):
                marked[at] = True
            place += len(piece)
    return _joined_pieces(list(zip(one, marked, strict=True)))


def joined(base: str, sides: Sequence[str]) -> str:
    """Return a suggestion that holds what all sides say: joined cleanly, or each difference in turn.

    A person corrects it; nothing of it is saved before.
    """
    text = sides[0]
    for other in sides[1:]:
        clean = merge_text(base, text, other) if base else None
        text = _union(text, other) if clean is None else clean
    return text


def _union(one: str, two: str) -> str:
    """Return what both texts share once, and of each difference first the one, then the other side."""
    first, second = _TOKEN.findall(one), _TOKEN.findall(two)
    if max(len(first), len(second)) > _MOST_TOKENS:
        return f"{one}\n{two}"
    found = ""
    for is_equal, left, right in _phrases(first, second):
        found += left if is_equal else _either(left, right)
    return found


def _phrases(first: Sequence[str], second: Sequence[str]) -> list[tuple[bool, str, str]]:
    """Return both texts in turn as (equal, one, two); a few equal words between changes are part of them."""
    found: list[tuple[bool, str, str]] = []
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    for place, (tag, start, end, low, high) in enumerate(blocks):
        inside = 0 < place < len(blocks) - 1
        words = sum(token[0].isalnum() for token in first[start:end])
        is_equal = tag == "equal" and not (inside and words < _LEAST_SHARED)
        left, right = "".join(first[start:end]), "".join(second[low:high])
        if found and not found[-1][0] and not is_equal:
            _equal, before_left, before_right = found.pop()
            left, right = before_left + left, before_right + right
        found.append((is_equal, left, right))
    return found


def _either(left: str, right: str) -> str:
    """Return two ways of saying one thing one after the other."""
    if not left.strip() or not right.strip():
        return left if left.strip() else right
    ends = left.rstrip()
    point = "." if ends[-1].isalnum() and right.lstrip()[0].isupper() else ""
    return f"{ends}{point} {right.lstrip()}"


def _joined_pieces(pieces: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Return pieces without two of one sort side by side."""
    found: list[tuple[str, bool]] = []
    for text, differs in pieces:
        if found and found[-1][1] == differs:
            found[-1] = (found[-1][0] + text, differs)
        else:
            found.append((text, differs))
    return tuple(found)


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
