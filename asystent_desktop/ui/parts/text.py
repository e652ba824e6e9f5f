"""Labels, lines and links: text that is always plain, whoever wrote it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from asystent_desktop.ui.theme import theme

_TYPE_OF = {
    **{role: role for role in ("figure", "hero", "title", "card", "lead")},
    **dict.fromkeys(("second", "small", "caption", "problem"), "second"),
    "brand": "lead",
    "front": "brand",
}


def label(text: str = "", role: str = "body", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text in a role of the style sheet; `wrap` lets it break into lines."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setContentsMargins(0, theme().accent_room(_TYPE_OF.get(role, "body")), 0, 0)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def line() -> QFrame:
    """Return a thin line between two things."""
    made = QFrame()
    made.setProperty("part", "line")
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet looks at, and dress the widget anew when it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide a part; one not yet in the window is shown with it, never as a window of its own."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        widget.setVisible(shown)


def show_either(first: QWidget, second: QWidget, *, is_first: bool) -> None:
    """Show one of two parts in the place of the other.

    The other goes before: for a moment both would ask for more height than a small window has, and it grows.
    """
    shown, hidden = (first, second) if is_first else (second, first)
    set_shown(hidden, False)
    set_shown(shown, True)


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say a sentence without moving the focus."""
    # Its many roles and events are not needed to open the door.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


class ElidedLabel(QLabel):
    """One line of plain text that gives way when there is no room; the whole stands in its tooltip."""

    def __init__(self, text: str = "", role: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setContentsMargins(0, theme().accent_room(_TYPE_OF.get(role, "body")), 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(0)

    def minimumSizeHint(self) -> QSize:
        """Need nothing but the height of a line."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits, with an ellipsis."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.contentsRect(), place, shown)
