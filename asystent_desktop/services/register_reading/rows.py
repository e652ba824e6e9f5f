"""Telling families' rows from totals, notes and repeated headings, and reading each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from asystent_desktop.polish import fold
from asystent_desktop.services.register_reading.cells import Hints, is_blank, read_cell
from asystent_desktop.services.register_reading.names import is_first_name, read_surname
from asystent_desktop.services.register_reading.values import (
    Cell,
    ColumnGuess,
    Question,
    RowReading,
    SkippedRow,
    Target,
)
from asystent_desktop.services.register_reading.wording import plain_words

_TOTALS = re.compile(r"(?:razem|suma|ogolem|lacznie|w sumie|podsumowanie|ilosc rodzin|liczba rodzin)\b")
_GROUPS = {
    "rejon",
    "dzielnica",
    "asystent",
    "rok",
    "miesiac",
    "gmina",
    "zespol",
    "oddzial",
    "sekcja",
    "uwaga",
}
_GROUPS |= {
    "uwagi",
    "sporzadzil",
    "sporzadzila",
    "stan",
    "zrodlo",
    "legenda",
    "osiedle",
    "strona",
    "wykaz",
    "lista",
}
_GROUPS |= {
    "asystenci",
    "filia",
    "druk",
    "wydruk",
    "rodziny",
    "rodzina",
    "zakonczone",
    "archiwum",
    "zatwierdzil",
}
_LONGEST_NAME = 4
_FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that is read: its place from 0, its target and what the whole column says."""

    index: int
    target: Target
    hints: Hints


class RowReader:
    """Reads the rows under the headings one after the other; remembers that a totals row has come."""

    def __init__(self, columns: Sequence[Column], guesses: Sequence[ColumnGuess]) -> None:
        self._columns = columns
        self._headings = {guess.index: plain_words(guess.heading) for guess in guesses if guess.heading}
        self._required = [column for column in columns if column.target.required]
        self._named = [column for column in columns if column.target.kind != "first_name"]
        self._first_names = [column.index for column in columns if column.target.kind == "first_name"]
        self._after_totals = False
        self._seen_family = False

    def read(self, row_no: int, cells: tuple[Cell, ...]) -> RowReading | SkippedRow | None:
        """Return the row's values and questions, or why it is left out; None for an empty row."""
        filled = {index: cell for index, cell in enumerate(cells) if cell.text}
        if not filled:
            return None
        why = self._why_left_out(filled)
        if why:
            return SkippedRow(row_no, why)
        self._seen_family = True
        return self._reading(row_no, filled)

    def _why_left_out(self, filled: Mapping[int, Cell]) -> str:
        first = next((cell.text for cell in filled.values() if re.search(r"[^\W\d_]", cell.text)), "")
        if _TOTALS.match(fold(first).strip()) and len(filled) <= max(_FEW + 1, len(self._columns) // 2 + 1):
            self._after_totals = True
            return "Wiersz podsumowania."
        if not self._seen_family and self._numbers_columns(filled):
            return "Numery kolumn."
        if self._repeats_headings(filled):
            return "Powtórzone nagłówki."
        useful = [column for column in self._columns if column.index in filled]
        if not useful:
            return "Brak wartości w rozpoznanych kolumnach."
        named = any(column.index in filled for column in self._required)
        if self._after_totals and (len(useful) <= _FEW or not named):
            return "Dopisek pod podsumowaniem."
        if len(useful) == 1 and len(self._columns) > _FEW and not self._is_a_family(useful[0], filled):
            return (
                f"Tylko jeden wpis: „{_short(filled[useful[0].index].text)}”. To nagłówek grupy albo dopisek."
            )
        return ""

    def _numbers_columns(self, filled: Mapping[int, Cell]) -> bool:
        texts = [cell.text.strip("(). ") for cell in filled.values()]
        numbers = [int(text) for text in texts if re.fullmatch("[0-9]{1,3}", text)]
        return 2 < len(numbers) == len(texts) and all(
            later == earlier + 1 for earlier, later in pairwise(numbers)
        )

    def _repeats_headings(self, filled: Mapping[int, Cell]) -> bool:
        same = sum(
            1 for index, cell in filled.items() if self._headings.get(index) == plain_words(cell.text) != ""
        )
        return same > 1 and same * 2 > len(filled)

    def _is_a_family(self, column: Column, filled: Mapping[int, Cell]) -> bool:
        if column not in self._required:
            return False
        text = filled[column.index].text
        words = plain_words(text).split()
        if re.search(r"[\d:*!]", text) or not 0 < len(words) <= _LONGEST_NAME or words[0] in _GROUPS:
            return False
        return column.target.kind != "person" or len(words) == 1 or any(map(is_first_name, words))

    def _first_name(self, filled: Mapping[int, Cell]) -> str:
        """Return what stands in the column of first names beside a column of surnames."""
        cells = (filled.get(index) for index in self._first_names)
        return next((one.text for one in cells if one and not is_blank(one, "first_name")), "")

    def _reading(self, row_no: int, filled: Mapping[int, Cell]) -> RowReading:
        values: dict[str, object] = {}
        problems = []
        first_name = self._first_name(filled)
        for column in self._named:
            target = column.target
            cell = filled.get(column.index)
            if cell is None or is_blank(cell, target.kind):
                if target.required:
                    problems.append(_missing(row_no, column))
                continue
            if first_name and target.required and target.kind == "person":
                reading = read_surname(cell.text, first_name)
            else:
                reading = read_cell(cell, target, column.hints)
            if reading.value is not None:
                values[target.name] = reading.value
            if reading.problem:
                problems.append(
                    Question(
                        row=row_no,
                        column=column.index,
                        field=target.name,
                        problem=reading.problem,
                        raw=cell.text,
                        suggestion=reading.suggestion,
                        applied=reading.applied,
                    )
                )
        return RowReading(row_no=row_no, values=MappingProxyType(values), problems=tuple(problems))


def _missing(row_no: int, column: Column) -> Question:
    sentence = f"Brak wartości „{column.target.label}”. Jeśli to dalszy ciąg wiersza wyżej, dopisz go tam."
    return Question(row=row_no, column=column.index, field=column.target.name, problem=sentence, raw="")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"
