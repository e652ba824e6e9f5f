"""The lock of a store: the operating system's own, so a killed program leaves none behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from asystent_desktop.storage.durable import PRIVATE_FILE
from asystent_desktop.storage.faults import VaultInUseError

NAME: Final = "vault.lock"

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """An exclusive hold on one file, from construction until `release`; the file stays.

    VaultInUseError while another holds it.
    """

    def __init__(self, file: Path) -> None:
        self._descriptor: int | None = os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            _take(self._descriptor)
        except OSError as error:
            self.release()
            raise VaultInUseError(code="LOCK") from error

    def release(self) -> None:
        """Give the store free; a second call does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


class VaultLock(FileLock):
    """The hold on one store's folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / NAME)
