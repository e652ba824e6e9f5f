"""Who looked: the journal by family, person and time, whether it is whole, and the extract for a family."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from asystent_desktop.polish import counted
from asystent_desktop.services.auditing import BUNDLES, CHANGES, LOOKS, Wanted
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState
from asystent_desktop.ui.parts.editors import Choice, DayEdit
from asystent_desktop.ui.parts.files import PDF, UNPROTECTED, write_private
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.pick import Picks
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.parts.text import label, set_shown, show_either
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from asystent_desktop.services.auditing import AuditCheck, Entry
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.ui.context import Context

    Pairs = tuple[tuple[str, str], ...]

LOOKED, CHANGED, SENT, ALL = "looks", "changes", "bundles", "all"
_CODES: Final = {LOOKED: LOOKS, CHANGED: CHANGES, SENT: BUNDLES, ALL: frozenset[str]()}
_MOST = 300


class AuditPage(Page):
    """The journal of this store in words."""

    SHOWS = frozenset({"account", "family", "foster_family"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Kto zaglądał"))
        self.page = ScrollPage((0, 380))
        picks = [
            (LOOKED, tr("Podgląd i wydruki")),
            (CHANGED, tr("Zmiany")),
            (SENT, tr("Paczki i laptopy")),
            (ALL, tr("Wszystko")),
        ]
        self.picks = Picks(picks, tr("Jakie wpisy"))
        self.family, self.person = Choice(()), Choice(())
        self.since, self.until = DayEdit(context.clock.today), DayEdit(context.clock.today)
        self.rows: RowsModel[Entry] = RowsModel(self._columns(), lambda one: one.key)
        self.table = TableView(self.rows, tr("Wpisy dziennika"), grows=True)
        self.list = Card(tr("Wpisy"))
        self.empty = EmptyState(tr("Nie ma takich wpisów."), tr("Zmień rodzinę, osobę albo okres."))
        self.chain, self.state = Card(tr("Czy dziennik jest nienaruszony")), Note()
        self.extract_button = Button(tr("Zapisz wykaz dla rodziny…"), self._extract)
        self._arrange()
        self.picks.picked.connect(lambda _code: self.refresh_list())
        for one in (self.family, self.person):
            one.currentIndexChanged.connect(lambda _place: self.refresh_list())
        for day in (self.since, self.until):
            day.editingFinished.connect(self.refresh_list)

    def refresh(self) -> None:
        """Ask for families, people and the state of the chain; then for the lines."""
        self.ask(partial(_state, self.context.services), self._show)

    def refresh_list(self) -> None:
        """Ask for the lines that are wanted now."""
        if self.context.is_open:
            self.ask(partial(self.context.services.auditing.entries, self._wanted()), self._show_lines)

    def _wanted(self) -> Wanted:
        return Wanted(
            family=self.family.value(),
            account=self.person.value(),
            since=self.since.value(),
            until=self.until.value(),
            codes=_CODES[self.picks.chosen()],
            most=_MOST,
        )

    def _columns(self) -> list[Column[Entry]]:
        today = self.context.clock.today
        return [
            Column(
                title=tr("Kiedy"),
                text=lambda one: moment_words(one.at.astimezone(), today()),
                key=lambda one: (one.at, one.number),
                width=140,
            ),
            Column(title=tr("Kto"), text=lambda one: one.who or "–", bold=True, width=160),
            Column(title=tr("Co"), text=lambda one: one.words, stretch=True, width=170),
            Column(
                title=tr("Rodzina"),
                text=lambda one: ", ".join(self.context.shown_name(name) for name in one.families),
                width=170,
                drop=1,
            ),
        ]

    def _arrange(self) -> None:
        for part in (self.picks, self.table, self.empty):
            self.list.add(part)
        who = Card(tr("Czyje i kiedy"))
        fields: list[tuple[str, QWidget]] = [
            (tr("Rodzina"), self.family),
            (tr("Osoba"), self.person),
            (tr("Od dnia"), self.since),
            (tr("Do dnia"), self.until),
        ]
        for words, editor in fields:
            caption = label(words, "caption")
            caption.setBuddy(editor)
            editor.setAccessibleName(words)
            who.add(caption)
            who.add(editor)
        who.add(self.extract_button)
        who.add(
            label(
                tr("Rodzina ma prawo wiedzieć, kto zaglądał do jej danych (art. 15 RODO)."),
                "second",
                wrap=True,
            )
        )
        self.chain.add(self.state)
        self.kept = label("", "second", wrap=True)
        self.chain.add(self.kept)
        self.chain.add(
            label(
                tr(
                    "Dziennik ma tylko numery i kody, nazwiska dodaje ekran. "
                    "Podglądy i wydruki na laptopach przychodzą z ich paczkami."
                ),
                "second",
                wrap=True,
            )
        )
        self.page.add(self.list, 0)
        self.page.add(who, 1)
        self.page.add(self.chain, 1)
        self.add(self.page, 1)

    def _show(self, found: tuple[Pairs, Pairs, AuditCheck]) -> None:
        families, people, check = found
        for editor, pairs, hides in ((self.family, families, True), (self.person, people, False)):
            chosen = editor.value()
            editor.blockSignals(True)
            editor.set_options(
                [(code, self.context.shown_name(name) if hides else name) for code, name in pairs]
            )
            editor.set_value(chosen)
            editor.blockSignals(False)
        self._show_check(check)
        self.refresh_list()

    def _show_check(self, check: AuditCheck) -> None:
        self.kept.setText(tr(check.cut))
        set_shown(self.kept, bool(check.cut))
        tone = "bad" if not check.is_whole else "info" if check.anchored_at is None else "ok"
        self.state.say(tr(check.fact), tr(check.more), tone)

    def _show_lines(self, lines: tuple[Entry, ...]) -> None:
        self.rows.set_rows(lines)
        show_either(self.table, self.empty, is_first=bool(lines))
        shown = counted(len(lines), "wpis", "wpisy", "wpisów")
        self.list.fact.setText(f"{tr('ostatnie')} {shown}" if len(lines) == _MOST else shown)
        self.extract_button.setEnabled(bool(self.family.value()))
        self.extract_button.setToolTip("" if self.family.value() else tr("Najpierw wybierz rodzinę."))

    def _extract(self) -> None:
        place = self.context.files.save_place(
            self, tr("Zapisz wykaz dla rodziny"), "kto-zagladal.pdf", PDF, is_protected=False
        )
        if place is not None:
            write = partial(_write_extract, self.context.services, self._wanted(), place)
            self.save(write, lambda _done: self.notice.tell(tr(UNPROTECTED), "warn"))


def _state(services: Services) -> tuple[Pairs, Pairs, AuditCheck]:
    auditing = services.auditing
    return auditing.families(), auditing.people(), auditing.verify()


def _write_extract(services: Services, wanted: Wanted, place: Path) -> None:
    write_private(place, services.auditing.extract(wanted))
