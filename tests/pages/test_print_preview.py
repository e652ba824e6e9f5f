"""The preview of papers through the program's window."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget

from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.print_preview import PrintPreviewPage
from asystent_desktop.ui.parts.files import Files
from tests.pages.conftest import Windows
from tests.ui.finding import button, named, shown_words
from tests.world import World, held


class ChosenFiles(Files):
    """A dialog in which the person has just chosen a place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offered = ""

    def save_place(
        self, parent: QWidget, title: str, name: str, kind: str, *, is_protected: bool = True
    ) -> Path | None:
        self.offered = name
        return self.path


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Nowakowie", "Anna Wiśniewska")
    made = world.laptop()
    family = made.cases.rows()[0].id
    made.visits.record(held(made, family, date(2026, 11, 20), areas=("c", "j")))
    return made


def preview(windows: Windows, window: MainWindow, **args: object) -> PrintPreviewPage:
    page = windows.go(window, "print", **args)
    assert isinstance(page, PrintPreviewPage)
    return page


def test_a_card_is_shown_and_saved_under_a_name_without_a_surname(
    windows: Windows, laptop: Services, tmp_path: Path
) -> None:
    window = windows.open(laptop)
    window.context.files = files = ChosenFiles(tmp_path / "karta.pdf")
    page = preview(windows, window, paper="visit-card", family=laptop.cases.rows()[0].id)
    assert page.header.title.text() == "Podgląd wydruku: karta wizyty, Nowakowie"
    assert page.preview.page_count() == 1
    assert "Ewa Nowakowie | matka" in shown_words(page)
    page.preview.save_as()
    windows.settle(window)
    assert files.path.read_bytes().startswith(b"%PDF")
    assert files.offered == "karta-wizyty-2026-11-20.pdf"
    family = laptop.cases.rows()[0].id
    assert [one.code for one in laptop.records.looks(family)].count("EXPORT") == 1


def test_the_area_of_violence_is_printed_only_when_ticked(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    page = preview(windows, window, paper="visit-card", family=laptop.cases.rows()[0].id)
    before = page.preview.text()
    assert "przemoc" not in before
    QTest.mouseClick(named(page, QCheckBox, "Pokaż też obszar j"), Qt.MouseButton.LeftButton)
    windows.settle(window)
    assert "przemoc domowa" in page.preview.text()


def test_a_paper_that_cannot_be_made_says_why_and_leads_back(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    family = laptop.cases.rows()[0].id
    page = preview(windows, window, paper="support-plan", family=family)
    assert "nie ma jeszcze planu pracy" in shown_words(page)
    QTest.mouseClick(button(page, "Wróć"), Qt.MouseButton.LeftButton)
    windows.settle(window)
    shown = window.page()
    assert shown is not None
    assert shown.args == {"family": family}


def test_all_cards_of_a_month_come_in_one_file_each_numbered_by_itself(
    world: World, windows: Windows, laptop: Services
) -> None:
    window = windows.open(laptop)
    page = preview(windows, window, paper="monthly-card", day="2026-11-01", all="1")
    assert "Kart: 1" in shown_words(page)
    assert "strona 1 z 1" in page.preview.text()


def test_a_month_that_still_goes_on_says_that_it_is_a_draft(windows: Windows, laptop: Services) -> None:
    family = laptop.cases.rows()[0].id
    laptop.records.create(
        "visit",
        {
            "family": family,
            "account": laptop.desk.account,
            "state": "planned",
            "day": date(2026, 11, 27),
            "start": time(9),
            "end": time(10),
        },
    )
    window = windows.open(laptop)
    page = preview(windows, window, paper="monthly-card", family=family, day="2026-11-01")
    assert page.state.text() == "szkic"
    assert "To szkic." in shown_words(page)


def test_private_mode_asks_before_names_go_to_paper(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    window.context.set_private(True)
    page = preview(windows, window, paper="visit-card", family=laptop.cases.rows()[0].id)
    assert "Nowakowie" not in page.header.title.text()
    assert "Ewa Nowakowie" not in shown_words(page)
