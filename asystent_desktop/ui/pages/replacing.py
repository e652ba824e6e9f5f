"""A laptop takes a new identity: request, eight words, the office's answer, all without a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.polish import counted, plural
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.first_run_join import RequestPanel, WordsPanel
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from asystent_desktop.services.replacing import Replaced, Standing
    from asystent_desktop.ui.context import Context


class ReplacingPage(Page):
    """What happens stands on the left, the step that comes next on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Wymiana laptopa"))
        self.about, self.step = Card(tr("Nowe klucze tego laptopa")), Card(tr("Prośba do biura"))
        for words in (
            tr("Po co: sejf przeniesiony z kopii na nowy laptop albo podejrzenie, że ktoś poznał klucze."),
            tr("Prośbę podpisuje dotychczasowy klucz, dlatego nie trzeba zaproszenia ani kodu."),
            tr("Gdy biuro się zgodzi, odwoła poprzedni laptop. Jego sejfu nie używaj już nigdy."),
            tr("Rodziny, historia i niewysłane zmiany zostają."),
        ):
            self.about.add(label(words, wrap=True))
        self.waiting = Note(tone="info")
        self.about.add(self.waiting)
        page = ScrollPage((0, 560))
        page.add(self.about)
        page.add(self.step, 1)
        self.add(page, 1)
        self._shown: object = None

    def refresh(self) -> None:
        """Ask where this laptop stands."""
        self.ask(self.context.services.replacing.standing, self._show)

    def _show(self, found: Standing) -> None:
        count = counted(found.waiting, "zmiana", "zmiany", "zmian")
        verb = plural(found.waiting, "czeka", "czekają", "czeka")
        if found.waiting:
            self.waiting.say(
                f"{count} {verb} {tr('na biuro.')}", tr("Po wymianie zapisz paczkę: pojadą w niej wszystkie.")
            )
        else:
            self.waiting.say("")
        if self._shown == (found.is_asked, found.words):
            return
        self._shown = (found.is_asked, found.words)
        panel = RequestPanel(self.context, self.context.services.replacing, is_waiting=found.is_asked)
        panel.answered.connect(self._compare)
        panel.saved.connect(self.refresh)
        self._put(panel)
        if found.is_asked:
            self.step.add(Button(tr("Wycofaj prośbę"), self._withdraw, look="link"))

    def _compare(self, file: Path, words: tuple[str, ...]) -> None:
        panel = WordsPanel(self.context, self.context.services.replacing, file, words)
        panel.joined.connect(self._joined)
        panel.refused.connect(self._words_differ)
        self._put(panel)
        panel.start()

    def _withdraw(self) -> None:
        self.save(self.context.services.replacing.refuse, lambda _nothing: self.refresh())

    def _words_differ(self) -> None:
        self._shown = None
        self.context.notice(
            tr("Niczego nie zmieniono. Zadzwoń do biura pod znany ci numer i zapisz nową prośbę."), "warn"
        )
        self.refresh()

    def _joined(self, done: Replaced) -> None:
        families = counted(done.families, "rodzina", "rodziny", "rodzin")
        self._put(
            Note(
                tr("Ten laptop ma nowe klucze."),
                f"{families}. {tr('Poprzedni laptop jest odwołany. Zapisz teraz paczkę dla biura.')}",
                tone="ok",
            )
        )
        self.step.add(Button(tr("Wymiana z biurem"), lambda: self.context.go("exchange"), look="main"))
        self._shown = None
        self.waiting.say("")

    def _put(self, part: QWidget) -> None:
        self.step.clear()
        self.step.add(part)
