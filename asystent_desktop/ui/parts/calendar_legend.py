"""The line under the calendar: what colours, letters and shapes mean."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from asystent_desktop.ui.parts.calendar_look import Look, shape_of


class BandKey(QWidget):
    """A bar of a colour, the words that it stands for, and their letter."""

    def __init__(self, words: str, mark: str, band: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._mark, self._band = words, mark, band
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{words} {mark}".strip())

    def sizeHint(self) -> QSize:
        """Return room for bar, words and letter."""
        look = Look()
        width = look.width(self._words, look.plain) + look.width(self._mark, look.bold)
        return QSize(width + look.bar + look.theme.px(16), look.line + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, then words and letter."""
        look, painter = Look(), QPainter(self)
        look.paint_bar(painter, QRect(0, 1, look.bar, self.height() - 2), self._band)
        place = self.rect().adjusted(look.bar + look.theme.px(5), 0, 0, 0)
        look.write(painter, place, self._words, look.plain)
        left = place.left() + look.width(self._words, look.plain) + look.theme.px(6)
        look.write(
            painter, QRect(left, 0, self.width() - left, self.height()), self._mark, look.bold, "ink_2"
        )


class ShapeKey(QWidget):
    """The shape of a state and its word; "proposed" is the dashed edge, "pinned" the pin."""

    def __init__(self, state: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._words = state, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Return room for the shape and the word."""
        look = Look()
        return QSize(look.width(self._words, look.plain) + look.line + look.theme.px(8), look.line + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape as behind a letter, then the word."""
        look, painter = Look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = look.line - 3
        at = QRectF(1, (self.height() - size) / 2, size, size)
        if self._state == "proposed":
            painter.setPen(QPen(look.colour("edge"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(at, 3, 3)
        else:
            shape_of(painter, at, self._state, look)
        place = self.rect().adjusted(look.line + look.theme.px(4), 0, 0, 0)
        font = look.struck if self._state == "cancelled" else look.plain
        if self._state == "cancelled":
            place = self.rect().adjusted(look.theme.px(4), 0, 0, 0)
        look.write(painter, place, self._words, font, "ink_2")
