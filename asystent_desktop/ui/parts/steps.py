"""Steps to be done one after the other: a number in a disc, and a sentence with one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_DISC = 24


class StepNumber(QWidget):
    """The number of a step."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = str(number)
        side = theme().px(_DISC)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc and the number in it."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("brand"))
        painter.setBrush(look.colour("paper" if look.high_contrast else "brand_soft"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.setFont(look.font("chip", half_bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


def steps(sentences: Sequence[str]) -> QWidget:
    """Return the steps in order; a screen reader hears the number before the sentence."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(10)
    for number, sentence in enumerate(sentences, 1):
        line = QHBoxLayout()
        line.setSpacing(12)
        words = label(sentence, wrap=True)
        words.setAccessibleName(f"{number}. {sentence}")
        line.addWidget(StepNumber(number), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
    return holder
