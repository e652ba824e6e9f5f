"""Deciding what each column holds: by its heading, by its values, or as a person chose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.services.register_reading.cells import Hints, is_blank, name_order_of, read_cell
from asystent_desktop.services.register_reading.dates import year_first_is_sure
from asystent_desktop.services.register_reading.headings import Headings, Match, match_columns
from asystent_desktop.services.register_reading.names import is_first_name
from asystent_desktop.services.register_reading.values import Cell, ColumnGuess, Kind, Sheet, Target
from asystent_desktop.services.register_reading.wording import ENOUGH, Fit, fit, plain_words

_SAMPLE = 20
_EXAMPLES = 3
_LEAST_READABLE = 0.3
_SAME = 1.0
_OWN_HEADING = 0.95
_CHECKED_KINDS = {"date", "pesel", "phone", "postcode", "address", "person", "number", "yes_no", "children"}
_CHECKED_KINDS |= {"code", "codes"}
_BY_VALUES = 0.65
_LEAST_BY_VALUES = 0.8
_CLOSE = 0.05
_LOOKS: Mapping[Kind, re.Pattern[str]] = {
    "pesel": re.compile(r"\d{11}"),
    "phone": re.compile(r"(?:\+48 ?)?\d{3}[ -]?\d{3}[ -]?\d{3}"),
    "postcode": re.compile(r"\d{2}-\d{3}"),
    "address": re.compile(r"(?:.*\b\d{2}-\d{3}\b|(?:ul|al|os|pl)\.).*\d.*", re.IGNORECASE | re.DOTALL),
}
_ORDINALS = {"lp", "l p", "nr", "nr kol", "numer", "poz", "p"}


def guess_columns(
    sheet: Sheet, headings: Headings, targets: Sequence[Target], chosen: Mapping[int, str | None]
) -> tuple[ColumnGuess, ...]:
    """Return a guess for every column that holds anything.

    `chosen` overrules all guesses. Raises `InvalidValueError` ("chosen") for an unknown column or target, or
    one target chosen for two columns.
    """
    _check_chosen(chosen, {target.name for target in targets}, len(headings.wordings))
    width = range(len(headings.wordings))
    samples = [tuple(islice(values_below(sheet, headings, column), _SAMPLE)) for column in width]
    free = [target for target in targets if target.name not in chosen.values()]
    matches = _matched(headings, samples, free, chosen)
    made = []
    for column in width:
        texts, match = headings.wordings[column], matches.get(column)
        if not (texts or samples[column] or column in chosen):
            continue
        if column in chosen:
            fitted = Fit(1.0, "Wybrano ręcznie.")
        elif match:
            fitted = _doubted(match, texts, free)
        else:
            fitted = Fit(0.0, _why_not(texts, samples[column], free, matches))
        guess = ColumnGuess(
            index=column,
            heading=(match and match.wording) or next(iter(texts), ""),
            target=chosen.get(column) if column in chosen or not match else match.target,
            confidence=fitted.confidence,
            examples=tuple(cell.text for cell in samples[column][:_EXAMPLES]),
            why=fitted.why,
        )
        made.append(guess)
    return tuple(made)


def _matched(
    headings: Headings,
    samples: Sequence[tuple[Cell, ...]],
    free: Sequence[Target],
    chosen: Mapping[int, str | None],
) -> dict[int, Match]:
    def adjusted(column: int, target: Target, found: Fit) -> Fit:
        if target.kind == "first_name" and found.confidence < _OWN_HEADING:
            return Fit(0.0, "")  # "Imię dziecka" names another person
        return _with_values(samples[column], target, found, headings.wordings[column][0])

    wordings = [() if column in chosen else texts for column, texts in enumerate(headings.wordings)]
    matches = {match.column: match for match in match_columns(wordings, free, adjusted)}
    taken = {match.target for match in matches.values()}
    bare = {
        column: samples[column]
        for column, texts in enumerate(headings.wordings)
        if not texts and column not in chosen
    }
    return matches | _by_values(bare, [target for target in free if target.name not in taken])


def _check_chosen(chosen: Mapping[int, str | None], names: set[str], width: int) -> None:
    picked = [name for name in chosen.values() if name is not None]
    if any(column not in range(width) for column in chosen):
        raise InvalidValueError("chosen", "W arkuszu nie ma takiej kolumny.")
    if set(picked) - names:
        raise InvalidValueError("chosen", "Nie ma takiego pola, do którego można wczytać kolumnę.")
    if len(picked) != len(set(picked)):
        raise InvalidValueError("chosen", "Jedno pole wybrano dla dwóch kolumn. Zostaw jedną z nich.")


def values_below(sheet: Sheet, headings: Headings, column: int) -> Iterator[Cell]:
    """Yield the cells of a column under the headings that hold anything."""
    for row in sheet.rows[headings.last + 1 :]:
        if column < len(row) and row[column].text:
            yield row[column]


def hints_for(sheet: Sheet, headings: Headings, guess: ColumnGuess, target: Target) -> Hints:
    """Return what the whole column says about each of its cells."""
    year_first = None
    if target.kind == "date":
        year_first = year_first_is_sure(cell.value for cell in values_below(sheet, headings, guess.index))
    return Hints(name_order=name_order_of(guess.heading), year_first=year_first)


def _with_values(sample: tuple[Cell, ...], target: Target, found: Fit, heading: str) -> Fit:
    cells = [cell for cell in sample if not is_blank(cell, target.kind)]
    if target.kind not in _CHECKED_KINDS or not cells:
        return found
    hints = Hints(name_order=name_order_of(heading))
    readable = sum(1 for cell in cells if _tells(cell, target, hints))
    if readable >= _LEAST_READABLE * len(cells):
        return found
    if found.confidence == _SAME:
        return Fit(ENOUGH, f"{found.why} Wartości są nietypowe: program zapyta o każdą.")
    return Fit(found.confidence / 2, found.why)


def _tells(cell: Cell, target: Target, hints: Hints) -> bool:
    reading = read_cell(cell, target, hints)
    return reading.value is not None or reading.suggestion is not None


def _by_values(bare: Mapping[int, tuple[Cell, ...]], untaken: Sequence[Target]) -> dict[int, Match]:
    """Return columns without a heading whose values give them away, if one column and one target agree."""
    found = {}
    kinds: tuple[Kind, ...] = (*_LOOKS, "person")
    for kind in kinds:
        targets = [target for target in untaken if target.kind == kind]
        columns = [column for column, cells in bare.items() if _looks_like(kind, cells)]
        if len(targets) == len(columns) == 1 and columns[0] not in found:
            why = f"Kolumna nie ma nagłówka, ale wartości wyglądają jak pole „{targets[0].label}”. Sprawdź."
            match = Match(column=columns[0], target=targets[0].name, fit=Fit(_BY_VALUES, why), wording="")
            found[columns[0]] = match
    return found


def _looks_like(kind: Kind, cells: tuple[Cell, ...]) -> bool:
    if kind == "person":
        alike = [1 for cell in cells if _is_named(cell.text)]
    else:
        alike = [1 for cell in cells if _LOOKS[kind].fullmatch(cell.text.strip())]
    return len(alike) > 1 and len(alike) >= _LEAST_BY_VALUES * len(cells)


def _is_named(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 3 and not re.search(r"\d", text) and any(map(is_first_name, words))


def _doubted(match: Match, texts: tuple[str, ...], targets: Sequence[Target]) -> Fit:
    """Lower the confidence when another target fits the heading just as well, and name it."""
    rivals = [
        target.label
        for target in targets
        if target.name != match.target
        and any(fit(text, target).confidence > match.fit.confidence - _CLOSE for text in texts)
    ]
    if not rivals or match.fit.confidence == 1.0:
        return match.fit
    return Fit(match.fit.confidence * 0.8, f"{match.fit.why} Może to też być „{rivals[0]}”.")


def _why_not(
    texts: tuple[str, ...],
    sample: tuple[Cell, ...],
    targets: Sequence[Target],
    matches: Mapping[int, Match],
) -> str:
    if not texts:
        return "Kolumna nie ma nagłówka."
    if plain_words(texts[0]) in _ORDINALS:
        return "Liczba porządkowa: nie jest potrzebna."
    if not sample:
        return "Kolumna jest pusta."
    taken = {match.target: match.wording for match in matches.values()}
    for target in targets:
        if any(fit(text, target).confidence >= ENOUGH for text in texts):
            if target.name in taken:
                return f"Pole „{target.label}” wzięto już z kolumny „{taken[target.name]}”."
            return f"Nagłówek przypomina pole „{target.label}”, ale wartości do niego nie pasują."
    return "Nie rozpoznano nagłówka."
