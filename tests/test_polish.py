"""Polish words: order, folding, forms, dates, amounts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop import polish
from asystent_desktop.polish import NBSP

LETTERS = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"


def test_the_alphabet_is_polish() -> None:
    backwards = LETTERS[::-1]
    assert "".join(sorted(backwards, key=polish.sort_key)) == LETTERS
    assert sorted("źzżŻa", key=polish.sort_key) == ["a", "z", "ź", "ż", "Ż"]


@pytest.mark.parametrize(
    "in_order",
    [
        ["Lachowicz", "Łach", "Małecka"],
        ["Nowak Jan", "Nowak-Wiśniewska Ewa", "Nowakowska Anna"],
        ["1 Maja", "3 Maja", "Akacjowa"],
        ["Cichy", "Ćwik", "Dąb"],
        ["Zając", "Zych", "Źrebiec", "Żak"],
        ["Muller", "Müllerowie", "Mum"],
        ["Obrien", "O'Briens", "Obuch"],
    ],
)
def test_names_come_in_the_order_of_a_register(in_order: list[str]) -> None:
    backwards = in_order[::-1]
    assert sorted(backwards, key=polish.sort_key) == in_order


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " -1", max_size=12))
def test_order_does_not_see_case(text: str) -> None:
    assert polish.sort_key(text.upper()) == polish.sort_key(text.lower())


def test_order_does_not_depend_on_how_marks_are_stored() -> None:
    assert polish.sort_key("S\u0301wider") == polish.sort_key("Świder")


def test_fold_splits_marks_and_the_unsplittable_l() -> None:
    assert polish.fold("Żółć gęślą JAŹŃ Łódź") == "zolc gesla jazn lodz"
    assert polish.fold("Müller-ﬁ") == "muller-fi"


@given(st.text())
def test_fold_is_stable_and_blind_to_case(text: str) -> None:
    once = polish.fold(text)
    assert polish.fold(once) == once


@given(st.text(alphabet=LETTERS, max_size=8), st.text(alphabet=LETTERS, max_size=8))
def test_fold_keeps_parts_findable(first: str, second: str) -> None:
    assert polish.fold(second.upper()) in polish.fold(first + second)


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "wizyt"),
        (1, "wizyta"),
        (2, "wizyty"),
        (4, "wizyty"),
        (5, "wizyt"),
        (12, "wizyt"),
        (14, "wizyt"),
        (21, "wizyt"),
        (22, "wizyty"),
        (101, "wizyt"),
        (112, "wizyt"),
        (122, "wizyty"),
    ],
)
def test_plural_forms(n: int, words: str) -> None:
    assert polish.plural(n, "wizyta", "wizyty", "wizyt") == words
    assert polish.counted(n, "wizyta", "wizyty", "wizyt") == f"{n}{NBSP}{words}"


def test_lists_in_words() -> None:
    assert polish.joined([]) == ""
    assert polish.joined(["a"]) == "a"
    assert polish.joined(["a", "b"]) == "a i b"
    assert polish.joined(["a", "b", "c"], "oraz") == "a, b oraz c"


def test_dates() -> None:
    day = date(2026, 11, 22)
    assert polish.long_date(day) == "22 listopada 2026 r."
    assert polish.day_month(day) == "22 listopada"
    assert polish.short_date(day) == "22.11.2026"
    assert polish.short_day(date(2026, 1, 2)) == "02.01"
    assert polish.month_title(2026, 11) == "Listopad 2026"
    assert polish.month_name(10) == "październik"
    assert polish.weekday(day) == "niedziela"
    assert polish.weekday_short(day) == "niedz."
    assert polish.on_weekday(date(2026, 11, 24)) == "we wtorek"


def test_months_in_the_locative() -> None:
    assert [polish.month_in(month) for month in range(1, 13)] == [
        "w styczniu",
        "w lutym",
        "w marcu",
        "w kwietniu",
        "w maju",
        "w czerwcu",
        "w lipcu",
        "w sierpniu",
        "we wrześniu",
        "w październiku",
        "w listopadzie",
        "w grudniu",
    ]


def test_several_weekdays() -> None:
    assert polish.on_weekdays({3, 0}) == "w poniedziałki i czwartki"
    assert polish.on_weekdays([1, 2, 4]) == "we wtorki, środy i piątki"
    assert polish.on_weekdays(()) == ""


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (45, "45 min"), (120, "2 h"), (390, "6 h 30 min"), (-30, "−30 min")]
)
def test_hours(minutes: int, words: str) -> None:
    assert polish.hours(minutes) == words.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("grosze", "words"),
    [
        (108672120, "1 086 721,20 zł"),
        (430000, "4300,00 zł"),
        (1000000, "10 000,00 zł"),
        (5, "0,05 zł"),
        (-123456, "−1234,56 zł"),
    ],
)
def test_amounts(grosze: int, words: str) -> None:
    assert polish.amount(grosze) == words.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("Mama i tata w domu", "Mama i~tata w~domu"),
        ("I w, a nie", "I~w, a~nie"),
        ("ul. Długa 5, sprawa nr 8", "ul.~Długa 5, sprawa nr~8"),
        ("22 listopada 2026 r. 45 min", "22 listopada 2026~r. 45~min"),
        ("art. 15 ust. 1 pkt 15", "art.~15 ust.~1~pkt~15"),
        ("Anna K. i Jan", "Anna K. i~Jan"),
    ],
)
def test_short_words_do_not_end_a_line(text: str, glued: str) -> None:
    assert polish.glue(text) == glued.replace("~", NBSP)


def test_times() -> None:
    assert polish.time_range("08:30", "09:30") == "08:30–09:30"
    assert polish.clock(510) == "08:30"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 19), "2 dni po terminie"),
        (date(2026, 11, 20), "1 dzień po terminie"),
        (date(2026, 10, 10), "42 dni po terminie"),
        (date(2026, 11, 21), "dziś"),
        (date(2026, 11, 22), "jutro"),
        (date(2026, 11, 28), "za 7 dni"),
    ],
)
def test_how_far_a_due_date_is(due: date, words: str) -> None:
    assert polish.relative_day(due, date(2026, 11, 21)) == words
