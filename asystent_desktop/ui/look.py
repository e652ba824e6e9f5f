"""The look that this machine remembers: size of type, applied at once, and size of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QApplication, QWidget

from asystent_desktop.settings import Look, read_look, write_look
from asystent_desktop.ui.theme import apply_theme

if TYPE_CHECKING:
    from pathlib import Path

_FRAME = 30


class Looks(QObject):
    """The look in use; without a path nothing is remembered. `changed` says that parts must be made anew."""

    changed = Signal()

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.look = read_look(path) if path is not None else Look()

    def set_scale(self, scale: int) -> None:
        """Use another size of type, in percent, from now on."""
        if scale == self.look.scale:
            return
        self._keep(replace(self.look, scale=scale))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, scale)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Give a window the remembered size; one that has no room on the screen with its frame fills it."""
        room = window.screen().availableGeometry().size() - QSize(0, _FRAME)
        wanted = QSize(self.look.width, self.look.height)
        window.resize(wanted.boundedTo(room))
        if self.look.is_maximised or wanted != wanted.boundedTo(room):
            window.showMaximized()

    def keep_size(self, window: QWidget) -> None:
        """Remember the size of a window; of one that fills the screen only that it does."""
        if window.isMaximized():
            self._keep(replace(self.look, is_maximised=True))
        else:
            size = window.size()
            self._keep(replace(self.look, width=size.width(), height=size.height(), is_maximised=False))

    def _keep(self, look: Look) -> None:
        self.look = look
        if self._path is not None:
            write_look(self._path, look)
