"""Finding a family: search as you type, filters with numbers, the eight dots, the nearest deadline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.polish import counted, month_name
from asystent_desktop.services.cases import matches
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.families_new import NewFamily
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.header import SearchLine
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.pick import Picks
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.parts.text import announce, label, show_either
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import due_words, tr, when_words

if TYPE_CHECKING:
    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.ui.context import Context

ALL, NO_DATE, LATE, TWO, CARE, ENDED = "all", "no-date", "late", "two", "care", "ended"
_PICKS = (
    (ALL, "Wszystkie"),
    (NO_DATE, "Bez terminu wizyty"),
    (LATE, "Po terminie"),
    (TWO, "Wizyta we dwoje"),
    (CARE, "Dziecko w pieczy"),
    (ENDED, "Po zakończeniu"),
)
_DEADLINES = {
    "D1": "pierwszy plan",
    "D3": "ocena okresowa",
    "D4": "ocena do kierownika",
    "D5": "sprawozdanie dla sądu",
    "D6": "opinia dla sądu",
    "D7": "kontakt po zakończeniu",
}
_HERE = Qt.ShortcutContext.WidgetShortcut
_SIDE_WIDTH = 262
_LEAST_WITH_SIDE = 900
_ENDED = frozenset({"closed", "monitoring", "archived", "rejected", "ended"})


def deadline_words(due: Deadline) -> str:
    """Return what is due without a word of the case: lists are read over a shoulder."""
    if due.code == "D2":
        return tr("cel planu") if due.what.startswith("Cel:") else tr("działanie w planie")
    return tr(_DEADLINES.get(due.code, due.what))


class FamiliesPage(Page):
    """The families of this store."""

    SHOWS = frozenset(
        {
            "family",
            "foster_family",
            "support_case",
            "visit",
            "assignment",
            "person",
            "family_member",
            "plan_action",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Rodziny"))
        self.search = SearchLine(tr("Nazwisko, ulica albo nr sprawy"), "Ctrl+F")
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(lambda: self._open(self.table.current()))
        QShortcut(QKeySequence("Down"), self.search, self._to_table, context=_HERE)
        self.header.add_part(self.search)
        if context.session.is_field:
            self.add_action(tr("Karty miesiąca…"), self._print_month)
        if context.session.is_office:
            self.add_action(tr("Nowa rodzina…"), NewFamily(self, context).ask)
            self.add_action(tr("Wczytaj wykaz…"), partial(context.go, "import"))
        else:
            self.add_action(tr("Wczytaj paczkę…"), partial(context.go, "exchange"))
        self.picks = Picks([(code, tr(words)) for code, words in _PICKS], tr("Filtr listy rodzin"))
        self.picks.picked.connect(lambda _code: self._filter())
        self.rows: RowsModel[FamilyRow] = RowsModel(self._columns(), lambda row: row.id)
        self.table: TableView[FamilyRow] = TableView(self.rows, tr("Lista rodzin"))
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._show_side)
        self.empty = EmptyState()
        self._all: tuple[FamilyRow, ...] = ()
        self._arrange()

    def start_filter(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def enter(self, **args: Any) -> None:
        """Come here with no filter kept from last time, unless `search` brings one."""
        if "search" in args:
            self.search.setText(str(args["search"]))
        super().enter(**args)

    def refresh(self) -> None:
        """Ask for the families; what is typed filters them here, without asking again."""
        self.ask(self.context.services.cases.rows, self._show)

    def _columns(self) -> list[Column[FamilyRow]]:
        today = self.context.clock.today
        return [
            Column(
                title=tr("Rodzina"),
                text=lambda row: self.context.shown_name(row.name),
                context=lambda row: " · ".join(
                    filter(None, (self.context.shown_text(row.address), row.district, self._worker_of(row)))
                ),
                chips=lambda row: tuple((mark, "warn") for mark in row.marks),
                key=lambda row: row.order,
                bold=True,
                stretch=True,
                width=240,
            ),
            Column(
                title=month_name(today().month).capitalize(),
                text=lambda row: f"{row.count.held}/{row.count.target}",
                dots=lambda row: dots_of(row.count),
                key=lambda row: row.count.held - row.count.target,
                width=180,
            ),
            Column(
                title=tr("Następna wizyta"),
                text=lambda row: (
                    f"{when_words(row.next_visit.day, today())}, {row.next_visit.start:%H:%M}"
                    if row.next_visit
                    else "–"
                ),
                key=lambda row: str(row.next_visit.day) if row.next_visit else "9",
                width=130,
                drop=1,
            ),
            Column(
                title=tr("Najbliższy termin"),
                text=lambda row: deadline_words(row.deadline) if row.deadline else "–",
                chips=lambda row: (due_words(row.deadline.due, today()),) if row.deadline else (),
                key=lambda row: str(row.deadline.due) if row.deadline else "9",
                chips_right=True,
                width=240,
                drop=2,
            ),
        ]

    def _worker_of(self, row: FamilyRow) -> str:
        return row.assistant if self.context.session.is_office else ""

    def _arrange(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.picks)
        card = Card()
        card.set_margins(10, 6, 10, 10)
        card.add(self.table, 1)
        card.add(self.empty)
        self.side = Card(" ")
        self.side.setFixedWidth(theme().px(_SIDE_WIDTH))
        self.dots, self.words = EightDots(), label("", "second", wrap=True)
        self.note = Note()
        self.open_button = Button(
            tr("Otwórz"), lambda: self._open(self.table.current()), look="main", hint="Enter"
        )
        self.plan_button = Button(tr("Zaplanuj wizyty"), partial(self.context.go, "calendar"))
        for part in (self.words, self.dots, self.note, self.open_button, self.plan_button):
            self.side.add(part)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(card, 1)
        right = QVBoxLayout()
        right.addWidget(self.side)
        right.addStretch(1)
        line.addLayout(right)
        column.addLayout(line, 1)
        self.add(holder, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the short card go where the list itself has little room; Enter opens the family anyway."""
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        has_room = self.width() >= theme().px(_LEAST_WITH_SIDE)
        self.side.setVisible(has_room and bool(self.rows.shown_rows()))

    def _show(self, rows: tuple[FamilyRow, ...]) -> None:
        rows = tuple(row for row in rows if not self.context.hides_family(row.id))
        self._all = rows
        self.context.names.know(row.name for row in rows)
        for code, words in _PICKS:
            self.picks.set_words(code, f"{tr(words)} {sum(self._wanted(code, row) for row in rows)}")
        self._filter()

    def _wanted(self, code: str, row: FamilyRow) -> bool:
        ended = row.state in _ENDED
        return {
            ALL: not ended,
            NO_DATE: row.count.missing > 0 and not ended,
            LATE: row.deadline is not None and row.deadline.level == "overdue",
            TWO: "wizyta we dwoje" in row.marks and not ended,
            CARE: "piecza" in row.marks and not ended,
            ENDED: ended,
        }[code]

    def _filter(self) -> None:
        code, typed = self.picks.chosen(), self.search.text().strip()
        shown = [row for row in self._all if self._wanted(code, row) and matches(row, typed)]
        self.rows.set_rows(shown)
        show_either(self.table, self.empty, is_first=bool(shown))
        self._fit_side()
        at_work = sum(row.state not in _ENDED for row in self._all)
        after = len(self._all) - at_work
        words = f"{at_work} {tr('w pracy')}" + (f", {after} {tr('po zakończeniu')}" if after else "")
        if typed:
            words = counted(len(shown), "znaleziona", "znalezione", "znalezionych")
        self.header.set_words(tr("Rodziny"), words)
        if not shown:
            self._show_empty(code, typed)
        elif self.table.current() is None:
            self.table.choose_first()

    def _show_empty(self, code: str, typed: str) -> None:
        """Say why nothing is shown, and the one way on."""
        if self._all:
            fact = (
                f"{tr('Brak rodziny')} „{typed}”."
                if typed
                else tr("W tym filtrze nie ma teraz żadnej rodziny.")
            )
            more = f"{tr('Szukasz w')}: {tr(dict(_PICKS)[code])}."
            way = tr("Szukaj we wszystkich") if self._fitting(typed) else tr("Pokaż wszystkie")
            self.empty.say(fact, more, Button(way, self._search_all))
            announce(self, fact)
        elif self.context.session.is_office:
            take = Button(tr("Wczytaj wykaz…"), partial(self.context.go, "import"), look="main")
            more = tr(
                "Wczytaj wykaz z arkusza ośrodka (xlsx albo csv, z własnymi nagłówkami) "
                "albo wpisz rodzinę ręcznie."
            )
            self.empty.say(tr("Wykaz rodzin jest jeszcze pusty."), more, take)
        else:
            take = Button(tr("Wczytaj paczkę z biura"), partial(self.context.go, "exchange"), look="main")
            self.empty.say(tr("Tu będą twoje rodziny."), tr("Przyjdą w paczce z biura."), take)

    def _search_all(self) -> None:
        """Search in all families, those after work too; what was typed stays while anything fits it."""
        found = self._fitting(self.search.text().strip())
        if not found:
            self.search.clear()
        self.picks.choose(ENDED if found == {ENDED} else ALL)
        self._filter()

    def _fitting(self, typed: str) -> set[str]:
        """Return in which of all families, at work and after it, something fits what was typed."""
        return {
            code
            for code in (ALL, ENDED)
            if any(self._wanted(code, row) and matches(row, typed) for row in self._all)
        }

    def _to_table(self) -> None:
        self.table.setFocus()

    def _show_side(self, row: FamilyRow | None) -> None:
        if row is None:
            return
        self.side.title.setText(self.context.shown_name(row.name))
        self.side.fact.setText(self.context.shown_text(row.case_number))
        month = dots_of(row.count)
        self.dots.show_month(month)
        this_month = month_name(self.context.clock.today().month).capitalize()
        self.words.setText(f"{this_month}: {month.sentence()}")
        missing = row.count.missing if self.context.session.is_field else 0
        self.plan_button.setVisible(bool(missing))
        self.plan_button.set_words(f"{tr('Zaplanuj')} {counted(missing, 'wizytę', 'wizyty', 'wizyt')}")
        if row.deadline:
            words, tone = due_words(row.deadline.due, self.context.clock.today())
            self.note.say(deadline_words(row.deadline), words, "bad" if tone == "bad" else "warn")
        else:
            self.note.say("")

    def _print_month(self) -> None:
        """Show the monthly cards of all families in one file."""
        day = self.context.clock.today().replace(day=1).isoformat()
        self.context.go("print", paper="monthly-card", day=day, all="1", back="families", back_args={})

    def _open(self, row: FamilyRow | None) -> None:
        if row is not None:
            self.context.go("family", family=row.id)
