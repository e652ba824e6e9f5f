"""One family's page: state and month at the top, then tabs, each filled when it comes on screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from asystent_desktop.polish import month_name
from asystent_desktop.records import KINDS
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.family_diagnosis import DiagnosisTab
from asystent_desktop.ui.pages.family_history import HistoryTab
from asystent_desktop.ui.pages.family_home import HomeTab
from asystent_desktop.ui.pages.family_overview import OverviewTab
from asystent_desktop.ui.pages.family_papers import PapersTab
from asystent_desktop.ui.pages.family_people import PeopleTab
from asystent_desktop.ui.pages.family_plan import PlanTab
from asystent_desktop.ui.pages.family_visits import VisitsTab
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.pages.family_tab import FamilyTab

_TABS: tuple[tuple[str, str, type[FamilyTab]], ...]
_LEAST_SIDE_BY_SIDE = 900


class FamilyPage(Page):
    """Everything about one family. Arguments: `family`, and `tab` to begin with."""

    SHOWS = frozenset(
        {
            *("family", "foster_family", "person", "family_member", "contact", "visit", "agreement"),
            *("plan", "plan_goal", "plan_action", "diagnosis_item", "blue_card", "support_case"),
            *("family_assessment", "assignment", "family_absence"),
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", has_search=True)
        self._data: FamilyData | None = None
        self._filled: set[str] = set()
        self._is_noted = False
        self.dots, self.month = EightDots(), label("", "muted")
        self.print_button = Button(tr("Drukuj…"), partial(self.show_tab, "papers"), hint="Ctrl+P")
        self.record_button = Button(tr("Zapisz wizytę"), self.record, look="main")
        self.set_main(self.record_button)
        self.add_keys({"Ctrl+P": partial(self.show_tab, "papers"), "Ctrl+D": self._add_person})
        self.parts: dict[str, FamilyTab] = {name: make(self) for name, _title, make in _TABS}
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Części strony rodziny"))
        self.tabs.tabBar().setAccessibleName(tr("Części strony rodziny"))
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setDocumentMode(True)
        for name, title, _make in _TABS:
            self.tabs.addTab(self.parts[name], tr(title))
        self.tabs.currentChanged.connect(self._fill)
        self._set_top()
        self.add(self.tabs, 1)

    def enter(self, **args: Any) -> None:
        """Come to a family; the opening is written into the audit once, whatever reloads the page later."""
        if args.get("family") != self.args.get("family"):
            self._data = None
        self._is_noted = False
        super().enter(**args)
        self.show_tab(str(args.get("tab", "overview")))

    def place(self) -> dict[str, Any]:
        """Return to the same tab after unlocking."""
        return {**self.args, "tab": self._name_of(self.tabs.currentIndex())}

    def refresh(self) -> None:
        """Ask for the family; the tab on screen is filled when it comes."""
        family = str(self.args.get("family", ""))
        self.ask(partial(self.context.services.cases.page, family), self._show)
        if not self._is_noted:
            self._is_noted = True
            self.save(partial(self.context.services.cases.note_opening, family), failed=_said_already)

    def show_tab(self, name: str) -> None:
        """Show one tab by its name in code."""
        if name in self.parts:
            self.tabs.setCurrentWidget(self.parts[name])

    def show_again(self, tab: FamilyTab) -> None:
        """Fill a tab anew with the family already read."""
        if self._data is not None:
            tab.clear()
            tab.show_family(self._data)

    def record(self) -> None:
        """Begin the note of a visit."""
        self.context.go("visit", family=self.args.get("family", ""))

    def _set_top(self) -> None:
        self.chips = QWidget()
        self._chips = FlowLayout(self.chips)
        self.notes = QWidget()
        self._notes = QVBoxLayout(self.notes)
        self._notes.setContentsMargins(24, 0, 24, 0)
        self._notes.setSpacing(8)
        acts = QWidget()
        line = QHBoxLayout(acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addStretch(1)
        for part in (self.month, self.dots, self.print_button, self.record_button):
            line.addWidget(part)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setContentsMargins(24, 12, 24, 4)
        self._top.setSpacing(8)
        self._top.addWidget(self.chips, 1, Qt.AlignmentFlag.AlignVCenter)
        self._top.addWidget(acts)
        top = QWidget()
        top.setLayout(self._top)
        self.add(top)
        self.add(self.notes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the chips where both have no room side by side."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        fits = self.width() >= theme().px(_LEAST_SIDE_BY_SIDE)
        self._top.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def _show(self, data: FamilyData) -> None:
        self._data = data
        address = self.context.shown_text(data.row.address)
        number = self.context.shown_text(data.row.case_number)
        told = " · ".join(filter(None, (address, f"{tr('nr sprawy')} {number}" if number else "")))
        self.header.set_words(self.context.shown_name(data.row.name), told)
        counted = dots_of(data.row.count)
        # Before and after the work there is no month to count, and nothing for its name to stand beside.
        self.month.setText(month_name(self.context.clock.today().month) if counted.places() else "")
        self.dots.show_month(counted)
        works = bool(self.context.session.roles & {"assistant", "coordinator"})
        self.record_button.setVisible(works)
        self._show_chips(data)
        empty(self._notes)
        for notice in data.notices:
            self._notes.addWidget(Note(tr(notice), tone="warn"))
        self.notes.setVisible(bool(data.notices))
        for tab in self.parts.values():
            is_there = not tab.OF or KINDS[tab.OF].is_for(data.row.kind)
            self.tabs.setTabVisible(self.tabs.indexOf(tab), is_there)
        self._filled.clear()
        self._fill(self.tabs.currentIndex())

    def _show_chips(self, data: FamilyData) -> None:
        empty(self._chips)
        start = data.case.work_start if data.case else None
        since = f" {tr('od')} {start:%d.%m.%Y}" if start and data.row.state == "active" else ""
        self._chips.addWidget(Chip(f"{data.row.state_words}{since}", "info"))
        if any(one.ended_on is None for one in data.blue_cards):
            self._chips.addWidget(Chip(tr("Niebieska Karta"), "bad"))
        words = {"piecza": tr("dziecko w pieczy zastępczej"), "sąd": tr("na mocy postanowienia sądu")}
        for mark in data.row.marks:
            self._chips.addWidget(Chip(words.get(mark, mark), "quiet" if mark == "sąd" else "warn"))
        officer = next((one.name for one in data.contacts if one.role == "court_officer" and one.name), "")
        if officer:
            self._chips.addWidget(Chip(f"{tr('kurator')}: {self.context.shown_name(officer)}"))
        if self.context.session.is_office and data.row.assistant:
            self._chips.addWidget(Chip(data.row.assistant))

    def _fill(self, index: int) -> None:
        """Fill the tab on screen, once for each reading of the family."""
        name = self._name_of(index)
        if self._data is None or name in self._filled:
            return
        self._filled.add(name)
        self.show_again(self.parts[name])

    def _name_of(self, index: int) -> str:
        return _TABS[index][0]

    def _add_person(self) -> None:
        tab = self.parts["people"]
        if self._data is not None and isinstance(tab, PeopleTab):
            self.show_tab("people")
            tab.add_person()


_TABS = (
    ("overview", "Przegląd", OverviewTab),
    ("people", "Osoby", PeopleTab),
    ("home", "Dom i otoczenie", HomeTab),
    ("diagnosis", "Diagnoza", DiagnosisTab),
    ("plan", "Plan pracy", PlanTab),
    ("visits", "Wizyty", VisitsTab),
    ("papers", "Dokumenty", PapersTab),
    ("history", "Historia", HistoryTab),
)


def _said_already(_problem: object) -> None:
    """Say nothing twice: reading the same family says why it can't be shown."""
