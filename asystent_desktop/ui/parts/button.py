"""Buttons: a verb with its object, and after it the key that does the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

_GAP = 6


class Button(QPushButton):
    """A push button in one of the looks `plain main big small link pick tag`, with a key written on it."""

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        look: str = "plain",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._hint = hint
        self.setProperty("look", look)
        self.setAutoDefault(False)
        self.setAccessibleName(text.replace("…", ""))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if look in {"link", "pick", "tag"}:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if hint:
            self.setAccessibleDescription(f"Klawisz {hint}")
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_words(self, text: str) -> None:
        """Change the words on the button and what a screen reader says."""
        self.setText(text)
        self.setAccessibleName(text.replace("…", ""))

    def hint_text(self) -> str:
        """Return the key written on the button, or nothing."""
        return self._hint

    def sizeHint(self) -> QSize:
        """Leave room for the key beside the words."""
        return super().sizeHint() + QSize(self._hint_width(), 0)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, as Space does."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and not event.isAutoRepeat() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plate by the style, then the words and the smaller key."""
        if not self._hint:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_words(painter, self._ink(option))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after a change of font or style."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
        super().changeEvent(event)

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        words = self.fontMetrics().horizontalAdvance(self.text())
        whole = words + self._hint_width()
        left = (self.width() - whole) // 2
        painter.setPen(ink)
        painter.setFont(self.font())
        place = QRect(left, 0, words + 2, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(theme().font("chip"))
        place = QRect(left + words + theme().px(_GAP), 1, whole, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._hint)

    def _ink(self, option: QStyleOptionButton) -> QColor:
        if theme().high_contrast:
            return option.palette.buttonText().color()
        if not self.isEnabled():
            return theme().colour("ink_2")
        filled = self.property("look") in {"main", "big", "tag"}
        return theme().colour("white" if filled else "ink")

    def _hint_width(self) -> int:
        if not self._hint:
            return 0
        from PySide6.QtGui import QFontMetrics

        return QFontMetrics(theme().font("chip")).horizontalAdvance(self._hint) + theme().px(_GAP)


def with_key(button: QPushButton, keys: str) -> None:
    """Give a button a shortcut and write it in its tooltip."""
    sequence = QKeySequence(keys)
    button.setShortcut(sequence)
    button.setToolTip(f"{button.text()} ({keys})")
