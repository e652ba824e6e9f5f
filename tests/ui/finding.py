"""Finding controls the way a screen reader does: by what they are called."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

W = TypeVar("W", bound=QWidget)


def spoken(one: QWidget) -> str:
    """What a screen reader calls a control, with plain spaces."""
    return one.accessibleName().replace("\u00a0", " ")


def named(parent: QWidget, kind: type[W], name: str) -> W:
    """The one control of a kind with an accessible name."""
    found = [one for one in parent.findChildren(kind) if spoken(one) == name and one.isVisibleTo(parent)]
    assert len(found) == 1, (name, [one.accessibleName() for one in parent.findChildren(kind)])
    return found[0]


def button(parent: QWidget, words: str) -> QAbstractButton:
    """The button that says these words, visible ones only."""
    found = [
        one for one in parent.findChildren(QAbstractButton) if one.text() == words and one.isVisibleTo(parent)
    ]
    assert len(found) == 1, (words, [one.text() for one in parent.findChildren(QAbstractButton)])
    return found[0]


def shown_words(parent: QWidget) -> str:
    """All label texts that are not hidden, in a line, with plain spaces."""
    words = (one.text() for one in parent.findChildren(QLabel) if one.isVisibleTo(parent))
    return " | ".join(words).replace("\u00a0", " ")


def type_text(widget: QWidget, text: str) -> None:
    """Type letter by letter; Qt's own helper knows ASCII only."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
