"""Choosing a password: twice typed, checked as it grows, with six words offered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.ui.form import FieldBox
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.editors import PasswordEdit, Tick
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

_CHECK_AFTER_MS = 150


class NewPassword(QWidget):
    """Two fields and the offer of six words; `edited` says that `missing` may have changed."""

    edited = Signal()

    def __init__(
        self,
        problems_of: Callable[[str], tuple[str, ...]],
        suggest: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._problems_of, self._suggest = problems_of, suggest
        self._first, self._second = PasswordEdit(), PasswordEdit()
        self._first_box = FieldBox(
            tr("Hasło"), self._first, tr("Co najmniej 15 znaków. Spacje są dozwolone.")
        )
        self._second_box = FieldBox(tr("Powtórz hasło"), self._second)
        self._caps = Note(tr("Caps Lock jest włączony."), tone="warn")
        self._caps.hide()
        self._shown = Tick(tr("Pokaż hasło"))
        self._shown.toggled.connect(self._show_letters)
        self._offer = label("", "strong", wrap=True)
        self._offer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CHECK_AFTER_MS)
        self._timer.timeout.connect(self._say_problems)
        for edit in (self._first, self._second):
            edit.textEdited.connect(self._on_edited)
            edit.caps_lock.connect(self._caps.setVisible)
        self._set_out()

    def password(self) -> str:
        """Return the password."""
        return self._first.text()

    def missing(self) -> str:
        """Return what is still missing in one sentence; nothing when the password can be used."""
        if not self._first.text():
            return tr("Wpisz hasło")
        if self._problems_of(self._first.text()):
            return tr("Wybierz mocniejsze hasło")
        return "" if self._first.text() == self._second.text() else tr("Powtórz to samo hasło")

    def use(self, password: str) -> None:
        """Type a password into both fields, as the offer does."""
        self._first.setText(password)
        self._second.setText(password)
        self._shown.setChecked(True)
        self._on_edited()

    def start(self) -> None:
        """Go to the first field."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Empty the fields: the password is in use and stands nowhere in the window any more."""
        for edit in (self._first, self._second):
            edit.clear()
        self._offer.clear()
        self._shown.setChecked(False)

    def _set_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._first_box, self._second_box, self._caps, self._shown):
            column.addWidget(part)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Button(tr("Zaproponuj sześć słów"), self._offer_words))
        line.addWidget(self._offer, 1)
        column.addLayout(line)
        column.addStretch(1)

    def _offer_words(self) -> None:
        words = self._suggest()
        self._offer.setText(words)
        self.use(words)

    def _show_letters(self, shown: bool) -> None:
        for edit in (self._first, self._second):
            edit.show_letters(shown)

    def _on_edited(self, _text: str = "") -> None:
        self._first_box.show_problem("")
        self._second_box.show_problem("")
        self._timer.start()
        self.edited.emit()

    def _say_problems(self) -> None:
        problems = self._problems_of(self._first.text()) if self._first.text() else ()
        self._first_box.show_problem(problems[0] if problems else "")
        second = self._second.text()
        if second and not self._first.text().startswith(second):
            self._second_box.show_problem(tr("To nie jest to samo hasło."))
