"""The printed recovery code: shown once, printed from memory, and two of its groups typed back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.ui.context import Context
from asystent_desktop.ui.form import FieldBox
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.code_groups import CodeGroups
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.pdf_view import PdfView
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

_GROUP = 4
_ACROSS = 3


class RecoveryCode(QWidget):
    """The nine groups, printing, and two groups to type back; `confirmed` when they fit."""

    edited = Signal()

    def __init__(
        self,
        context: Context,
        code: str,
        asked: tuple[int, int],
        paper: Callable[[str], bytes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._code, self._paper = context, code, paper
        self._problem = Note(tone="bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(
            label(tr("Tym kodem wejdziesz, gdy zapomnisz hasła. Program pokazuje go tylko teraz."), wrap=True)
        )
        column.addWidget(_groups_grid(code.split("-")))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Button(tr("Drukuj kod…"), self._make_paper))
        line.addWidget(
            label(
                tr("Możesz go też przepisać ręcznie. Nie trzymaj go przy komputerze."), "second", wrap=True
            ),
            1,
        )
        column.addLayout(line)
        column.addWidget(label(tr("Przepisz z kartki dwie grupy"), "strong"))
        self._typed = {number: CodeGroups(f"Grupa {number}", 1, _GROUP) for number in asked}
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for number, groups in self._typed.items():
            groups.edited.connect(self._on_edited)
            groups.setFixedWidth(theme().px(120))
            pair.addWidget(FieldBox(f"Grupa {number}", groups))
        pair.addStretch(1)
        column.addLayout(pair)
        column.addWidget(self._problem)
        column.addStretch(1)

    def groups(self) -> Mapping[int, str]:
        """Return the typed groups by their numbers from 1."""
        return {number: groups.text() for number, groups in self._typed.items()}

    def missing(self) -> str:
        """Return what is still missing; nothing when both groups are typed."""
        complete = all(groups.is_complete() for groups in self._typed.values())
        return "" if complete else tr("Przepisz obie grupy")

    def say_wrong(self) -> None:
        """Say that the groups differ from the code."""
        self._problem.say(
            tr("Grupy nie zgadzają się z kodem."), tr("Porównaj je z kartką i wpisz jeszcze raz."), tone="bad"
        )
        first = next(iter(self._typed.values()))
        for groups in self._typed.values():
            groups.clear()
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def start(self) -> None:
        """Go to the first group."""
        next(iter(self._typed.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self._problem.say("")
        typed = list(self._typed.values())
        for groups, following in pairwise(typed):
            if groups.is_complete() and not following.text() and groups.hasFocus():
                following.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _make_paper(self) -> None:
        self._context.ask(partial(self._paper, self._code), self._show_paper, self._say, owner=self)

    def _show_paper(self, data: bytes) -> None:
        window = QDialog(self)
        window.setWindowTitle(tr("Kod odzyskiwania"))
        window.resize(theme().px(820), theme().px(640))
        preview = PdfView(self._context.files, can_save=False)
        preview.show_pdf(data)
        said = Note()
        preview.said.connect(lambda sentence, tone: said.say(sentence, tone=tone))
        column = QVBoxLayout(window)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(said)
        column.addWidget(preview, 1)
        window.finished.connect(window.deleteLater)
        window.open()

    def _say(self, problem: Exception) -> None:
        self._problem.say(str(problem), tone="bad")


def _groups_grid(groups: list[str]) -> QWidget:
    return _numbered_grid(groups, "Kod odzyskiwania: " + ", ".join(groups), "card", _ACROSS)


def words_grid(words: tuple[str, ...], *, across: int = 4) -> QWidget:
    """Return the eight words to compare, so many in a line, with their numbers."""
    return _numbered_grid(words, ", ".join(words), "strong", across)


def _numbered_grid(texts: Sequence[str], name: str, role: str, across: int) -> QWidget:
    """Return texts in cells, `across` in a line, each behind its number; `name` is read out for all."""
    holder = QWidget()
    holder.setAccessibleName(name)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(6)
    for place, text in enumerate(texts):
        cell = QFrame()
        cell.setProperty("part", "word")
        line = QHBoxLayout(cell)
        line.setContentsMargins(10, 5, 10, 5)
        line.setSpacing(6)
        line.addWidget(label(str(place + 1), "second"))
        line.addWidget(label(text, role), 1)
        grid.addWidget(cell, place // across, place % across)
    return holder
