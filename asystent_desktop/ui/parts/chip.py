"""A chip: one or two words on a soft field; the colour only repeats what the words say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from asystent_desktop.ui.parts.text import set_shown
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

_SIDE = 9
_HEIGHT = 20
_RADIUS = 10


def chip_font() -> QFont:
    """Return the font of a chip."""
    return theme().font("chip", half_bold=True)


def chip_size(text: str) -> QSize:
    """Return the size of a chip with a text, in pixels."""
    metrics = QFontMetrics(chip_font())
    return QSize(
        metrics.horizontalAdvance(text) + 2 * theme().px(_SIDE), max(theme().px(_HEIGHT), metrics.height())
    )


def paint_chip(painter: QPainter, place: QRectF, text: str, tone: str) -> None:
    """Draw a chip in `place`; tones are quiet, ok, warn, bad, info. Too long words end in an ellipsis."""
    look = theme()
    field = look.colour("quiet" if tone == "quiet" else f"{tone}_soft")
    ink = look.colour("ink_2" if tone == "quiet" else tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1) if look.high_contrast else Qt.PenStyle.NoPen)
    painter.setBrush(field)
    radius = min(look.px(_RADIUS), place.height() / 2)
    painter.drawRoundedRect(place, radius, radius)
    painter.setPen(ink)
    painter.setFont(chip_font())
    shown = QFontMetrics(chip_font()).elidedText(
        text, Qt.TextElideMode.ElideRight, int(place.width()) - 2 * look.px(_SIDE) + 2
    )
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class Chip(QWidget):
    """A chip as a widget; not clickable, read by a screen reader as its words."""

    def __init__(self, text: str, tone: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the words."""
        return self._text

    def tone(self) -> str:
        """Return the tone: quiet, ok, warn, bad or info."""
        return self._tone

    def show_words(self, text: str, tone: str = "quiet") -> None:
        """Show other words in a tone; without words the chip goes away."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        set_shown(self, bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the words need."""
        return chip_size(self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        paint_chip(QPainter(self), QRectF(self.rect()), self._text, self._tone)
