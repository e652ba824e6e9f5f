"""Nothing lapses: what is overdue, due in two weeks, or later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asystent_desktop.polish import fold
from asystent_desktop.services.cases import soonest
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.today_attention import shown_what
from asystent_desktop.ui.parts.card import Card, EmptyState
from asystent_desktop.ui.parts.header import SearchLine
from asystent_desktop.ui.parts.pick import Picks
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.parts.text import show_either
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.words import due_words, tr

if TYPE_CHECKING:
    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.ui.context import Context

SOON_DAYS = 14
ALL, LAW, PLAN, OTHER = "all", "law", "plan", "other"
_PICKS = ((ALL, "Wszystkie"), (LAW, "Z prawa"), (PLAN, "Z planu"), (OTHER, "Inne"))
_ORIGINS = {LAW: ("prawo", "info"), PLAN: ("plan", "ok"), OTHER: ("ustawienie", "quiet")}
_OF_PLAN = frozenset({"D1", "D2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One deadline with the name of its family and where it comes from."""

    place: int
    deadline: Deadline
    name: str
    origin: str


class DeadlinesPage(Page):
    """Deadlines of all families of this store; Enter opens where the thing is done."""

    SHOWS = frozenset({"support_case", "plan", "plan_goal", "plan_action", "family_assessment", "family"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Terminy"))
        self.search = SearchLine(tr("Rodzina albo sprawa"), "Ctrl+F")
        self.search.textChanged.connect(self._filter)
        self.header.add_part(self.search)
        self.add_action(tr("Otwórz"), self._open_current, main=True, hint="Enter")
        self.picks = Picks([(code, tr(words)) for code, words in _PICKS], tr("Skąd terminy"))
        self.picks.picked.connect(lambda _code: self._filter())
        self.rows: RowsModel[Due] = RowsModel(self._columns(), lambda row: row.place, group=_group)
        self.table: TableView[Due] = TableView(self.rows, tr("Lista terminów"), sorts=False)
        self.table.opened.connect(self._open)
        self.empty = EmptyState()
        self._all: tuple[Due, ...] = ()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(10)
        listed = Card()
        listed.add(self.table, 1)
        listed.add(self.empty)
        column.addWidget(self.picks)
        column.addWidget(listed, 1)
        self.add(holder, 1)

    def start_filter(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def refresh(self) -> None:
        """Ask for all deadlines."""
        self.ask(partial(_read, self.context.services), self._show)

    def _show(self, found: tuple[Due, ...]) -> None:
        self._all = tuple(one for one in found if not self.context.hides_family(one.deadline.family_id or ""))
        late = sum(one.deadline.days_left < 0 for one in self._all)
        soon = sum(0 <= one.deadline.days_left <= SOON_DAYS for one in self._all)
        words = f"{late} {tr('po terminie')}, {soon} {tr('w ciągu 14 dni')}"
        self.header.set_words(tr("Terminy"), words if self._all else "")
        for code, title in _PICKS:
            count = sum(code in {ALL, one.origin} for one in self._all)
            self.picks.set_words(code, f"{tr(title)} {count}")
        self._filter()

    def _filter(self, _typed: str = "") -> None:
        wanted, code = fold(self.search.text()).split(), self.picks.chosen()
        shown = [
            one
            for one in self._all
            if code in {ALL, one.origin}
            and all(word in fold(f"{one.name} {one.deadline.what}") for word in wanted)
        ]
        self.rows.set_rows(shown)
        if shown and self.table.current() is None:
            self.table.setCurrentIndex(self.rows.index_of(shown[0].place))
        show_either(self.table, self.empty, is_first=bool(shown))
        if not self._all:
            self.empty.say(tr("Żadnych terminów do końca roku."))
        elif not shown:
            self.empty.say(tr("Nic nie pasuje do tego filtra."), tr("Wybierz „Wszystkie”."))

    def _columns(self) -> list[Column[Due]]:
        today = self.context.clock.today
        return [
            Column(title=tr("Dzień"), text=lambda row: f"{row.deadline.due:%d.%m.%Y}", width=104),
            Column(
                title=tr("Kiedy"),
                text=lambda _row: "",
                chips=lambda row: (due_words(row.deadline.due, today()),),
                width=150,
            ),
            Column(
                title=tr("Co i czyje"),
                text=lambda row: shown_what(self.context, row.deadline.what),
                context=lambda row: self.context.shown_name(row.name),
                bold=True,
                stretch=True,
                width=260,
            ),
            Column(
                title=tr("Skąd ten termin"),
                text=lambda row: row.deadline.source,
                context=lambda row: row.deadline.free_day_note,
                chips=lambda row: (_ORIGINS[row.origin],),
                width=330,
                drop=1,
            ),
        ]

    def _open_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self._open(row)

    def _open(self, row: Due) -> None:
        family = row.deadline.family_id
        if family:
            self.context.go("plan" if row.deadline.code in _OF_PLAN else "family", family=family)


def _group(row: Due) -> tuple[int, str]:
    days = row.deadline.days_left
    if days < 0:
        return (0, tr("Po terminie"))
    return (1, tr("Najbliższe 14 dni")) if days <= SOON_DAYS else (2, tr("Później"))


def _origin(deadline: Deadline) -> str:
    if deadline.code == "D2":
        return PLAN
    return OTHER if "ustawienie" in deadline.source else LAW


def _read(services: Services) -> tuple[Due, ...]:
    rows = services.cases.rows()
    names = {row.id: row.name for row in rows}
    return tuple(
        Due(place=place, deadline=one, name=names.get(one.family_id or "", ""), origin=_origin(one))
        for place, one in enumerate(soonest(rows))
    )
