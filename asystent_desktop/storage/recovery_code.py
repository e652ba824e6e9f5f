"""The printed recovery code: 160 random bits as nine groups that survive being copied by hand."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.storage.keys import Label

CODE_BYTES: Final = 20
GROUP: Final = 4
GROUPS: Final = 9
# Crockford's base 32: no I, L, O, U, so nothing on paper looks like something else.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DIGIT_BITS: Final = 5
_CODE_DIGITS: Final = CODE_BYTES * 8 // _DIGIT_BITS
_CHECK_DIGITS: Final = 4


def new_code() -> bytes:
    """Return the 20 random bytes of a new code."""
    return secrets.token_bytes(CODE_BYTES)


def printed(code: bytes) -> str:
    """Return 20 bytes as nine groups of four, the last being check characters."""
    digits = _digits(int.from_bytes(code, "big"), _CODE_DIGITS) + _check(code)
    return "-".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def read(text: str) -> bytes:
    """Return the 20 bytes of a typed code; InvalidValueError("code") for a slip of the pen.

    Case, spaces and hyphens don't matter; O is read as 0, I and L as 1.
    """
    digits = _clean(text)
    if len(digits) != GROUP * GROUPS:
        raise _bad("Kod odzyskiwania ma 9 grup po 4 znaki. Sprawdź, czy wpisano wszystkie.")
    if any(digit not in _ALPHABET for digit in digits):
        raise _bad("W kodzie odzyskiwania są tylko cyfry i litery od A do Z bez U. Sprawdź wpisane znaki.")
    number = 0
    for digit in digits[:_CODE_DIGITS]:
        number = (number << _DIGIT_BITS) | _ALPHABET.index(digit)
    code = number.to_bytes(CODE_BYTES, "big")
    if _check(code) != digits[_CODE_DIGITS:]:
        raise _bad("W kodzie odzyskiwania jest pomyłka. Porównaj go z wydrukiem znak po znaku.")
    return code


def asked_groups() -> tuple[int, int]:
    """Return two different group numbers, 1..9 ascending, that the person types back after printing."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


def group_matches(code: str, number: int, typed: str) -> bool:
    """Say whether `typed` is group `number` (from 1) of the printed code, as forgiving as `read`."""
    return _clean(typed) == code.split("-")[number - 1]


def _bad(sentence: str) -> InvalidValueError:
    return InvalidValueError("code", sentence)


def _clean(typed: str) -> str:
    return re.sub(r"[\s\-–—]", "", typed).upper().translate(_READ_AS)


def _check(code: bytes) -> str:
    digest = hashlib.sha256(Label.CODE_CHECK.prefix() + code).digest()
    bits = _CHECK_DIGITS * _DIGIT_BITS
    return _digits(int.from_bytes(digest, "big") >> (len(digest) * 8 - bits), _CHECK_DIGITS)


def _digits(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> _DIGIT_BITS * place & 31] for place in reversed(range(count)))
