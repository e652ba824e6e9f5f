"""The second line of private mode: a name that a page or a dialog let through is hidden where it stands.

Pages ask for initials themselves. What is typed in an editor is never touched: it would be saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QGroupBox, QLabel, QWidget

from asystent_desktop.ui.parts.chip import Chip

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.ui.context import Context


class PrivacyNet(QObject):
    """Looks at each window that opens while private mode is on; a dialog may come from any page."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        context.private_changed.connect(self._turn)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide names in a window that is about to be shown; never take an event away."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            hide_names(watched, self._context.shown_sentence)
        return False

    def _turn(self, on: bool) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            if on:
                app.installEventFilter(self)


def hide_names(root: QWidget, hidden: Callable[[str], str]) -> None:
    """Hide names in everything under `root` that a person sees, points at or hears."""
    for one in (root, *root.findChildren(QWidget)):
        _hide_said(one, hidden)
        if isinstance(one, QLabel | QAbstractButton):
            _put(one.text(), hidden, one.setText)
        elif isinstance(one, QGroupBox):
            _put(one.title(), hidden, one.setTitle)
        elif isinstance(one, QComboBox):
            for place in range(one.count()):
                shown = hidden(one.itemText(place))
                if shown != one.itemText(place):
                    one.setItemText(place, shown)
        elif isinstance(one, Chip):
            shown = hidden(one.text())
            if shown != one.text():
                one.show_words(shown, one.tone())


def _hide_said(one: QWidget, hidden: Callable[[str], str]) -> None:
    _put(one.toolTip(), hidden, one.setToolTip)
    _put(one.accessibleName(), hidden, one.setAccessibleName)
    _put(one.accessibleDescription(), hidden, one.setAccessibleDescription)
    if one.isWindow():
        _put(one.windowTitle(), hidden, one.setWindowTitle)


def _put(text: str, hidden: Callable[[str], str], put: Callable[[str], object]) -> None:
    """Put the hidden text only where it differs: putting it again would draw everything anew."""
    if text and (shown := hidden(text)) != text:
        put(shown)
