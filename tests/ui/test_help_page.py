from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.context import Context
from asystent_desktop.ui.footer import footer_sentences
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages import PAGES
from asystent_desktop.ui.pages.help import HelpPage
from asystent_desktop.ui.theme import apply_theme
from tests.ui.finding import button, shown_words, type_text


@pytest.fixture
def window(qtbot: QtBot, working: Context) -> Iterator[MainWindow]:
    made = MainWindow(working, PAGES, footer_sentences)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    services, session = working.services, working.session
    working.open(services, session)
    qtbot.waitUntil(lambda: not working.tasks.is_busy())
    yield made
    qtbot.waitUntil(lambda: not working.tasks.is_busy())


def help_of(window: MainWindow) -> HelpPage:
    page = window.page()
    assert isinstance(page, HelpPage)
    return page


def test_f1_opens_the_topic_of_the_page_and_escape_goes_back(qtbot: QtBot, window: MainWindow) -> None:
    window.context.go("exchange")
    QTest.keyClick(window, Qt.Key.Key_F1)
    page = help_of(window)
    assert page.topic_name() == "wymiana-z-biurem"
    assert "pokwitowanie" in page.text.toPlainText()
    assert QApplication.focusWidget() is page.contents
    QTest.keyClick(page, Qt.Key.Key_F1)
    assert help_of(window).topic_name() == "wymiana-z-biurem"
    QTest.keyClick(page.contents, Qt.Key.Key_Escape)
    assert window.place_name == "exchange"


def test_search_narrows_the_contents_and_marks_the_words(window: MainWindow) -> None:
    window.context.go("help")
    page = help_of(window)
    whole = page.contents.count()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.field
    type_text(page.field, "hibernacji")
    assert 0 < page.contents.count() < whole
    assert "Pasuje: 2 tematy" in shown_words(page)
    assert [one.cursor.selectedText() for one in page.text.extraSelections()] == ["hibernacji"]
    page.field.setText("qwzx")
    assert page.contents.count() == 0
    assert "Nic nie pasuje do „qwzx”." in shown_words(page)
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.contents.count() == whole
    assert page.field.text() == ""


def test_links_lead_to_topics_and_nothing_is_fetched(window: MainWindow) -> None:
    window.context.go("help", topic="start")
    page = help_of(window)
    page.text.anchorClicked.emit(QUrl("wizyta"))
    assert page.topic_name() == "wizyta"
    assert page.text.source().isEmpty()


def test_arrows_choose_a_topic_and_enter_goes_to_the_text(window: MainWindow) -> None:
    window.context.go("help", topic="start")
    page = help_of(window)
    QTest.keyClick(page.contents, Qt.Key.Key_Down)
    assert page.topic_name() == "rodziny"
    QTest.keyClick(page.contents, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.text
    assert page.place() == {"topic": "rodziny"}


def test_without_a_page_to_go_back_to_there_is_no_way_back(window: MainWindow) -> None:
    window.context.go("help")
    assert not help_of(window).back_button.isVisible()
    window.context.go("help", come_from="families", back={})
    button(help_of(window), "Wróć").click()
    assert window.place_name == "families"


def test_large_type_puts_the_contents_above_the_text(own_look: QApplication, window: MainWindow) -> None:
    window.context.go("help", topic="klawisze")
    page = help_of(window)
    assert (
        page.contents.mapTo(page, page.contents.rect().topRight()).x()
        < page.text.mapTo(page, page.text.rect().topLeft()).x()
    )
    apply_theme(own_look, 200, high_contrast=False)
    window.resize(1280, 720)
    page.resize(1100, 640)
    top = page.text.mapTo(page, page.text.rect().topLeft()).y()
    assert page.contents.mapTo(page, page.contents.rect().bottomLeft()).y() <= top
