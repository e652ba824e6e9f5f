"""Files that come to the window from outside: dropped onto it, or named when the program was started."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from asystent_desktop.ui.arrivals import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from asystent_desktop.ui.context import Context


class FileDrops(QObject):
    """Leads bundles to the page of exchange; those that come before a store is open wait for it.

    `waits` tells how many wait.
    """

    waits = Signal(int)

    def __init__(self, window: QWidget, context: Context, files: Sequence[Path] = ()) -> None:
        super().__init__(window)
        self._context = context
        self._waiting = list(files)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        context.opened.connect(self._offer)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Accept what holds bundles, and nothing else."""
        if isinstance(event, QDragEnterEvent | QDropEvent) and event.type() in {
            QEvent.Type.DragEnter,
            QEvent.Type.Drop,
        }:
            files = _bundles(event)
            if files:
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.add(files)
                return True
        return False

    def add(self, files: Sequence[Path]) -> None:
        """Offer files now, or once a store is open."""
        self._waiting += [one for one in files if one not in self._waiting]
        self.waits.emit(len(self._waiting))
        self._offer()

    def _offer(self) -> None:
        if self._waiting and self._context.is_open:
            files, self._waiting = self._waiting, []
            page = "bundles" if self._context.session.is_office else "exchange"
            self.waits.emit(0)
            self._context.go(page, files=files)


def _bundles(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    found = [Path(one.toLocalFile()) for one in urls if one.isLocalFile()]
    return [one for one in found if one.suffix == SUFFIX]
