"""Reading text files of values (.csv): the encoding and the separator are found out."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from asystent_desktop.services.register_reading.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
)
from asystent_desktop.services.register_reading.values import UnreadableFileError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# UTF-8 that was read as cp1250 or cp1252 and saved again, and letters that were lost for good.
_SPOILT = re.compile(
    "\ufffd|[\u0139\u00c5][\u201a\u203a\u013d\u015f\u00bc\u00ba]"
    "|\u00c4[\u2026\u2122\u2021]|\u0102\u0142|\u00c3\u00b3"
)
# Signs between letters that ISO 8859-2 has as ą ś ź Ą Ś Ź.
_ISO_SIGNS = re.compile(
    r"(?<=[^\W\d_])[\u00b1\u00b6\u013d]|\b[\u00b1\u00b6](?=\w)|[\u02c7\u00a6\u00ac](?=[^\W\d_])"
)
_SEPARATORS = ";\t,|"
_SAMPLE_ROWS = 200
_SENTENCES = {
    "encoding": "Polskie litery w tym pliku są zapisane w nieznany sposób i nie da się ich odczytać. "
    "Otwórz listę w Excelu i zapisz ją jako .xlsx albo „CSV UTF-8”.",
    "other": "To nie jest arkusz kalkulacyjny. Wybierz plik .xlsx albo .csv z listą rodzin.",
    "damaged": "W tym pliku jest komórka dłuższa niż 100 000 znaków, pewnie przez niedomknięty cudzysłów. "
    "Otwórz listę w Excelu i zapisz ją jako .xlsx.",
}


def read_delimited(data: bytes) -> list[list[str]]:
    """Return the rows of a text file; raises `UnreadableFileError` for binary, garbled or too large files."""
    text = _decoded(data)
    separator, body = _separated(text)
    rows: list[list[str]] = []
    try:
        for row in _records(body, separator):
            if len(rows) >= MAX_ROWS and any(row):
                raise UnreadableFileError(TOO_MANY_ROWS)
            if len(row) > MAX_COLUMNS and any(value.strip() for value in row[MAX_COLUMNS:]):
                raise UnreadableFileError(TOO_MANY_COLUMNS)
            if len(rows) < MAX_ROWS:
                rows.append(row[:MAX_COLUMNS])
    except csv.Error as error:
        raise UnreadableFileError(_SENTENCES["damaged"]) from error
    return rows


def _decoded(data: bytes) -> str:
    text = _decoded_as(data, next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8"))
    if text is None:
        text = _decoded_as(data, "cp1250")
        if text is not None and _ISO_SIGNS.search(text):
            text = data.decode("iso-8859-2")
    if b"\x00" in data[:4096] and (text is None or _CONTROL.search(text)):
        raise UnreadableFileError(_SENTENCES["other"])
    if text is None or _SPOILT.search(text):
        raise UnreadableFileError(_SENTENCES["encoding"])
    if _CONTROL.search(text):
        raise UnreadableFileError(_SENTENCES["other"])
    return text


def _decoded_as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separated(text: str) -> tuple[str, str]:
    """Return the separator and the text without Excel's "sep=;" line.

    Otherwise the separator is the one that cuts most rows into the same number of columns.
    """
    stated = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    if stated:
        return stated[1], text[stated.end() :]
    return max(_SEPARATORS, key=lambda sign: _evenness(text, sign)), text


def _evenness(text: str, separator: str) -> int:
    try:
        widths = Counter(len(row) for row in islice(_records(text, separator), _SAMPLE_ROWS))
    except csv.Error:
        return -1
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    # With a quotation mark left open, csv would swallow the rest of the file into one cell.
    lines = StringIO(text, newline="")
    if text.count('"') % 2 == 0:
        yield from csv.reader(lines, delimiter=separator)
        return
    for row in csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE):
        yield [value.strip('"') for value in row]
