"""The ways back for a forgotten password: the printed code, or a new invitation from the office."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from asystent_desktop.ui.pages.new_password import NewPassword
from asystent_desktop.ui.pages.unlock import FOOT
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.code_groups import CodeGroups
from asystent_desktop.ui.parts.front_frame import BrandDots, FrontFrame
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.stores import Opened, StoreCard, Stores
    from asystent_desktop.ui.context import Context

_GROUPS = 9


class RecoverPage(FrontFrame):
    """A code and a new password; `recovered` carries the open store with its NEW code, to be printed."""

    recovered = Signal(object)
    invitation_wanted = Signal()
    officers_wanted = Signal()
    went_back = Signal()

    def __init__(self, context: Context, stores: Stores, card: StoreCard) -> None:
        super().__init__(tr("Asystent rodziny"), tr(FOOT))
        self._context, self._stores, self._card = context, stores, card
        self.add_to_panel(BrandDots())
        page = ScrollPage((520, 300))
        page.set_margins(60, 48, 24, 24)
        self.set_page(page)
        page.add(self._code_card())
        page.add(self._together(), 1)
        page.add(self._other_way(), 1)
        page.add(Button(tr("Wstecz"), self.went_back.emit), 1)
        self._check()

    def start(self) -> None:
        """Go to the first group."""
        self.code.setFocus()

    def recover(self) -> None:
        """Open the store with the code and set the new password, off the GUI thread."""
        self._set_busy(busy=True)
        call = partial(self._stores.recover, self._card.folder, self.code.text(), self.password.password())
        self._context.save(call, self._recovered, self._refused, owner=self)

    def _code_card(self) -> Card:
        card = Card(tr("Wpisz kod odzyskiwania"), tr("dziewięć grup z kartki"))
        card.set_spacing(10)
        card.add(
            label(
                tr("Hasła nie da się odczytać ani przysłać. Kod pozwala ustawić nowe, nic nie ginie."),
                wrap=True,
            )
        )
        self.code = CodeGroups(tr("Kod odzyskiwania"), _GROUPS, 4, across=5)
        self.code.edited.connect(self._check)
        card.add(self.code)
        card.add(label(tr("Nowe hasło"), "card"))
        self.password = NewPassword(self._stores.password_problems, self._stores.suggest_password)
        self.password.edited.connect(self._check)
        card.add(self.password)
        self._problem = Note(tone="bad")
        card.add(self._problem)
        line = QHBoxLayout()
        self._missing = label("", "second")
        self.button = Button(tr("Ustaw nowe hasło"), self.recover, look="main")
        line.addStretch(1)
        line.addWidget(self._missing)
        line.addWidget(self.button)
        card.add_layout(line)
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

    def _check(self) -> None:
        missing = self.password.missing() if self.code.is_complete() else tr("Wpisz kod do końca")
        self._missing.setText(missing)
        self.button.setEnabled(not missing)

    def _recovered(self, opened: Opened) -> None:
        self.password.forget()
        self.code.clear()
        self.recovered.emit(opened)

    def _refused(self, problem: AppError) -> None:
        self._set_busy(busy=False)
        fact, _dot, more = problem.sentence.partition(". ")
        self._problem.say(f"{fact.rstrip('.')}.", more, tone="bad")
        self.start()

    def _set_busy(self, *, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self._problem.say(tr("Sprawdzam kod…") if busy else "", tone="info")
