"""Finding the row of headings under titles and empty rows, in one line or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asystent_desktop.services.register_reading.values import Cell, Sheet, Target
from asystent_desktop.services.register_reading.wording import ENOUGH, Fit, fit

_ROWS_LOOKED_AT = 40
_LONGEST_HEADING = 80
_GAIN_OF_TWO_LINES = 0.1
_LEAST_LIKE_HEADINGS = 0.6
_LEAST_UPPER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Headings of one sheet: rows `first` to `last` (from 0; -1 for none), and the wordings of each column.

    Two lines give two wordings: both together, and the lower line alone; `score` sums the fits.
    """

    first: int
    last: int
    wordings: tuple[tuple[str, ...], ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A column taken for a target, by one of its wordings."""

    column: int
    target: str
    fit: Fit
    wording: str


def find_headings(sheet: Sheet, targets: Sequence[Target]) -> Headings:
    """Return the headings that fit the targets best; without any, `first` and `last` are -1."""
    width = max((len(row) for row in sheet.rows), default=0)
    lines = [(number, _line(row, width)) for number, row in enumerate(sheet.rows) if row][:_ROWS_LOOKED_AT]
    best = Headings(first=-1, last=-1, wordings=((),) * width, score=0.0)
    for place, (number, line) in enumerate(lines):
        if not _like_headings(sheet.rows[number], line):
            continue
        one = _scored(number, number, tuple((text,) if text else () for text in line), targets)
        best = one if one and one.score > best.score else best
        if sum(map(bool, line)) < _LEAST_UPPER and len(line) > 1:
            continue  # a title over the whole list, no upper line of headings
        below = lines[place + 1] if place + 1 < len(lines) else None
        if below and below[0] == number + 1 and _like_headings(sheet.rows[below[0]], below[1]):
            two = _scored(number, below[0], _together(line, below[1]), targets)
            best = two if two and two.score > best.score + _GAIN_OF_TWO_LINES else best
    return best


def _line(row: tuple[Cell, ...], width: int) -> list[str]:
    texts = [" ".join(cell.text.split()) if isinstance(cell.value, str) else "" for cell in row]
    return [text if len(text) <= _LONGEST_HEADING else "" for text in texts] + [""] * (width - len(row))


def _like_headings(row: tuple[Cell, ...], line: list[str]) -> bool:
    filled = sum(1 for cell in row if cell.text)
    worded = sum(1 for text in line if text and not re.search(r"\d{3}", text))
    return worded > 0 and worded >= _LEAST_LIKE_HEADINGS * filled


def _together(upper: list[str], lower: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return the wordings of two lines; an upper cell merged over several columns goes for each of them."""
    made: list[tuple[str, ...]] = []
    over = ""
    for above, below in zip(upper, lower, strict=True):
        over = above or (over if below else "")
        both = f"{over} {below}".strip()
        made.append((both, below) if over and below else (both,) if both else ())
    return tuple(made)


def _scored(
    first: int, last: int, wordings: tuple[tuple[str, ...], ...], targets: Sequence[Target]
) -> Headings | None:
    matches = match_columns(wordings, targets)
    filled = sum(1 for wording in wordings if wording)
    if len(matches) < min(2, filled) or (filled == 1 and len(wordings) > 1):
        return None
    return Headings(
        first=first, last=last, wordings=wordings, score=sum(match.fit.confidence for match in matches)
    )


def match_columns(
    wordings: Sequence[tuple[str, ...]],
    targets: Sequence[Target],
    adjusted: Callable[[int, Target, Fit], Fit] = lambda _column, _target, found: found,
) -> list[Match]:
    """Return the columns taken for targets, the surest first; each column and each target once.

    `adjusted` may lower a fit after a look at the column's values. Equal fits go by the order of the targets,
    then of the columns.
    """
    found = []
    for column, texts in enumerate(wordings):
        for place, target in enumerate(targets):
            best = max(
                ((fit(text, target), text) for text in texts), key=lambda pair: pair[0][0], default=None
            )
            if best is None or best[0].confidence < ENOUGH:
                continue
            sure = adjusted(column, target, best[0])
            if sure.confidence >= ENOUGH:
                match = Match(column=column, target=target.name, fit=sure, wording=best[1])
                found.append((-sure.confidence, place, column, match))
    taken: list[Match] = []
    for *_, match in sorted(found, key=lambda entry: entry[:3]):
        if all(match.column != other.column and match.target != other.target for other in taken):
            taken.append(match)
    return taken
