"""Finding a family through the program's window."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.families import FamiliesPage
from asystent_desktop.ui.pages.family import FamilyPage
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.words import tr
from tests.pages.conftest import Windows
from tests.ui.finding import button, shown_words, type_text
from tests.world import World

ANNA = "Anna Wiśniewska"


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Zielińscy", ANNA, street="Ogrodowa", house="11")
    world.family("Łęccy", ANNA, street="Polna", house="3", two_workers=True)
    world.family("Lewandowscy", ANNA, street="Lipowa", house="3")
    closed = world.family("Dąbrowscy", ANNA)
    case = world.office.cases.page(closed).case
    assert case is not None
    world.office.records.change(case.id, {"state": "closed", "work_end": date(2026, 10, 30)})
    return world.laptop()


def families(windows: Windows, window: MainWindow, **args: object) -> FamiliesPage:
    page = windows.go(window, "families", **args)
    assert isinstance(page, FamiliesPage)
    return page


def names(page: FamiliesPage) -> list[str]:
    return [row.name for row in page.rows.shown_rows()]


def test_typing_filters_at_once_without_polish_letters_and_enter_opens(
    windows: Windows, laptop: Services
) -> None:
    window = windows.open(laptop)
    page = families(windows, window)
    assert names(page) == ["Lewandowscy", "Łęccy", "Zielińscy"]
    assert page.header.context.text().replace("\u00a0", " ") == "3 w pracy, 1 po zakończeniu"
    type_text(page.search, "lecc")
    assert names(page) == ["Łęccy"]
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    windows.settle(window)
    shown = window.page()
    assert shown is not None
    assert shown.header.title.text() == "Łęccy"


def test_filters_carry_their_numbers(windows: Windows, laptop: Services) -> None:
    page = families(windows, windows.open(laptop))
    for words, expected in (
        ("Wszystkie 3", ["Lewandowscy", "Łęccy", "Zielińscy"]),
        ("Wizyta we dwoje 1", ["Łęccy"]),
        ("Po zakończeniu 1", ["Dąbrowscy"]),
        ("Dziecko w\u00a0pieczy 0", []),
    ):
        QTest.mouseClick(button(page, words), Qt.MouseButton.LeftButton)
        assert names(page) == expected


def test_nothing_found_names_the_filter_and_offers_the_rest(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    page = families(windows, window)
    type_text(page.search, "dabrow")
    windows.settle(window)
    assert "Brak rodziny „dabrow”." in shown_words(page)
    assert "Szukasz w: Wszystkie." in shown_words(page)
    QTest.mouseClick(button(page, "Szukaj we wszystkich"), Qt.MouseButton.LeftButton)
    assert names(page) == ["Dąbrowscy"]
    assert page.search.text() == "dabrow"


def test_what_is_nowhere_leads_back_to_all_families(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    page = families(windows, window)
    type_text(page.search, "nikt taki")
    windows.settle(window)
    QTest.mouseClick(button(page, "Pokaż wszystkie"), Qt.MouseButton.LeftButton)
    assert names(page) == ["Lewandowscy", "Łęccy", "Zielińscy"]
    assert page.search.text() == ""


def test_home_end_and_a_letter_move_in_the_list(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    page = families(windows, window)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_End)
    current = page.table.current()
    assert current is not None
    assert current.name == "Zielińscy"
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    type_text(page.table, "Z")
    current = page.table.current()
    assert current is not None
    assert current.name == "Zielińscy"
    assert "Zielińscy" in shown_words(page.side)


def test_an_empty_store_says_where_families_come_from(world: World, windows: Windows) -> None:
    world.account(ANNA)
    field = families(windows, windows.open(world.laptop()))
    assert "Tu będą twoje rodziny." in shown_words(field)
    desk = families(windows, windows.open(world.office))
    assert "Wykaz rodzin jest jeszcze pusty." in shown_words(desk)
    assert button(desk.empty, "Wczytaj wykaz…").isEnabled()


def test_private_mode_shows_initials_in_the_list_and_the_card(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    window.context.set_private(True)
    page = families(windows, window)
    first = page.rows.index(0, 0)
    assert first.data() == "L."
    assert "Lewandowscy" not in shown_words(page)
    assert "Lipowa" not in str(first.data(Qt.ItemDataRole.ToolTipRole))


def test_office_types_a_family_in_and_its_page_opens(windows: Windows, world: World) -> None:
    window = windows.open(world.office)
    page = families(windows, window)
    button(page, "Nowa rodzina…").click()
    button(window, tr("Rodzina z asystentem")).click()
    windows.settle(window)
    [dialog] = [one for one in window.findChildren(RecordDialog) if one.isVisible()]
    dialog.form.retype({"display_name": "Żak", "postcode": "5x-1", "case_number": "AR.77.2026"})
    dialog.save_button.click()
    windows.settle(window)
    assert "Kod pocztowy zapisz w postaci 00-000." in shown_words(dialog)
    assert world.office.cases.rows() == ()
    dialog.form.retype({"postcode": "50-001"})
    dialog.save_button.click()
    windows.qtbot.waitUntil(lambda: isinstance(window.page(), FamilyPage))
    windows.settle(window)
    [row] = world.office.cases.rows()
    assert (row.name, row.case_number, row.state) == ("Żak", "AR.77.2026", "referred")
    shown = window.page()
    assert shown is not None
    assert shown.header.title.text() == "Żak"
