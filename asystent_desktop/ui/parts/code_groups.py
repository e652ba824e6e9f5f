"""A code in groups: each field jumps to the next, and a code pasted as a whole fills them all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

from asystent_desktop.ui.theme import theme


class _Group(QLineEdit):
    """One group; hands a whole code that is pasted, and leaving at its edges, over to its owner."""

    pasted = Signal(str)
    left_back = Signal()

    def __init__(self, size: int) -> None:
        super().__init__()
        self.setMaxLength(size)
        self.setProperty("part", "code")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhUppercaseOnly | Qt.InputMethodHint.ImhNoPredictiveText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give a pasted code away whole; Backspace in an empty group goes back."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.left_back.emit()
        else:
            super().keyPressEvent(event)


class CodeGroups(QWidget):
    """Fields for `count` groups of `size` characters, `across` in a line."""

    edited = Signal()

    def __init__(
        self, name: str, count: int, size: int, *, across: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._groups = [_Group(size) for _ in range(count)]
        self.setFocusProxy(self._groups[0])
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        per_line = across or count
        for place, group in enumerate(self._groups):
            group.setAccessibleName(f"{name}, grupa {place + 1} z {count}")
            group.setMinimumWidth(theme().px(24 + 11 * size))
            group.textEdited.connect(lambda text, place=place: self._on_edited(place, text))
            group.pasted.connect(lambda text, place=place: self._fill(place, text))
            group.left_back.connect(lambda place=place: self._go(place - 1))
            grid.addWidget(group, place // per_line, place % per_line)

    def text(self) -> str:
        """Return what was typed, groups parted by hyphens."""
        return "-".join(group.text() for group in self._groups)

    def is_complete(self) -> bool:
        """Tell whether every group is full."""
        return all(len(group.text()) == self._size for group in self._groups)

    def clear(self) -> None:
        """Empty all groups."""
        for group in self._groups:
            group.clear()

    def set_text(self, text: str) -> None:
        """Fill the groups with a whole code, whatever parts its groups."""
        self._fill(0, text)

    def _on_edited(self, place: int, text: str) -> None:
        group = self._groups[place]
        at = group.cursorPosition()
        group.setText(text.upper())
        group.setCursorPosition(at)
        if len(text) == self._size and at == self._size:
            self._go(place + 1)
        self.edited.emit()

    def _fill(self, start: int, text: str) -> None:
        letters = "".join(letter for letter in text.upper() if letter.isalnum())
        for group in self._groups[start:]:
            taken, letters = letters[: self._size], letters[self._size :]
            if not taken:
                break
            group.setText(taken)
        last = next((one for one in self._groups if len(one.text()) < self._size), self._groups[-1])
        last.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._groups):
            self._groups[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self._groups[place].selectAll()
