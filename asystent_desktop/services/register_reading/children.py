"""Splitting a cell that lists children: "Jan 2015, Ola ur. 03.02.2018; Zosia (2 l.)"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from asystent_desktop.polish import fold, joined
from asystent_desktop.services.register_reading.dates import dates_in
from asystent_desktop.services.register_reading.names import is_first_name, read_person, tidy_name
from asystent_desktop.services.register_reading.values import Child, PersonName, Reading

_DAY = "\ue000"  # stands in a piece of text where a written date was, followed by its index and _DAY again
_MARKED = re.compile(f"{_DAY}(\\d+){_DAY}")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_AGE = re.compile(
    r"(?<!\d)(\d{1,2})\s*[-–]?\s*(l\.?|lat\w*|rok\w*|rż\.?|r\.\s?ż\.?|mies\w*\.?|m-c\w*)(?![\w])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[;,\n/+•]|\s+(?:i|oraz)\s+|(?<=\s)[-–](?=\s+[^\W\d_])")
_NUMBERING = re.compile(r"(?:^|(?<=[\n;,\s]))\d{1,2}[.)]\s+(?=[^\W\d_])")
_AFTER_DATE = re.compile(f"({_DAY}\\d+{_DAY}(?:\\s*(?:r\\.?|roku))?\\)?)\\s+(?=[^\\W\\d_]{{3}})")
_AFTER_YEAR = re.compile(r"((?<!\d)(?:19|20)\d\d(?:\s*(?:r\.?|roku))?\)?)\s+(?=[^\W\d_]{3})")
_FILLING = re.compile(
    r"\b(?:ur|urodz|urodzon[ya]|r|roku|rocznik|roczn|syn|córka|c|s|ok|około|wiek|dziecko|dzieci)\b\.?",
    re.IGNORECASE,
)
_UNBORN = re.compile(r"ciaz|nienarodz|oczekiwan|termin porodu|noworod|bez imienia")
_AMOUNT = re.compile(
    r"(?:\d{1,2}|jedno|dwoje|troje|czworo|piecioro|szescioro|siedmioro)(?:\s*(?:dzieci|dziecko|os\w*)?\.?)"
)


def read_children(text: str) -> Reading:
    """Return a tuple of `Child` in the order written; what could not be read is said in one problem.

    A birth date that can be read two ways gives none, nor does an age (it depends on the day of the list).
    """
    if _AMOUNT.fullmatch(fold(text.strip())):
        return Reading(problem="Jest tylko liczba dzieci. Wpisz imiona dzieci i daty urodzenia.")
    pieces, days = _pieces(text)
    children: list[Child] = []
    strange: list[str] = []
    for piece in pieces:
        child = _child(piece, days)
        if child is None:
            strange.append(_MARKED.sub("…", piece).strip())
        elif child.first_name or not _completes(children, child):
            children.append(child)
    if not children:
        return Reading(problem="Nie udało się odczytać imion dzieci. Wpisz dzieci w programie.")
    problem = _problem(children, strange)
    shown = ", ".join(map(_shown, children))
    return Reading(
        value=tuple(children), problem=problem, suggestion=shown if problem else None, applied=bool(problem)
    )


def _shown(child: Child) -> str:
    """Return a child as it can be read again: with what the list says of its birth."""
    born = child.birth_date.isoformat() if child.birth_date else str(child.birth_year or "")
    age = f"({child.age} l.)" if child.age is not None else ""
    name = f"{child.first_name} {child.last_name}".strip() or "dziecko bez imienia"
    return " ".join(filter(None, (name, born, age)))


def _pieces(text: str) -> tuple[list[str], list[date | None]]:
    days: list[date | None] = []
    marked, last = "", 0
    clean = text.replace(_DAY, "")
    for start, end, day in dates_in(clean):
        marked += f"{clean[last:start]}{_DAY}{len(days)}{_DAY}"
        days.append(day)
        last = end
    marked = _NUMBERING.sub(", ", marked + clean[last:])
    marked = _AFTER_YEAR.sub(r"\1, ", _AFTER_DATE.sub(r"\1, ", marked))
    return [piece for piece in _SEPARATOR.split(marked) if piece.strip(" .:()-–")], days


def _child(piece: str, days: list[date | None]) -> Child | None:
    """Return the child of one piece; without a first name when the piece holds only a date, year or age."""
    born = _MARKED.search(piece)
    rest = _MARKED.sub(" ", piece)
    year, age = _YEAR.search(rest), _AGE.search(rest)
    bare = _FILLING.sub(" ", _AGE.sub(" ", _YEAR.sub(" ", rest)))
    child = Child(
        first_name="",
        birth_date=days[int(born[1])] if born and int(born[1]) < len(days) else None,
        birth_year=int(year[1]) if year and not born else None,
        age=_years(age) if age and not born and not year else None,
    )
    if _UNBORN.search(fold(rest)):
        return child
    name = (
        re.sub(r"[().:\s–-]+", " ", re.sub(r"(?<=\w)-(?=\w)", "\u2011", bare)).replace("\u2011", "-").strip()
    )
    if re.search(r"[\d_]", name) or len(name.split()) > 4:
        return None
    return _named(child, tidy_name(name)) if name else child


def _years(match: re.Match[str]) -> int:
    return int(match[1]) // (12 if match[2].casefold().startswith("m") else 1)


def _named(child: Child, name: str) -> Child:
    words = name.split()
    if len(words) == 1 or all(map(is_first_name, words)):
        return replace(child, first_name=name)
    person = read_person(name, order="first_last").value
    if not isinstance(person, PersonName):
        return replace(child, first_name=name)
    return replace(child, first_name=person.first_name, last_name=person.last_name)


def _completes(children: list[Child], detail: Child) -> bool:
    """Give a date that stands after a comma to the child before it; say whether that child lacked one."""
    if not children or _has_birth(children[-1]) or not _has_birth(detail):
        return False
    last = children[-1]
    children[-1] = replace(detail, first_name=last.first_name, last_name=last.last_name)
    return True


def _has_birth(child: Child) -> bool:
    return child.birth_date is not None or child.birth_year is not None or child.age is not None


def _problem(children: list[Child], strange: list[str]) -> str:
    sentences = []
    if strange:
        sentences.append(f"Nie odczytano fragmentu: {joined(f'„{part}”' for part in strange)}.")
    undated = [child.first_name for child in children if child.first_name and not child.birth_date]
    if undated:
        sentences.append(f"Brak pełnej daty urodzenia: {', '.join(undated)}.")
    if any(not child.first_name for child in children):
        sentences.append("Jest dziecko bez imienia. Sprawdź, czy imię zostało już nadane.")
    return " ".join(sentences)
