"""Two officers who cannot come answer a request by file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from asystent_desktop.ui.pages.recovery_code import words_grid
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.stores import StoreCard, Stores
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.pages.new_password import NewPassword

REQUESTS = "Prośba albo odpowiedź (*.otwarcie);;Wszystkie pliki (*)"
REQUEST_NAME = "prosba.otwarcie"


class ByFileCard(Card):
    """Officers who cannot come: a request by file, the words for the telephone, two answers."""

    recovered = Signal(object)

    def __init__(self, context: Context, stores: Stores, card: StoreCard, password: NewPassword) -> None:
        super().__init__(tr("Nie mogą tu przyjść?"))
        self._context, self._stores, self._folder, self._password = context, stores, card.folder, password
        self._answers: list[Path] = []
        self.set_spacing(8)
        self._about = label("", "muted", wrap=True)
        self._said = Note()
        self._words = QVBoxLayout()
        self.ask_button = Button(tr("Zapisz prośbę do nich…"), self._ask)
        self.answer_button = Button(tr("Wczytaj odpowiedź…"), self._take_answer)
        self.open_button = Button(tr("Otwórz odpowiedziami"), self._open)
        self.add(self._about)
        self.add_layout(self._words)
        self.add(self._said)
        for one in (self.ask_button, self.answer_button, self.open_button):
            self.add(one)
        password.edited.connect(self._check)
        self._show_words(())
        context.ask(partial(stores.asked_officers, card.folder), self._show_words, self._refused, owner=self)

    def _show_words(self, words: tuple[str, ...]) -> None:
        """Show what the officers ask for on the telephone; without words there is no request yet."""
        empty(self._words)
        if words:
            self._words.addWidget(words_grid(words, across=2))
            self._about.setText(
                tr("Prośba czeka na dwie odpowiedzi. Każda z osób pyta przez telefon o te osiem słów.")
            )
        else:
            self._about.setText(tr("Wpisz nowe hasło i zapisz prośbę. Dwie osoby odpowiedzą plikami."))
        self.ask_button.set_words(tr("Zapisz nową prośbę…") if words else tr("Zapisz prośbę do nich…"))
        for one in (self.answer_button, self.open_button):
            set_shown(one, bool(words))
        self._check()

    def _check(self) -> None:
        missing = self._password.missing()
        self.ask_button.setEnabled(not missing)
        self.open_button.setEnabled(not missing and len(self._answers) == 2)
        for one in (self.ask_button, self.open_button):
            one.setAccessibleDescription(missing)

    def _ask(self) -> None:
        place = self._context.files.save_place(
            self, tr("Zapisz prośbę do uprawnionych"), REQUEST_NAME, REQUESTS
        )
        if place is not None:
            self._answers = []
            call = partial(self._stores.ask_officers, self._folder, self._password.password(), place)
            self._context.save(call, self._asked, self._refused, owner=self)

    def _asked(self, words: tuple[str, ...]) -> None:
        self._said.say(
            tr("Prośba zapisana."), tr("Do otwarcia będzie potrzebne to samo nowe hasło."), tone="ok"
        )
        self._show_words(words)

    def _take_answer(self) -> None:
        place = self._context.files.open_place(self, tr("Wczytaj odpowiedź"), REQUESTS)
        if place is not None:
            self._answers = [*self._answers, place][-2:]
            count = len(self._answers)
            more = tr("Wczytaj jeszcze drugą.") if count < 2 else tr("Teraz otwórz sejf.")
            self._said.say(f"{tr('Odpowiedzi')}: {count} {tr('z')} 2.", more, tone="info")
            self._check()

    def _open(self) -> None:
        self._said.say(tr("Otwieram…"), tone="info")
        self.open_button.setEnabled(False)
        call = partial(
            self._stores.recover_by_answers, self._folder, self._answers, self._password.password()
        )
        self._context.save(call, self.recovered.emit, self._refused, owner=self)

    def _refused(self, problem: AppError) -> None:
        fact, _dot, more = problem.sentence.partition(". ")
        self._said.say(f"{fact.rstrip('.')}.", more, tone="bad")
        self._check()
