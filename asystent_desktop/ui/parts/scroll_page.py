"""A page that scrolls: columns side by side, or under one another where the room is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.letting_go import let_go
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 14
_EDGE = 24
_LEAST_MAIN = 420
_SETTLED_MS = 250


class _Content(QWidget):
    """What scrolls: as high as its parts are at its width.

    The least height that Qt tells is that of the narrowest width, where every line breaks; a page as high as
    that ends in emptiness.
    """

    def minimumSizeHint(self) -> QSize:
        """Leave the height to the width, where it depends on it."""
        least, layout = super().minimumSizeHint(), self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


class ScrollPage(QScrollArea):
    """Columns of cards. A width of 0 takes the room that is left, others are pixels at 100 %."""

    def __init__(
        self, widths: Sequence[int] = (0,), parent: QWidget | None = None, *, least_main: int = _LEAST_MAIN
    ) -> None:
        super().__init__(parent)
        self._widths, self._least_main = tuple(widths), least_main
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # One that PySide knows: for Qt's own it would first make every class of widgets, at the door.
        self.setViewport(QWidget())
        content = _Content()
        content.setProperty("part", "page")
        self._content = content
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._across.setContentsMargins(_EDGE, 16, _EDGE, 16)
        self._across.setSpacing(GAP)
        self._first: QWidget | None = None
        self._holders: list[QWidget] = []
        self._columns: list[QVBoxLayout] = []
        for width in self._widths:
            self._add_column(width)
        self.setWidget(content)
        content.installEventFilter(self)

    def add(self, part: QWidget, column: int = 0, *, fills: bool = False) -> None:
        """Put a card at the end of a column; one that `fills` takes the height that is left."""
        layout = self._columns[column]
        layout.insertWidget(layout.count() - 1, part, 1 if fills else 0)
        if fills:
            layout.setStretch(layout.count() - 1, 0)

    def clear(self, column: int | None = None) -> None:
        """Take all cards out of one column, or of all."""
        for layout in self._columns if column is None else (self._columns[column],):
            for place in reversed(range(layout.count())):
                item = layout.itemAt(place)
                part = item.widget() if item is not None else None
                if part is not None:
                    layout.takeAt(place)
                    let_go(part)

    def add_layout(self, part: QLayout, column: int = 0) -> None:
        """Put a layout at the end of a column."""
        layout = self._columns[column]
        layout.insertLayout(layout.count() - 1, part)

    def set_margins(self, left: int, top: int, right: int, bottom: int, *, widest: int = 0) -> None:
        """Set the space around the columns, and how wide they may become, in pixels at 100 %."""
        look = theme()
        sides = (left, right) if look.scale <= 125 else (_EDGE, _EDGE)
        self._across.setContentsMargins(sides[0], top, sides[1], bottom)
        if widest:
            self._content.setMaximumWidth(look.px(widest))

    def show_from(self, part: QWidget) -> None:
        """Scroll so that a part begins at the top, also when the layout moves it in the next moment."""
        self._first = part
        self._scroll_to_first()
        QTimer.singleShot(_SETTLED_MS, self, self._forget_first)

    def is_narrow(self) -> bool:
        """Tell whether the columns stand under one another now."""
        return self._across.direction() is QBoxLayout.Direction.TopToBottom

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose anew when what stands in the columns needs another width."""
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self._set_out()
        elif watched is self._content and event.type() is QEvent.Type.Resize and self._first is not None:
            QTimer.singleShot(0, self, self._scroll_to_first)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between side by side and one under another."""
        super().resizeEvent(event)
        self._set_out()

    def changeEvent(self, event: QEvent) -> None:
        """Choose anew after a change of scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_holders"):
            self._set_out()

    def _scroll_to_first(self) -> None:
        if self._first is not None:
            top = self._first.mapTo(self._content, self._first.rect().topLeft()).y()
            self.verticalScrollBar().setValue(top - GAP)

    def _forget_first(self) -> None:
        self._first = None

    def _add_column(self, width: int) -> None:
        holder = QWidget()
        holder.setProperty("part", "page")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addStretch(1)
        self._holders.append(holder)
        self._columns.append(column)
        self._across.addWidget(holder, 0 if width else 1)

    def _set_out(self) -> None:
        look = theme()
        wanted = [look.px(width or self._least_main) for width in self._widths]
        least = [layout.minimumSize().width() for layout in self._columns]
        edges = self._across.contentsMargins()
        needed = sum(map(max, wanted, least)) + GAP * (len(wanted) - 1) + edges.left() + edges.right()
        narrow = len(self._widths) > 1 and needed > self.viewport().width()
        directions = QBoxLayout.Direction
        self._across.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        for holder, width in zip(self._holders, self._widths, strict=True):
            holder.setMinimumWidth(0 if narrow or not width else look.px(width))
            holder.setMaximumWidth(16_777_215 if narrow or not width else look.px(width))
