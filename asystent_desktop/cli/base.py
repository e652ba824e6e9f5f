"""What every command shares: its answer, the store it works on, the password, the exit code."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.errors import AppError

if TYPE_CHECKING:
    from argparse import ArgumentParser as _Parser
    from argparse import Namespace, _SubParsersAction

    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.stores import Stores

    Commands = _SubParsersAction[_Parser]

DONE: Final = 0
REFUSED: Final = 1
WRONG_USAGE: Final = 2
IN_PART: Final = 3


class MissingArgumentError(AppError):
    """Something that the command can't do without was not given."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command did: the one JSON object, the sentences for a person, the exit code."""

    data: dict[str, Any]
    lines: tuple[str, ...] = ()
    code: int = DONE


@dataclass(slots=True)
class Desk:
    """What a command works with; the store is opened when it first asks for it."""

    stores: Stores
    args: Namespace
    _services: Services | None = field(default=None)
    _asked: str | None = field(default=None, repr=False)

    @property
    def folder(self) -> Path:
        """Return the folder of the store; MissingArgumentError says how to name it."""
        named = getattr(self.args, "vault", None) or os.environ.get("ASYSTENT_VAULT")
        if not named:
            raise MissingArgumentError(
                "Nie wiem, na którym sejfie pracować. Podaj --vault KATALOG albo ASYSTENT_VAULT."
            )
        return Path(named)

    def password(self) -> str:
        """Return the password from the file, the environment or the terminal; never from an argument."""
        given = self.given_password() or self._asked
        if given:
            return given
        if not sys.stdin.isatty():
            raise MissingArgumentError(
                "Brakuje hasła. Podaj --password-file PLIK albo ustaw ASYSTENT_PASSWORD."
            )
        self._asked = getpass.getpass("Hasło: ")
        return self._asked

    def given_password(self) -> str | None:
        """Return the password from the file or the environment; None when it was given in neither."""
        named = getattr(self.args, "password_file", None)
        if named:
            return read_secret(Path(named))
        return os.environ.get("ASYSTENT_PASSWORD") or None

    @property
    def services(self) -> Services:
        """Return the services of the store, unlocking it at the first call."""
        if self._services is None:
            self._services = self.stores.unlock(self.folder, self.password())
        return self._services

    def say(self, sentence: str) -> None:
        """Tell progress on standard error."""
        print(sentence, file=sys.stderr)

    def close(self) -> None:
        """Close the store if a command opened it."""
        if self._services is not None:
            self._services.close()


def read_secret(path: Path) -> str:
    """Return the first line of a file; AppError in a plain sentence when it can't be read."""
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0]
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(f"Nie mogę odczytać pliku z hasłem: {path.name}. Sprawdź, czy istnieje.") from error


def typed_values(pairs: list[str]) -> dict[str, str]:
    """Read `field=value` arguments; `@file` reads long text from a file."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise MissingArgumentError(f"„{pair}” nie ma postaci pole=wartość. Napisz np. phone=601200300.")
        if value.startswith("@"):
            try:
                value = Path(value[1:]).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise AppError(f"Nie mogę odczytać pliku dla pola {name}. Sprawdź ścieżkę.") from error
        values[name] = value
    return values


def read_month(text: str) -> tuple[int, int]:
    """Read YYYY-MM; AppError in a plain sentence otherwise."""
    year, _, month = text.partition("-")
    if not (year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12):
        raise MissingArgumentError(f"„{text}” nie jest miesiącem. Napisz np. 2026-12.")
    return int(year), int(month)


def write_file(path: Path, data: bytes) -> None:
    """Write a file that the person asked for, readable by them only; AppError when it can't be written."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except OSError as error:
        raise AppError(f"Nie udało się zapisać pliku {path.name}. Sprawdź miejsce i uprawnienia.") from error
