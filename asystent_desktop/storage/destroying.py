"""Closing a store for ever: its keys first, then its files, then its seal."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from asystent_desktop.storage import header as headers
from asystent_desktop.storage import seal
from asystent_desktop.storage.durable import sync_folder
from asystent_desktop.storage.peek import peek
from asystent_desktop.storage.plainly import told_plainly

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.storage.vault import Vault


def destroy(vault: Vault) -> None:
    """Overwrite every key slot where it lies, delete the folder with its copies, remove the seal.

    The slots go first: from that moment nobody can open the store or its copies, whatever happens next.
    Copies that were made outside the folder stay readable with their password.
    """
    folder = vault.folder
    vault.close()
    destroy_closed(folder)


def destroy_closed(folder: Path) -> None:
    """Destroy a store that is not open, as `destroy` does."""
    vault_id = peek(folder).vault_id
    with told_plainly():
        copies = (folder / headers.BACKUPS).glob(f"*/{headers.NAME}")
        for path in (folder / headers.NAME, folder / headers.PREVIOUS, *copies):
            _overwrite(path)
        shutil.rmtree(folder)
        sync_folder(folder.parent)
        if vault_id:
            with suppress(FileNotFoundError):
                seal.path_of(vault_id).unlink()


def _overwrite(path: Path) -> None:
    """Write random bytes over a file in place and flush them to the disk."""
    if not path.is_file():
        return
    with path.open("rb+") as stream:
        stream.write(secrets.token_bytes(path.stat().st_size))
        stream.flush()
        os.fsync(stream.fileno())
