"""Search anywhere through the program's window."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from asystent_desktop.polish import fold
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.search import SearchPage
from asystent_desktop.ui.parts.marked import MarkedText, marked
from tests.pages.conftest import Windows
from tests.ui.finding import shown_words, type_text
from tests.world import World, held

ANNA = "Anna Wiśniewska"


@pytest.fixture
def laptop(world: World) -> Services:
    family = world.family("Zielińscy", ANNA, street="Ogrodowa", house="11")
    world.family("Mazur Beata", ANNA, street="Ukryta", house="9", address_protected=True)
    made = world.laptop()
    made.visits.record(held(made, family, date(2026, 11, 20), course="Mama prowadzi zeszyt wydatków."))
    return made


def searched(windows: Windows, window: MainWindow, typed: str) -> SearchPage:
    page = windows.go(window, "search")
    assert isinstance(page, SearchPage)
    type_text(page.field, typed)
    windows.settle(window)
    return page


def lines(page: SearchPage) -> list[tuple[str, str]]:
    return [(row.line.group, row.line.title) for row in page.rows if row.line.group != "do"]


def test_families_people_and_notes_stand_in_groups_with_the_found_part_marked(
    windows: Windows, laptop: Services
) -> None:
    page = searched(windows, windows.open(laptop), "zielin")
    assert lines(page) == [("families", "Zielińscy"), ("people", "Ewa Zielińscy")]
    texts = {one.text(): one.spans for one in page.findChildren(MarkedText)}
    assert texts["Zielińscy"] == ((0, 6),)
    assert texts["Ewa Zielińscy"] == ((4, 10),)
    assert ("do", "Zapisz wizytę: Zielińscy") in [(row.line.group, row.line.title) for row in page.rows]


def test_a_note_is_found_by_a_word_and_enter_opens_the_chosen_row(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    page = searched(windows, window, "zeszyt")
    assert lines(page) == [("notes", "Wizyta 20.11.2026")]
    page = searched(windows, window, "zielin")
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.chosen == 1
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    windows.settle(window)
    shown = window.page()
    assert shown is not None
    assert shown.header.title.text() == "Zielińscy"


def test_nothing_found_says_so(windows: Windows, laptop: Services) -> None:
    page = searched(windows, windows.open(laptop), "qqq")
    assert "Nic nie pasuje do „qqq”." in shown_words(page)
    assert "0 wyników" in shown_words(page)


def test_a_protected_street_finds_nobody_and_is_never_shown(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    assert lines(searched(windows, window, "ukryta")) == []
    page = searched(windows, window, "mazur")
    assert ("families", "Mazur Beata") in lines(page)
    assert "Ukryta" not in str([row.line for row in page.rows])


def test_private_mode_shows_no_name_and_no_note(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    window.context.set_private(True)
    for typed in ("zielin", "zeszyt"):
        told = str([row.line for row in searched(windows, window, typed).rows])
        for secret in ("Zielińscy", "zeszyt", "Ogrodowa"):
            assert secret not in told


def test_what_can_be_done_is_found_too(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    page = searched(windows, window, "zaplanuj")
    assert [row.line.title for row in page.rows] == ["Zaplanuj miesiąc"]


@given(
    text=some.text(alphabet="aąbłŁ ZżX", max_size=20),
    word=some.text(alphabet="abłlz", min_size=1, max_size=4),
)
def test_marked_places_hold_the_word(text: str, word: str) -> None:
    spans = marked(text, [fold(word)])
    assert bool(spans) == (fold(word) in "".join(fold(letter) for letter in text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)


def test_an_empty_field_shows_the_last_five_places_until_the_store_is_locked(
    windows: Windows, laptop: Services
) -> None:
    window = windows.open(laptop)
    families = {row.name: row.id for row in laptop.cases.rows()}
    for name in ("today", "calendar", "deadlines", "settings", "exchange"):
        windows.go(window, name)
    windows.go(window, "plan", family=families["Zielińscy"])
    windows.go(window, "family", family=families["Mazur Beata"])
    page = searched(windows, window, "")
    told = [(row.line.title, row.line.more) for row in page.rows if row.line.group == "recent"]
    assert told == [
        ("Mazur Beata", "Rodzina"),
        ("Zielińscy", "Plan pracy"),
        ("Wymiana z\xa0biurem", ""),
        ("Ustawienia", ""),
        ("Terminy", ""),
    ]
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    windows.settle(window)
    assert window.place_name == "family"
    window.lock()
    assert window.context.recent.places() == ()


def test_last_places_hide_names_in_private_mode(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    windows.go(window, "family", family=laptop.cases.rows()[0].id)
    window.context.set_private(True)
    page = searched(windows, window, "")
    assert "Mazur" not in shown_words(page)
    assert page.rows[0].line.title == "M. B."
