"""Canonical JSON: one byte form for each value, so that hashes and signatures agree everywhere.

Rules: UTF-8, sorted keys, no spaces, no escapes beyond JSON's own, strings in NFC; only null, bool, int
(|n| <= 2**53 - 1), str, list and object. Floats are refused: money is grosze, other decimals are text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Final, NoReturn

from asystent_desktop.errors import AppError

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

MAX_INT: Final = 2**53 - 1
MAX_DEPTH: Final = 8
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')


class NotCanonicalError(AppError):
    """Bytes or a value that canonical JSON does not allow; details: `reason`, a code."""

    sentence = "Te dane nie mają poprawnej postaci. Niczego nie zmieniono."


def canon(value: Json) -> bytes:
    """Return the canonical bytes of `value`; NotCanonicalError for floats, big ints, text not in NFC."""
    _check(value, 0)
    return _dump(value)


def canon_trusted(value: Json) -> bytes:
    """Return the canonical bytes of a value that this program has just built and checked by field."""
    return _dump(value)


def load(data: bytes, *, max_bytes: int) -> Json:
    """Read canonical bytes back; NotCanonicalError for anything that `canon` would not have written."""
    if len(data) > max_bytes:
        raise NotCanonicalError(reason="SIZE")
    if _depth(data) > MAX_DEPTH:
        raise NotCanonicalError(reason="DEPTH")
    try:
        text = data.decode()
        value: Json = _DECODER.decode(text)
        if not _is_composed(text):
            _check(value, 0)
        same = _dump(value) == data
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError(reason="JSON") from error
    if not same:
        raise NotCanonicalError(reason="FORM")
    return value


def load_object(data: bytes, *, max_bytes: int) -> dict[str, Json]:
    """Read canonical bytes of an object; NotCanonicalError for any other value."""
    value = load(data, max_bytes=max_bytes)
    if not isinstance(value, dict):
        raise NotCanonicalError(reason="OBJECT")
    return value


def _dump(value: Json) -> bytes:
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise NotCanonicalError(reason="SURROGATE") from error


def _check(value: Json, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonicalError(reason="DEPTH")
    if isinstance(value, dict):
        for key, item in value.items():
            _check_scalar(key)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    else:
        _check_scalar(value)


def _check_scalar(value: object) -> None:
    if isinstance(value, str):
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise NotCanonicalError(reason="NFC")
    elif isinstance(value, int):
        if abs(value) > MAX_INT:
            raise NotCanonicalError(reason="INT")
    elif value is not None:
        raise NotCanonicalError(reason="TYPE")


def _is_composed(text: str) -> bool:
    """Tell whether every string in a canonical text is in NFC, by one look at the whole.

    A quotation mark joins with nothing and every escape stands for a character that joins with nothing, so a
    text in NFC has no string that is not; the other way round a text may only seem not to be.
    """
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def _depth(data: bytes) -> int:
    """Return the deepest nesting of brackets outside strings, without recursion."""
    if data.count(b"{") + data.count(b"[") <= MAX_DEPTH:
        return 0
    deepest = depth = 0
    outside = _STRING.sub(b"", data) if b"\\" in data else b"".join(data.split(b'"')[::2])
    for byte in outside.translate(None, delete=_NO_BRACKETS):
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _refuse(text: str) -> NoReturn:
    raise NotCanonicalError(reason="NUMBER")


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > MAX_INT:
        raise NotCanonicalError(reason="INT")
    return number


_DECODER: Final = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, parse_int=_whole)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
