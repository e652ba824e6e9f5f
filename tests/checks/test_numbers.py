"""PESEL, postcode, phone, case number, court signature."""

from __future__ import annotations

from datetime import date

import pytest

from asystent_desktop.checks import numbers
from asystent_desktop.checks.findings import Finding, is_refused


def rules(found: list[Finding]) -> list[str]:
    return [finding.rule for finding in found]


@pytest.mark.parametrize(
    ("pesel", "born", "sex"),
    [
        ("75831401232", date(1875, 3, 14), "M"),
        ("75831401249", date(1875, 3, 14), "K"),
        ("96822900086", date(1896, 2, 29), "K"),
    ],
)
def test_a_good_number_tells_birth_and_sex(pesel: str, born: date, sex: str) -> None:
    assert numbers.check_pesel(pesel, birth_date=born, sex=sex) == []
    assert numbers.birth_date_of(pesel) == born
    assert numbers.sex_of(pesel) == sex


@pytest.mark.parametrize(
    ("month", "year"), [("81", 1875), ("01", 1975), ("21", 2075), ("41", 2175), ("61", 2275)]
)
def test_the_century_is_in_the_month(month: str, year: int) -> None:
    assert numbers.birth_date_of(f"75{month}1400000") == date(year, 1, 14)


def test_an_empty_number_is_no_finding() -> None:
    assert numbers.check_pesel("  ") == []


def test_spaces_and_dashes_do_not_matter() -> None:
    assert numbers.check_pesel(" 758314-01232 ") == []


@pytest.mark.parametrize("text", ["7583140123", "758314012321", "7583140123x", "٧٥٨٣١٤٠١٢٣٢"])
def test_eleven_digits(text: str) -> None:
    [found] = numbers.check_pesel(text)
    assert (found.rule, found.level) == ("C1", "E")
    assert found.sentence == "PESEL ma mieć 11 cyfr."


def test_the_control_digit_unless_seen_in_a_document() -> None:
    [found] = numbers.check_pesel("75831401233")
    assert (found.rule, found.level) == ("C2", "E")
    assert found.sentence == "Ten numer PESEL jest błędny: nie zgadza się cyfra kontrolna."
    assert numbers.check_pesel("75831401233", seen_in_document=True) == []


def test_an_impossible_day() -> None:
    [found] = numbers.check_pesel("75833201236", birth_date=date(1875, 3, 1), sex="K")
    assert found.rule == "C3"
    assert found.sentence == "W numerze PESEL jest niemożliwa data urodzenia."
    assert rules(numbers.check_pesel("75833201231")) == ["C2", "C3"]


def test_other_birth_date_and_sex_only_warn() -> None:
    found = numbers.check_pesel("75831401232", birth_date=date(1875, 3, 15), sex="K")
    assert rules(found) == ["C4", "C5"]
    assert not is_refused(found)
    assert found[0].sentence == ("Data urodzenia nie zgadza się z numerem PESEL. Z numeru wynika 14.03.1875.")


@pytest.mark.parametrize(
    ("text", "good"), [("", True), ("50-001", True), ("50001", False), ("5O-001", False)]
)
def test_postcode(text: str, good: bool) -> None:
    assert (numbers.check_postcode(text) == []) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("", True),
        ("601 234 567", True),
        ("(71) 234-56-78", True),
        ("+48 601 234 567", True),
        ("0048601234567", True),
        ("+380 44 123 45 67", True),
        ("60123456", False),
        ("+48 60123456", False),
        ("601 234 567 w. 8", False),
    ],
)
def test_phone(text: str, good: bool) -> None:
    assert (numbers.check_phone(text) == []) is good


@pytest.mark.parametrize(
    ("text", "pattern", "good"),
    [
        ("AR.8.2026", "AR.{nr}.{rok}", True),
        ("AR.8.26", "AR.{nr}.{rok}", False),
        ("ARx8.2026", "AR.{nr}.{rok}", False),
        ("AR.8213.8.2026", "AR.{jrwa}.{nr}.{rok}", True),
        ("cokolwiek", "", True),
    ],
)
def test_case_number(text: str, pattern: str, good: bool) -> None:
    assert (numbers.check_case_number(text, pattern) == []) is good


def test_the_pattern_is_shown_without_signs_of_code() -> None:
    [found] = numbers.check_case_number("8/2026", "AR.{nr}.{rok}")
    assert found.sentence == "Numer sprawy nie pasuje do wzoru przyjętego w ośrodku (AR.nr.rok)."


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("III Nsm 214/26", True),
        ("V RC 12/25", True),
        ("IV  Opm 3/26", True),
        ("3 Nsm 214/26", False),
        ("III Nsm 214/2026", False),
        ("Nsm 214/26", False),
    ],
)
def test_court_signature(text: str, good: bool) -> None:
    assert (numbers.check_signature(text) == []) is good
