"""Reading .xlsx files, their size looked at before anything is unpacked."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from typing import Protocol, cast

from asystent_desktop.services.register_reading.limits import (
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
)
from asystent_desktop.services.register_reading.values import UnreadableFileError


class _Streamed(Protocol):
    # openpyxl's sheet in reading mode; its published types describe only the writable one.
    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, values_only: bool) -> Iterator[tuple[object, ...]]: ...


# What zipfile, expat and openpyxl raise on damaged files: openpyxl checks little and lets through the errors
# of the first thing that does not fit.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RuntimeError,
)
_PROLOG_BYTES = 4096
# A sheet of Excel ends here; a row number beyond it was not written by a spreadsheet.
_LAST_ROW = 1_048_576
_SENTENCES = {
    "damaged": "Ten plik jest uszkodzony albo ucięty, np. nie skopiował się do końca. "
    "Skopiuj go jeszcze raz albo otwórz w Excelu i zapisz pod nową nazwą.",
    "bomb": "Ten plik po rozpakowaniu ma ponad 200 MB, więc program go nie otwiera. "
    "Zostaw w nim tylko listę rodzin i zapisz go pod nową nazwą.",
    "ods": "To jest arkusz LibreOffice (.ods), którego program nie czyta. "
    "Otwórz go i zapisz jako .xlsx (Plik, Zapisz jako).",
    "xlsb": "To jest arkusz binarny Excela (.xlsb), którego program nie czyta. "
    "Otwórz go i zapisz jako .xlsx.",
    "other": "To nie jest arkusz kalkulacyjny. Wybierz plik .xlsx albo .csv z listą rodzin.",
    "locked": "Ten plik jest zabezpieczony hasłem, więc nie można go odczytać. "
    "Usuń hasło w programie, w którym powstał, i zapisz go jako .xlsx.",
}


def read_excel(data: bytes) -> list[tuple[str, list[list[object]]]]:
    """Return (name, rows of raw values) of every visible sheet; all sheets when all are hidden.

    Raises `UnreadableFileError` when the file is no .xlsx, is damaged, or is over the limits.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _look_over(archive)
        return _sheets(data)
    except _DAMAGED as error:
        raise UnreadableFileError(_SENTENCES["damaged"], cause=type(error).__name__) from error


def _refuse(why: str) -> UnreadableFileError:
    return UnreadableFileError(_SENTENCES[why], why=why)


def _look_over(archive: zipfile.ZipFile) -> None:
    # zipfile never unpacks more of a part than its directory declares, so the sum is an upper bound.
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise _refuse("bomb")
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise _refuse("locked")
    if "xl/workbook.bin" in names:
        raise _refuse("xlsb")
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
        raise _refuse("ods")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _refuse("other")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                # No spreadsheet writes a document type; entities that multiply need one.
                if b"<!DOCTYPE" in stream.read(_PROLOG_BYTES):
                    raise _refuse("other")


def _sheets(data: bytes) -> list[tuple[str, list[list[object]]]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # openpyxl warns of decoration that it leaves out; nothing of it is read here.
        warnings.simplefilter("ignore")
        with closing(
            load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        ) as workbook:
            sheets = workbook.worksheets
            visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
            return [(sheet.title or "", _rows(cast(_Streamed, sheet))) for sheet in visible]


def _rows(sheet: _Streamed) -> list[list[object]]:
    # The size that a file states about itself is often wrong (too small or a whole empty sheet).
    sheet.reset_dimensions()
    rows: list[list[object]] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > _LAST_ROW:
            raise _refuse("damaged")
        values = list(row)
        while values and values[-1] in (None, ""):
            values.pop()
        if not values:
            continue
        if number > MAX_ROWS:
            raise UnreadableFileError(TOO_MANY_ROWS)
        if len(values) > MAX_COLUMNS:
            raise UnreadableFileError(TOO_MANY_COLUMNS)
        rows.extend([] for _ in range(number - 1 - len(rows)))
        rows.append(values)
    return rows
