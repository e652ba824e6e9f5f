"""Labels, lines and links: text that is always plain, whoever wrote it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(text: str = "", role: str = "body", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text in a role of the style sheet; `wrap` lets it break into lines."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
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


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say a sentence without moving the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
