"""Rows that may be one family: the same surname, the same PESEL, or the same row twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from asystent_desktop.polish import fold
from asystent_desktop.services.register_reading.rows import Column
from asystent_desktop.services.register_reading.values import PersonName, Question, RowReading

_FAMILY_ENDING = re.compile("(s|c|dz)(?:ki|ka|cy)$")


def surname_root(value: object) -> str:
    """Return the folded surname without the ending by which husband, wife and family differ.

    Kowalski, Kowalska and Kowalscy have one root; of a text the first word counts.
    """
    text = value.last_name if isinstance(value, PersonName) else str(value)
    words: list[str] = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(text))
    if not words:
        return ""
    return _FAMILY_ENDING.sub(r"\1k", words[0])


def ask_about_repeats(rows: Sequence[RowReading], columns: Sequence[Column]) -> tuple[RowReading, ...]:
    """Return the rows with a question at each that shares a surname, a PESEL or everything with one above."""
    seen: dict[tuple[str, str], int] = {}
    return tuple(_asked(row, columns, seen) for row in rows)


def _asked(row: RowReading, columns: Sequence[Column], seen: dict[tuple[str, str], int]) -> RowReading:
    whole = seen.setdefault(("", repr(sorted(row.values.items()))), row.row_no)
    by_name = next((column for column in columns if _names_the_family(column)), None)
    problems = list(row.problems)
    for column in columns:
        name = column.target.name
        is_pesel = column.target.kind == "pesel"
        if name not in row.values or not (is_pesel or column is by_name):
            continue
        key = str(row.values[name]) if is_pesel else surname_root(row.values[name])
        earlier = seen.setdefault((name, key), row.row_no) if key else row.row_no
        if earlier == row.row_no:
            continue
        if column is by_name and whole != row.row_no:
            sentence = f"Ten wiersz powtarza wiersz {whole}. Sprawdź, czy to nie ta sama rodzina."
        elif is_pesel:
            sentence = f"Ten sam numer PESEL jest w wierszu {earlier}. Sprawdź, czy to nie ta sama osoba."
        else:
            sentence = f"To samo nazwisko jest w wierszu {earlier}. Sprawdź, czy to inna rodzina."
        raw = (
            str(row.values[name])
            if not isinstance(row.values[name], PersonName)
            else _shown(row.values[name])
        )
        problems.append(Question(row=row.row_no, column=column.index, field=name, problem=sentence, raw=raw))
    return replace(row, problems=tuple(problems))


def _names_the_family(column: Column) -> bool:
    return column.target.required and column.target.kind in ("person", "text")


def _shown(name: object) -> str:
    return f"{name.last_name} {name.first_name}".strip() if isinstance(name, PersonName) else ""
