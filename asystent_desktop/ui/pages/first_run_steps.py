"""The panels of the first-run guide: who you are, the office or the invitation, the password."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from asystent_desktop.checks.numbers import check_postcode
from asystent_desktop.records.codes import code_list
from asystent_desktop.services.stores import OfficeStart
from asystent_desktop.ui.form import FieldBox
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.code_groups import CodeGroups
from asystent_desktop.ui.parts.editors import Choice, LineEdit, Tick
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label, set_property
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.stores import Stores
    from asystent_desktop.ui.context import Context

INVITATION_FILES = "Zaproszenie (*.zaproszenie);;Wszystkie pliki (*)"
CODE_GROUPS, CODE_GROUP = 2, 5

OFFICE, JOIN, DEMO = "office", "join", "demo"
WHO = (
    (OFFICE, "Biuro", "Zakładam ośrodek i zapraszam pracowników.", "Robi to jedna osoba, raz."),
    (JOIN, "Asystent, koordynator", "Mam zaproszenie z biura.", "Plik i kod z kartki."),
    (DEMO, "Dane pokazowe", "Chcę tylko zobaczyć, jak to działa.", "Zmyślone rodziny."),
)


class ChoiceCard(QFrame):
    """One of several ways: a radio button with its explanation; a click anywhere chooses it."""

    def __init__(self, title: str, words: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "choice")
        self.setProperty("chosen", "false")
        self.radio = QRadioButton(title)
        self.radio.setProperty("look", "choice")
        self.radio.setAccessibleDescription(f"{words} {more}")
        self.radio.toggled.connect(lambda on: set_property(self, "chosen", "true" if on else "false"))
        below = QVBoxLayout()
        below.setContentsMargins(28, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(label(words, "muted", wrap=True))
        below.addWidget(label(more, "second", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 14)
        column.setSpacing(4)
        column.addWidget(self.radio)
        column.addLayout(below)
        column.addStretch(1)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Choose this way."""
        self.radio.setChecked(True)
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)


class WhoPanel(QWidget):
    """Office, invited worker, or a look round."""

    edited = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._cards: dict[str, ChoiceCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        line = QBoxLayout(_direction())
        column.addLayout(line)
        column.addWidget(
            Button(tr("Mam kopię zapasową z innego komputera…"), self.copy_wanted.emit, look="link")
        )
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        for code, title, words, more in WHO:
            card = self._cards[code] = ChoiceCard(tr(title), tr(words), tr(more))
            self._group.addButton(card.radio)
            card.radio.toggled.connect(self._tell)
            line.addWidget(card, 1)

    def chosen(self) -> str:
        """Return the code of the way chosen; empty before."""
        return next((code for code, card in self._cards.items() if card.radio.isChecked()), "")

    def choose(self, code: str) -> None:
        """Choose a way."""
        self._cards[code].radio.setChecked(True)

    def missing(self) -> str:
        """Return what is missing."""
        return "" if self.chosen() else tr("Wybierz jedno z trzech")

    def start(self) -> None:
        """Go to the chosen way, or the first."""
        chosen = self.chosen() or OFFICE
        self._cards[chosen].radio.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, on: bool) -> None:
        if on:
            self.edited.emit()


class OfficePanel(QWidget):
    """What founding an office asks."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._person = LineEdit(limit=200), LineEdit(limit=120)
        self._kind = Choice(tuple(code_list("office_kind").items()), may_be_empty=False)
        self._street, self._postcode, self._city = LineEdit(limit=120), LineEdit(limit=6), LineEdit(limit=80)
        self._postcode.setPlaceholderText("00-000")
        self._both = Tick(tr("Prowadzę też rodziny jako asystent"))
        boxes = (
            (FieldBox(tr("Nazwa ośrodka"), self._office), 0, 0, 4),
            (FieldBox(tr("Rodzaj"), self._kind), 1, 0, 4),
            (FieldBox(tr("Ulica i numer"), self._street), 2, 0, 4),
            (FieldBox(tr("Kod pocztowy"), self._postcode), 3, 0, 1),
            (FieldBox(tr("Miejscowość"), self._city), 3, 1, 3),
            (FieldBox(tr("Twoje imię i nazwisko"), self._person), 4, 0, 4),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for box, row, column, span in boxes:
            grid.addWidget(box, row, column, 1, span)
        grid.addWidget(self._both, 5, 0, 1, 4)
        for column, stretch in enumerate((1, 1, 1, 1)):
            grid.setColumnStretch(column, stretch)
        for edit in (self._office, self._person, self._street, self._postcode, self._city):
            edit.edited.connect(self.edited)

    def office(self) -> OfficeStart:
        """Return what was filled in."""
        return OfficeStart(
            office_name=self._office.text().strip(),
            kind=self._kind.value(),
            street=self._street.text().strip(),
            postcode=self._postcode.text().strip(),
            city=self._city.text().strip(),
            person_name=self._person.text().strip(),
            also_assistant=self._both.value(),
        )

    def missing(self) -> str:
        """Return what is missing."""
        office = self.office()
        if not office.office_name:
            return tr("Wpisz nazwę ośrodka")
        if not office.person_name:
            return tr("Wpisz swoje imię i nazwisko")
        return next((tr(one.sentence) for one in check_postcode(office.postcode)), "")

    def start(self) -> None:
        """Go to the first field."""
        self._office.setFocus(Qt.FocusReason.OtherFocusReason)


class InvitationPanel(QWidget):
    """The invitation file, of which nothing is shown as a fact, and the code told by the office."""

    edited = Signal()

    def __init__(self, context: Context, stores: Stores, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._stores = context, stores
        self.invitation: Any = None
        self._name = LineEdit()
        self._name.setReadOnly(True)
        self._name.setPlaceholderText(tr("nie wskazano pliku"))
        self._find = Button(tr("Wskaż…"), self._choose)
        self._find.setAccessibleName(tr("Wskaż plik zaproszenia"))
        self.code = CodeGroups(tr("Kod podany przez biuro"), CODE_GROUPS, CODE_GROUP)
        self.code.edited.connect(self.edited)
        self._said = Note(tone="info")
        file_line = QHBoxLayout()
        file_line.setSpacing(8)
        file_line.addWidget(FieldBox(tr("Plik zaproszenia"), self._name), 1)
        file_line.addWidget(self._find, 0, Qt.AlignmentFlag.AlignBottom)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(file_line)
        left.addWidget(FieldBox(tr("Kod podany przez biuro (10 znaków)"), self.code))
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._said)
        right.addWidget(label(tr("Zaproszenie działa raz, na jednym komputerze."), "second", wrap=True))
        right.addStretch(1)
        line = QBoxLayout(_direction(), self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(24)
        line.addLayout(left, 1)
        line.addLayout(right, 1)

    def missing(self) -> str:
        """Return what is missing."""
        if self.invitation is None:
            return tr("Wskaż plik zaproszenia")
        return "" if self.code.is_complete() else tr("Wpisz kod do końca")

    def start(self) -> None:
        """Go to the button that finds the file, or to the code."""
        (self._find if self.invitation is None else self.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self, path: Path) -> None:
        """Read a file, off the GUI thread; one that can't be read is said at once."""
        self._name.setText(path.name)
        self._context.ask(partial(self._stores.open_invitation, path), self._read, self._refused, owner=self)

    def _choose(self) -> None:
        path = self._context.files.open_place(self, tr("Wskaż plik zaproszenia"), INVITATION_FILES)
        if path is not None:
            self.read(path)

    def _read(self, invitation: Any) -> None:
        self.invitation = invitation
        self._said.say(
            tr("Plik wczytany."), tr("Ważność i kod sprawdzi biuro, gdy dostanie twoją prośbę."), tone="info"
        )
        self.start()
        self.edited.emit()

    def _refused(self, problem: AppError) -> None:
        self.invitation = None
        fact, _dot, more = problem.sentence.partition(". ")
        self._said.say(f"{fact.rstrip('.')}.", more, tone="bad")
        self.edited.emit()


def _direction() -> QBoxLayout.Direction:
    """Return how parts stand: side by side, or under one another where the type is large."""
    directions = QBoxLayout.Direction
    return directions.LeftToRight if theme().scale <= 125 else directions.TopToBottom
