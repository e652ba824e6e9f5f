"""One cell into the value that its column is taken for: one reader for each kind of target."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from asystent_desktop.polish import fold
from asystent_desktop.services.register_reading.addresses import read_address
from asystent_desktop.services.register_reading.children import read_children
from asystent_desktop.services.register_reading.dates import read_date
from asystent_desktop.services.register_reading.names import NameOrder, read_person
from asystent_desktop.services.register_reading.numbers import (
    read_number,
    read_pesel,
    read_phone,
    read_postcode,
    read_yes_no,
)
from asystent_desktop.services.register_reading.values import Cell, Kind, Reading, Target
from asystent_desktop.services.register_reading.wording import plain_words, same_word

_NOTHING_SIGNS = re.compile(r"[-\u2010-\u2015_.?/\\*]+")
_NOTHING_WORDS = {"brak", "brak danych", "b d", "bd", "b danych", "n d", "nd", "nie dotyczy", "nie podano"}
_NOTHING_WORDS |= {"nie ma", "nieznany", "nieznana", "nieznane", "nie znany", "nie posiada"}
_SHEET_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
_SHEET_ERRORS |= {"#ADR!", "#ARG!", "#NAZWA?", "#DZIEL/0!", "#ZERO!", "#LICZBA!", "#N/D!", "#N/D"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a column as a whole says about its cells: the order of names, and of year and day in 12-03-24."""

    name_order: NameOrder | None = None
    year_first: bool | None = None


def is_blank(cell: Cell, kind: Kind) -> bool:
    """Say whether a cell holds nothing: empty, a dash, "brak"; words stay in notes and mean no in yes/no."""
    text = cell.text.strip()
    if not text:
        return True
    if kind == "yes_no":
        return False
    if _NOTHING_SIGNS.fullmatch(text):
        return True
    return kind != "note" and plain_words(text) in _NOTHING_WORDS


def read_cell(cell: Cell, target: Target, hints: Hints) -> Reading:
    """Return the reading of one cell that is not blank."""
    if cell.text in _SHEET_ERRORS:
        return Reading(problem="W tej komórce arkusz pokazuje błąd formuły. Wpisz wartość ręcznie.")
    return _READERS[target.kind](cell, target, hints)


def _read_text(cell: Cell, _target: Target, _hints: Hints) -> Reading:
    return Reading(value=" ".join(cell.text.split()))


def _read_note(cell: Cell, _target: Target, _hints: Hints) -> Reading:
    lines = (" ".join(line.split()) for line in cell.text.split("\n"))
    return Reading(value="\n".join(lines).strip())


def _read_code(cell: Cell, target: Target, _hints: Hints) -> Reading:
    codes = _codes_of(cell.text, target)
    if len(codes) == 1:
        return Reading(value=codes[0])
    return Reading(problem=_unknown(target))


def _read_codes(cell: Cell, target: Target, _hints: Hints) -> Reading:
    whole = _codes_of(cell.text, target)
    if len(whole) == 1:
        return Reading(value=tuple(whole))
    found: list[str] = []
    strange: list[str] = []
    for part in filter(None, map(str.strip, re.split(r"[,;\n]|\s/\s|\s\+\s", cell.text))):
        codes = _codes_of(part, target)
        if len(codes) == 1:
            found.extend(code for code in codes if code not in found)
        else:
            strange.append(part)
    if not found:
        return Reading(problem=_unknown(target))
    if not strange:
        return Reading(value=tuple(found))
    labels = [label for code, label, _ in target.options if code in found]
    sentence = f"Nie rozpoznano: {', '.join(strange)}. Wpisano pozostałe."
    return Reading(value=tuple(found), problem=sentence, suggestion=", ".join(labels), applied=True)


def _unknown(target: Target) -> str:
    labels = [label for _, label, _ in target.options[:8]]
    more = " i inne" if len(target.options) > len(labels) else ""
    return f"Nie ma takiej pozycji na liście „{target.label}”. Możliwe: {', '.join(labels)}{more}."


def _codes_of(text: str, target: Target) -> list[str]:
    """Return the codes that a text may mean: the one written so, else all whose every word stands in it."""
    words = plain_words(text)
    for code, label, synonyms in target.options:
        if words in (plain_words(code), *(plain_words(name) for name in (label, *synonyms))):
            return [code]
    found = []
    for code, label, synonyms in target.options:
        if any(_stands_in(plain_words(name), words) for name in (label, *synonyms)):
            found.append(code)
    return found


def _stands_in(name: str, words: str) -> bool:
    parts = name.split()
    return bool(parts) and all(any(same_word(word, part) for word in words.split()) for part in parts)


_READERS: Mapping[Kind, Callable[[Cell, Target, Hints], Reading]] = MappingProxyType(
    {
        "text": _read_text,
        "note": _read_note,
        "date": lambda cell, _target, hints: read_date(cell.value, year_first=hints.year_first),
        "pesel": lambda cell, _target, _hints: read_pesel(cell.value),
        "phone": lambda cell, _target, _hints: read_phone(cell.value),
        "postcode": lambda cell, _target, _hints: read_postcode(cell.value),
        "address": lambda cell, _target, _hints: read_address(cell.text),
        "person": lambda cell, _target, hints: read_person(cell.text, hints.name_order),
        "first_name": _read_text,
        "code": _read_code,
        "codes": _read_codes,
        "number": lambda cell, _target, _hints: read_number(cell.value),
        "yes_no": lambda cell, _target, _hints: read_yes_no(cell.value),
        "children": lambda cell, _target, _hints: read_children(cell.text),
    }
)


def name_order_of(heading: str) -> NameOrder | None:
    """Return the order of names that a heading states: "Nazwisko i imię" or "Imię i nazwisko"."""
    words = fold(heading)
    surname, first = words.find("nazwisk"), words.find("imi")
    if surname < 0 or first < 0:
        return None
    return "last_first" if surname < first else "first_last"
