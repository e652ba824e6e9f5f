"""What the ways back into a store share: a proof of the right to it, a new password, one button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from asystent_desktop.ui.pages.new_password import NewPassword
from asystent_desktop.ui.pages.unlock import FOOT
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.front_frame import BrandDots, FrontFrame
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.stores import Opened, StoreCard, Stores
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.parts.card import Card


class WayBack(FrontFrame):
    """A page in front of a locked store. `recovered` carries the open store with its NEW code, to be printed.

    A way overrides `missing_proof`, `forget_proof` and `recover`, and builds its card around `add_password`.
    """

    WAITING = "Otwieram…"

    recovered = Signal(object)
    went_back = Signal()

    def __init__(self, context: Context, stores: Stores, card: StoreCard) -> None:
        super().__init__(tr("Asystent rodziny"), tr(FOOT))
        self._context, self._stores, self._card = context, stores, card
        self.password = NewPassword(stores.password_problems, stores.suggest_password)
        self.password.edited.connect(self.check)
        self._problem, self._missing = Note(tone="bad"), label("", "second")
        self.button = Button("", self.recover, look="main")
        self.add_to_panel(BrandDots())
        self.page = ScrollPage((520, 300))
        self.page.set_margins(60, 48, 24, 24)
        self.set_page(self.page)

    def missing_proof(self) -> str:
        """Return what is missing besides the password; empty when nothing is."""
        raise NotImplementedError

    def forget_proof(self) -> None:
        """Clear what proved the right: the store is open."""
        raise NotImplementedError

    def recover(self) -> None:
        """Open the store and set the new password, off the GUI thread."""
        raise NotImplementedError

    def add_password(self, card: Card, act: str) -> None:
        """Put the new password, what is wrong or missing and the button at the end of the card."""
        card.add(label(tr("Nowe hasło"), "card"))
        card.add(self.password)
        card.add(self._problem)
        self.button.set_words(act)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._missing)
        line.addWidget(self.button)
        card.add_layout(line)

    def add_back(self) -> None:
        """Put the button that leads back at the end of the right column."""
        self.page.add(Button(tr("Wstecz"), self.went_back.emit), 1)

    def check(self) -> None:
        """Say what is still missing."""
        missing = self.missing_proof() or self.password.missing()
        self._missing.setText(missing)
        self.button.setEnabled(not missing)

    def open_with(self, call: Callable[[], Any]) -> None:
        """Open the store with a call that returns it open."""
        self._set_busy(busy=True)
        self._context.save(call, self.let_in, self.refused, owner=self)

    def let_in(self, opened: Opened) -> None:
        """Forget what was typed and hand the open store on."""
        self.password.forget()
        self.forget_proof()
        self.recovered.emit(opened)

    def refused(self, problem: AppError) -> None:
        """Say why the store stays locked."""
        self._set_busy(busy=False)
        fact, _dot, more = problem.sentence.partition(". ")
        self._problem.say(f"{self.whose(problem, fact).rstrip('.')}.", more, tone="bad")
        self.start()

    def whose(self, _problem: AppError, fact: str) -> str:
        """Return the fact of a refusal, with whom or what it concerns."""
        return fact

    def start(self) -> None:
        """Go to where the proof is given."""

    def _set_busy(self, *, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self._problem.say(tr(self.WAITING) if busy else "", tone="info")
