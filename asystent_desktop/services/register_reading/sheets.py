"""Bytes of a file into sheets of cells, whatever the file calls itself."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from asystent_desktop.polish import short_date
from asystent_desktop.services.register_reading.delimited import read_delimited
from asystent_desktop.services.register_reading.excel import read_excel
from asystent_desktop.services.register_reading.limits import MAX_FILE_BYTES
from asystent_desktop.services.register_reading.values import (
    Cell,
    CellValue,
    Sheet,
    UnreadableFileError,
    Workbook,
)

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"\x1f\x8b")
_PLAIN = (".csv", ".tsv", ".txt", ".tab")


def read_sheet(data: bytes, file_name: str) -> Workbook:
    """Return the sheets of an .xlsx or .csv file; the content decides which it is, not the name.

    Raises `UnreadableFileError` with one sentence for everything else, for damaged files and for files over
    the limits of `limits`.
    """
    if not data:
        raise UnreadableFileError(
            "Ten plik jest pusty (0 bajtów). Zapisz listę jeszcze raz i wybierz ją ponownie."
        )
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFileError(
            "Ten plik ma ponad 20 MB. Zostaw w nim tylko listę rodzin, bez zdjęć, i zapisz go pod nową nazwą."
        )
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFileError(_old_office_sentence(data))
    if data.startswith(_BINARY):
        raise _not_a_sheet()
    tables = read_excel(data) if data.startswith(_ZIP) else [("", _delimited(data, file_name))]
    sheets = tuple(Sheet(name=name, rows=_trimmed(rows)) for name, rows in tables)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise UnreadableFileError(
            "W tym pliku nie ma żadnych wpisów. Sprawdź, czy to właściwy plik i czy został zapisany."
        )
    return Workbook(sheets=filled)


def _old_office_sentence(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "Ten arkusz jest zabezpieczony hasłem, więc nie można go odczytać. "
            "Otwórz go w Excelu, usuń hasło otwarcia i zapisz jako .xlsx."
        )
    return (
        "To jest plik w starym formacie (.xls), którego program nie czyta. "
        "Otwórz go w Excelu lub LibreOffice i zapisz jako .xlsx."
    )


def _not_a_sheet() -> UnreadableFileError:
    return UnreadableFileError(
        "To nie jest arkusz kalkulacyjny. Wybierz plik .xlsx albo .csv z listą rodzin."
    )


def _delimited(data: bytes, file_name: str) -> list[list[str]]:
    rows = read_delimited(data)
    if not file_name.casefold().endswith(_PLAIN) and max(map(len, rows), default=0) < 2:
        raise _not_a_sheet()
    return rows


def _trimmed(rows: list[list[object]] | list[list[str]]) -> tuple[tuple[Cell, ...], ...]:
    made = []
    for row in rows:
        cells = [cell_of(value) for value in row]
        while cells and cells[-1].value is None:
            cells.pop()
        made.append(tuple(cells))
    while made and not made[-1]:
        made.pop()
    return tuple(made)


def cell_of(value: object) -> Cell:
    """Return the cell for a value as a file gives it; whole floats turn into int, others into Decimal."""
    plain = _plain(value)
    return Cell(value=plain, text=_shown(plain))


def _plain(value: object) -> CellValue:
    if value is None or isinstance(value, str):
        text = (value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip()
        return text or None
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, date | int | Decimal):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return Decimal(repr(value)) if isinstance(value, float) and abs(value) < 1e15 else str(value)


def _shown(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{short_date(value)} {value:%H:%M}"
    if isinstance(value, date):
        return short_date(value)
    return format(value, "f").replace(".", ",") if isinstance(value, Decimal) else str(value)
