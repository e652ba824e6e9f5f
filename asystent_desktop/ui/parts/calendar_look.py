"""How one visit is drawn in the calendar: as a line of the month, or as a block on the hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from asystent_desktop.polish import clock
from asystent_desktop.ui.parts.calendar_blocks import BANDS
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asystent_desktop.ui.parts.calendar_blocks import Block

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class Look:
    """Fonts, measures and colours of the calendar in the theme in use; made anew when the theme changes."""

    def __init__(self) -> None:
        look = theme()
        self.theme = look
        self.plain, self.half = look.font("chip"), look.font("chip", half_bold=True)
        self.bold, self.number = look.font("chip", bold=True), look.font("second", bold=True)
        self.second = look.font("second")
        self.struck = look.font("chip")
        self.struck.setStrikeOut(True)
        self.fonts = {
            id(font): QFontMetrics(font)
            for font in (self.plain, self.half, self.bold, self.number, self.second, self.struck)
        }
        self.line = max(self.metrics(self.half).height(), look.px(17))
        self.gap = look.px(2)
        self.head = max(self.metrics(self.number).height(), look.px(17)) + look.px(3)
        self.side = look.px(6)
        self.bar = max(look.px(4), 4)
        self._colours: dict[str, QColor] = {}

    def metrics(self, font: QFont) -> QFontMetrics:
        """Return the metrics of one of the fonts of this look."""
        return self.fonts[id(font)]

    def width(self, text: str, font: QFont) -> int:
        """Return the width of a text in pixels."""
        return self.metrics(font).horizontalAdvance(text)

    def colour(self, token: str) -> QColor:
        """Return the colour of a token."""
        if token not in self._colours:
            self._colours[token] = self.theme.colour(token)
        return self._colours[token]

    def paint_bar(self, painter: QPainter, place: QRect, band: int, *, is_busy: bool = False) -> None:
        """Draw a colour bar; when the colours are used up they come again with gaps."""
        colour = self.colour("edge" if is_busy else BANDS[band % len(BANDS)])
        parts = 1 if band < len(BANDS) else 3
        gap = 0 if parts == 1 else max(self.theme.px(2), 2)
        height = (place.height() - gap * (parts - 1)) // parts
        for part in range(parts):
            top = place.top() + part * (height + gap)
            painter.fillRect(QRect(place.left(), top, place.width(), height), colour)

    def write(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        font: QFont,
        ink: str = "ink",
        *,
        side: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        """Write one line of text; what does not fit ends in an ellipsis."""
        if place.width() <= 0 or not text:
            return
        painter.setFont(font)
        painter.setPen(self.colour(ink))
        shown = text
        if self.width(text, font) > place.width():
            shown = self.metrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side, shown)


def paint_line(painter: QPainter, place: QRect, block: Block, look: Look, *, chosen: bool = False) -> None:
    """Draw a visit as one line: bar, hour, name, the district's letter in the shape of its state."""
    _paint_field(painter, place, block, look, chosen=chosen)
    inside = place.adjusted(look.bar + look.theme.px(4), 0, -look.theme.px(3), 0)
    right = _paint_mark(painter, inside, block, look)
    hour = clock(block.start)
    look.write(painter, inside, hour, look.half, _ink(block))
    left = inside.left() + look.width(hour, look.half) + look.theme.px(5)
    name = look.struck if block.state == "cancelled" or block.kind == "gone" else look.plain
    look.write(
        painter,
        QRect(left, place.top(), right - left - look.theme.px(3), place.height()),
        block.name,
        name,
        _ink(block),
    )


def paint_block(painter: QPainter, place: QRect, block: Block, look: Look, *, chosen: bool = False) -> None:
    """Draw a visit as a block on the hours: times and letter, name, what is wrong, address while it fits."""
    _paint_field(painter, place, block, look, chosen=chosen)
    px = look.theme.px
    inside = place.adjusted(look.bar + px(5), px(2), -px(5), -px(2))
    line = QRect(inside.left(), inside.top(), inside.width(), look.line)
    right = _paint_mark(painter, line, block, look)
    times = block.times
    if look.width(times, look.half) > right - line.left():
        times = clock(block.start)
    look.write(
        painter,
        QRect(line.left(), line.top(), right - line.left(), line.height()),
        times,
        look.half,
        _ink(block),
    )
    struck = block.state == "cancelled" or block.kind == "gone"
    texts = [(block.name, look.struck if struck else look.bold, _ink(block))]
    texts += [(note, look.half, "bad") for note in block.notes]
    texts += [(block.address, look.plain, "ink_2")] if block.address else []
    for text, font, ink in texts:
        line.translate(0, look.line)
        if line.bottom() > inside.bottom() + 2:
            return
        is_last = line.bottom() + look.line > inside.bottom() + 2
        room = line.adjusted(0, 0, -px(16), 0) if is_last and block.can_move else line
        look.write(painter, room, text, font, ink)


def paint_grip(painter: QPainter, place: QRect, look: Look) -> None:
    """Draw the two short lines by which a block is made longer or shorter."""
    painter.setPen(QPen(look.colour("edge"), 1))
    right, length = place.right() - look.theme.px(4), look.theme.px(12)
    for step in (4, 7):
        y = place.bottom() - look.theme.px(step) + 1
        painter.drawLine(right - length, y, right, y)


def _ink(block: Block) -> str:
    return "ink_2" if block.state in {"cancelled", "failed"} or block.kind in {"gone", "busy"} else "ink"


def _paint_field(painter: QPainter, place: QRect, block: Block, look: Look, *, chosen: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = look.theme.px(3)
    field = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    quiet = block.kind in {"proposed", "gone"} or block.state == "cancelled"
    painter.setBrush(look.colour("brand_soft" if chosen else "paper" if quiet else "ground"))
    painter.drawRoundedRect(field, radius, radius)
    if quiet:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(field, radius, radius)
    elif look.theme.high_contrast or place.height() > look.line:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("edge" if look.theme.high_contrast else "line"), 1))
        painter.drawRoundedRect(field, radius, radius)
    bar = QRect(place.left(), place.top(), look.bar, place.height())
    look.paint_bar(painter, bar, block.band, is_busy=block.kind == "busy")
    if chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("focus"), 2))
        painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def _paint_mark(painter: QPainter, place: QRect, block: Block, look: Look) -> int:
    """Draw the letter in its shape, a pin and a sign of trouble before it; return where the rest must end."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    px = look.theme.px
    height = look.line - 2
    width = max(look.width(block.mark, look.bold) + px(4), height if block.state in {"held", "failed"} else 0)
    at = QRectF(place.right() + 1 - width, place.center().y() - height / 2 + 0.5, width, height)
    right = int(at.left()) if block.mark or block.state in {"held", "failed"} else place.right()
    shape_of(painter, at, block.state, look)
    painter.setFont(look.bold)
    painter.setPen(look.colour("white" if block.state == "held" else "ink_2"))
    painter.drawText(at, _CENTRE, block.mark)
    if block.pinned:
        right -= px(10)
        _paint_pin(painter, QPointF(right + px(4), place.center().y()), look)
    if block.notes:
        right -= px(10)
        sign = QRect(right, place.top(), px(9), place.height())
        look.write(painter, sign, "!", look.bold, "bad", side=_CENTRE)
    painter.restore()
    return right


def shape_of(painter: QPainter, at: QRectF, state: str, look: Look) -> None:
    """Draw what stands behind the letter: a full field when held, a crossed ring when not held."""
    radius = at.height() / 2
    if state == "held":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ok"))
        painter.drawRoundedRect(at, radius, radius)
    elif state == "failed":
        ring = at.adjusted(0.8, 0.8, -0.8, -0.8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("bad"), 1.6))
        painter.drawRoundedRect(ring, radius, radius)
        part = radius * 0.68
        painter.drawLine(at.center() + QPointF(-part, -part), at.center() + QPointF(part, part))


def _paint_pin(painter: QPainter, middle: QPointF, look: Look) -> None:
    size = look.theme.px(3)
    painter.setPen(QPen(look.colour("ink_2"), 1.4))
    painter.setBrush(look.colour("ink_2"))
    painter.drawEllipse(middle + QPointF(0, -size), size, size)
    painter.drawLine(middle, middle + QPointF(0, 2 * size))
