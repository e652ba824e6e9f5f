"""The one sign of focus: a ring of 3 px, 2 px away from the part that the keyboard talks to.

The dotted line of the style is taken away by the style sheet (`outline: 0`).
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QScrollArea, QTabBar, QWidget

from asystent_desktop.ui.theme import theme

RING_WIDTH = 3
RING_GAP = 2
_AWAY = RING_GAP + RING_WIDTH
_MOVES = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}
)


class Ring(QWidget):
    """The drawing; it takes no clicks and no focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.on_rail = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring: blue on light, white on the rail."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("on_rail" if self.on_rail else "focus"), RING_WIDTH))
        half = RING_WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 9, 9)


class FocusRing(QObject):
    """Keeps the ring around the focused widget of the application, inside the page that scrolls it."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent or app)
        self._ring: Ring | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._move_to)

    def ring(self) -> Ring | None:
        """Return the ring when it is on screen."""
        if self._ring is None or not shiboken6.isValid(self._ring):
            return None
        return self._ring

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the focused widget when it or what holds it moves."""
        if event.type() in _MOVES:
            self._place()
        return False

    def _move_to(self, _before: QWidget | None, target: QWidget | None) -> None:
        for watched in self._watched:
            if shiboken6.isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []
        self._target = target if target is not None and _wants_ring(target) else None
        if self._target is None:
            self._hide()
            return
        host = _host(self._target)
        widget: QWidget | None = self._target
        while widget is not None and widget is not host:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._show_in(host)

    def _show_in(self, host: QWidget) -> None:
        ring = self.ring()
        if ring is None:
            ring = self._ring = Ring(host)
        elif ring.parentWidget() is not host:
            ring.setParent(host)
        ring.on_rail = self._target is not None and _is_on_rail(self._target)
        self._place()

    def _place(self) -> None:
        ring, target = self.ring(), self._target
        host = ring.parentWidget() if ring is not None else None
        if ring is None or host is None or target is None or not shiboken6.isValid(target):
            return
        corner = target.mapTo(host, QPoint(0, 0))
        wanted = QRect(corner, target.size()).adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)
        if ring.geometry() != wanted:
            ring.setGeometry(wanted)
        ring.setVisible(target.isVisible())
        ring.raise_()

    def _hide(self) -> None:
        ring = self.ring()
        if ring is not None:
            ring.hide()


def _wants_ring(target: QWidget) -> bool:
    if isinstance(target, QMenu) or target.isWindow():
        return False
    if target.window().windowType() is Qt.WindowType.Popup:
        return False
    return isinstance(target, QAbstractItemView | QTabBar) or target.focusPolicy() != Qt.FocusPolicy.NoFocus


def _host(target: QWidget) -> QWidget:
    """Return the widget to draw in: the content that scrolls with the target, or the window."""
    widget = target.parentWidget()
    while widget is not None and not widget.isWindow():
        viewport = widget.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea) and area.widget() is widget:
            return widget
        widget = widget.parentWidget()
    return target.window()


def _is_on_rail(target: QWidget) -> bool:
    widget: QWidget | None = target
    while widget is not None:
        if widget.property("part") == "rail":
            return True
        widget = widget.parentWidget()
    return False
