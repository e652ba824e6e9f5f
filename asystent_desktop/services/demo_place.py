"""The folder of demonstration data: built whole or not at all, and taken away whole."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from asystent_desktop.errors import RefusedError
from asystent_desktop.services.stores import HALF_BUILT
from asystent_desktop.storage.destroying import destroy_closed
from asystent_desktop.storage.lock import VaultLock
from asystent_desktop.storage.plainly import told_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def built_whole(folder: Path) -> Iterator[None]:
    """Let the block build in a new or empty folder; when it fails, nothing of it stays.

    What a crash left half built is taken away first. RefusedError when the folder is in use.
    """
    if (folder / HALF_BUILT).exists():
        remove_demo(folder)
    if folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"Folder {folder.name} nie jest pusty. Podaj nowy folder na dane pokazowe.")
    with told_plainly():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / HALF_BUILT).touch()
    try:
        yield
    except BaseException:
        remove_demo(folder)
        raise
    (folder / HALF_BUILT).unlink()


def remove_demo(folder: Path) -> None:
    """Delete all demonstration stores of a folder with their seals, and the folder.

    VaultInUseError while one of them is open; then nothing is deleted.
    """
    stores = [one.parent for one in sorted(folder.glob("*/vault.hdr"))]
    for store in stores:
        VaultLock(store).release()
    for store in stores:
        destroy_closed(store)
    with told_plainly():
        if folder.exists():
            shutil.rmtree(folder)
