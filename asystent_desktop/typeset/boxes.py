"""Bordered boxes: text, dotted lines to write on, signatures, a square to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from asystent_desktop.typeset.flow import PageNotes, Text, text
from asystent_desktop.typeset.styles import Styles
from asystent_desktop.typeset.text import Markup, bold, plain
from asystent_desktop.typeset.values import Signer

LINE = 0.75
_DOTS = (0.75, 1.5)
_LINE_STEP = 21.75


def dotted(canvas: Canvas, left: float, right: float, y: float) -> None:
    """Draw a line to write on."""
    canvas.saveState()
    canvas.setLineWidth(LINE)
    canvas.setDash(*_DOTS)
    canvas.line(left, y, right, y)
    canvas.restoreState()


class TextBox(Flowable):
    """One paragraph in a border; over a page's end it goes on in a border of its own."""

    def __init__(self, content: Text, *, pad_x: float, pad_y: float) -> None:
        super().__init__()
        self.content = content
        self.pad_x, self.pad_y = pad_x, pad_y

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width and the text's height."""
        self.width = width
        self.height = self.content.wrap(width - 2 * self.pad_x, height)[1] + 2 * self.pad_y
        return self.width, self.height

    def split(self, width: float, height: float, /) -> list[Flowable]:
        """Return two boxes, or none where not even two lines fit."""
        pieces = self.content.split(width - 2 * self.pad_x, height - 2 * self.pad_y)
        if len(pieces) < 2:
            return []
        return [TextBox(cast(Text, piece), pad_x=self.pad_x, pad_y=self.pad_y) for piece in pieces]

    def draw(self) -> None:
        """Draw border and text."""
        self.canv.setLineWidth(LINE)
        self.canv.rect(0, 0, self.width, self.height)
        self.content.drawOn(self.canv, self.pad_x, self.pad_y)


class LinesBox(Flowable):
    """An empty box with dotted lines to write on."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width, and a step more than there are lines."""
        self.width, self.height = width, (self.count + 1) * _LINE_STEP + 3
        return self.width, self.height

    def draw(self) -> None:
        """Draw border and lines."""
        self.canv.setLineWidth(LINE)
        self.canv.rect(0, 0, self.width, self.height)
        for number in range(1, self.count + 1):
            dotted(self.canv, 8.25, self.width - 8.25, self.height - number * _LINE_STEP)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLook:
    """Measures of signature boxes: boxes in a row, least height in points, gap under a row."""

    columns: int = 2
    height: float = 63
    gap: float = 10.5


class SignatureRow(Flowable):
    """Boxes to sign side by side: function and name, dotted line, „podpis” and „data” under it."""

    _GAP = 16.5
    _PAD = 6.0

    def __init__(
        self, signers: Sequence[Signer], look: SignatureLook, styles: Styles, notes: PageNotes
    ) -> None:
        super().__init__()
        self.signers, self.look, self.styles, self.notes = tuple(signers), look, styles, notes
        self.spaceAfter = look.gap

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width; a long function or name makes the row higher."""
        self.width = width
        self.box_width = (width - self._GAP * (self.look.columns - 1)) / self.look.columns
        style = self.styles.signature
        self.whos = [
            text(Markup(f"{plain(signer.role)}<br/>{bold(signer.name)}"), style) for signer in self.signers
        ]
        highest = max(who.wrap(self.box_width - 2 * self._PAD, height)[1] for who in self.whos)
        self.height = max(self.look.height * self.styles.stretch, highest + self.look.height - 22.5)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes, and note that this page is signed."""
        self.notes.signed.add(self.canv.getPageNumber())
        for number, who in enumerate(self.whos):
            self._draw_box(number * (self.box_width + self._GAP), who)

    def _draw_box(self, left: float, who: Text) -> None:
        style = self.styles.note
        inner_left, inner_right = left + self._PAD, left + self.box_width - self._PAD
        self.canv.setLineWidth(LINE)
        self.canv.rect(left, 0, self.box_width, self.height)
        who.drawOn(self.canv, inner_left, self.height - 3 - who.height)
        dotted(self.canv, inner_left, inner_right, style.leading + 6)
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.drawString(inner_left, 5.2, "podpis")
        self.canv.drawRightString(inner_right, 5.2, "data")


class TickLine(Flowable):
    """A square to tick, its words, and a dotted line to the right edge."""

    def __init__(self, words: str, styles: Styles) -> None:
        super().__init__()
        self.words, self.style = words, styles.small

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take one line."""
        self.width, self.height = width, self.style.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw square, words, line."""
        size = self.style.fontSize
        side, base = size * 0.9, self.height / 2 - size * 0.305
        self.canv.setLineWidth(1)
        self.canv.rect(0.5, base - 0.5, side, side)
        self.canv.setFont(self.style.fontName, size)
        start = side + 4.5
        self.canv.drawString(start, base, self.words)
        start += self.canv.stringWidth(self.words, self.style.fontName, size) + 4
        dotted(self.canv, start, self.width, base - 0.5)
