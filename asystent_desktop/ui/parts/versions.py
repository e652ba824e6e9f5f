"""Versions of one text side by side: who, when, on which device, and the places where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QSizePolicy, QTextEdit, QWidget

from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asystent_desktop.ui.parts.button import Button

Parts = tuple[tuple[str, bool], ...]
_LEAST_WIDTHS = {2: 340, 3: 240}
_BAR = 4


class MarkedText(QTextEdit):
    """Text to be read whose marked places have a line under them and a soft field; as high as its lines."""

    def __init__(self, name: str, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("part", "quote")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(name)
        marked = "; ".join(text.strip() for text, differs in parts if differs and text.strip())
        self.setAccessibleDescription(f"Różni się: {marked}" if marked else "")
        self._write()

    def marked(self) -> tuple[str, ...]:
        """Return the places that are marked."""
        return tuple(text for text, differs in self._parts if differs)

    def sizeHint(self) -> QSize:
        """Return room for all lines."""
        return QSize(theme().px(240), self._height())

    def minimumSizeHint(self) -> QSize:
        """Never cut a line."""
        return QSize(theme().px(160), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines anew when the width changes."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Set the text anew in another size of type."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_parts"):
            self._write()

    def _height(self) -> int:
        document = self.document().clone()
        document.setTextWidth(max(self.viewport().width(), theme().px(160)))
        return round(document.size().height()) + 2 * self.frameWidth() + theme().px(16)

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for text, differs in self._parts:
            shape = QTextCharFormat()
            if differs:
                shape.setBackground(theme().colour("warn_soft"))
                shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                shape.setUnderlineColor(theme().colour("warn"))
                shape.setFontUnderline(True)
            cursor.insertText(text, shape)
        self.updateGeometry()


class VersionCard(Card):
    """One version: its letter and time, facts about it, its text, and the button that takes it.

    Of a long text (`is_long`) the button stands above: below it would be many screens away.
    """

    def __init__(
        self,
        title: str,
        moment: str,
        facts: Sequence[tuple[str, str]],
        text: QWidget,
        take: Button,
        *,
        tone: str,
        is_long: bool = False,
    ) -> None:
        super().__init__(title, moment)
        self._tone = tone
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, (caption, words) in enumerate(facts):
            grid.addWidget(label(caption, "caption"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, "strong" if row == 0 else "small", wrap=True), row, 1)
        self.add_layout(grid)
        take.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if is_long:
            self.add(take)
        self.add(text, 1)
        if not is_long:
            self.add(take)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card and the bar along its upper edge that tells versions apart."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(self._tone))
        bar = self.rect().adjusted(0, 0, 0, 0)
        painter.setClipRect(bar.x(), bar.y(), bar.width(), _BAR)
        painter.drawRoundedRect(bar, 8, 8)


class SideBySide(QWidget):
    """Parts of equal width beside one another, or under one another where there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(14)

    def show_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these parts in place of those before."""
        empty(self._line)
        for part in parts:
            self._line.addWidget(part, 1)
        self._set_out()

    def parts(self) -> tuple[QWidget, ...]:
        """Return the parts in reading order."""
        found = (self._line.itemAt(place) for place in range(self._line.count()))
        return tuple(part for item in found if item is not None and (part := item.widget()) is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between beside and under."""
        super().resizeEvent(event)
        self._set_out()

    def _set_out(self) -> None:
        count = self._line.count()
        directions = QBoxLayout.Direction
        fits = count in _LEAST_WIDTHS and self.width() >= count * theme().px(_LEAST_WIDTHS[count])
        self._line.setDirection(directions.LeftToRight if fits else directions.TopToBottom)
