"""Joining two edits of one text or one set without losing what either wrote."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS: Final = 8_000
_LEAST_SHARED: Final = 3
_ENDS: Final = frozenset(".!?…")
# Comparing costs as much as the product of both lengths, over again for each change that is found.
_MOST_COMPARED: Final = 1_000_000
_T = TypeVar("_T")

Hunk = tuple[int, int, tuple[str, ...]]
Run = tuple[int, int, int]
Step = tuple[str, int, int, int, int]


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
    cuts: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    blocks = _steps(first, second)
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
    blocks = _steps(first, second)
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
    return [
        (start, end, tuple(edited[low:high]))
        for tag, start, end, low, high in _steps(base, edited)
        if tag != "equal"
    ]


def _steps(one: Sequence[str], two: Sequence[str]) -> list[Step]:
    """Return how one becomes two, as SequenceMatcher.get_opcodes does."""
    steps: list[Step] = []
    left = right = 0
    for start, low, size in (*_runs(_shared(one, two)), (len(one), len(two), 0)):
        if left < start or right < low:
            tag = "insert" if left == start else "delete" if right == low else "replace"
            steps.append((tag, left, start, right, low))
        left, right = start + size, low + size
        if size:
            steps.append(("equal", start, left, low, right))
    return steps


def _shared(one: Sequence[str], two: Sequence[str]) -> list[Run]:
    """Return the runs of tokens that both have in this order.

    Long texts are compared sentence by sentence first, and word by word only where sentences differ. What is
    too long even so counts as wholly rewritten: that never joins what a finer look would have kept apart.
    """
    if len(one) * len(two) <= _MOST_COMPARED:
        return _matches(one, two)
    first, second = _sentences(one), _sentences(two)
    alike = _matches(first, second) if len(first) * len(second) <= _MOST_COMPARED else []
    starts, others = _starts(first), _starts(second)
    found: list[Run] = []
    left = right = 0
    for start, low, size in (*alike, (len(first), len(second), 0)):
        begin, place = starts[start], others[low]
        found += _inside(one, two, (left, begin), (right, place))
        left, right = starts[start + size], others[low + size]
        if size:
            found.append((begin, place, left - begin))
    return found


def _inside(
    one: Sequence[str], two: Sequence[str], first: tuple[int, int], second: tuple[int, int]
) -> list[Run]:
    """Return the runs that a stretch of each text shares: at both ends, and between them word by word."""
    (start, end), (low, high) = first, second
    head = 0
    while start + head < end and low + head < high and one[start + head] == two[low + head]:
        head += 1
    tail, least = 0, min(end - start, high - low) - head
    while tail < least and one[end - tail - 1] == two[high - tail - 1]:
        tail += 1
    found = [(start, low, head)]
    left, right = one[start + head : end - tail], two[low + head : high - tail]
    if len(left) * len(right) <= _MOST_COMPARED:
        found += [(start + head + at, low + head + other, size) for at, other, size in _matches(left, right)]
    return [one for one in [*found, (end - tail, high - tail, tail)] if one[2]]


def _runs(found: Sequence[Run]) -> list[Run]:
    """Return runs without two that follow each other at once in both texts."""
    runs: list[Run] = []
    for start, low, size in found:
        if runs and runs[-1][0] + runs[-1][2] == start and runs[-1][1] + runs[-1][2] == low:
            runs[-1] = (*runs[-1][:2], runs[-1][2] + size)
        else:
            runs.append((start, low, size))
    return runs


def _matches(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[Run]:
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return [(start, low, size) for start, low, size in blocks if size]


def _sentences(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """Return tokens cut behind each space that ends a sentence or a line."""
    found: list[tuple[str, ...]] = []
    begin = 0
    for place, token in enumerate(tokens):
        if token.isspace() and ("\n" in token or (place and tokens[place - 1] in _ENDS)):
            found.append(tuple(tokens[begin : place + 1]))
            begin = place + 1
    return [*found, tuple(tokens[begin:])] if begin < len(tokens) else found


def _starts(parts: Sequence[tuple[str, ...]]) -> list[int]:
    """Return where each part begins, and where the last one ends."""
    return [0, *accumulate(len(one) for one in parts)]
