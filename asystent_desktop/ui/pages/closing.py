"""Closing a store for ever: what would be lost is said first, and the person types that it is wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.services.leaving import PHRASE
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.editors import LineEdit, Tick
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.leaving import Farewell
    from asystent_desktop.ui.context import Context


class ClosingDialog(QDialog):
    """`closed` is told once the store is gone; Esc changes nothing."""

    closed = Signal()

    def __init__(self, parent: QWidget, farewell: Farewell, context: Context) -> None:
        super().__init__(parent)
        self._context, self._farewell = context, farewell
        self.setWindowTitle("Asystent rodziny")
        self.setAccessibleName(tr("Zamknięcie sejfu na zawsze"))
        self.setMinimumWidth(theme().px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(tr("Zamknięcie sejfu na zawsze"), "card"))
        column.addWidget(
            label(tr("Klucze, dane i kopie w tym sejfie znikną. Nikt ich nie odtworzy."), wrap=True)
        )
        column.addWidget(
            label(
                tr("Kopie na pendrive'ach nadal otwiera ich hasło: zniszcz je osobno."), "second", wrap=True
            )
        )
        self.warning = Note(tone="bad")
        self.warning.say(tr(farewell.warnings[0]) if farewell.warnings else "", tone="bad")
        column.addWidget(self.warning)
        self.anyway = Tick(tr("Wiem, że biuro nie ma tych zmian. Mają przepaść."))
        set_shown(self.anyway, bool(farewell.undelivered))
        column.addWidget(self.anyway)
        caption = label(f"{tr('Przepisz słowa')}: {PHRASE}", "caption")
        self.typed = LineEdit()
        self.typed.setAccessibleName(f"{tr('Przepisz słowa')}: {PHRASE}")
        caption.setBuddy(self.typed)
        column.addWidget(caption)
        column.addWidget(self.typed)
        self.problem = Note(tone="bad")
        column.addWidget(self.problem)
        # Room that the window has to spare stands here, not between the sentences.
        column.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addStretch(1)
        self.back_button = Button(tr("Nie zamykaj"), self.reject, hint="Esc")
        self.close_button = Button(tr("Zamknij sejf na zawsze"), self._close)
        self.close_button.setEnabled(False)
        line.addWidget(self.back_button)
        line.addWidget(self.close_button)
        column.addLayout(line)
        self.typed.textChanged.connect(self._look)
        self.anyway.edited.connect(self._look)

    def _look(self) -> None:
        agrees = self.anyway.isChecked() or not self._farewell.undelivered
        said = " ".join(self.typed.text().casefold().split())
        self.close_button.setEnabled(agrees and said == PHRASE)

    def _close(self) -> None:
        act = partial(
            self._context.services.leaving.close_for_ever,
            self.typed.text(),
            even_undelivered=self.anyway.isChecked(),
        )
        self._context.save(act, self._gone, self._failed, owner=self)

    def _gone(self, _done: object) -> None:
        self.accept()
        self.closed.emit()

    def _failed(self, problem: AppError) -> None:
        self.problem.say(tr(problem.sentence), tone="bad")
