"""Before a visit: what was agreed, what is open, what is due, what to mind, who lives there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from asystent_desktop.polish import short_date
from asystent_desktop.services.briefing import Briefing, member_words, when_due
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.today_attention import shown_what
from asystent_desktop.ui.pages.visit_next import visit_words
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import due_words, tr

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.ui.context import Context


class BriefingPage(Page):
    """One page to read at the door; the same page can be printed."""

    SHOWS = frozenset({"visit", "agreement", "plan_action", "plan_goal", "family", "family_member", "person"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Przed wizytą"))
        self.dots = EightDots()
        self.header.add_state(self.dots)
        self.add_action(tr("Wróć"), self._back, hint="Esc")
        self.add_action(tr("Drukuj kartkę"), self._print, hint="Ctrl+P")
        self.write = self.add_action(tr("Zapisz wizytę"), self._write, main=True, hint="Ctrl+Enter")
        self.page = ScrollPage((0, 380))
        self.add(self.page, 1)
        self.add_keys({"Esc": self._back, "Ctrl+P": self._print})

    def refresh(self) -> None:
        """Ask for the page of the family."""
        family, visit = str(self.args.get("family", "")), str(self.args.get("visit", ""))
        if not family:
            self.context.go("today")
            return
        self.ask(partial(self.context.services.briefings.of, family, visit), self._show)

    def _show(self, found: Briefing) -> None:
        row = found.row
        when = visit_words(found.visit.day, found.visit.start) if found.visit else ""
        self.header.set_words(f"{tr('Przed wizytą')}: {self.context.shown_name(row.name)}", when)
        self.dots.show_month(dots_of(row.count))
        self.page.clear()
        if found.cautions and not self.context.private:
            self.page.add(Note(tr("Ostrożnie"), "\n".join(found.cautions), tone="warn"), 0)
        self.page.add(self._agreements(found), 0)
        self.page.add(self._actions(found), 0)
        if found.last is not None:
            last = Card(tr("Ostatnia wizyta"), short_date(found.last.day))
            last.add(label(self.context.shown_text(found.last_words()), wrap=True))
            self.page.add(last, 0)
        self.page.add(self._people(found), 1)
        self.page.add(self._deadlines(found), 1)
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agreements(self, found: Briefing) -> Card:
        card = Card(tr("Ustalenia z ostatniego razu"))
        for one in found.agreements:
            said = (one.who, f"{tr('do')} {when_due(one.due)}" if one.due else "", one.outcome)
            words = self.context.shown_sentence(" · ".join(filter(None, said)))
            card.add_row(Row(self.context.shown_sentence(one.text), words, self._chip(one.due)))
        if not found.agreements:
            card.add(label(tr("Nie ma otwartych ustaleń."), "second"))
        return card

    def _actions(self, found: Briefing) -> Card:
        card = Card(tr("Działania w toku"))
        for one in found.actions:
            due = when_due(one.action.deadline, continuous=one.action.continuous)
            words = self.context.shown_sentence(f"{tr('Cel')} {one.goal_no} · {one.action.who} · {due}")
            text = self.context.shown_sentence(one.action.text)
            card.add_row(Row(text, words, self._chip(one.action.deadline)))
        if not found.actions:
            card.add(label(tr("W planie nie ma otwartych działań."), "second"))
        return card

    def _people(self, found: Briefing) -> Card:
        card = Card(tr("Kto tu mieszka"), self.context.shown_text(found.row.address))
        for one in found.at_home:
            card.add(label(self._member(member_words(one), one.name), wrap=True))
        if found.elsewhere:
            card.add(label(tr("Poza domem"), "caption"))
            for one in found.elsewhere:
                card.add(label(self._member(member_words(one), one.name), "muted", wrap=True))
        if found.row.phone:
            card.add(label(f"{tr('Telefon')}: {self.context.shown_text(found.row.phone)}", "second"))
        return card

    def _member(self, words: str, name: str) -> str:
        return words.replace(name, self.context.shown_name(name), 1)

    def _deadlines(self, found: Briefing) -> Card:
        card = Card(tr("Terminy"))
        for one in found.deadlines:
            chip = Chip(*due_words(one.due, self.context.clock.today()))
            card.add_row(Row(shown_what(self.context, one.what), short_date(one.due), chip))
        if not found.deadlines:
            card.add(label(tr("Żadnych terminów w tej rodzinie."), "second"))
        return card

    def _chip(self, due: date | None) -> Chip | None:
        return Chip(*due_words(due, self.context.clock.today())) if due else None

    def _write(self) -> None:
        self.context.go("visit", family=self.args.get("family", ""), visit=self.args.get("visit", ""))

    def _print(self) -> None:
        args = dict(self.args)
        self.context.go(
            "print", paper="briefing", family=args.get("family", ""), back="briefing", back_args=args
        )

    def _back(self) -> None:
        self.context.go("today")
