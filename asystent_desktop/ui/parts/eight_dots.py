"""The eight dots of a month: the sign of the program, whose shapes say the state without colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import pi
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from asystent_desktop.checks.counting import MonthCount, dots, sentence
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

_SIZE = 12.0
_GAP = 3.0
_APART = 6.0
_RING = 2.0
_USUAL = 8


class Dot(Enum):
    """The state of one visit."""

    HELD = "held"
    PLANNED = "planned"
    FREE = "free"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDots:
    """The visits of one family in a month: its target and how many were held, planned and failed.

    `lacking` are the places without a date; without it they are worked out, which a sum over families
    cannot be: one family's visits above its target do not fill the places of another.
    """

    target: int = _USUAL
    held: int = 0
    planned: int = 0
    failed: int = 0
    lacking: int | None = None

    @property
    def count(self) -> MonthCount:
        """Return the month as the program counts it everywhere."""
        done = self.held + self.planned
        missing = max(0, self.target - done) if self.lacking is None else self.lacking
        return MonthCount(
            target=self.target,
            held=self.held,
            planned=self.planned,
            missing=missing,
            over=done + missing - self.target,
            failed=self.failed,
            cancelled=0,
        )

    @property
    def free(self) -> int:
        """How many places have no date; failed visits never fill a place."""
        return self.count.missing

    @property
    def over(self) -> int:
        """How many held and planned visits stand beyond the places."""
        return self.count.over

    def places(self) -> tuple[Dot, ...]:
        """Return the dots of the places in their order: held, planned, free."""
        signs = dots(self.count)[: self.target]
        return tuple(Dot(sign) for sign in signs)

    def sentence(self) -> str:
        """Return the month in words for a tooltip and a screen reader."""
        return sentence(self.count)


def dot_colours() -> dict[Dot, QColor]:
    """Return the colour of each state in the theme in use."""
    look = theme()
    return {
        Dot.HELD: look.colour("ok"),
        Dot.PLANNED: look.colour("brand"),
        Dot.FREE: look.colour("edge"),
        Dot.FAILED: look.colour("bad"),
    }


def eight_width(month: MonthDots, scale: float = 1.0) -> float:
    """Return the width of the drawing in pixels; `scale` is 1 at 100 %."""
    places = len(month.places())
    width = places * _SIZE + max(places - 1, 0) * _GAP
    if month.over:
        width += (
            _APART
            + QFontMetrics(theme().font("chip", half_bold=True)).horizontalAdvance(f"+{month.over}") / scale
        )
    if month.failed:
        width += (_APART if width else 0) + month.failed * _SIZE + (month.failed - 1) * _GAP
    return width * scale


def paint_eight(
    painter: QPainter, place: QRectF, month: MonthDots, colours: Mapping[Dot, QColor], scale: float = 1.0
) -> None:
    """Draw the dots from the left edge of `place`, in its middle height; `scale` is 1 at 100 %."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.left(), place.center().y() - _SIZE * scale / 2)
    painter.scale(scale, scale)
    x = 0.0
    for dot in month.places():
        _paint_dot(painter, x, dot, colours[dot])
        x += _SIZE + _GAP
    if month.over:
        x = _paint_over(painter, x, month.over, scale)
    if month.failed and x:
        x += _APART - _GAP
    for _ in range(month.failed):
        _paint_dot(painter, x, Dot.FAILED, colours[Dot.FAILED])
        x += _SIZE + _GAP
    painter.restore()


def _paint_over(painter: QPainter, x: float, over: int, scale: float) -> float:
    text, font = f"+{over}", theme().font("chip", half_bold=True)
    width = QFontMetrics(font).horizontalAdvance(text) / scale
    painter.save()
    painter.scale(1 / scale, 1 / scale)
    painter.setPen(theme().colour("ink_2"))
    painter.setFont(font)
    at = QRectF((x + _APART - _GAP) * scale, -4 * scale, width * scale + 2, 20 * scale)
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return x + _APART - _GAP + width + _GAP


def _paint_dot(painter: QPainter, x: float, dot: Dot, colour: QColor) -> None:
    middle, radius = QPointF(x + _SIZE / 2, _SIZE / 2), _SIZE / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if dot is Dot.HELD:
        painter.drawEllipse(middle, radius, radius)
        return
    if dot is Dot.PLANNED:
        painter.drawEllipse(middle, 1.9, 1.9)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = 1.5 if dot is Dot.FREE else _RING
    pen = QPen(colour, width)
    round_length = 2 * pi * (radius - width / 2)
    if dot is Dot.FREE:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([round_length / width / 16, round_length / width / 16])
    painter.setPen(pen)
    painter.drawEllipse(middle, radius - width / 2, radius - width / 2)
    if dot is Dot.FAILED:
        part = (radius - 1.2) * 0.707
        painter.drawLine(middle + QPointF(-part, -part), middle + QPointF(part, part))


class EightDots(QWidget):
    """The dots as a widget; a screen reader says the month in one sentence."""

    def __init__(self, month: MonthDots | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._month = MonthDots()
        self.show_month(month or self._month)

    def show_month(self, month: MonthDots) -> None:
        """Show another month."""
        self._month = month
        self.setAccessibleName(month.sentence())
        self.setToolTip(month.sentence())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the dots, and a line high."""
        scale = theme().scale / 100
        return QSize(round(eight_width(self._month, scale)) + 1, theme().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dots."""
        paint_eight(QPainter(self), QRectF(self.rect()), self._month, dot_colours(), theme().scale / 100)


class DotKey(QWidget):
    """One dot and its word, for the legend under a month."""

    def __init__(self, dot: Dot, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot, self._words = dot, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Return room for the dot and the word."""
        look = theme()
        return QSize(
            look.px(16) + QFontMetrics(look.font("second")).horizontalAdvance(self._words) + 2, look.px(20)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot, then the word."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(0, (self.height() - look.px(_SIZE)) / 2)
        painter.scale(look.scale / 100, look.scale / 100)
        _paint_dot(painter, 0, self._dot, dot_colours()[self._dot])
        painter.restore()
        painter.setPen(look.colour("ink_2"))
        painter.setFont(look.font("second"))
        painter.drawText(
            self.rect().adjusted(look.px(16), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words
        )
