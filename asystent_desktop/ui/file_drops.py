"""Files that come to the window from outside: dropped onto it, or named when the program was started."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QWindow

from asystent_desktop.ui.arrivals import SUFFIX
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from asystent_desktop.ui.context import Context

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrops(QObject):
    """Leads bundles to the page of exchange; those that come before a store is open wait for it.

    Other files change nothing, and a sentence says so. Files are caught before any field beneath the mouse:
    a field would take the path of a file for text. `waits` tells how many bundles wait.
    """

    waits = Signal(int)

    def __init__(self, window: QWidget, context: Context, files: Sequence[Path] = ()) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._waiting = list(files)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        QGuiApplication.instance().focusWindowChanged.connect(self._guard)  # type: ignore[union-attr]
        context.opened.connect(self._offer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files for the window; a dialog above it takes none."""
        if watched is self._window:
            if event.type() == QEvent.Type.Show:
                self._guard(self._window.windowHandle())
            return False
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        files = _files(event)
        if not files:
            return False
        bundles = [one for one in files if one.suffix.casefold() == SUFFIX]
        if watched is self._window.windowHandle() and (bundles or self._context.is_open):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.add(bundles)
                self._tell_of_others([one for one in files if one not in bundles])
        else:
            event.ignore()
        return True

    def add(self, files: Sequence[Path]) -> None:
        """Offer files now, or once a store is open."""
        self._waiting += [one for one in files if one not in self._waiting]
        self.waits.emit(len(self._waiting))
        self._offer()

    def _guard(self, window: QWindow | None) -> None:
        """Look at what is dropped onto a window of the program; one that is looked at already stays so."""
        if window is not None:
            window.installEventFilter(self)

    def _offer(self) -> None:
        if self._waiting and self._context.is_open:
            files, self._waiting = self._waiting, []
            page = "bundles" if self._context.session.is_office else "exchange"
            self.waits.emit(0)
            self._context.go(page, files=files)

    def _tell_of_others(self, others: Sequence[Path]) -> None:
        if not others or not self._context.is_open:
            return
        names = ", ".join(self._context.shown_text(one.name) for one in others)
        told = tr("Ten plik nie jest paczką") if len(others) == 1 else tr("Te pliki nie są paczkami")
        more = tr("Program wczytuje tylko pliki z końcówką .paczka.")
        self._context.notice(f"{told}: {names}. {more}", "warn")


def _files(event: QDropEvent) -> list[Path]:
    return [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
