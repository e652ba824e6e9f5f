"""Checks of a family's people and case: what is missing or does not fit together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from asystent_desktop.checks.findings import ERROR, HINT, WARNING, Finding, Level
from asystent_desktop.polish import short_date

PARENTS = frozenset({"mother", "father"})
CHILDREN = frozenset({"daughter", "son", "child", "stepchild"})
_ADULT, _OLDEST, _YOUNGEST_PARENT, _PESEL_WAITS = 18, 110, 13, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """What the checks look at of one person in a family; `name` as it is shown."""

    name: str
    role: str
    birth_date: date | None
    is_reference_person: bool
    has_pesel: bool
    pesel_missing_reason: str


def check_birth_date(born: date | None, today: date) -> list[Finding]:
    """Return C8 for a birth date in the future or more than 110 years ago."""
    if born is None:
        return []
    if born > today:
        sentence = "Data urodzenia jest z przyszłości."
        return [Finding(rule="C8", level=ERROR, field="birth_date", sentence=sentence)]
    if _age(born, today) > _OLDEST:
        sentence = "Sprawdź datę urodzenia: wiek przekracza 110 lat."
        return [Finding(rule="C8", level=WARNING, field="birth_date", sentence=sentence)]
    return []


def check_people(people: Iterable[KnownPerson], today: date) -> list[Finding]:
    """Return C7, C15, C16, C17 and who is missing as the reference person, for a family in work."""
    listed = list(people)
    found = [finding for one in listed for finding in _of_one(one, today)]
    found += _generations(listed)
    adults = [one for one in listed if one.birth_date is None and one.role not in CHILDREN]
    adults += [one for one in listed if one.birth_date and _age(one.birth_date, today) >= _ADULT]
    if not adults:
        found.append(_finding("C17", WARNING, "W rodzinie nie ma osoby dorosłej."))
    leading = sum(one.is_reference_person for one in listed)
    if listed and leading != 1:
        words = (
            "Nie wskazano osoby wiodącej. Zaznacz ją przy jednej osobie."
            if not leading
            else "Osoby wiodące są dwie albo więcej. Zostaw jedną."
        )
        found.append(_finding("C17a", WARNING, words))
    return found


def check_ground(
    route: str, consent_on: date | None, court_order_on: date | None, *, taken_over: bool = False
) -> list[Finding]:
    """Return C18 without a consent (any route but court), C19 without a court's order (route court).

    A case taken over from an office's list may lack them for now (`taken_over`, level W).
    Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 11; KRO art. 109 §2 pkt 1.
    """
    level: Level = WARNING if taken_over else ERROR
    if route == "court":
        words = "Brak postanowienia sądu."
        given, rule, field = court_order_on, "C19", "court_order_on"
    else:
        words = "Brak zgody rodziny. Wpisz datę zgody albo zmień drogę wejścia."
        given, rule, field = consent_on, "C18", "consent_on"
    return [] if given else [Finding(rule=rule, level=level, field=field, sentence=words)]


def _of_one(one: KnownPerson, today: date) -> list[Finding]:
    found = []
    if one.birth_date and one.role in CHILDREN and _age(one.birth_date, today) >= _ADULT:
        words = f"{one.name}: ta osoba jest już pełnoletnia. Sprawdź rolę w rodzinie."
        found.append(_finding("C15", WARNING, words))
    if not one.has_pesel and not one.pesel_missing_reason and _pesel_is_due(one.birth_date, today):
        words = f"{one.name}: brak numeru PESEL. Wpisz go, gdy będzie znany, albo podaj przyczynę braku."
        found.append(_finding("C7", HINT, words))
    return found


def _pesel_is_due(born: date | None, today: date) -> bool:
    return born is not None and (today - born).days > _PESEL_WAITS * 31


def _generations(people: list[KnownPerson]) -> list[Finding]:
    parents = [(one, one.birth_date) for one in people if one.role in PARENTS and one.birth_date]
    children = [(one, one.birth_date) for one in people if one.role in CHILDREN and one.birth_date]
    tail = "różnica wieku rodzica i dziecka jest mniejsza niż 13 lat. Sprawdź daty."
    return [
        _finding("C16", WARNING, f"{parent.name} i {child.name}: {tail}")
        for parent, parent_born in parents
        for child, child_born in children
        if _age(parent_born, child_born) < _YOUNGEST_PARENT
    ]


def _finding(rule: str, level: Level, sentence: str) -> Finding:
    return Finding(rule=rule, level=level, field="", sentence=sentence)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def suspended_words(since: date | None, until: date | None) -> str:
    """Return a suspension in words: "zawieszona od 01.10.2026, przewidziana do 30.11.2026"."""
    if since is None:
        return ""
    ends = f", przewidziana do {short_date(until)}" if until else ""
    return f"zawieszona od {short_date(since)}{ends}"
