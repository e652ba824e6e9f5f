"""Records set aside: who sent them and why they wait; released, refused with an answer, or left for later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState, Row
from asystent_desktop.ui.parts.editors import NoteEdit
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.parts.text import label, set_shown, show_either
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.held import Held
    from asystent_desktop.ui.context import Context

_LONGEST_ANSWER = 500


class HeldPage(Page):
    """The records that wait for a decision of the office."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Zatrzymane zapisy"))
        back = partial(context.go, "bundles")
        self.add_action(tr("‹ Paczki z terenu"), back, hint="Esc")
        self.add_keys({"Esc": back})
        self.rows: RowsModel[Held] = RowsModel(self._columns(), lambda one: one.id, parent=self)
        self.table: TableView[Held] = TableView(self.rows, tr("Zatrzymane zapisy"), grows=True, sorts=False)
        self.table.chosen.connect(self._show_one)
        self.page = ScrollPage((0, 430))
        note = Note(
            tr("Te zapisy nie weszły do danych. Reszta paczki weszła."),
            tr("Przyjęty zapis staje się twoim zapisem. Odpowiedź na odrzucony nadawca przeczyta u siebie."),
        )
        self.list = Card()
        self.list.set_margins(10, 6, 10, 10)
        self.list.add(self.table)
        self.empty = EmptyState(
            tr("Nie ma zatrzymanych zapisów."), tr("Wszystko, co przyszło, weszło do danych.")
        )
        self.list.add(self.empty)
        self.content, self.decision = Card(tr("Zapis"), " "), Card(tr("Twoja decyzja"))
        self.page.add(note, 0)
        self.page.add(self.list, 0)
        self.page.add(self.content, 1)
        self.page.add(self.decision, 1)
        self._set_out_decision()
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask for the records that wait."""
        self.ask(self.context.services.held.all, self._show)

    def _columns(self) -> list[Column[Held]]:
        return [
            Column(
                title=tr("Od kogo"),
                text=lambda one: one.sender or tr("nieznany nadawca"),
                context=lambda one: f"{one.at.astimezone():%d.%m.%Y}",
                bold=True,
                width=170,
            ),
            Column(
                title=tr("Czego dotyczy"),
                text=lambda one: one.kind_label,
                context=lambda one: self.context.shown_name(one.family_name),
                width=150,
            ),
            Column(title=tr("Dlaczego czeka"), text=lambda one: tr(one.words), stretch=True, width=220),
        ]

    def _set_out_decision(self) -> None:
        self.release_button = Button(
            tr("Przyjmij jako własny zapis"), self._release, look="main", hint="Ctrl+Enter"
        )
        self.set_main(self.release_button)
        self.obstacle = label("", "second", wrap=True)
        self.answer = NoteEdit(lines=2, limit=_LONGEST_ANSWER)
        self.answer.setAccessibleName(tr("Odpowiedź dla nadawcy"))
        caption = label(tr("Odpowiedź dla nadawcy"), "caption")
        caption.setBuddy(self.answer)
        self.refuse_button = Button(tr("Odrzuć z odpowiedzią"), self._refuse)
        self.later_button = Button(tr("Później"), self._later)
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(self.refuse_button)
        across.addWidget(self.later_button)
        across.addStretch(1)
        for part in (self.release_button, self.obstacle, caption, self.answer, line):
            self.decision.add(part)

    def _show(self, found: tuple[Held, ...]) -> None:
        self.header.set_words(tr("Zatrzymane zapisy"), str(len(found)) if found else "")
        self.rows.set_rows(found)
        show_either(self.table, self.empty, is_first=bool(found))
        for card in (self.content, self.decision):
            set_shown(card, bool(found))
        if found:
            self.table.choose_first()

    def _show_one(self, one: Held | None) -> None:
        if one is None:
            return
        self.content.clear()
        self.content.title.setText(one.kind_label)
        self.content.fact.setText(f"{one.made_at.astimezone():%d.%m.%Y, %H:%M}" if one.made_at else "")
        family = self.context.shown_name(one.family_name)
        if family:
            self.content.add_row(Row(tr("Rodzina"), family))
        for caption, words in one.fields:
            self.content.add_row(Row(caption, self.context.shown_text(words)))
        reason = f"{tr('Powód')}: {tr(one.words)}."
        self.content.add(label(reason, "second", wrap=True))
        self.release_button.setEnabled(one.can_release)
        self.obstacle.setText(tr(one.obstacle))
        set_shown(self.obstacle, bool(one.obstacle))

    def _release(self) -> None:
        one = self.table.current()
        if one is not None and one.can_release:
            self.save(partial(self.context.services.held.release, one.id), self._released, self._failed)

    def _refuse(self) -> None:
        one = self.table.current()
        if one is not None:
            words = self.answer.toPlainText()
            self.save(
                partial(self.context.services.held.refuse, one.id, words), self._refused_it, self._failed
            )

    def _later(self) -> None:
        place = self.table.currentIndex().row() + 1
        self.table.selectRow(place % max(self.rows.rowCount(), 1))

    def _released(self, _done: object) -> None:
        self.notice.tell(tr("Przyjęto. Zapis jest teraz twój i pojedzie z następną paczką."), "ok")
        self.refresh()

    def _refused_it(self, _done: object) -> None:
        self.answer.set_value("")
        self.notice.tell(tr("Odrzucono. Nadawca przeczyta odpowiedź po wczytaniu następnej paczki."), "ok")
        self.refresh()

    def _failed(self, problem: AppError) -> None:
        self.notice.tell(tr(problem.sentence), "bad")
