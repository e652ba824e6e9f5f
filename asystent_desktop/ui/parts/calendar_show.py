"""Keeping what the cursor is on in sight, in whichever page scrolls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

_MARGIN = 24


def ensure_shown(part: QWidget, place: QRect) -> None:
    """Scroll the page around `part` so that a place in it can be seen."""
    widget = part.parentWidget()
    while widget is not None and not widget.isWindow():
        content = widget.widget() if isinstance(widget, QScrollArea) else None
        if isinstance(widget, QScrollArea) and content is not None:
            at = part.mapTo(content, place.center())
            widget.ensureVisible(at.x(), at.y(), 0, place.height() // 2 + _MARGIN)
            return
        widget = widget.parentWidget()
