"""Days as offices write them: numerals, month names, Roman months, Excel's day numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from asystent_desktop.polish import day_month, fold, long_date, month_name, short_date
from asystent_desktop.services.register_reading.values import CellValue, Reading

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(7_000, 73_051)  # 1 March 1919 to 31 December 2099
_YEARS = range(1900, 2100)
_TURN_OF_CENTURY = 40  # two digits below it are 20xx, from it on 19xx
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_FORMS = {
    fold(form): month
    for month in range(1, 13)
    for form in (month_name(month), day_month(date(2000, month, 1)).split()[1])
}

_TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}})([./-])(\d{{1,2}})\2(\d{{1,2}}){_TIME}(?!\d)")
_YEAR_LAST = re.compile(
    rf"(?<![\d.])(\d{{1,2}})\s?([./-])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d{{2}}){_TIME}(?!\d)"
)
_NAMED = re.compile(r"(?<!\d)(\d{1,2})[ .-]+([a-z]{3,12}|[ivx]{1,4})[ .-]+(\d{4}|\d{2})(?!\d)")
_MONTH_ONLY = re.compile(r"(?<![\d./-])(?:(\d{1,2})[./-]|([a-z]{3,12})\s+)(\d{4})(?!\d)")
_FILLING = re.compile(r"\b(?:r|rok|roku|dn|dnia|z|od|ur|urodzon[ay]|data)\b|[\s.,;:()-]+")


def day_of_number(number: int | Decimal) -> date | None:
    """Return the day of Excel's day number (1900 system), or None outside 1919-2099."""
    days = int(number)
    return _EXCEL_DAY_ZERO + timedelta(days=days) if days in _EXCEL_DAYS else None


def year_first_is_sure(values: Iterable[CellValue]) -> bool | None:
    """Say how a column writes days like 12-03-24: True year first, False day first, None if nothing shows.

    A first part over 31 can only be a year, a last part over 31 too.
    """
    for value in values:
        match = _YEAR_LAST.fullmatch(value.strip()) if isinstance(value, str) else None
        if match and match[2] == "-" and len(match[4]) == 2 and max(int(match[1]), int(match[4])) > 31:
            return int(match[1]) > 31
    return None


def read_date(value: CellValue, *, year_first: bool | None = None) -> Reading:
    """Return a `date`, or a problem: ambiguous, impossible, incomplete, several days, or no day at all.

    `year_first` is what the rest of the column says about the order in 12-03-24.
    """
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, int | Decimal) or re.fullmatch(r"\d{4,6}", str(value).strip()):
        return _from_number(Decimal(str(value)))
    return _from_text(" ".join(fold(str(value)).split()), year_first)


def _in_range(day: date) -> Reading:
    if day.year in _YEARS:
        return Reading(value=day)
    return Reading(problem=f"Rok {day.year} wygląda na pomyłkę. Wpisz datę jeszcze raz.")


def _from_number(number: Decimal) -> Reading:
    if number in _YEARS:
        return Reading(problem=f"Jest tylko rok {number}. Podaj też dzień i miesiąc.")
    day = day_of_number(number)
    if day is None:
        return Reading(problem="To nie jest data. Wpisz ją w postaci 12.03.2024.")
    return Reading(value=day)


def _from_text(text: str, year_first: bool | None) -> Reading:
    found = [(match, _possible(match, year_first)) for match in _matches(text)]
    if not found:
        return _without_day(text)
    if len(found) > 1:
        return Reading(problem="W komórce jest więcej niż jedna data. Zostaw jedną.")
    match, days = found[0]
    if not days:
        return Reading(problem="Takiego dnia nie ma w kalendarzu. Wpisz datę jeszcze raz.")
    if len(days) > 1:
        return _ambiguous(days, slash=match[2] == "/")
    reading = _in_range(days[0])
    rest = text[: match.start()] + " " + text[match.end() :]
    if reading.value and _FILLING.sub("", rest):
        sentence = "Obok daty jest dopisek, który pominięto. Sprawdź, czy to właściwa data."
        return Reading(value=days[0], problem=sentence, suggestion=short_date(days[0]), applied=True)
    return reading


def _matches(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for expression in (_YEAR_FIRST, _YEAR_LAST, _NAMED):
        for match in expression.finditer(text):
            if expression is _NAMED and _month(match[2]) is None:
                continue
            if all(match.end() <= other.start() or match.start() >= other.end() for other in found):
                found.append(match)
    return sorted(found, key=lambda match: match.start())


def _possible(match: re.Match[str], year_first: bool | None) -> list[date]:
    first, second, third = match[1], match[2], match[3]
    if match.re is _YEAR_FIRST:
        return _days((int(first), int(third), int(match[4])))
    if match.re is _NAMED:
        return _days((_year(third), _month(second) or 0, int(first)))
    day, month, year = int(first), int(third), _year(match[4])
    if second == "/":
        return _days((year, month, day), (year, day, month))
    orders = [(year, month, day)]
    if second == "-" and len(match[4]) == 2 and year_first is not False:
        turned = (_year(first), month, int(match[4]))
        orders = [turned] if year_first else [*orders, turned]
    return _days(*orders)


def _days(*orders: tuple[int, int, int]) -> list[date]:
    found = []
    for year, month, day in orders:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < _TURN_OF_CENTURY else 1900)


def _month(word: str) -> int | None:
    if word in _ROMAN:
        return _ROMAN.index(word) + 1
    return next((month for form, month in _FORMS.items() if len(word) > 2 and form.startswith(word)), None)


def _ambiguous(days: list[date], *, slash: bool) -> Reading:
    first, other = days
    sentence = f"Tę datę można odczytać jako {long_date(first)} albo {long_date(other)}"
    if slash:
        return Reading(problem=f"{sentence} Która jest właściwa?", suggestion=short_date(first))
    taken = f"{sentence} Wpisano pierwszą; sprawdź ją."
    return Reading(value=first, problem=taken, suggestion=short_date(first), applied=True)


def _without_day(text: str) -> Reading:
    match = _MONTH_ONLY.search(text)
    month = (int(match[1]) if match[1] else _month(match[2])) if match else None
    if match and month and 1 <= month <= 12 and int(match[3]) in _YEARS:
        return Reading(problem=f"Brakuje dnia: jest tylko {month_name(month)} {match[3]}. Podaj pełną datę.")
    return Reading(problem="To nie jest data. Wpisz ją w postaci 12.03.2024.")


def dates_in(text: str) -> list[tuple[int, int, date | None]]:
    """Return (start, end, day) of each written date; the day is None when it is unsure or impossible.

    Positions count in `text` (Polish letters keep their length in folding, rare signs may not).
    """
    folded = fold(text)
    if len(folded) != len(text):
        folded = "".join(fold(letter) if len(fold(letter)) == 1 else letter for letter in text)
    found = []
    for match in _matches(folded):
        days = [day for day in _possible(match, None) if day.year in _YEARS]
        sure = len(days) == 1 or (len(days) == 2 and match.re is _YEAR_LAST and match[2] == "-")
        found.append((match.start(), match.end(), days[0] if sure else None))
    return found
