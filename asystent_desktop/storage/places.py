"""Where a store must not lie: folders that another program or machine changes behind its back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from asystent_desktop.storage.faults import UnsuitableFolderError
from asystent_desktop.storage.lock import NAME as LOCK

_SYNCED: Final = re.compile(
    r"^(onedrive|dropbox|google ?drive|gdrive|my drive|m[oó]j dysk|dysk google|icloud ?drive|mobile documents"
    r"|nextcloud|owncloud|pcloud ?drive|mega|megasync|syncthing|seafile|yandex\.disk|box sync)\b",
    re.IGNORECASE,
)
# A write-ahead log keeps its index in memory shared between processes, which no network drive offers.
_NETWORK: Final = ("//", "\\\\")


def check_place(folder: Path) -> None:
    """Accept an own, local, unused folder for a new store or raise UnsuitableFolderError."""
    if str(folder).startswith(_NETWORK):
        raise UnsuitableFolderError(reason="NETWORK")
    resolved = folder.resolve()
    if any(_SYNCED.match(part) for part in (*folder.parts, *resolved.parts)):
        raise UnsuitableFolderError(reason="SYNCED")
    if folder.exists() and (not folder.is_dir() or any(path.name != LOCK for path in folder.iterdir())):
        raise UnsuitableFolderError(reason="USED")
