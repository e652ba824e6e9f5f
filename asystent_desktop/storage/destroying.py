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
from asystent_desktop.storage.plainly import told_plainly

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.storage.vault import Vault


def destroy(vault: Vault) -> None:
    """Overwrite every key slot where it lies, delete the folder with its copies, remove the seal.

    The slots go first: from that moment nobody can open the store or its copies, whatever happens next.
    Copies that were made outside the folder stay readable with their password.
    """
    folder, vault_id = vault.folder, vault.vault_id
    vault.close()
    with told_plainly():
        copies = (folder / headers.BACKUPS).glob(f"*/{headers.NAME}")
        for path in (folder / headers.NAME, folder / headers.PREVIOUS, *copies):
            _overwrite(path)
        shutil.rmtree(folder)
        sync_folder(folder.parent)
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
