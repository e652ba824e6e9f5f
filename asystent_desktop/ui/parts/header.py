"""The line above a page: the title of the place, its state, and at most three actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.text import ElidedLabel, label, set_shown
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

HEIGHT = 56
MOST_ACTIONS = 3
_SEARCH_WIDTH = 320
_TWO_LINES_FROM = 175


class SearchLine(QLineEdit):
    """A field with the key that leads to it written at its right end."""

    def __init__(self, placeholder: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = label(key, "caption")
        self._key.setParent(self)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setAccessibleDescription(f"Klawisz {key}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme().px(_SEARCH_WIDTH))
        self.setMinimumWidth(theme().px(130))
        self.textChanged.connect(lambda text: self._key.setVisible(not text))

    def sizeHint(self) -> QSize:
        """Return room for a name and a street."""
        return QSize(theme().px(_SEARCH_WIDTH), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key at the right end."""
        super().resizeEvent(event)
        self._key.adjustSize()
        side = self._key.sizeHint()
        self._key.move(self.width() - side.width() - 12, (self.height() - side.height()) // 2)
        self._key.setVisible(not self.text() and self._has_room(side.width()))

    def _has_room(self, key_width: int) -> bool:
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return self.width() > words + key_width + theme().px(36)


class SearchDoor(SearchLine):
    """The field that opens the search over the whole program."""

    def __init__(self, open_search: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("Szukaj rodziny, osoby, notatki", "Ctrl+K", parent)
        self._open = open_search
        self.setReadOnly(True)
        self.returnPressed.connect(open_search)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Open the search."""
        self._open()


class Header(QFrame):
    """Title and context at the left, what belongs to the page and its actions at the right."""

    def __init__(self, title: str, context: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "header")
        self.title, self.context = ElidedLabel(title, "title"), ElidedLabel(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(0)
        self._line = self._row(column)
        self._line.addWidget(self.title)
        self._line.addWidget(self.context, 0)
        set_shown(self.context, bool(context))
        self._line.addStretch(1)
        # At a large type title and actions side by side are wider than the smallest screen.
        self._right = self._line if theme().scale < _TWO_LINES_FROM else self._row(column)
        if self._right is not self._line:
            column.setContentsMargins(24, 8, 24, 8)
            column.setSpacing(6)
            self._right.addStretch(1)
        self._actions: list[Button] = []
        self.setMinimumHeight(max(theme().px(HEIGHT), HEIGHT))

    def set_words(self, title: str, context: str = "") -> None:
        """Show another title and context."""
        self.title.setText(title)
        self.context.setText(context)
        set_shown(self.context, bool(context))

    def add_state(self, part: QWidget) -> None:
        """Put a chip or the dots after the context."""
        self._line.insertWidget(2, part)

    def add_part(self, part: QWidget) -> None:
        """Put a part of the page before its actions."""
        self._right.insertWidget(self._right.count() - len(self._actions), part)

    def add_action(self, button: Button) -> None:
        """Put an action at the end; ValueError beyond three."""
        if len(self._actions) >= MOST_ACTIONS:
            raise ValueError(f"more than {MOST_ACTIONS} actions")
        self._actions.append(button)
        self._right.addWidget(button)

    def actions_in_order(self) -> tuple[Button, ...]:
        """Return the actions from left to right."""
        return tuple(self._actions)

    def _row(self, column: QVBoxLayout) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        column.addLayout(line)
        return line
