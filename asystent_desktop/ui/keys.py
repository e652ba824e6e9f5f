"""The keys that work everywhere in the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from asystent_desktop.ui.parts.focus_panes import next_pane
from asystent_desktop.ui.privacy_net import hide_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.ui.main_window import MainWindow

RAIL_KEYS = 9
_HAS_KEYS = "has_keys"


def add_keys(window: MainWindow) -> None:
    """Give the window its keys: search, lock, new visit, filter, help, panes, private mode, rail."""
    context = window.context
    keys: dict[str, Callable[[], object]] = {
        "Ctrl+K": partial(context.go, "search"),
        "Ctrl+N": partial(_new_visit, window),
        "Ctrl+L": window.lock,
        "F1": partial(_open_help, window),
        "F6": partial(next_pane, window),
        "F9": partial(_turn_private, window),
        "Ctrl+F": partial(_start_filter, window),
    }
    keys |= {f"Alt+{place}": partial(_go_to_entry, window, place - 1) for place in range(1, RAIL_KEYS + 1)}
    for key, act in keys.items():
        QShortcut(QKeySequence(key), window).activated.connect(act)
    _DialogKeys(window)


class _DialogKeys(QObject):
    """Locking and private mode work in every dialog too: Qt keeps the window's own keys from a modal one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or dialog.property(_HAS_KEYS) or not self._window.context.is_open:
            return
        dialog.setProperty(_HAS_KEYS, True)
        for key, act in (("Ctrl+L", self._window.lock), ("F9", partial(self._turn_private, dialog))):
            QShortcut(QKeySequence(key), dialog).activated.connect(act)

    def _turn_private(self, dialog: QDialog) -> None:
        _turn_private(self._window)
        context = self._window.context
        if context.private:
            hide_names(dialog, context.shown_sentence)


def _new_visit(window: MainWindow) -> None:
    """Write a visit: of the family whose page is open, else of today's next one; again: choose a family."""
    context, page = window.context, window.page()
    if page is None or not context.session.is_field:
        return
    if window.place_name == "visit":
        context.go("visit", choose=True)
    elif page.args.get("family"):
        context.go("visit", family=page.args["family"])
    else:
        context.go("visit")


def _turn_private(window: MainWindow) -> None:
    window.context.set_private(not window.context.private)


def _open_help(window: MainWindow) -> None:
    page = window.page()
    if page is None:
        # The manual is read from disk only when somebody asks for it.
        from asystent_desktop.ui.front_help import open_front_help

        open_front_help(window)
    elif window.place_name != "help":
        window.context.go("help", come_from=window.place_name, back=page.place())


def _start_filter(window: MainWindow) -> None:
    page = window.page()
    if page is not None:
        page.start_filter()


def _go_to_entry(window: MainWindow, place: int) -> None:
    if window.context.is_open and place < len(window.rail.entries()):
        window.context.go(window.rail.entries()[place].entry.name)
