"""The heavy acts of a laptop, and how long its window stands still in them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.calendar import CalendarPage
from asystent_desktop.ui.pages.exchange import ExchangePage
from asystent_desktop.ui.pages.search import SearchPage
from asystent_desktop.ui.parts.files import Files
from tests.bench.driving import Beat, cost, settle
from tests.bench.timing import say

TYPED = "rozmowa nowak"


class _OnePlace(Files):
    """The person at the dialog, who chooses always the same place."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def save_place(
        self, _parent: QWidget, _title: str, _name: str, _kind: str, *, is_protected: bool = True
    ) -> Path | None:
        return self._place


def measure(window: MainWindow, family: str, bundle: Path) -> None:
    """Print the rows: search while typing, a month, a plan and its paper, the bundle of three years."""
    beat = Beat()
    _type(window)
    beat.say("searching while typing")
    _plan(window)
    beat.say("a month is proposed and accepted")
    for name, args in (("plan", {}), ("print", {"paper": "support-plan"})):
        window.context.go(name, family=family, **args)
        settle(window)
    beat.say("a plan and its print")
    window.context.files = _OnePlace(bundle)
    window.context.go("exchange")
    settle(window)
    page = window.page()
    assert isinstance(page, ExchangePage)
    page.save_button.click()
    settle(window)
    assert bundle.is_file()
    beat.say("a bundle of three years is made")


def _type(window: MainWindow) -> None:
    window.context.go("search")
    settle(window)
    page = window.page()
    assert isinstance(page, SearchPage)
    waited = 0.0
    for letter in TYPED:
        typed = partial(QTest.keyClicks, page.field, letter)
        waited = max(waited, cost(typed, lambda: not window.context.tasks.is_busy())[0])
    say("search as typed, in the window: the slowest letter", waited, "100 ms")


def _plan(window: MainWindow) -> None:
    window.context.go("calendar", mode="month")
    settle(window)
    page = window.page()
    assert isinstance(page, CalendarPage)
    page.step(1)
    settle(window)
    page.plan_button.click()
    settle(window)
    assert page.proposal.accept_button is not None
    page.proposal.accept_button.click()
    settle(window)
