"""Splitting a person's cell into first names and surname; when it cannot be known, a question."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from asystent_desktop.paths import resource
from asystent_desktop.polish import fold
from asystent_desktop.services.register_reading.values import PersonName, Reading

NameOrder = Literal["first_last", "last_first"]

_TITLES = re.compile(r"^(?:p\.|pan|pani|mgr|dr|inż\.|lic\.|rodz\.|rodzina)\s+", re.IGNORECASE)
_MAIDEN = re.compile(r"\b(?:z\s?d\.|zd\.|z domu)\s*[\w-]+", re.IGNORECASE)
_LABELLED = re.compile(r"imię:(?P<first>[^,;:]*)[,;]?\s*nazwisko:(?P<last>[^,;:]+)", re.IGNORECASE)
_NOTE = re.compile(r"\(([^)]*)\)?")
_BETWEEN_PEOPLE = re.compile(r"\s*[;/\n+&]\s*|\s+(?:i|oraz)\s+|\s*,\s*", re.IGNORECASE)
_SMALL = {"de", "von", "van", "der", "den", "da", "di", "la", "le", "du", "al", "el", "zu"}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'`.][^\W\d_]+)*[.’']?")


@cache
def known_first_names() -> frozenset[str]:
    """Return the folded first names that the program knows, the common ones in Poland."""
    return frozenset(fold(resource("lists", "first_names.txt").read_text(encoding="utf-8")).split())


def is_first_name(word: str) -> bool:
    """Say whether a word, or one part of a hyphened word, is a common first name."""
    return any(part in known_first_names() for part in fold(word).split("-"))


def tidy_name(text: str) -> str:
    """Return a name with single spaces; words all in capitals or all small get a capital first letter.

    Parts around a hyphen or an apostrophe count as words: NOWAK-WIŚNIEWSKA is Nowak-Wiśniewska.
    """
    joined = re.sub(r"\s*[-\u2010-\u2015]\s*", "-", " ".join(text.split()))
    return " ".join(_tidy_word(word) for word in joined.split())


def _tidy_word(word: str) -> str:
    if word.casefold() in _SMALL:
        return word.lower()
    if len(word) > 1 and not (word.isupper() or word.islower()):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0][:1].upper() + part[0][1:].lower(), word)


def read_person(text: str, order: NameOrder | None = None) -> Reading:
    """Return a `PersonName`; `order` is what the column's heading says ("Nazwisko i imię"), if anything.

    Known first names decide; where they do not, the heading does; where it is silent, a person is asked.
    """
    labelled = _LABELLED.fullmatch(text.strip())
    if labelled is not None:  # what the question about the order suggests
        return Reading(
            value=PersonName(first_name=tidy_name(labelled["first"]), last_name=tidy_name(labelled["last"]))
        )
    bare = _NOTE.sub(" ", _MAIDEN.sub(" ", text))
    left_out = " ".join(bare.split()) != " ".join(text.split())
    people = [part for part in _BETWEEN_PEOPLE.split(_TITLES.sub("", bare.strip())) if part.strip()]
    if not people:
        return Reading(problem="W komórce nie ma imienia i nazwiska.")
    if len(people) == 2 and _is_last_comma_first(bare, people):
        return _noted(PersonName(last_name=tidy_name(people[0]), first_name=tidy_name(people[1])), left_out)
    if len(people) > 1:
        return _several(people, order)
    reading = _one(people[0], order)
    return (
        _noted(reading.value, left_out)
        if isinstance(reading.value, PersonName) and not reading.problem
        else reading
    )


def read_surname(text: str, first_name: str) -> Reading:
    """Return the `PersonName` of a surname's cell and the cell of first names beside it."""
    given = tidy_name(first_name).strip(" .,:-")
    surname = tidy_name(text).strip(" .,:-")
    if not all(_WORD.fullmatch(word) for word in surname.split()):
        return read_person(f"{text} {given}", "last_first")
    rest = [word for word in surname.split() if fold(word) not in fold(given).split()]
    return Reading(value=PersonName(first_name=given, last_name=" ".join(rest) or surname))


def _is_last_comma_first(text: str, parts: list[str]) -> bool:
    return (
        "," in text and is_first_name(parts[1].split()[0]) and not any(map(is_first_name, parts[0].split()))
    )


def _noted(name: object, left_out: bool) -> Reading:
    if not left_out:
        return Reading(value=name)
    return Reading(
        value=name, problem="Pominięto dopisek przy nazwisku.", suggestion=_shown(name), applied=True
    )


def _shown(name: object) -> str:
    return f"{name.first_name} {name.last_name}".strip() if isinstance(name, PersonName) else ""


def _several(people: list[str], order: NameOrder | None) -> Reading:
    readings = [_one(part, order) for part in people]
    first = readings[0].value
    if any(reading.problem or not isinstance(reading.value, PersonName) for reading in readings):
        return Reading(problem="W komórce jest kilka osób. Zostaw jedną, z imieniem i nazwiskiem.")
    others = ", ".join(_shown(reading.value) for reading in readings[1:])
    sentence = f"W komórce jest kilka osób. Wpisano pierwszą; pozostałe: {others}."
    return Reading(value=first, problem=sentence, suggestion=_shown(first), applied=True)


def _one(text: str, order: NameOrder | None) -> Reading:
    words = tidy_name(text).strip(" .,:-").split()
    if not words or not all(_WORD.fullmatch(word) for word in words):
        return Reading(problem="To nie wygląda na imię i nazwisko. Wpisz je jeszcze raz.")
    if len(words) == 1:
        return _single(words[0])
    split = _split_by_known(words)
    if split is None and order is not None:
        split = (words[1:], words[:1]) if order == "last_first" else (words[:-1], words[-1:])
    if split is None:
        guess = f"imię: {words[0]}, nazwisko: {' '.join(words[1:])}"
        return Reading(problem="Nie wiadomo, co tu jest imieniem, a co nazwiskiem.", suggestion=guess)
    return Reading(value=PersonName(first_name=" ".join(split[0]), last_name=" ".join(split[1])))


def _single(word: str) -> Reading:
    if is_first_name(word):
        name = PersonName(first_name=word, last_name="")
        return Reading(problem="Jest samo imię. Podaj też nazwisko.", suggestion=_shown(name))
    name = PersonName(first_name="", last_name=word)
    return Reading(value=name, problem="Jest samo nazwisko. Podaj też imię.", suggestion=word, applied=True)


def _split_by_known(words: list[str]) -> tuple[list[str], list[str]] | None:
    """Return (first names, surname) when the known first names stand together at one end only."""
    known = [is_first_name(word) and "-" not in word for word in words]
    count = sum(known)
    if not 0 < count < len(words):
        return None
    if all(known[:count]):
        return words[:count], words[count:]
    return (words[-count:], words[:-count]) if all(known[-count:]) else None
