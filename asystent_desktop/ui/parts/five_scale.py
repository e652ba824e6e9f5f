"""The scale of five levels from a serious deficit to a strong side, set by the keys 1 to 5."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from asystent_desktop.ui.parts.text import announce
from asystent_desktop.ui.theme import theme

LEVELS: Final = ("poważny deficyt", "deficyt", "wystarcza", "potencjał", "mocna strona")
NOT_RATED: Final = "Jeszcze nie oceniono"
_CELL = QSize(28, 26)


class FiveScale(QWidget):
    """Five cells with digits and the word of the chosen level; a thick line marks the previous rating."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._level, self._was = name, 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip("Klawisze 1–5 ustawiają poziom.")
        self._tell()

    def value(self) -> int:
        """Return the level 1..5; 0 when nothing has been rated."""
        return self._level

    def set_value(self, level: int) -> None:
        """Show a level 1..5, 0 for none."""
        self._level = level
        self._tell()
        self.update()

    def set_previous(self, level: int) -> None:
        """Mark the previous rating, 0 for none."""
        self._was = level
        self._tell()
        self.update()

    def words(self) -> str:
        """Return the digit and the word of the level."""
        return f"{self._level} {LEVELS[self._level - 1]}" if self._level else NOT_RATED

    def sizeHint(self) -> QSize:
        """Return room for five cells and the longest word."""
        look = theme()
        widest = max(
            QFontMetrics(look.font("second")).horizontalAdvance(word) for word in (*LEVELS, NOT_RATED)
        )
        return QSize(5 * look.px(_CELL.width()) + look.px(12) + widest, look.px(_CELL.height()) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 set the level, the arrows left and right step."""
        text = event.text()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if text and text in "12345":
            self._rate(int(text))
        elif Qt.Key(event.key()) in steps:
            self._rate(min(max(self._level + steps[Qt.Key(event.key())], 1), 5))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the level of the cell that was clicked."""
        level = int(event.position().x() // theme().px(_CELL.width())) + 1
        if 1 <= level <= 5:
            self._rate(level)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cells and the word."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = look.px(_CELL.width()), look.px(_CELL.height())
        for level in range(1, 6):
            self._paint_cell(painter, QRectF((level - 1) * width + 0.5, 0.5, width - 2, height), level)
        painter.setFont(look.font("second"))
        painter.setPen(look.colour("ink" if self._level else "ink_2"))
        word = LEVELS[self._level - 1] if self._level else NOT_RATED
        place = QRectF(5 * width + look.px(8), 0, self.width(), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)

    def _paint_cell(self, painter: QPainter, place: QRectF, level: int) -> None:
        look, chosen = theme(), level == self._level
        field = "warn" if level <= 2 else "ink_2" if level == 3 else "brand"
        painter.setPen(QPen(look.colour(field if chosen else "edge"), 1))
        painter.setBrush(look.colour(field if chosen else "paper"))
        painter.drawRoundedRect(place, 3, 3)
        if level == self._was:
            painter.setPen(QPen(look.colour("paper" if chosen else "edge"), 4))
            y = place.bottom() - 3
            painter.drawLine(QPointF(place.left() + 3, y), QPointF(place.right() - 3, y))
        painter.setFont(look.font("chip", half_bold=True))
        painter.setPen(look.colour("white" if chosen else "ink_2"))
        painter.drawText(place.adjusted(0, 0, 0, -3), Qt.AlignmentFlag.AlignCenter, str(level))

    def _rate(self, level: int) -> None:
        self.set_value(level)
        self.edited.emit()
        announce(self, self.words())

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name}: {self.words()}")
        before = f"Poprzednio: {self._was} {LEVELS[self._was - 1]}" if self._was else ""
        self.setAccessibleDescription(before)
