"""Files that are either whole or not there: write, flush to the disk, rename, flush the folder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step that survives a power cut; OSError leaves the old file."""
    fresh = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_durably(source: Path, target: Path) -> None:
    """Copy the bytes of one file and flush them; the target must not exist yet."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as out, source.open("rb") as stream:
        shutil.copyfileobj(stream, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())


def sync_file(path: Path) -> None:
    """Flush a file that something else has written."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names; Windows does this by itself and cannot open folders."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def private_folder(folder: Path) -> None:
    """Make the folder, with its parents, readable by this user only."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if sys.platform != "win32":
        folder.chmod(PRIVATE_FOLDER)


def mend_modes(folder: Path) -> tuple[str, ...]:
    """Take group and other rights off everything in `folder`; return the names that had them."""
    if sys.platform == "win32":
        return ()
    mended = []
    for path in (folder, *sorted(folder.rglob("*"))):
        if path.is_symlink():
            continue
        if path.stat().st_mode & 0o077:
            path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)
            mended.append(path.name)
    return tuple(mended)
