"""A time line: one row an event, with a point, its moment, what happened and a chip with its state."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.theme import theme

_POINT = 16
_MOMENT_WIDTH = 92


class Point(QWidget):
    """The point of an event; an open ring for what has not happened yet. The chip says the same in words."""

    def __init__(self, tone: str, *, is_open: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._is_open = tone, is_open
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as a letter."""
        side = theme().px(_POINT)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the point."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = look.colour("edge" if self._tone == "quiet" else self._tone)
        middle, radius = QPointF(self.width() / 2, self.height() / 2), self.width() / 2 - 2
        if self._is_open:
            painter.setPen(QPen(colour, look.px(3)))
            painter.setBrush(look.colour("paper"))
            painter.drawEllipse(middle, radius - 1, radius - 1)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(middle, radius, radius)


class TimelineRow(QFrame):
    """One event: its moment in one or two lines, a name, what there is to say of it, and its state."""

    def __init__(
        self, moment: str, name: str, more: str, state: tuple[str, str], *, is_open: bool = False
    ) -> None:
        super().__init__()
        words, tone = state
        self.setAccessibleName(", ".join(filter(None, (moment.replace("\n", " "), name, more, words))))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(Point("quiet" if is_open else tone, is_open=is_open), 0, top)
        when = label(moment, "second")
        when.setMinimumWidth(theme().px(_MOMENT_WIDTH))
        line.addWidget(when, 0, top)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(label(name, "strong", wrap=True))
        second = label(more, "second", wrap=True)
        said.addWidget(second)
        set_shown(second, bool(more))
        line.addLayout(said, 1)
        line.addWidget(Chip(words, tone), 0, top)
