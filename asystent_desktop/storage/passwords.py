"""What makes a password good enough: long, not common, not a pattern; and phrases made by the program.

Length instead of composition rules, no expiry and no hints follow NIST SP 800-63B-4, section 3.1.1.2.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Final

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.paths import resource

MIN_LENGTH: Final = 15
MAX_LENGTH: Final = 256
PHRASE_WORDS: Final = 6
_PROGRAM: Final = ("asystent rodziny", "asystent", "rodzina", "rodziny")
_KEYBOARD: Final = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm")
_FREE_CHARACTERS: Final = 6
_SHORTEST_NAME: Final = 4
_LONGEST_REPEAT: Final = 6
_ENOUGH_LETTERS: Final = 10


def check_password(password: str, names: Iterable[str] = ()) -> None:
    """Accept a new password or raise InvalidValueError("password") with a sentence that says what to change.

    `names` are words that a stranger would try first: the office, the person, the label of the store.
    Length is counted in code points after NFKC; nothing is cut off or trimmed.
    """
    length = len(unicodedata.normalize("NFKC", password))
    if length < MIN_LENGTH:
        raise _bad(
            f"Hasło musi mieć co najmniej {MIN_LENGTH} znaków. Najłatwiej zapamiętać kilka zwykłych słów."
        )
    if length > MAX_LENGTH:
        raise _bad(f"Hasło może mieć najwyżej {MAX_LENGTH} znaków.")
    if any(unicodedata.category(character) == "Cs" for character in password):
        raise _bad("W haśle jest znak, którego nie da się zapisać. Wpisz hasło jeszcze raz.")
    plain = _plain(password)
    if plain in _blocked() or plain.strip("0123456789") in _blocked():
        raise _bad(
            "To hasło jest zbyt znane i łatwo je odgadnąć. Wybierz inne albo użyj podpowiedzianych słów."
        )
    if _is_pattern(plain if len(plain) >= _ENOUGH_LETTERS else password.casefold()):
        raise _bad(
            "To hasło to powtórzenie albo kolejne znaki z klawiatury. "
            "Wybierz kilka słów, które do siebie nie pasują."
        )
    if _is_names_only(plain, names):
        raise _bad(
            "To hasło składa się głównie z nazwy lub nazwiska. Dodaj kilka słów, których nikt nie zgadnie."
        )


def suggested_phrase() -> str:
    """Return six random words of the shipped list (60 bits), separated by spaces."""
    return " ".join(secrets.choice(phrase_words()) for _ in range(PHRASE_WORDS))


@cache
def phrase_words() -> tuple[str, ...]:
    """Return the 1,024 short Polish words; no two begin with the same four letters, accents aside."""
    return tuple(resource("lists", "words.txt").read_text(encoding="utf-8").split())


@cache
def _blocked() -> frozenset[str]:
    return frozenset(resource("lists", "blocked_passwords.txt").read_text(encoding="utf-8").split())


def _bad(sentence: str) -> InvalidValueError:
    return InvalidValueError("password", sentence)


def _plain(text: str) -> str:
    """Return letters and digits only, lower case, without accents: the form of the block list."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return "".join(character for character in split if character.isalnum())


def _is_pattern(text: str) -> bool:
    """Say whether fewer than six characters are neither a repeat nor the next one of a sequence."""
    if any(text[size:] == text[:-size] for size in range(1, _LONGEST_REPEAT + 1)):
        return True
    free = [
        now
        for before, now in pairwise(" " + text)
        if now != before and not _follows(before, now) and not _follows(now, before)
    ]
    return len(free) < _FREE_CHARACTERS


def _follows(before: str, now: str) -> bool:
    if ord(now) - ord(before) == 1:
        return True
    return any(before + now in row for row in _KEYBOARD)


def _is_names_only(plain: str, names: Iterable[str]) -> bool:
    words = {_plain(word) for name in (*names, *_PROGRAM) for word in (name, *name.split())}
    rest = plain
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _SHORTEST_NAME:
            rest = rest.replace(word, "")
    rest = rest.strip("0123456789")
    return rest != plain and len(rest) < _FREE_CHARACTERS
