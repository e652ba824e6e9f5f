"""The second half of joining: the request for the office, its answer, the eight words, the families."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.polish import counted
from asystent_desktop.ui.pages.recovery_code import words_grid
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.enrolment import Joined
    from asystent_desktop.ui.context import Context

REQUEST_NAME = "prosba.paczka"
BUNDLES = "Paczka (*.paczka);;Wszystkie pliki (*)"
REFUSED_STATE = "refused"


class Joining(Protocol):
    """What asks an office and takes its answer: a laptop that joins, or one that changes its keys."""

    def words(self) -> tuple[str, ...]:
        """Return the eight words of the request."""

    def save_request(self, target: Path) -> None:
        """Write the request."""

    def read_answer(self, file: Path) -> tuple[str, ...]:
        """Check that a file answers the request; return the words."""

    def join(self, file: Path) -> object:
        """Take the answer."""

    def refuse(self) -> None:
        """Give the request up: the words differ."""


class RequestPanel(QWidget):
    """Writes the request as often as wanted, shows the eight words meanwhile, takes the answer.

    `answered` carries the answer's file and the words.
    """

    answered = Signal(object, object)
    saved = Signal()

    def __init__(self, context: Context, joining: Joining, *, is_waiting: bool) -> None:
        super().__init__()
        self._context, self._joining = context, joining
        self._said = Note(tone="info")
        self._words = label("", wrap=True)
        self._save_button = Button(tr("Zapisz prośbę…"), self._save)
        self._read_button = Button(tr("Wczytaj odpowiedź…"), self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._words)
        self._compare = QVBoxLayout()
        self._compare.setSpacing(8)
        column.addLayout(self._compare)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._read_button)
        line.addWidget(self._save_button)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._said)
        column.addStretch(1)
        self._show_waiting(is_waiting=is_waiting)

    def start(self) -> None:
        """Go to the button that comes next."""
        (self._read_button if self._read_button.isVisible() else self._save_button).setFocus()

    def save_to(self, path: Path) -> None:
        """Write the request to a file, off the GUI thread."""
        call = partial(self._joining.save_request, path)
        self._context.save(call, self._saved, self._refused, owner=self)

    def read_from(self, path: Path) -> None:
        """Read an answer, off the GUI thread."""
        call = partial(self._joining.read_answer, path)
        self._context.ask(call, partial(self._answered, path), self._refused, owner=self)

    def _save(self) -> None:
        path = self._context.files.save_place(self, tr("Zapisz prośbę do biura"), REQUEST_NAME, BUNDLES)
        if path is not None:
            self.save_to(path)

    def _read(self) -> None:
        path = self._context.files.open_place(self, tr("Wczytaj odpowiedź biura"), BUNDLES)
        if path is not None:
            self.read_from(path)

    def _saved(self, _nothing: object) -> None:
        self._said.say(
            tr("Prośba zapisana."),
            tr("Zanieś ją do biura na nośniku albo wyślij pocztą. Plik otworzy tylko biuro."),
            tone="ok",
        )
        self._show_waiting(is_waiting=True)
        self.saved.emit()

    def _answered(self, path: Path, words: tuple[str, ...]) -> None:
        self.answered.emit(path, words)

    def _refused(self, problem: AppError) -> None:
        fact, _dot, more = problem.sentence.partition(". ")
        self._said.say(f"{fact.rstrip('.')}.", more, tone="bad")

    def _show_waiting(self, *, is_waiting: bool) -> None:
        set_shown(self._read_button, is_waiting)
        self._words.setText(
            tr("Czekamy na odpowiedź biura. Gdy ją dostaniesz, wczytaj plik. Możesz teraz zamknąć program.")
            if is_waiting
            else tr("Zapisz plik z prośbą i przekaż go do biura. Biuro odpowie plikiem z twoimi rodzinami.")
        )
        again = tr("Zapisz prośbę jeszcze raz…")
        self._save_button.set_words(again if is_waiting else tr("Zapisz prośbę…"))
        if is_waiting:
            self._context.ask(self._joining.words, self._show_words, owner=self)

    def _show_words(self, words: tuple[str, ...]) -> None:
        """Show what the office asks for on the telephone before it answers."""
        while (item := self._compare.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.deleteLater()
        self._compare.addWidget(
            label(
                tr("Biuro zadzwoni i zapyta o te osiem słów. Na jego ekranie muszą być takie same."),
                wrap=True,
            )
        )
        self._compare.addWidget(words_grid(words))


class WordsPanel(QWidget):
    """Eight words to compare by telephone, and two plain buttons; `joined` carries what came."""

    joined = Signal(object)
    refused = Signal()

    def __init__(self, context: Context, joining: Joining, file: Path, words: tuple[str, ...]) -> None:
        super().__init__()
        self._context, self._joining, self._file = context, joining, file
        self._said = Note(tone="bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(
            label(
                tr("Porównajcie je przez telefon. Biuro dzwoni pod numer, który już zna."), "muted", wrap=True
            )
        )
        column.addWidget(words_grid(words))
        self._agree = Button(tr("Zgadza się"), self.agree)
        self._differ = Button(tr("Nie zgadza się"), self.differ)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._agree)
        line.addWidget(self._differ)
        line.addWidget(label(tr("Choć jedno inne? Nie zgadza się."), "second", wrap=True), 1)
        column.addLayout(line)
        column.addWidget(self._said)
        column.addStretch(1)

    def start(self) -> None:
        """Go to neither button: the choice is made with open eyes."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def agree(self) -> None:
        """Take the office's answer: the words are the same."""
        self._set_busy(busy=True)
        call = partial(self._joining.join, self._file)
        self._context.save(call, self.joined.emit, self._failed, owner=self)

    def differ(self) -> None:
        """Void the invitation: somebody else answered."""
        self._set_busy(busy=True)
        self._context.save(self._joining.refuse, self._refused, self._failed, owner=self)

    def _refused(self, _nothing: object) -> None:
        self.refused.emit()

    def _failed(self, problem: AppError) -> None:
        self._set_busy(busy=False)
        fact, _dot, more = problem.sentence.partition(". ")
        self._said.say(f"{fact.rstrip('.')}.", more, tone="bad")

    def _set_busy(self, *, busy: bool) -> None:
        self._agree.setEnabled(not busy)
        self._differ.setEnabled(not busy)


class DonePanel(QWidget):
    """What joining brought."""

    def __init__(self, joined: Joined) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        families = counted(joined.families, "rodzina", "rodziny", "rodzin")
        came = f"Wczytano: {families}." if joined.families else "Biuro nie przydzieliło ci jeszcze rodzin."
        column.addWidget(Note(tr("Jesteś w biurze."), tr(came), tone="ok"))
        column.addWidget(label(tr("Kolejne przydziały przyjdą w paczkach z biura."), "muted", wrap=True))
        column.addStretch(1)


class RefusedPanel(QWidget):
    """Where a refused request leads."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Note(
                tr("Zaproszenie odrzucono, bo słowa się nie zgadzały."),
                tr("Zadzwoń do biura pod znany ci numer i poproś o nowe zaproszenie."),
                tone="bad",
            )
        )
        column.addStretch(1)
