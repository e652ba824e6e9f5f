"""Files that leave the program: written whole or not at all, and read back before they count."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from asystent_desktop.errors import AppError
from asystent_desktop.storage.durable import write_durably

if TYPE_CHECKING:
    from pathlib import Path


class NotWrittenError(AppError):
    """The file could not be written where the person wanted it; nothing counts as sent."""

    sentence = (
        "Nie udało się zapisać pliku. Sprawdź, czy nośnik jest podłączony i czy można na nim pisać. "
        "Niczego nie utracono, możesz zapisać jeszcze raz."
    )


class NoRoomError(NotWrittenError):
    """The drive is full."""


class NoWritingError(NotWrittenError):
    """The drive or the folder may only be read."""

    sentence = (
        "Na tym nośniku nie można pisać. Zdejmij z niego blokadę zapisu albo wybierz inne miejsce. "
        "Niczego nie utracono."
    )


def write_checked(path: Path, data: bytes) -> None:
    """Write a file durably, for this user only, and read it back; NotWrittenError if it isn't whole."""
    try:
        write_durably(path, data)
        whole = path.read_bytes() == data
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            megabytes = max(1, len(data) // 1_000_000 + 1)
            needs = f"Brakuje miejsca na plik (potrzeba około {megabytes} MB)."
            said = f"{needs} Zwolnij miejsce albo wybierz inny nośnik. Niczego nie utracono."
            raise NoRoomError(said) from error
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise NoWritingError(number=error.errno) from error
        raise NotWrittenError(number=error.errno) from error
    if not whole:
        raise NotWrittenError(reason="READ_BACK")


def read_file(path: Path, most: int = 64 * 1024 * 1024) -> bytes:
    """Read a file that a person named; AppError in a plain sentence when it can't be read or is too large."""
    try:
        if path.stat().st_size > most:
            raise AppError(f"Plik {path.name} jest za duży. Wybierz inny plik.")
        return path.read_bytes()
    except OSError as error:
        raise AppError(
            "Nie udało się odczytać pliku. Sprawdź, czy nośnik jest podłączony, i spróbuj ponownie."
        ) from error
