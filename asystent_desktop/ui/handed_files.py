"""Listens for files that a person opens while the window is there, shows the window and offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from asystent_desktop.services.doorbell import Doorbell
    from asystent_desktop.ui.file_drops import FileDrops


class HandedFiles(QObject):
    """Brings the window forward, open or locked; what was opened goes the way of dropped files."""

    def __init__(self, window: QWidget, bell: Doorbell, drops: FileDrops) -> None:
        super().__init__(window)
        self._window, self._bell, self._drops = window, bell, drops
        self._watcher = QFileSystemWatcher([str(bell.folder)], self)
        self._watcher.directoryChanged.connect(lambda _path: self.listen())

    def listen(self) -> None:
        """Take what was handed over."""
        files = self._bell.heard()
        if files:
            self._drops.add(files)
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.raise_()
            self._window.activateWindow()
