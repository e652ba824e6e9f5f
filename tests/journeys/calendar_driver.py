"""The window on its calendar, driven as a person would."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NextVisit
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.calendar import CalendarPage
from asystent_desktop.ui.parts.dialogs import Question
from tests.journeys.keyboard import calm
from tests.ui.finding import button

TUESDAY = date(2026, 11, 24)


class Driver:
    """The window on its calendar, driven as a person would."""

    def __init__(self, qtbot: QtBot, services: Services, window: MainWindow) -> None:
        self.qtbot, self.services, self.window = qtbot, services, window
        self.families = {row.name: row.id for row in services.cases.rows()}

    @property
    def page(self) -> CalendarPage:
        page = self.window.page()
        assert isinstance(page, CalendarPage)
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(calm(self.window))

    def plan(self, name: str, day: date, hour: int) -> str:
        wanted = NextVisit(day=day, start=time(hour), end=time(hour + 1))
        return self.services.visits.plan(self.families[name], wanted).id

    def open(self, mode: str = "month", day: date = TUESDAY) -> CalendarPage:
        self.window.context.go("calendar", mode=mode, day=day)
        self.settle()
        return self.page

    def times(self, name: str) -> list[tuple[date, time, time, str]]:
        found = self.services.visits.of_family(self.families[name])
        return sorted((one.day, one.start, one.end, one.state) for one in found)

    def keys(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        view = self.view()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        view.setFocus()
        for key in keys:
            QTest.keyClick(view, key, modifier)
        self.settle()

    def view(self) -> QWidget:
        shown = [one for one in (self.page.month, self.page.hours) if one.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def choose(self, visit: str) -> None:
        block = self.page.hand().block(visit)
        assert block is not None
        self.page.hand().choose(block.day, visit)

    def carry(self, view: QWidget, start: QPoint, end: QPoint) -> None:
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        for step in (1, 2, 3):
            QTest.mouseMove(view, start + (end - start) * step / 3)

    def drag(self, view: QWidget, start: QPoint, end: QPoint) -> None:
        self.carry(view, start, end)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
        self.settle()

    def press(self, parent: QWidget, words: str) -> None:
        """Press a button that may have been made just now: Qt shows it with the next turn."""

        def made() -> list[QPushButton]:
            found = parent.findChildren(QPushButton)
            return [one for one in found if plain(one.text()) == words and one.isVisible()]

        self.qtbot.waitUntil(lambda: len(made()) == 1)
        made()[0].click()
        self.settle()

    def answer(self, words: str) -> str:
        self.qtbot.waitUntil(lambda: bool(self.window.findChildren(Question)))
        question = self.window.findChildren(Question)[-1]
        said = question.accessibleName()
        button(question, words).click()
        self.settle()
        return said.replace("\u00a0", " ")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")
