"""A forgotten password without the printed code: two officers, each with a key file, open the store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.services.escrow import KeyFile
from asystent_desktop.ui.pages.new_password import NewPassword
from asystent_desktop.ui.pages.recovery_code import words_grid
from asystent_desktop.ui.pages.unlock import FOOT
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.editors import PasswordEdit
from asystent_desktop.ui.parts.front_frame import BrandDots, FrontFrame
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.stores import Opened, StoreCard, Stores
    from asystent_desktop.ui.context import Context

KEYS = "Plik klucza (*.klucz);;Wszystkie pliki (*)"
REQUESTS = "Prośba albo odpowiedź (*.otwarcie);;Wszystkie pliki (*)"
REQUEST_NAME = "prosba.otwarcie"


class OfficerRow(QWidget):
    """One officer: the key file, chosen from a stick, and the officer's own password."""

    edited = Signal()

    def __init__(self, number: int, choose: Callable[[], Path | None]) -> None:
        super().__init__()
        self._choose = choose
        self.file: Path | None = None
        self.password = PasswordEdit()
        self.password.setAccessibleName(f"{tr('Hasło osoby')} {number}")
        self.password.textEdited.connect(self.edited)
        self.button = Button(f"{tr('Plik klucza')} {number}…", self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(f"{tr('Osoba')} {number}: {tr('jej plik i jej hasło do niego')}", "caption"))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.button)
        line.addWidget(self.password, 1)
        column.addLayout(line)

    def is_complete(self) -> bool:
        """Tell whether file and password are there."""
        return self.file is not None and bool(self.password.text())

    def key(self) -> KeyFile:
        """Return what was chosen and typed; ValueError before it is complete."""
        if self.file is None:
            raise ValueError("no file")
        return KeyFile(file=self.file, password=self.password.text())

    def _pick(self) -> None:
        place = self._choose()
        if place is not None:
            self.file = place
            self.button.set_words(place.name)
            self.edited.emit()


class OfficersPage(FrontFrame):
    """Two key files, two passwords, one new one; `recovered` carries the open store with its new code."""

    recovered = Signal(object)
    went_back = Signal()

    def __init__(self, context: Context, stores: Stores, card: StoreCard) -> None:
        super().__init__(tr("Asystent rodziny"), tr(FOOT))
        self._context, self._stores, self._card = context, stores, card
        self.add_to_panel(BrandDots())
        page = ScrollPage((520, 300))
        page.set_margins(60, 48, 24, 24)
        self.set_page(page)
        self.rows = [OfficerRow(number, self._choose) for number in (1, 2)]
        page.add(self._keys_card())
        page.add(self._how(), 1)
        self.by_file = ByFileCard(context, stores, card, self.password)
        self.by_file.recovered.connect(self._recovered)
        page.add(self.by_file, 1)
        page.add(Button(tr("Wstecz"), self.went_back.emit), 1)
        self._check()

    def start(self) -> None:
        """Go to the first key."""
        self.rows[0].button.setFocus()

    def recover(self) -> None:
        """Open the store with both keys and set the new password, off the GUI thread."""
        first, second = (row.key() for row in self.rows)
        self._set_busy(busy=True)
        call = partial(
            self._stores.recover_together, self._card.folder, first, second, self.password.password()
        )
        self._context.save(call, self._recovered, self._refused, owner=self)

    def _choose(self) -> Path | None:
        return self._context.files.open_place(self, tr("Wczytaj plik klucza"), KEYS)

    def _keys_card(self) -> Card:
        card = Card(tr("Dwoje uprawnionych"), tr("każde ze swoim kluczem"))
        card.set_spacing(10)
        card.add(
            label(
                tr("Jedna osoba sama nie otworzy niczego. Otwarcie zapisze się w dzienniku z obiema."),
                wrap=True,
            )
        )
        for row in self.rows:
            row.edited.connect(self._check)
            card.add(row)
        card.add(label(tr("Nowe hasło"), "card"))
        self.password = NewPassword(self._stores.password_problems, self._stores.suggest_password)
        self.password.edited.connect(self._check)
        card.add(self.password)
        self._problem = Note(tone="bad")
        card.add(self._problem)
        self._missing = label("", "second")
        self.button = Button(tr("Otwórz i ustaw nowe hasło"), self.recover, look="main")
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._missing)
        line.addWidget(self.button)
        card.add_layout(line)
        return card

    def _how(self) -> Card:
        card = Card(tr("Skąd wziąć klucze"))
        card.add(
            label(
                tr(
                    "Uprawnionych wyznacza kierownik. Każda z tych osób ma plik klucza na pendrivie i własne "
                    "hasło do niego. Obie przychodzą do tego komputera."
                ),
                "muted",
                wrap=True,
            )
        )
        return card

    def _check(self) -> None:
        complete = all(row.is_complete() for row in self.rows)
        missing = self.password.missing() if complete else tr("Wczytaj oba klucze i wpisz ich hasła")
        self._missing.setText(missing)
        self.button.setEnabled(not missing)

    def _recovered(self, opened: Opened) -> None:
        self.password.forget()
        for row in self.rows:
            row.password.clear()
        self.recovered.emit(opened)

    def _refused(self, problem: AppError) -> None:
        self._set_busy(busy=False)
        fact, _dot, more = problem.sentence.partition(". ")
        number = problem.details.get("number")
        named = self.rows[number - 1].file if isinstance(number, int) else None
        said = f"{named.name}: {fact[0].lower()}{fact[1:]}" if named else fact
        self._problem.say(f"{said.rstrip('.')}.", more, tone="bad")

    def _set_busy(self, *, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self._problem.say(tr("Otwieram…") if busy else "", tone="info")


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
        while (item := self._words.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.deleteLater()
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
