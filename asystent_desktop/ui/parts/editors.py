"""The editors of single values: each holds a value of one type, says when it was edited and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from asystent_desktop.ui.parts.typed import parse_day, parse_time
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, time


class LineEdit(QLineEdit):
    """One line of text. `read` makes a value of it (ValueError with a sentence when it can't)."""

    edited = Signal()

    def __init__(
        self,
        read: Callable[[str], Any] | None = None,
        words: Callable[[Any], str] = str,
        *,
        limit: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._words = read, words
        if limit:
            self.setMaxLength(limit)
        self.textEdited.connect(self.edited)

    def value(self) -> Any:
        """Return the value; ValueError with a Polish sentence when the text can't be read."""
        return self._read(self.text()) if self._read else self.text()

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self.setText(self._words(value))
        self.setCursorPosition(0)


class DayEdit(QLineEdit):
    """A date, typed as short as one likes and shown in full; arrows up and down step by a day."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setMaxLength(12)
        self.setPlaceholderText("dd.mm.rrrr")
        self.setToolTip("Wystarczy dzień i miesiąc: 23.11. Strzałki w górę i w dół zmieniają dzień.")
        self.textEdited.connect(self.edited)

    def value(self) -> date | None:
        """Return the date, nothing for an empty field; ValueError with a sentence when it is no date."""
        if not self.text().strip():
            return None
        found = parse_day(self.text(), self._today())
        if found is None:
            raise ValueError("To nie jest data. Wpisz ją na przykład tak: 23.11.2026.")
        return found

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        self.setText("" if value is None else f"{value:%d.%m.%Y}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by a day with the arrows."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        from datetime import timedelta

        found = parse_day(self.text(), self._today())
        self.set_value(self._today() if found is None else found + timedelta(days=step))
        self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show in full what was typed short."""
        found = parse_day(self.text(), self._today())
        if found is not None:
            self.set_value(found)
        super().focusOutEvent(event)


class TimeEdit(QLineEdit):
    """A time of the day: 10, 1030 and 10:30 are all read; arrows step by five minutes."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(5)
        self.setPlaceholderText("gg:mm")
        self.setToolTip("Wystarczy 10 albo 1030. Strzałki zmieniają o pięć minut.")
        self.textEdited.connect(self.edited)

    def value(self) -> time | None:
        """Return the time, nothing for an empty field; ValueError with a sentence when it is no time."""
        if not self.text().strip():
            return None
        found = parse_time(self.text())
        if found is None:
            raise ValueError("To nie jest godzina. Wpisz ją na przykład tak: 10:30.")
        return found

    def set_value(self, value: time | None) -> None:
        """Show a time."""
        self.setText("" if value is None else f"{value:%H:%M}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by five minutes with the arrows, within the day."""
        step = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()))
        found = parse_time(self.text())
        if step is None or found is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        minute = min(max(found.hour * 60 + found.minute + step, 0), 1435)
        self.setText(f"{minute // 60:02}:{minute % 60:02}")
        self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show in full what was typed short."""
        found = parse_time(self.text())
        if found is not None:
            self.set_value(found)
        super().focusOutEvent(event)


class NoteEdit(QPlainTextEdit):
    """Text of several lines; Tab leaves it, so that the keyboard alone gets everywhere."""

    edited = Signal()

    def __init__(self, lines: int = 3, *, limit: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._limit, self._is_setting = lines, limit, False
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.textChanged.connect(self._tell)

    def value(self) -> str:
        """Return the text; ValueError with a sentence when it is too long."""
        text = self.toPlainText()
        if self._limit and len(text) > self._limit:
            raise ValueError(f"Ten tekst jest za długi o {len(text) - self._limit} znaków.")
        return text

    def set_value(self, value: str) -> None:
        """Show a text."""
        self._is_setting = True
        self.setPlainText(value)
        self._is_setting = False

    def sizeHint(self) -> QSize:
        """Return room for the lines asked for."""
        return QSize(theme().px(200), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return room for the lines asked for, at any size of type."""
        return QSize(theme().px(120), self.fontMetrics().lineSpacing() * self._lines + 22)

    def _tell(self) -> None:
        if not self._is_setting:
            self.edited.emit()


class Choice(QComboBox):
    """One code of a list; the empty choice is a dash. The wheel turns the page, never the value."""

    edited = Signal()

    def __init__(
        self, options: Sequence[tuple[str, str]], *, may_be_empty: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._may_be_empty = may_be_empty
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_options(options)
        self.activated.connect(lambda _place: self.edited.emit())

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other codes with their words; the chosen one stays when it is still there."""
        kept = self.currentData()
        self.clear()
        if self._may_be_empty:
            self.addItem("–", "")
        for code, words in options:
            self.addItem(words, code)
        self.set_value(kept or "")

    def value(self) -> str:
        """Return the chosen code, empty when none is."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose a code; one that is not offered is shown as it is and kept."""
        place = self.findData(value)
        if place < 0 and value:
            self.addItem(value, value)
            place = self.count() - 1
        self.setCurrentIndex(max(place, 0) if value or self._may_be_empty else place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class Tick(QCheckBox):
    """Yes or no."""

    edited = Signal()

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        self.clicked.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick or clear it."""
        self.setChecked(value)


class PasswordEdit(QLineEdit):
    """A password; tells by the letters typed whether Caps Lock seems to be on."""

    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._caps = False

    def show_letters(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter with Shift: Qt does not tell the state of Caps Lock itself."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps(on=False)
        elif len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps(on=text.isupper() != shift)
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Forget the notice when the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self._set_caps(on=False)
        return super().event(event)

    def _set_caps(self, *, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps_lock.emit(on)
