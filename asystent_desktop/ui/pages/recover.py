"""The ways back for a forgotten password: the printed code, or a new invitation from the office."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from asystent_desktop.ui.pages.way_back import WayBack
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.code_groups import CodeGroups
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.stores import StoreCard, Stores
    from asystent_desktop.ui.context import Context

_GROUPS = 9


class RecoverPage(WayBack):
    """The printed code and a new password."""

    WAITING = "Sprawdzam kod…"

    invitation_wanted = Signal()
    officers_wanted = Signal()

    def __init__(self, context: Context, stores: Stores, card: StoreCard) -> None:
        super().__init__(context, stores, card)
        self.code = CodeGroups(tr("Kod odzyskiwania"), _GROUPS, 4, across=5)
        self.code.edited.connect(self.check)
        self.page.add(self._code_card())
        self.page.add(self._together(), 1)
        self.page.add(self._other_way(), 1)
        self.add_back()
        self.check()

    def start(self) -> None:
        """Go to the first group."""
        self.code.setFocus()

    def recover(self) -> None:
        """Open the store with the code and set the new password, off the GUI thread."""
        self.open_with(
            partial(self._stores.recover, self._card.folder, self.code.text(), self.password.password())
        )

    def missing_proof(self) -> str:
        """Return that the code is not complete."""
        return "" if self.code.is_complete() else tr("Wpisz kod do końca")

    def forget_proof(self) -> None:
        """Clear the code."""
        self.code.clear()

    def _code_card(self) -> Card:
        card = Card(tr("Wpisz kod odzyskiwania"), tr("dziewięć grup z kartki"))
        card.set_spacing(10)
        card.add(
            label(
                tr("Hasła nie da się odczytać ani przysłać. Kod pozwala ustawić nowe, nic nie ginie."),
                wrap=True,
            )
        )
        card.add(self.code)
        self.add_password(card, tr("Ustaw nowe hasło"))
        return card

    def _together(self) -> Card:
        card = Card(tr("Dwoje uprawnionych"))
        card.add(
            label(
                tr("Jeżeli ośrodek je wyznaczył: dwie osoby z kluczami otworzą sejf razem, bez kodu."),
                "muted",
                wrap=True,
            )
        )
        card.add(Button(tr("Otwórz z dwojgiem uprawnionych"), self.officers_wanted.emit))
        return card

    def _other_way(self) -> Card:
        card = Card(tr("Nie masz kodu?"))
        card.add(
            label(
                tr(
                    "Poproś biuro o nowe zaproszenie. Biuro odda wszystko, co do niego dotarło. "
                    "Zmian zapisanych później nie odtworzy."
                ),
                "muted",
                wrap=True,
            )
        )
        card.add(Button(tr("Wczytaj zaproszenie"), self.invitation_wanted.emit))
        return card
