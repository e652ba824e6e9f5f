"""Finding a family: search as you type, filters with numbers, the eight dots, the nearest deadline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.polish import counted
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState
from asystent_desktop.ui.parts.dialogs import ask_person
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.header import SearchLine
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.pick import Picks
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import due_words, tr, when_words

if TYPE_CHECKING:
    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.services.importing import ImportPlan
    from asystent_desktop.ui.context import Context

ALL, NO_DATE, LATE, TWO, ENDED = "all", "no-date", "late", "two", "ended"
_SIDE_WIDTH = 262
LISTS = "Arkusze (*.xlsx *.csv);;Wszystkie pliki (*)"
_ENDED = frozenset({"closed", "monitoring", "archived", "rejected", "ended"})


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
        self.search.textChanged.connect(self.refresh)
        self.header.add_part(self.search)
        if context.session.is_office:
            self.add_action(tr("Wczytaj wykaz…"), self._choose_list)
        self.picks = Picks(
            [
                (ALL, tr("Wszystkie")),
                (NO_DATE, tr("Bez terminu wizyty")),
                (LATE, tr("Po terminie")),
                (TWO, tr("Wizyta we dwoje")),
                (ENDED, tr("Po zakończeniu")),
            ],
            tr("Filtr listy rodzin"),
        )
        self.picks.picked.connect(lambda _code: self._filter())
        self.rows: RowsModel[FamilyRow] = RowsModel(self._columns(), lambda row: row.id)
        self.table = TableView(self.rows, tr("Lista rodzin"))
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._show_side)
        self.empty = EmptyState(tr("Tu będą twoje rodziny."), tr("Przyjdą w paczce z biura."))
        self._all: tuple[FamilyRow, ...] = ()
        self._arrange()

    def start_filter(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def refresh(self) -> None:
        """Ask for the families that the typed words find."""
        services = self.context.services
        self.ask(partial(services.cases.rows, search_for=self.search.text()), self._show)

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
                title=tr("Ten miesiąc"),
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
                text=lambda row: row.deadline.what if row.deadline else "–",
                chips=lambda row: (due_words(row.deadline.due, today()),) if row.deadline else (),
                key=lambda row: str(row.deadline.due) if row.deadline else "9",
                chips_right=True,
                width=220,
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
        for part in (self.words, self.dots, self.note, self.open_button):
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

    def _show(self, rows: tuple[FamilyRow, ...]) -> None:
        rows = tuple(row for row in rows if not self.context.hides_family(row.id))
        self._all = rows
        for code, words in (
            (ALL, "Wszystkie"),
            (NO_DATE, "Bez terminu wizyty"),
            (LATE, "Po terminie"),
            (TWO, "Wizyta we dwoje"),
            (ENDED, "Po zakończeniu"),
        ):
            self.picks.set_words(code, f"{tr(words)} {sum(self._wanted(code, row) for row in rows)}")
        self._filter()

    def _wanted(self, code: str, row: FamilyRow) -> bool:
        ended = row.state in _ENDED
        return {
            ALL: not ended,
            NO_DATE: row.count.missing > 0 and not ended,
            LATE: row.deadline is not None and row.deadline.level == "overdue",
            TWO: "wizyta we dwoje" in row.marks,
            ENDED: ended,
        }[code]

    def _filter(self) -> None:
        code = self.picks.chosen()
        shown = [row for row in self._all if self._wanted(code, row)]
        self.rows.set_rows(shown)
        typed = self.search.text().strip()
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.side.setVisible(bool(shown))
        at_work = counted(sum(row.state not in _ENDED for row in self._all), "w pracy", "w pracy", "w pracy")
        self.header.set_words(tr("Rodziny"), tr("Nic nie pasuje.") if typed and not shown else at_work)
        if shown and self.table.current() is None:
            self.table.choose_first()

    def _show_side(self, row: FamilyRow | None) -> None:
        if row is None:
            return
        self.side.title.setText(self.context.shown_name(row.name))
        self.side.fact.setText(self.context.shown_text(row.case_number))
        month = dots_of(row.count)
        self.dots.show_month(month)
        self.words.setText(month.sentence())
        if row.deadline:
            words, tone = due_words(row.deadline.due, self.context.clock.today())
            self.note.say(row.deadline.what, words, "bad" if tone == "bad" else "warn")
        else:
            self.note.say("")

    def _choose_list(self) -> None:
        """Read an office's own list, show what was understood, and write it only when the person agrees."""
        place = self.context.files.open_place(self, tr("Wczytaj wykaz rodzin"), LISTS)
        if place is not None:
            self.ask(partial(self.context.services.importing.read, place), self._show_list)

    def _show_list(self, plan: ImportPlan) -> None:
        columns = "\n".join(f"{one.heading}: {one.why}" for one in plan.columns if one.target)
        asked = "\n".join(f"{tr('Wiersz')} {one.row}, {one.column}: {one.problem}" for one in plan.questions)
        counts = (
            f"{tr('Nowych rodzin')}: {plan.created}, {tr('zmienionych')}: {plan.updated}, "
            f"{tr('bez zmian')}: {plan.unchanged}."
        )
        more = "\n\n".join(filter(None, (columns, asked)))
        if not plan.writes:
            self.notice.tell(f"{counts} {tr('Nic się nie zmieniło.')}", "ok")
            return
        answers = (("back", tr("Nie wpisuj")), ("write", tr("Wpisz do wykazu")))
        if ask_person(self, counts, more, answers, main="write") == "write":
            self.save(
                partial(self.context.services.importing.apply, plan), lambda _done: self._list_written(counts)
            )

    def _list_written(self, counts: str) -> None:
        self.notice.tell(f"{tr('Wpisano do wykazu.')} {counts}", "ok")
        self.refresh()

    def _open(self, row: FamilyRow | None) -> None:
        if row is not None:
            self.context.go("family", family=row.id)
