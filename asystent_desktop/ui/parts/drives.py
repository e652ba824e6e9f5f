"""Drives that were plugged in: where a bundle can be put with one press."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_PLACES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


@dataclass(frozen=True, slots=True)
class Drive:
    """One drive: its name for a person, its folder, how many bytes are free."""

    name: str
    folder: Path
    free_bytes: int


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
