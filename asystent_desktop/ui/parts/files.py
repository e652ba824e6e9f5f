"""Choosing and writing files: Qt's own dialog, whose memory of folders is wiped after each use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from asystent_desktop.errors import AppError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PDF: Final = "Plik PDF (*.pdf)"
UNPROTECTED: Final = "Zapisano. Ten plik nie jest chroniony hasłem: trzymaj go w bezpiecznym miejscu."
_UNPROTECTED_TITLE: Final = "{} (plik nie będzie chroniony hasłem)"


class UnwritableError(AppError):
    """The chosen place can't be written to."""

    sentence = "Nie udało się zapisać pliku. Sprawdź, czy nośnik jest włożony i ma wolne miejsce."


class UnreadableError(AppError):
    """The chosen file can't be read."""

    sentence = "Nie udało się odczytać pliku. Sprawdź, czy nośnik jest włożony."


class Files:
    """The file dialogs of the program. Names offered are neutral: never a surname."""

    def save_place(
        self, parent: QWidget, title: str, name: str, kind: str, *, is_protected: bool = True
    ) -> Path | None:
        """Ask where to save; `kind` is a Qt filter. A file that is not encrypted is said to be so."""
        heading = title if is_protected else _UNPROTECTED_TITLE.format(title)
        dialog = _dialog(parent, heading, kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Zapisz tutaj")
        return _answer(dialog)

    def open_place(self, parent: QWidget, title: str, kind: str) -> Path | None:
        """Ask for a file that exists."""
        dialog = _dialog(parent, title, kind)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Wczytaj")
        return _answer(dialog)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder."""
        dialog = _dialog(parent, title, "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Wybierz folder")
        return _answer(dialog)


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only this user may read; whole or not at all. UnwritableError when it can't be."""
    part = path.with_name(path.name + ".part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise UnwritableError(code=problem.errno) from None


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file; UnreadableError when it can't be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UnreadableError(code=problem.errno) from None


def forget_folders() -> None:
    """Remove what Qt wrote about visited folders."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
    settings.sync()


def _dialog(parent: QWidget, title: str, kind: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(Path.home()), kind)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = QFileDialog.DialogLabel
    for part, words in (
        (labels.Reject, "Anuluj"),
        (labels.FileName, "Nazwa pliku:"),
        (labels.FileType, "Rodzaj pliku:"),
        (labels.LookIn, "Miejsce:"),
    ):
        dialog.setLabelText(part, words)
    return dialog


def _answer(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    forget_folders()
    return Path(chosen[0]) if accepted and chosen else None
