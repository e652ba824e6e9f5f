"""The base style: Fusion without its dotted focus line, because one ring is drawn around the focused part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

RING_WIDTH = 3
RING_GAP = 2


class RingStyle(QProxyStyle):
    """Fusion; the sign of focus is the ring of `parts.focus_ring`, so the style draws none itself."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw everything but the dotted line."""
        if element is not QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)
