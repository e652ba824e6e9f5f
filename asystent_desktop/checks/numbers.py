"""Checks of numbers that people copy from papers: PESEL, postcode, phone, case number, court signature."""

from __future__ import annotations

import re
from datetime import date

from stdnum.pl import pesel as _pesel

from asystent_desktop.checks.findings import ERROR, WARNING, Finding
from asystent_desktop.polish import short_date

_CENTURIES = {80: 1800, 0: 1900, 20: 2000, 40: 2100, 60: 2200}
_POSTCODE = re.compile(r"[0-9]{2}-[0-9]{3}")
_SIGNATURE = re.compile(r"[IVXLC]+ [A-Z][A-Za-z]{0,5}(?: [A-Za-z]{1,5})? [0-9]+/[0-9]{2}")
_PARTS = {"{nr}": "[0-9]+", "{rok}": "[0-9]{4}", "{jrwa}": "[0-9]{2,5}"}


def plain_pesel(text: str) -> str:
    """Return the number without spaces and dashes."""
    return re.sub(r"[\s\u2010-\u2015-]", "", text)


def birth_date_of(pesel: str) -> date | None:
    """Return the birth date written in 11 digits, or None when no such day exists.

    Source: ustawa z 24 września 2010 r. o ewidencji ludności, art. 15 (the century is added to the month).
    """
    year, month, day = int(pesel[:2]), int(pesel[2:4]), int(pesel[4:6])
    century = month // 20 * 20
    try:
        return date(_CENTURIES[century] + year, month - century, day)
    except ValueError:
        return None


def sex_of(pesel: str) -> str:
    """Return "M" or "K" by the tenth digit (odd is a man)."""
    return "M" if int(pesel[9]) % 2 else "K"


def check_pesel(
    text: str, *, seen_in_document: bool = False, birth_date: date | None = None, sex: str | None = None
) -> list[Finding]:
    """Return what is wrong with a PESEL number (C1-C5); an empty text is no finding.

    `seen_in_document` says that the worker saw this very number on a document: a few issued numbers have
    a wrong control digit.
    """
    number = plain_pesel(text)
    if not number:
        return []
    if not re.fullmatch("[0-9]{11}", number):
        return [Finding(rule="C1", level=ERROR, field="pesel", sentence="PESEL ma mieć 11 cyfr.")]
    found = []
    if not seen_in_document and _pesel.calc_check_digit(number[:10]) != number[10]:
        sentence = "Ten numer PESEL jest błędny: nie zgadza się cyfra kontrolna."
        found.append(Finding(rule="C2", level=ERROR, field="pesel", sentence=sentence))
    born = birth_date_of(number)
    if born is None:
        sentence = "W numerze PESEL jest niemożliwa data urodzenia."
        found.append(Finding(rule="C3", level=ERROR, field="pesel", sentence=sentence))
    return found or _compared(number, born, birth_date, sex)


def _compared(number: str, born: date | None, birth_date: date | None, sex: str | None) -> list[Finding]:
    found = []
    if born is not None and birth_date is not None and born != birth_date:
        sentence = f"Data urodzenia nie zgadza się z numerem PESEL. Z numeru wynika {short_date(born)}."
        found.append(Finding(rule="C4", level=WARNING, field="birth_date", sentence=sentence))
    if sex and sex != sex_of(number):
        sentence = "Płeć nie zgadza się z numerem PESEL."
        found.append(Finding(rule="C5", level=WARNING, field="sex", sentence=sentence))
    return found


def check_postcode(text: str, field: str = "postcode") -> list[Finding]:
    """Return C9 when a postcode that is not empty differs from NN-NNN."""
    if not text or _POSTCODE.fullmatch(text):
        return []
    return [Finding(rule="C9", level=ERROR, field=field, sentence="Kod pocztowy zapisz w postaci 00-000.")]


def check_phone(text: str, field: str = "phone") -> list[Finding]:
    """Return C10 unless the number has 9 digits, or a country's prefix (+, 00) and 7 to 13 digits more."""
    digits = re.sub(r"[\s()./-]", "", text)
    usual = r"[0-9]{9}|(?:\+|00)48[0-9]{9}|(?:\+|00)(?!48)[1-9][0-9]{6,13}"
    if not digits or re.fullmatch(usual, digits):
        return []
    sentence = "Numer telefonu ma nietypową długość."
    return [Finding(rule="C10", level=WARNING, field=field, sentence=sentence)]


def check_case_number(text: str, pattern: str) -> list[Finding]:
    """Return C11 when the number is off the office's pattern, e.g. AR.{nr}.{rok} or AR.{jrwa}.{nr}.{rok}."""
    expression = re.escape(pattern)
    for part, digits in _PARTS.items():
        expression = expression.replace(re.escape(part), digits)
    if not text or not pattern or re.fullmatch(expression, text):
        return []
    shown = pattern.replace("{", "").replace("}", "")
    sentence = f"Numer sprawy nie pasuje do wzoru przyjętego w ośrodku ({shown})."
    return [Finding(rule="C11", level=WARNING, field="case_number", sentence=sentence)]


def check_signature(text: str, field: str = "signature") -> list[Finding]:
    """Return C13 unless it reads section, register, number and year: III Nsm 214/26.

    Source: the courts' office rules (zarządzenie Ministra Sprawiedliwości z 19 czerwca 2019 r.).
    """
    if not text or _SIGNATURE.fullmatch(" ".join(text.split())):
        return []
    sentence = "Sprawdź sygnaturę akt, np. III Nsm 214/26."
    return [Finding(rule="C13", level=WARNING, field=field, sentence=sentence)]
