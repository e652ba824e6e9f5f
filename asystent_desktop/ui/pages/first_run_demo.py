"""Demonstration data: building them with progress, and choosing whose eyes to look through."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from asystent_desktop.services.demo_texts import PASSWORD
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.notice import ProgressStrip
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import STOPPED, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.demo import DemoStore
    from asystent_desktop.services.stores import StoreCard, Stores
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.tasks import Job

ROLE_WORDS = {
    "office": "biuro: rejestr, przydziały, sprawozdania",
    "assistant": "asystent rodziny: wizyty, plany, kalendarz",
    "coordinator": "koordynator pieczy: rodziny zastępcze i dzieci",
}
ALREADY_HERE = (
    "Dane pokazowe już są na tym komputerze: otwiera się je tak jak każdy sejf. "
    "Przygotowane od nowa zastąpią tamte razem z tym, co w nich zapisano."
)
PASSWORD_WORDS = f"Hasło danych pokazowych: {PASSWORD}"


class DemoPanel(QWidget):
    """Builds the demonstration office in a folder, then offers its stores. `opened` carries the services."""

    edited = Signal()
    opened = Signal(object)

    def __init__(self, context: Context, stores: Stores, folder: Path) -> None:
        super().__init__()
        self._context, self._stores, self._folder = context, stores, folder
        self._made: dict[str, DemoStore] = {}
        self._group = QButtonGroup(self)
        self._said, self._strip = Note(tone="bad"), ProgressStrip()
        self._build_button = Button(tr("Przygotuj dane pokazowe"), self.build)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        words = (
            "Program założy biuro, dwóch asystentów i koordynatora ze zmyślonymi rodzinami. Trwa to chwilę."
        )
        self._words = label(tr(words), wrap=True)
        for part in (self._words, self._build_button, self._strip, self._said):
            self._column.addWidget(part)
        self._column.addStretch(1)
        context.ask(partial(stores.cards, folder), self._meet, owner=self)

    def start(self) -> None:
        """Go to the button that builds, or to the chosen store."""
        (self._group.checkedButton() or self._build_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def missing(self) -> str:
        """Return what is missing before a store can be opened."""
        if not self._made:
            return tr("Najpierw przygotuj dane")
        return "" if self._group.checkedButton() else tr("Wybierz osobę")

    def build(self) -> None:
        """Build everything, off the GUI thread, in place of what was built before."""
        self._build_button.setEnabled(False)
        self._said.say("")

        def call(progress: Callable[[str, float], None], is_stopped: Callable[[], bool]) -> object:
            self._stores.remove_demo(self._folder)
            return self._stores.make_demo(self._folder, progress, is_stopped=is_stopped)

        title = tr("Przygotowuję dane pokazowe")
        job = self._context.run_long(call, self._show, self._failed, title=title, writes=True, owner=self)
        job.ended.connect(partial(self._ended, job))
        self._strip.follow(job)

    def _ended(self, job: Job) -> None:
        """Offer to build again when a person stopped it."""
        if job.is_stopped():
            self._build_button.setEnabled(True)
            self._said.say(tr(STOPPED), tr("Nic z danych pokazowych nie zostało na dysku."), tone="info")
            self.start()

    def _meet(self, found: Sequence[StoreCard]) -> None:
        """Say that a demonstration is here already, before it is built anew."""
        if found and not self._made:
            self._words.setText(tr(ALREADY_HERE))
            self._build_button.set_words(tr("Przygotuj od nowa"))

    def open_chosen(self) -> None:
        """Open the chosen store with the password of demonstration data."""
        chosen = self._group.checkedButton()
        if chosen is None:
            return
        store = self._made[chosen.objectName()]
        call = partial(self._stores.unlock, store.folder, store.password)
        self._context.save(call, self._opened, self._failed, owner=self)

    def _show(self, made: Sequence[DemoStore]) -> None:
        self._made = {str(one.folder): one for one in made}
        self._build_button.hide()
        self._words.setText(tr("Kim chcesz być?"))
        for place, one in enumerate(made):
            radio = QRadioButton(f"{one.name} · {ROLE_WORDS[one.role]}")
            radio.setObjectName(str(one.folder))
            radio.toggled.connect(lambda _on: self.edited.emit())
            self._group.addButton(radio)
            self._column.insertWidget(1 + place, radio)
            if one.role == "assistant" and self._group.checkedButton() is None:
                radio.setChecked(True)
        self._said.say(tr(PASSWORD_WORDS), tr("Przyda się po zablokowaniu programu."), tone="info")
        self.edited.emit()
        self.start()

    def _opened(self, services: Services) -> None:
        self.opened.emit(services)

    def _failed(self, problem: AppError) -> None:
        self._build_button.setEnabled(True)
        fact, _dot, more = problem.sentence.partition(". ")
        self._said.say(f"{fact.rstrip('.')}.", more, tone="bad")
