"""Polish words: alphabet order, search folding, plural forms, dates, amounts and line breaking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date

NBSP = "\u00a0"

WEEKDAYS = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")
WEEKDAYS_SHORT = ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz.")
_ON_WEEKDAY = (
    "w poniedziałek",
    "we wtorek",
    "w środę",
    "w czwartek",
    "w piątek",
    "w sobotę",
    "w niedzielę",
)
_ON_WEEKDAYS = ("poniedziałki", "wtorki", "środy", "czwartki", "piątki", "soboty", "niedziele")
_MONTHS = (
    ("styczeń", "stycznia", "w styczniu"),
    ("luty", "lutego", "w lutym"),
    ("marzec", "marca", "w marcu"),
    ("kwiecień", "kwietnia", "w kwietniu"),
    ("maj", "maja", "w maju"),
    ("czerwiec", "czerwca", "w czerwcu"),
    ("lipiec", "lipca", "w lipcu"),
    ("sierpień", "sierpnia", "w sierpniu"),
    ("wrzesień", "września", "we wrześniu"),
    ("październik", "października", "w październiku"),
    ("listopad", "listopada", "w listopadzie"),
    ("grudzień", "grudnia", "w grudniu"),
)

_ALPHABET = " -0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_IGNORED = "'’‘`\"„”«»()"
_UNSPLIT = str.maketrans({"ł": "l", "đ": "d", "ø": "o"})


def _unmarked(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.category(letter).startswith("M")).casefold()


class _SortTable(dict[int, str]):
    """Code point -> its characters in the sort key, worked out once for each character met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        places = [_ALPHABET.find(part) for part in _unmarked(letter)]
        if letter.isspace() or letter in ".,;:/_":
            found = "\x01"
        else:
            found = "".join(chr(place + 1) for place in places if place >= 0) or letter
        self[code] = found
        return found


class _FoldTable(dict[int, str]):
    """Code point -> its form for searching, worked out once for each character met."""

    def __missing__(self, code: int) -> str:
        found = _unmarked(chr(code)).translate(_UNSPLIT)
        self[code] = found
        return found


_SORT = _SortTable({ord(letter): chr(place) for place, letter in enumerate(_ALPHABET, start=1)})
_SORT.update({ord(letter.upper()): chr(place) for place, letter in enumerate(_ALPHABET, start=1)})
_SORT.update({ord(letter): "" for letter in _IGNORED})
_FOLD = _FoldTable()


def sort_key(text: str) -> str:
    """Return a key that sorts `text` by the Polish alphabet, the case of letters left aside.

    Spaces come first, then hyphens, digits, letters (ą after a, ż last), other scripts; apostrophes and
    quotation marks do not count, and foreign marks (é, ü) sort with their plain letter.
    """
    return unicodedata.normalize("NFC", text.strip()).translate(_SORT)


def fold(text: str) -> str:
    """Return `text` as it is searched for: no marks (ł is l), no case, compatibility forms made plain."""
    return text.casefold() if text.isascii() else text.translate(_FOLD)


def initials(name: str) -> str:
    """Return the first letters of all words of a name: "Nowak-Zielińska Anna" is "N.-Z. A."."""
    words = ["-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.split()]
    return " ".join(filter(None, words))


def numbered_initials(names: Iterable[str]) -> dict[str, str]:
    """Return each name's initials; equal ones get a number in Polish order: "K. 1", "K. 2"."""
    alike: dict[str, list[str]] = {}
    for name in sorted(set(names), key=sort_key):
        alike.setdefault(initials(name), []).append(name)
    return {
        name: letters if len(same) == 1 else f"{letters} {number}"
        for letters, same in alike.items()
        for number, name in enumerate(same, start=1)
    }


def plural(n: int, one: str, few: str, many: str) -> str:
    """Return the form that goes with the whole number `n`: 1 wizyta, 2 wizyty, 5 and 12 wizyt, 22 wizyty."""
    n = abs(n)
    if n == 1:
        return one
    return few if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else many


def counted(n: int, one: str, few: str, many: str) -> str:
    """Return the number and its form, never parted at a line's end: "5 wizyt"."""
    return f"{n}{NBSP}{plural(n, one, few, many)}"


def joined(words: Iterable[str], last: str = "i") -> str:
    """Return a list in words: "a, b i c"; `last` is the word before the last one."""
    found = list(words)
    return f"{', '.join(found[:-1])} {last} {found[-1]}" if len(found) > 1 else "".join(found)


def long_date(day: date) -> str:
    """Return "22 listopada 2026 r."."""
    return f"{day_month(day)} {day.year} r."


def day_month(day: date) -> str:
    """Return "22 listopada"."""
    return f"{day.day} {_MONTHS[day.month - 1][1]}"


def short_date(day: date) -> str:
    """Return "22.11.2026"."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def short_day(day: date) -> str:
    """Return "22.11", for places where the year is plain."""
    return f"{day.day:02}.{day.month:02}"


def month_name(month: int) -> str:
    """Return the name of the month 1..12 as it stands alone: "listopad"."""
    return _MONTHS[month - 1][0]


def month_title(year: int, month: int) -> str:
    """Return a heading: "Listopad 2026"."""
    return f"{_MONTHS[month - 1][0].capitalize()} {year}"


def month_in(month: int) -> str:
    """Return "w listopadzie", "we wrześniu"."""
    return _MONTHS[month - 1][2]


def weekday(day: date) -> str:
    """Return "niedziela"."""
    return WEEKDAYS[day.weekday()]


def weekday_short(day: date) -> str:
    """Return "niedz."."""
    return WEEKDAYS_SHORT[day.weekday()]


def on_weekday(day: date) -> str:
    """Return "w sobotę", "we wtorek"."""
    return _ON_WEEKDAY[day.weekday()]


def on_weekdays(numbers: Collection[int]) -> str:
    """Return "w poniedziałki i czwartki" for the weekday numbers 0..6 (Monday is 0); empty for none."""
    names = joined(_ON_WEEKDAYS[number] for number in sorted(numbers))
    return f"{'we' if names.startswith('wt') else 'w'} {names}" if names else ""


def hours(minutes: int) -> str:
    """Return whole minutes as "6 h 30 min", "45 min" or "2 h", with no-break spaces."""
    whole, rest = divmod(abs(minutes), 60)
    parts = [f"{whole}{NBSP}h"] if whole else []
    if rest or not whole:
        parts.append(f"{rest}{NBSP}min")
    return ("−" if minutes < 0 else "") + NBSP.join(parts)


def clock(minute: int) -> str:
    """Return a minute of the day (0..1440) as "08:30"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def amount(grosze: int) -> str:
    """Return whole grosze as "1 086 721,20 zł"; digits are grouped from five on, with no-break spaces."""
    zlote, rest = divmod(abs(grosze), 100)
    digits = f"{zlote:,}".replace(",", NBSP) if zlote >= 10_000 else str(zlote)
    return f"{'−' if grosze < 0 else ''}{digits},{rest:02}{NBSP}zł"


_BEFORE = re.compile(
    r"(?<![\w.,-])(\w|nr|ul\.|al\.|os\.|pl\.|p\.|m\.|art\.|ust\.|pkt|poz\.|ok\.|dr|np\.|ur\.|tel\.) (?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?<=\d) (?=(?:r\.|zł|h|min|km|%|proc\.)(?![\w]))")


def glue(text: str) -> str:
    """Put no-break spaces after one-letter words and "nr", "ul.", "p.", and before "r.", "zł", "min"."""
    return _AFTER.sub(NBSP, _BEFORE.sub(rf"\1{NBSP}", text))


def time_range(start: str, end: str) -> str:
    """Return two times as a range: "08:30–09:30"."""
    return f"{start}–{end}"


def relative_day(due: date, today: date) -> str:
    """Return how far a due date is: "2 dni po terminie", "dziś", "jutro", "za 7 dni"."""
    days = (due - today).days
    if days < 0:
        return f"{-days} {plural(days, 'dzień', 'dni', 'dni')} po terminie"
    if days <= 1:
        return "jutro" if days else "dziś"
    return f"za {days} dni"
