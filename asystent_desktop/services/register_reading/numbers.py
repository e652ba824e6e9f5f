"""Numbers that a spreadsheet spoils: PESEL without its zero, phones and postcodes turned into figures."""

from __future__ import annotations

import re
from decimal import Decimal

from asystent_desktop.checks.numbers import check_pesel, check_phone, check_postcode, plain_pesel
from asystent_desktop.polish import fold
from asystent_desktop.services.register_reading.values import CellValue, Reading

_SCIENTIFIC = re.compile(r"\d[.,]?\d*e[+]?\d+", re.IGNORECASE)
_PHONE = re.compile(r"(?:(?:\+|00)[1-9]\d{0,2}[\s-]?)?\(?\d[\d\s()./-]{5,16}\d")
_PHONE_WORDS = re.compile(r"\b(?:tel|telefon|kom|nr|t|m)\b|[\s.:,;/()-]+")
_YES = {"tak", "t", "x", "v", "+", "1", "yes", "✓", "✔", "☑", "jest", "posiada"}
_NO = {"nie", "n", "0", "no", "-", "–", "brak", "☐", "nie ma", "nie posiada"}


def read_pesel(value: CellValue) -> Reading:
    """Return the 11 digits; zeros lost at the front are put back when the control digit then agrees.

    A number that fails the checks is not taken.
    """
    text = plain_pesel(str(value)).lstrip("'")
    if _SCIENTIFIC.fullmatch(text):
        return Reading(problem="Arkusz skrócił numer PESEL do postaci 1,2E+10. Przepisz go z dokumentu.")
    if re.fullmatch("[0-9]{9,10}", text):
        full = text.zfill(11)
        if not check_pesel(full):
            sentence = (
                f"W numerze PESEL brakowało zera na początku. Wpisano {full}; cyfra kontrolna się zgadza."
            )
            return Reading(value=full, problem=sentence, suggestion=full, applied=True)
    findings = check_pesel(text)
    return Reading(problem=findings[0].sentence) if findings else Reading(value=text)


def read_phone(value: CellValue) -> Reading:
    """Return the digits of the first phone number (with + for a foreign one); what was left out is said."""
    text = str(value).strip().lstrip("'")
    if _SCIENTIFIC.fullmatch(text):
        return Reading(problem="Arkusz skrócił numer telefonu do postaci 6E+08. Wpisz go jeszcze raz.")
    found = list(_PHONE.finditer(_parted(text)))
    if not found:
        return Reading(problem="To nie jest numer telefonu. Wpisz 9 cyfr.")
    first = _digits(found[0][0])
    if len(found) > 1:
        others = ", ".join(_digits(match[0]) for match in found[1:])
        return _told(first, f"W komórce jest kilka numerów. Wpisano pierwszy; pozostałe: {others}.")
    if check_phone(first):
        return _told(first, "Numer telefonu ma nietypową długość. Sprawdź go.")
    if _PHONE_WORDS.sub("", fold(text.replace(found[0][0], " ", 1))):
        return _told(first, "Obok numeru telefonu jest dopisek, który pominięto.")
    return Reading(value=first)


def _parted(text: str) -> str:
    # Two whole numbers side by side, "601 234 567 71 345 67 89" or "601234567/713456789", are two.
    groups = re.sub(r"(?<!\d)((?:\d[ -]?){8}\d)\s*[/ ]\s*(?=(?:\d[ -]?){8}\d(?!\d))", r"\1; ", text)
    return re.sub(r"[\n,;]|\b(?:lub|albo|i|oraz)\b", " ; ", groups)


def _digits(text: str) -> str:
    number = re.sub(r"[^\d+]", "", text)
    return re.sub(r"^(?:\+|00)48(?=\d{9}$)", "", number)


def _told(value: str, sentence: str) -> Reading:
    return Reading(value=value, problem=sentence, suggestion=value, applied=True)


def read_postcode(value: CellValue) -> Reading:
    """Return a postcode as NN-NNN; a zero lost at the front is put back and said."""
    text = re.sub(r"[\s\u2010-\u2015]+", "-", str(value).strip()).replace("--", "-")
    if re.fullmatch("[0-9]{5}", text):
        return Reading(value=f"{text[:2]}-{text[2:]}")
    if re.fullmatch("[0-9]{4}", text):
        full = f"0{text[0]}-{text[1:]}"
        return _told(full, f"W kodzie pocztowym brakowało zera na początku. Wpisano {full}.")
    findings = check_postcode(text)
    return Reading(problem=findings[0].sentence) if findings else Reading(value=text)


def read_number(value: CellValue) -> Reading:
    """Return an int or a Decimal; words after the number ("3 dzieci", "2 os.") are let pass."""
    if isinstance(value, int | Decimal):
        return Reading(value=value)
    match = re.fullmatch(
        r"(-?[0-9][0-9 \u00a0\u202f]*)(?:[.,]([0-9]{1,6}))?(?:\s*[^\W\d].*)?", str(value).strip()
    )
    if not match or re.search(r"\d", str(value)[match.end(2) if match[2] else match.end(1) :]):
        return Reading(problem="To nie jest liczba. Wpisz samą liczbę, np. 3.")
    whole = re.sub(r"\s", "", match[1])
    return Reading(value=Decimal(f"{whole}.{match[2]}") if match[2] else int(whole))


def read_yes_no(value: CellValue) -> Reading:
    """Return True or False for tak, nie, x, +, 1, 0 and the like."""
    word = fold(str(value)).strip().rstrip(".!")
    if word in _YES or word in _NO:
        return Reading(value=word in _YES)
    return Reading(problem="Nie wiadomo, czy to „tak”, czy „nie”. Wpisz jedno z tych słów.")
