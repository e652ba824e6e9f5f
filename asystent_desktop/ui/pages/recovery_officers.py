"""A forgotten password without the printed code: two officers, each with a key file, open the store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.services.escrow import KeyFile
from asystent_desktop.ui.pages.recovery_by_file import ByFileCard
from asystent_desktop.ui.pages.way_back import WayBack
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.editors import PasswordEdit
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.stores import StoreCard, Stores
    from asystent_desktop.ui.context import Context

KEYS = "Plik klucza (*.klucz);;Wszystkie pliki (*)"


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


class OfficersPage(WayBack):
    """Two key files, two passwords, one new one; or two answers by file."""

    def __init__(self, context: Context, stores: Stores, card: StoreCard) -> None:
        super().__init__(context, stores, card)
        self.rows = [OfficerRow(number, self._choose) for number in (1, 2)]
        self.page.add(self._keys_card())
        self.page.add(self._how(), 1)
        self.by_file = ByFileCard(context, stores, card, self.password)
        self.by_file.recovered.connect(self.let_in)
        self.page.add(self.by_file, 1)
        self.add_back()
        self.check()

    def start(self) -> None:
        """Go to the first key."""
        self.rows[0].button.setFocus()

    def recover(self) -> None:
        """Open the store with both keys and set the new password, off the GUI thread."""
        first, second = (row.key() for row in self.rows)
        new = self.password.password()
        self.open_with(partial(self._stores.recover_together, self._card.folder, first, second, new))

    def missing_proof(self) -> str:
        """Return that a key or its password is missing."""
        complete = all(row.is_complete() for row in self.rows)
        return "" if complete else tr("Wczytaj oba klucze i wpisz ich hasła")

    def forget_proof(self) -> None:
        """Clear the officers' passwords."""
        for row in self.rows:
            row.password.clear()

    def whose(self, problem: AppError, fact: str) -> str:
        """Return the fact, with the name of the key file that it concerns."""
        number = problem.details.get("number")
        named = self.rows[number - 1].file if isinstance(number, int) else None
        return f"{named.name}: {fact[0].lower()}{fact[1:]}" if named else fact

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
            row.edited.connect(self.check)
            card.add(row)
        self.add_password(card, tr("Otwórz i ustaw nowe hasło"))
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
