"""Drives that were plugged in: where a bundle can be put with one press, also those plugged in just now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal
from PySide6.QtWidgets import QWidget

from asystent_desktop.ui.words import size_words

if TYPE_CHECKING:
    from asystent_desktop.ui.context import Context

LOOK_EVERY_MS = 2_000
_PLACES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


@dataclass(frozen=True, slots=True)
class Drive:
    """One drive: its name for a person, its folder, how many bytes are free."""

    name: str
    folder: Path
    free_bytes: int

    @property
    def words(self) -> str:
        """Return its name and how much room it has, as a choice shows them."""
        return f"{self.name} · wolne {size_words(self.free_bytes)}"


def removable_drives() -> tuple[Drive, ...]:
    """Return the drives that can be written to and are not the system's own."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if not (volume.isValid() and volume.isReady()) or volume.isReadOnly() or volume.isRoot():
            continue
        letter = root[:2] if len(root) <= 3 and root[1:2] == ":" else ""
        if not letter and not root.startswith(_PLACES):
            continue
        name = volume.displayName() if letter else volume.name() or Path(root).name
        words = f"{name} ({letter})" if letter and letter not in name else name
        found.append(Drive(words, Path(root), volume.bytesAvailable()))
    return tuple(sorted(found, key=lambda one: one.name))


class DriveWatch(QObject):
    """Looks for drives while a page is on screen; `changed` carries those that are there now.

    By asking again and again: no system tells it in a way that all of them have.
    """

    changed = Signal(tuple)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._last: tuple[Path, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now, off the GUI thread: a dead network drive would stop it."""
        if self._page.isVisible() and self._context.is_open:
            self._context.ask(removable_drives, self._answer, owner=self)

    def _answer(self, drives: tuple[Drive, ...]) -> None:
        folders = tuple(one.folder for one in drives)
        if folders != self._last:
            self._last = folders
            self.changed.emit(drives)
