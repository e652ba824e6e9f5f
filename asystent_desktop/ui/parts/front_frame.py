"""The frame of the screens before a store is open: a teal panel at the left, the work at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.text import label, set_property
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_PANEL = 420
_MOST_SHARE = 0.31


class BrandDots(QWidget):
    """The sign of the program: eight visits, five of them held."""

    _HELD, _ALL, _SIZE, _GAP = 5, 8, 26, 9

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Znak programu: osiem wizyt")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for the dots in a line."""
        look = theme()
        return QSize(look.px(self._ALL * (self._SIZE + self._GAP)), look.px(self._SIZE + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw full discs and empty rings, as large as the width allows."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(look.px(self._SIZE + self._GAP), self.width() / self._ALL)
        size = step * self._SIZE / (self._SIZE + self._GAP)
        painter.setPen(QPen(look.colour("on_rail"), size * 3 / self._SIZE))
        for place in range(self._ALL):
            painter.setBrush(look.colour("on_rail") if place < self._HELD else Qt.BrushStyle.NoBrush)
            middle = QPointF(place * step + size / 2, self.height() / 2)
            painter.drawEllipse(middle, size / 2 - 1.5, size / 2 - 1.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a guide: its title, what is done in it, and whether a wait stands before it."""

    title: str
    hint: str
    after_wait: str = ""


class StepDot(QWidget):
    """The number of a step in a ring; a finished one has a tick, the present one is filled."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._state = number, "ahead"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: str) -> None:
        """Set the state: done, now or ahead."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the ring."""
        return QSize(theme().px(34), theme().px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring and the number or the tick."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self._state != "ahead"
        painter.setPen(QPen(look.colour("on_rail"), 2))
        painter.setBrush(look.colour("on_rail") if filled else Qt.BrushStyle.NoBrush)
        place = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawEllipse(place)
        painter.setPen(look.colour("rail" if filled else "on_rail"))
        if self._state == "done":
            self._paint_tick(painter, place)
            return
        painter.setFont(look.font(bold=True))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_tick(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(QPen(theme().colour("rail"), 2.4))
        points = [(0.32, 0.52), (0.45, 0.66), (0.69, 0.36)]
        spots = [
            QPointF(place.left() + x * place.width(), place.top() + y * place.height()) for x, y in points
        ]
        painter.drawPolyline(spots)


class StepList(QWidget):
    """The steps of a guide, under one another."""

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._dots: list[StepDot] = []
        self._titles: list[QWidget] = []
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(12)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setVerticalSpacing(18 if theme().scale <= 125 else 6)
        grid.setColumnStretch(1, 1)
        row = 0
        for number, step in enumerate(self._steps, start=1):
            if step.after_wait:
                grid.addWidget(_WaitLine(step.after_wait), row, 0, 1, 2)
                row += 1
            dot, title = StepDot(number), label(step.title, "strong", wrap=True)
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(title)
            if theme().scale <= 125:
                words.addWidget(label(step.hint, "second", wrap=True))
            grid.addWidget(dot, row, 0)
            grid.addLayout(words, row, 1)
            self._dots.append(dot)
            self._titles.append(title)
            row += 1

    def show_step(self, now: int) -> None:
        """Mark the step `now`, counted from 0."""
        for place, (dot, title) in enumerate(zip(self._dots, self._titles, strict=True)):
            state = "done" if place < now else "now" if place == now else "ahead"
            dot.set_state(state)
            words = {"done": "zrobione", "now": "teraz", "ahead": ""}[state]
            dot.setAccessibleName(", ".join(filter(None, (f"Krok {place + 1}", words))))
            set_property(title, "role", "current" if state == "now" else "strong")


class _WaitLine(QWidget):
    """The words between two sittings, in a dashed line."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of a line of words."""
        return QSize(theme().px(200), theme().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dashes at both sides of the words."""
        look, painter = theme(), QPainter(self)
        font = look.font(half_bold=True)
        painter.setFont(font)
        painter.setPen(look.colour("rail_ink"))
        left = look.px(46 if look.scale <= 125 else 18)
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words)
        end = left + painter.fontMetrics().horizontalAdvance(self._words) + look.px(12)
        pen = QPen(look.colour("on_rail"), 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        y = self.height() // 2
        painter.drawLine(0, y, left - look.px(12), y)
        painter.drawLine(end, y, self.width(), y)


class FrontFrame(QWidget):
    """The panel with a title and what is put under it, and a page that scrolls beside it."""

    def __init__(self, title: str, foot: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QFrame()
        inside.setProperty("part", "rail")
        self.panel = QVBoxLayout(inside)
        side = 48 if theme().scale <= 125 else 24
        self.panel.setContentsMargins(
            side, 52 if theme().scale <= 125 else 24, side, 40 if side == 48 else 20
        )
        self.panel.setSpacing(4)
        self.panel.addWidget(label(title, "front", wrap=True))
        self._below = QVBoxLayout()
        self._below.setSpacing(14)
        self.panel.addLayout(self._below)
        self.panel.addStretch(1)
        self.panel.addWidget(label(foot, "second", wrap=True))
        self._panel_area = QScrollArea()
        self._panel_area.setProperty("part", "rail")
        self._panel_area.setWidget(inside)
        self._panel_area.setWidgetResizable(True)
        self._panel_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._panel_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self._panel_area)

    def add_to_panel(self, part: QWidget) -> None:
        """Put a part under the title of the panel."""
        self._below.addWidget(part)

    def set_page(self, page: QWidget) -> None:
        """Put the page beside the panel."""
        self._line.addWidget(page, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel within a third of the window."""
        super().resizeEvent(event)
        self._panel_area.setFixedWidth(min(theme().px(_PANEL), round(self.width() * _MOST_SHARE)))
