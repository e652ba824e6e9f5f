from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.footer import footer_sentences
from asystent_desktop.ui.main_window import TITLE, MainWindow
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages import PageEntry
from asystent_desktop.ui.theme import apply_theme
from tests.ui.finding import button, shown_words

FIELD = frozenset({"assistant"})
OFFICE = frozenset({"clerk", "head"})


class Notes(Page):
    """A page with a typed note."""

    kept: str = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Notatki")
        self.note = QPlainTextEdit()
        self.filtered = self.loaded = 0
        self.add(self.note)

    def refresh(self) -> None:
        self.loaded += 1

    def save_typed(self) -> None:
        Notes.kept = self.note.toPlainText()

    def start_filter(self) -> None:
        self.filtered += 1


def entry(name: str, label: str, roles: frozenset[str] = FIELD, **more: object) -> PageEntry:
    return PageEntry(name=name, label=label, roles=roles, factory=Notes, **more)  # type: ignore[arg-type]


ENTRIES = (
    entry("help", "Pomoc", at_foot=True, key="F1"),
    entry("today", "Dziś", badge=lambda _services: 5),
    entry("families", "Rodziny"),
    entry("family", "Rodzina", under="families"),
    entry("register", "Rejestr", OFFICE),
)


@pytest.fixture
def window(qtbot: QtBot, context: Context, laptop: Services) -> Iterator[MainWindow]:
    made = MainWindow(context, ENTRIES, footer_sentences)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    with qtbot.waitSignal(context.tasks.idle):
        context.open(laptop, laptop.session())
    yield made
    Notes.kept = ""


def page_of(window: MainWindow) -> Notes:
    page = window.page()
    assert isinstance(page, Notes)
    return page


def rail(window: MainWindow) -> list[str]:
    return [item.text() for item in window.rail.entries()]


def test_a_page_loads_once_each_time_it_is_gone_to(window: MainWindow) -> None:
    first = page_of(window)
    assert first.loaded == 1
    window.context.go("families")
    assert page_of(window).loaded == 1
    window.context.go("today")
    assert (page_of(window), first.loaded) == (first, 2)


def test_rail_shows_what_the_role_may_see(window: MainWindow) -> None:
    assert rail(window) == ["Dziś", "Rodziny", "Pomoc"]
    assert window.rail.entries()[0].count() == 5
    assert window.rail.entries()[0].accessibleDescription() == "Do zrobienia: 5"


def test_first_entry_is_open_after_unlocking(window: MainWindow) -> None:
    assert window.rail.entries()[0].isChecked()
    assert "Anna Wiśniewska · asystent rodziny" in shown_words(window.footer)
    assert "Nowakowie" not in shown_words(window.footer)


def test_page_under_another_marks_that_one(window: MainWindow, context: Context) -> None:
    context.go("family", family="a" * 32)
    assert [item.isChecked() for item in window.rail.entries()] == [False, True, False]
    assert page_of(window).args == {"family": "a" * 32}


def test_keys_lead_everywhere(window: MainWindow) -> None:
    alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    first = page_of(window)
    QTest.keyClick(window, Qt.Key.Key_2, alt)
    assert page_of(window) is not first
    QTest.keyClick(window, Qt.Key.Key_F, control)
    assert page_of(window).filtered == 1
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.rail.entries()[2].isChecked()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not window.private.isHidden()
    button(window.private, "Wyłącz").click()
    assert window.private.isHidden()


def test_f6_goes_from_pane_to_pane(window: MainWindow) -> None:
    window.rail.entries()[0].setFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.rail.entries()[0] is focused or not window.rail.isAncestorOf(focused)


def test_focus_on_the_rail_goes_with_the_page(window: MainWindow) -> None:
    first, second = window.rail.entries()[:2]
    first.setFocus()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert second.isChecked()
    assert second.hasFocus()


def test_unknown_page_leaves_everything_as_it_is(window: MainWindow, context: Context) -> None:
    page = page_of(window)
    context.go("no-such-page")
    assert page_of(window) is page


def test_leaving_a_page_puts_typed_text_away(window: MainWindow, context: Context) -> None:
    page_of(window).note.setPlainText("Pani Ewa")
    context.go("families")
    assert Notes.kept == "Pani Ewa"


def test_lock_keeps_the_text_and_clears_window_and_clipboard(
    qtbot: QtBot, window: MainWindow, context: Context, laptop: Services
) -> None:
    page_of(window).note.setPlainText("Pani Ewa")
    QApplication.clipboard().setText("Pani Ewa")
    with qtbot.waitSignal(window.locked) as let_go:
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert let_go.args == [laptop]
    assert Notes.kept == "Pani Ewa"
    assert QApplication.clipboard().text() == ""
    assert window.page() is None
    assert window.windowTitle() == TITLE


def test_unlocking_leads_back_to_the_same_place(
    window: MainWindow, context: Context, laptop: Services
) -> None:
    context.go("family", family="b" * 32)
    window.lock()
    context.open(laptop, laptop.session())
    assert page_of(window).args == {"family": "b" * 32}


def test_front_covers_the_window_while_locked(window: MainWindow, context: Context) -> None:
    window.lock()
    window.show_front(QLabel("Dzień dobry"))
    assert "Dzień dobry" in shown_words(window)
    assert not window.rail.isVisible()
    context.go("today")
    assert window.page() is None


def test_demonstration_strip_is_for_demonstration_stores_only(window: MainWindow) -> None:
    assert window.demo.isHidden()


def test_notice_and_progress_stand_on_the_page(qtbot: QtBot, window: MainWindow, context: Context) -> None:
    context.notice("Zapisano.")
    assert page_of(window).notice.words() == "Zapisano."
    with qtbot.waitSignal(context.tasks.idle):
        job = context.run_long(lambda _say, is_stopped: is_stopped(), lambda _done: None, title="Planuję")
        assert page_of(window).progress.isVisible()
        button(page_of(window).progress, "Przerwij").click()
        assert job.is_stopped()
    assert not page_of(window).progress.isVisible()


def test_rail_folds_where_there_is_little_room(window: MainWindow, own_look: QApplication) -> None:
    assert not window.rail.is_folded()
    apply_theme(own_look, 200, high_contrast=False)
    window.fit_rail()
    assert window.rail.is_folded()
    assert window.rail.entries()[0].toolTip() == "Dziś (5) · Alt+1"
    apply_theme(own_look, 100, high_contrast=False)
    window.fit_rail()
    assert not window.rail.is_folded()


def test_closing_the_window_lets_the_store_go(qtbot: QtBot, window: MainWindow, context: Context) -> None:
    with qtbot.waitSignal(window.locked):
        window.close()
    assert not context.is_open
