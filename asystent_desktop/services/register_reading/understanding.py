"""From a workbook to families' rows: which sheet, which headings, which columns, which rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.services.register_reading.columns import guess_columns, hints_for
from asystent_desktop.services.register_reading.headings import Headings, find_headings
from asystent_desktop.services.register_reading.repeats import ask_about_repeats
from asystent_desktop.services.register_reading.rows import Column, RowReader
from asystent_desktop.services.register_reading.values import (
    ColumnGuess,
    RowReading,
    Sheet,
    SkippedRow,
    Target,
    Understanding,
    Workbook,
)


def understand(
    workbook: Workbook,
    targets: Sequence[Target],
    chosen: Mapping[int, str | None] | None = None,
    *,
    sheet_name: str | None = None,
) -> Understanding:
    """Return what the list says, row by row, and what must be asked.

    The sheet is the one whose headings fit best (the first of equals) unless `sheet_name` picks it; `chosen`
    gives columns (from 0) the target, or None, that a person picked. Nothing ambiguous is decided in silence.
    Raises `InvalidValueError` for a sheet, column or target that is not there.
    """
    sheet, headings, others = _picked(workbook, targets, sheet_name)
    guesses = guess_columns(sheet, headings, targets, chosen or {})
    by_name = {target.name: target for target in targets}
    columns = [_column(sheet, headings, guess, by_name[guess.target]) for guess in guesses if guess.target]
    rows, skipped = _read_rows(sheet, headings, columns, guesses)
    found = {column.target.name for column in columns}
    return Understanding(
        sheet=sheet.name,
        heading_row=headings.last + 1 if headings.last >= 0 else None,
        columns=guesses,
        rows=ask_about_repeats(rows, columns),
        skipped=tuple(skipped),
        other_sheets=others,
        missing=tuple(target.name for target in targets if target.required and target.name not in found),
    )


def _picked(
    workbook: Workbook, targets: Sequence[Target], sheet_name: str | None
) -> tuple[Sheet, Headings, tuple[str, ...]]:
    found = [(sheet, find_headings(sheet, targets)) for sheet in workbook.sheets]
    if sheet_name is None:
        picked = max(found, key=lambda pair: (pair[1].score, len(pair[0].rows) if pair[1].score == 0 else 0))
    else:
        named = [pair for pair in found if pair[0].name == sheet_name]
        if not named:
            raise InvalidValueError("sheet_name", "W tym pliku nie ma arkusza o takiej nazwie.")
        picked = named[0]
    others = tuple(
        sheet.name
        for sheet, headings in found
        if sheet is not picked[0] and headings.score > 0 and len(sheet.rows) > headings.last + 1
    )
    return picked[0], picked[1], others


def _column(sheet: Sheet, headings: Headings, guess: ColumnGuess, target: Target) -> Column:
    return Column(index=guess.index, target=target, hints=hints_for(sheet, headings, guess, target))


def _read_rows(
    sheet: Sheet, headings: Headings, columns: Sequence[Column], guesses: Sequence[ColumnGuess]
) -> tuple[list[RowReading], list[SkippedRow]]:
    rows: list[RowReading] = []
    skipped: list[SkippedRow] = []
    if not columns:
        return rows, skipped
    reader = RowReader(columns, guesses)
    for number, cells in enumerate(sheet.rows[headings.last + 1 :], start=headings.last + 2):
        found = reader.read(number, cells)
        if isinstance(found, RowReading):
            rows.append(found)
        elif found is not None:
            skipped.append(found)
    return rows, skipped
