"""The sign of the month on paper: one circle a visit, told apart by shape alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from asystent_desktop.typeset.styles import Styles
from asystent_desktop.typeset.values import Dot, Dots

_SIDE = 9.75
_STEP = 12.75
_BEFORE_FAILED = 1.5


def draw_dot(canvas: Canvas, dot: Dot, left: float, bottom: float) -> None:
    """Draw one dot, 9.75 points wide: disc, ring with a point, dashed ring, ring crossed by a slash."""
    x, y = left + _SIDE / 2, bottom + _SIDE / 2
    radius = _SIDE / 2 - 0.6
    canvas.saveState()
    canvas.setLineWidth(1.05 if dot == "free" else 1.2)
    if dot == "free":
        canvas.setDash(1.5, 1.35)
    canvas.circle(x, y, radius, stroke=1, fill=int(dot == "held"))
    if dot == "planned":
        canvas.circle(x, y, 1.4, stroke=0, fill=1)
    if dot == "failed":
        reach = radius * 0.707
        canvas.setLineWidth(1.8)
        canvas.line(x - reach, y + reach, x + reach, y - reach)
    canvas.restoreState()


def _offset(dots: Dots, number: int) -> float:
    apart = _BEFORE_FAILED if dots.places and number >= len(dots.places) else 0
    return number * _STEP + apart


def draw_dots(canvas: Canvas, dots: Dots, left: float, bottom: float) -> float:
    """Draw the row from `left`; return the x of its right edge."""
    for number, dot in enumerate(dots.all()):
        draw_dot(canvas, dot, left + _offset(dots, number), bottom)
    return left + _offset(dots, len(dots.all()) - 1) + _SIDE


class DotsLine(Flowable):
    """Dots and words by turns on one line; `bold` sets the words like the values of facts."""

    def __init__(self, parts: Iterable[Dots | str], styles: Styles, *, bold: bool = False) -> None:
        super().__init__()
        self.parts: Sequence[Dots | str] = tuple(parts)
        self.style = styles.value if bold else styles.note

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take one line."""
        self.width, self.height = width, max(self.style.leading, _SIDE + 1)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the parts from the left."""
        left = 0.0
        size = self.style.fontSize
        self.canv.setFont(self.style.fontName, size)
        for part in self.parts:
            if isinstance(part, Dots):
                left = draw_dots(self.canv, part, left, (self.height - _SIDE) / 2) + size * 0.4
            else:
                self.canv.drawString(left, self.height / 2 - size * 0.36, part)
                left += self.canv.stringWidth(part, self.style.fontName, size) + size * 0.6


class DotCell(Flowable):
    """One dot in the middle of a table's cell."""

    def __init__(self, dot: Dot) -> None:
        super().__init__()
        self.dot: Dot = dot

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take one line of the table."""
        self.width, self.height = width, 13.1
        return self.width, self.height

    def draw(self) -> None:
        """Draw the dot."""
        draw_dot(self.canv, self.dot, (self.width - _SIDE) / 2, (self.height - _SIDE) / 2)
