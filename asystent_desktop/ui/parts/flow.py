"""A layout that sets things in lines and begins a new line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items from left to right in lines, each line as high as its highest item, centred in it."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self._wanted: list[tuple[QLayoutItem, QSize]] | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item over at the end."""
        self._items.append(item)
        self._wanted = None

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or nothing beyond the end as Qt wants it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        self._wanted = None
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Ask the items for their sizes again, as Qt wants it whenever one of them has changed."""
        self._wanted = None
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        edges = self.contentsMargins()
        inside = width - edges.left() - edges.right()
        return self._set_out(QRect(0, 0, inside, 0), move=False) + edges.top() + edges.bottom()

    def setGeometry(self, place: QRect) -> None:
        """Set everything out in a place."""
        super().setGeometry(place)
        self._set_out(place.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        sizes = [size for _item, size in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return self._with_edges(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the widest item."""
        sizes = [item.minimumSize() for item, _size in self._shown()]
        width = max((size.width() for size in sizes), default=0)
        return self._with_edges(QSize(width, max((size.height() for size in sizes), default=0)))

    def _with_edges(self, inside: QSize) -> QSize:
        edges = self.contentsMargins()
        return inside + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _shown(self) -> list[tuple[QLayoutItem, QSize]]:
        """Return the items to set out and the sizes that they want."""
        if self._wanted is None:
            self._wanted = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        return self._wanted

    def _set_out(self, place: QRect, *, move: bool) -> int:
        """Return the height used; with `move` the items go to their places."""
        line: list[tuple[QLayoutItem, QSize]] = []
        y, x = place.top(), 0
        for item, size in self._shown():
            width = size.width()
            if line and x + width > place.width():
                y += self._set_line(line, place, y, move=move) + self._line_gap
                line, x = [], 0
            line.append((item, size))
            x += width + self._gap
        if line:
            y += self._set_line(line, place, y, move=move)
        return y - place.top()

    def _set_line(self, line: list[tuple[QLayoutItem, QSize]], place: QRect, y: int, *, move: bool) -> int:
        height = max(size.height() for _item, size in line)
        x, most = place.left(), QSize(max(place.width(), 1), 1 << 20)
        for item, size in line if move else ():
            item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size.boundedTo(most)))
            x += size.width() + self._gap
        return height
