"""A file that a person opens while a window is there already: it is handed to that window.

The first window of a person holds a lock of the operating system; a program started later with a file leaves
its path in a private folder beside the lock and ends. Paths are not personal work, but may name somebody:
they lie there only until the window has heard them. No sockets: the program opens none.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Final

from asystent_desktop.storage.durable import private_folder, write_durably
from asystent_desktop.storage.faults import VaultInUseError
from asystent_desktop.storage.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LOCK: Final = "window.lock"
_FOLDER: Final = "opened"
_SUFFIX: Final = ".json"
_MOST_BYTES: Final = 64 * 1024


class Doorbell:
    """The bell of one person's computer, in the `folder` of the program's state."""

    def __init__(self, folder: Path) -> None:
        self._lock_file, self.folder = folder / _LOCK, folder / _FOLDER
        self._lock: FileLock | None = None

    def answer(self) -> bool:
        """Become the one that is rung at; False when another window is, or the folder cannot be written."""
        try:
            private_folder(self.folder)
            self._lock = self._lock or FileLock(self._lock_file)
        except (VaultInUseError, OSError):
            return False
        return True

    def ring(self, files: Sequence[Path]) -> bool:
        """Hand files over to the window that answers; False when the folder cannot be written."""
        told = json.dumps([str(one.absolute()) for one in files]).encode()
        try:
            write_durably(self.folder / f"{secrets.token_hex(8)}{_SUFFIX}", told)
        except OSError:
            return False
        return True

    def heard(self) -> tuple[Path, ...]:
        """Return the files that were handed over since the last call; each is told once."""
        from pathlib import Path

        found: list[Path] = []
        for one in sorted(self.folder.glob(f"*{_SUFFIX}")):
            try:
                told = json.loads(one.read_bytes()[:_MOST_BYTES])
                found += [Path(path) for path in told if isinstance(path, str)]
            except (OSError, ValueError, TypeError):
                # Not written by this program, or gone already: nobody waits for it.
                continue
            finally:
                one.unlink(missing_ok=True)
        return tuple(found)

    def close(self) -> None:
        """Let the next window answer."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()
