"""Bundles that reach the window by folder, drop, double click or dialog: offered, never taken silently."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from asystent_desktop.polish import counted
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.exchange import Arrived, TakenAll
    from asystent_desktop.ui.context import Context

SUFFIX = ".paczka"
BUNDLES = "Paczki (*.paczka);;Wszystkie pliki (*)"
_CALM_MS = 400
_MOST_FILES = 200
_MANY = 5


class Arrivals(QObject):
    """What lies there to be taken. `changed` carries the files as they were looked into; `taken` what came.

    Files of the watched folder that were taken before are left out, and on a laptop those for another one:
    they come from the office on one stick. Files a person named are always shown.
    """

    changed = Signal(tuple)
    taken = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._given: list[Path] = []
        self._folder: Path | None = None
        self._taking = 0
        self._watcher = QFileSystemWatcher(self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._watcher.directoryChanged.connect(lambda _path: self._calm.start())
        self._calm.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """Return the watched folder."""
        return self._folder

    @property
    def is_taking(self) -> bool:
        """Tell whether files are being taken now."""
        return self._taking > 0

    def watch(self, folder: Path | None) -> None:
        """Watch another folder, or none; one that is not there is kept in mind without being watched."""
        for path in self._watcher.directories():
            self._watcher.removePath(path)
        self._folder = folder
        if folder is not None and folder.is_dir():
            self._watcher.addPath(str(folder))

    def add(self, files: Sequence[Path]) -> None:
        """Add files that a person named, newest last, and look into all."""
        if len(files) >= _MANY:
            self._context.notice(
                f"{tr('Sprawdzam')} {counted(len(files), 'plik', 'pliki', 'plików')}…", "info"
            )
        self._given += [one for one in files if one not in self._given]
        self.look()

    def forget(self, names: set[str]) -> None:
        """Leave files of these names out from now on; on the drive they stay where they are."""
        self._given = [one for one in self._given if one.name not in names]

    def look(self) -> None:
        """Look into all files off the GUI thread."""
        if not self._context.is_open:
            return
        given, watched = tuple(self._given), self._folder
        look = self._context.services.exchange.look
        passed = {"known"} if self._context.session.is_office else {"known", "foreign"}
        self._context.ask(partial(_look, look, given, watched, passed), self.changed.emit, owner=self)

    def take(self, files: Sequence[Path]) -> None:
        """Take files one after the other, with progress and a way to stop; others save between two."""
        # Taken ones stay in the list, said to be so, until they are forgotten.
        self._given += [one for one in files if one not in self._given]
        in_turn = self._context.tasks.in_turn
        take_all = partial(self._context.services.exchange.take_all, files, in_turn=in_turn)
        self._taking += 1
        self._context.run_long(take_all, self._done, self._failed, title=tr("Wczytuję paczki"), owner=self)

    def _done(self, done: TakenAll) -> None:
        self._taking -= 1
        self.taken.emit(done)
        self._context.exchanged.emit()
        self.look()

    def _failed(self, problem: AppError) -> None:
        self._taking -= 1
        self._context.notice(tr(problem.sentence), "bad")
        self.look()


def bundles_in(folder: Path | None) -> tuple[Path, ...]:
    """Return the bundles of a folder, oldest first; nothing when it is not there."""
    try:
        found = [one for one in folder.iterdir() if one.suffix == SUFFIX] if folder else []
        return tuple(sorted(found, key=lambda one: (one.stat().st_mtime, one.name))[-_MOST_FILES:])
    except OSError:
        return ()


def _look(
    look: object, given: tuple[Path, ...], watched: Path | None, passed: set[str]
) -> tuple[Arrived, ...]:
    lying = [one for one in bundles_in(watched) if one not in given]
    looked: tuple[Arrived, ...] = look([*lying, *given])  # type: ignore[operator]
    return tuple(one for one in looked if one.file in given or one.state not in passed)
