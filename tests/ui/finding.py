"""Finding controls the way a screen reader does: by what they are called."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

W = TypeVar("W", bound=QWidget)


def named(parent: QWidget, kind: type[W], name: str) -> W:
    """The one control of a kind with an accessible name."""
    found = [one for one in parent.findChildren(kind) if one.accessibleName() == name and not one.isHidden()]
    assert len(found) == 1, (name, [one.accessibleName() for one in parent.findChildren(kind)])
    return found[0]


def button(parent: QWidget, words: str) -> QAbstractButton:
    """The button that says these words, visible ones only."""
    found = [
        one for one in parent.findChildren(QAbstractButton) if one.text() == words and not one.isHidden()
    ]
    assert len(found) == 1, (words, [one.text() for one in parent.findChildren(QAbstractButton)])
    return found[0]


def shown_words(parent: QWidget) -> str:
    """All label texts that are not hidden, in a line."""
    return " | ".join(one.text() for one in parent.findChildren(QLabel) if one.isVisibleTo(parent))
