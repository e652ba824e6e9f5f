"""Keeping what the cursor is on in sight, in whichever page scrolls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

_MARGIN = 24


def ensure_shown(part: QWidget, place: QRect) -> None:
    """Scroll all that is around `part` so that a place in it can be seen."""
    widget = part.parentWidget()
    while widget is not None and not widget.isWindow():
        content = widget.widget() if isinstance(widget, QScrollArea) else None
        if isinstance(widget, QScrollArea) and content is not None:
            at = part.mapTo(content, place.center())
            widget.ensureVisible(
                at.x(), at.y(), min(place.width() // 2, widget.width() // 2), place.height() // 2 + _MARGIN
            )
        widget = widget.parentWidget()


class SideScroll(QScrollArea):
    """Scrolls one part sideways where it is wider than its room; upwards the page around it scrolls."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self._part = part
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(part)
        self.horizontalScrollBar().rangeChanged.connect(self.fit)

    def fit(self) -> None:
        """Take the height of the part, and that of the bar when there is one."""
        bar = self.horizontalScrollBar()
        more = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.setFixedHeight(self._part.minimumHeight() + more)
