"""Words planted in the fields of records, and the search for them in files, however they were written."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

PASSWORD = "krowa lampa zegar most"
SURNAME = "Żółwińscy-Planted"
STREET = "Zażółcona Planted"
PHONE = "601-PLANTED-77"
CAUTION = "Pies Planted na łańcuchu"
COURSE = "Przebieg Plantedółć rozmowy o wydatkach."
UNFINISHED = "Niedokończone Plantedźdźbło"
SEARCHED = "Plantedczegoniema"

WORDS = (PASSWORD, SURNAME, STREET, PHONE, CAUTION, COURSE, UNFINISHED, SEARCHED)


def forms(word: str) -> Iterator[bytes]:
    """The ways in which a word may lie in a file: encodings, normal forms, hexadecimal, base64."""
    for text in {word, unicodedata.normalize("NFD", word), word.casefold()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield text.encode(encoding)
        data = text.encode("utf-8")
        yield data.hex().encode()
        for shift in range(3):
            # The middle of a base64 text, whatever stands before and after it.
            yield base64.b64encode(b"\0" * shift + data)[4:-4]


def found_in(files: Iterable[Path], words: Iterable[str] = WORDS) -> list[tuple[str, str]]:
    """The planted words found, each with the name of its file."""
    wanted = [(word, form) for word in words for form in forms(word)]
    hits = []
    for file in files:
        data = file.read_bytes()
        hits += sorted({(word, file.name) for word, form in wanted if form in data})
    return hits


def all_files(*folders: Path) -> list[Path]:
    """Every file under these folders."""
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]
