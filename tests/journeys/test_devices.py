"""Through the real windows: a lost laptop is revoked, a family is handed on from one worker to another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.pages.bundles import BundlesPage
from asystent_desktop.ui.pages.devices import DevicesPage
from asystent_desktop.ui.pages.exchange import ExchangePage
from asystent_desktop.ui.pages.families import FamiliesPage
from asystent_desktop.ui.pages.handover import HandoverPage
from asystent_desktop.ui.parts.dialogs import Question
from tests.journeys.driving import Open, go, settle
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import button, shown_words, spoken
from tests.world import World, held

DAY = date(2026, 11, 20)


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    """Press the button of this name once it is there: what is added to a page appears a little later."""

    def found() -> list[QAbstractButton]:
        return [
            one for one in page.findChildren(QAbstractButton) if spoken(one) == name and one.isVisibleTo(page)
        ]

    qtbot.waitUntil(lambda: len(found()) == 1)
    found()[0].click()


def answer(qtbot: QtBot, words: str) -> list[str]:
    """Press the button with these words in the question that comes next; returns what it says."""
    said: list[str] = []

    def press() -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, Question):
            QTimer.singleShot(20, press)
            return
        said.append(spoken(question))
        button(question, words).click()

    QTimer.singleShot(0, press)
    return said


def test_a_lost_laptop_is_revoked_and_its_bundle_kept(
    world: World, qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    window = open_window(world.office)
    page = go(qtbot, window, "devices")
    assert isinstance(page, DevicesPage)
    assert "Anna Wiśniewska" in shown_words(page.one)
    said = answer(qtbot, "Zgubiony albo skradziony")
    press(qtbot, page, "Odwołaj laptop")
    settle(qtbot, window)
    assert "Biuro nie przyjmie już z niego żadnej paczki" in said[0]
    assert "Odwołano: Anna Wiśniewska." in page.notice.words()
    window.context.files = ChosenFiles(world.bundle(laptop))
    bundles = go(qtbot, window, "bundles")
    assert isinstance(bundles, BundlesPage)
    button(bundles.empty, "Wskaż plik…").click()
    qtbot.waitUntil(lambda: "Paczkę odłożono do decyzji kierownika." in bundles.notice.words())
    qtbot.waitUntil(lambda: len(world.office.devices.sealed()) == 1)
    page = go(qtbot, window, "devices")
    qtbot.waitUntil(lambda: "Odłożone paczki" in shown_words(page))
    assert world.office.visits.of_family(family) == ()
    window.context.files = ChosenFiles(tmp_path / "karta.pdf")
    press(qtbot, page, "Karta zdarzenia (PDF)")
    settle(qtbot, window)
    assert (tmp_path / "karta.pdf").read_bytes().startswith(b"%PDF")


def test_a_family_handed_on_leaves_one_window_and_comes_to_the_other(
    world: World, qtbot: QtBot, open_window: Open
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    world.family("Zielińscy", "Anna Wiśniewska")
    first, second = world.laptop(), world.laptop("Marek Pawlak")
    first.visits.record(held(first, family, DAY))
    office = open_window(world.office)
    page = go(qtbot, office, "handover", account=first.desk.account)
    assert isinstance(page, HandoverPage)
    page.families.set_value([family])
    page.target.set_value(second.desk.account)
    page.hand_on()
    settle(qtbot, office)
    assert "Wpisz powód przekazania" in page.problem.words()
    page.reason.set_value("Zmiana rejonu")
    page.hand_on()
    settle(qtbot, office)
    assert "Przekazano." in page.notice.words()

    window = open_window(first)
    exchange = go(qtbot, window, "exchange")
    assert isinstance(exchange, ExchangePage)
    for expected in ("Biuro przekazało rodzinę", "Oddano rodzinę: Nowakowie"):
        window.context.files = ChosenFiles(world.bundle(world.office, first))
        exchange.take_button.click()
        settle(qtbot, window)
        assert expected in exchange.notice.words()
        taken = world.office.exchange.take(world.bundle(first))
        assert taken.set_aside == ()
    families = go(qtbot, window, "families")
    assert isinstance(families, FamiliesPage)
    assert [row.name for row in families.rows.shown_rows()] == ["Zielińscy"]

    second.exchange.take(world.bundle(world.office, second))
    assert [one.course for one in second.visits.of_family(family)] == ["Rozmowa o wydatkach."]
