"""Expected failures of the store, and the one table that turns SQLite's and the system's errors into them."""

from __future__ import annotations

import errno
from typing import Final

from asystent_desktop.errors import AppError

SMALL_SAVE_MB: Final = 10
"""Free space in MB that any ordinary save fits into."""


class WrongPasswordError(AppError):
    """No slot opens with what was typed; `must_wait` after the fifth failure in a row."""

    sentence = "Nie udało się otworzyć sejfu. Hasło może być błędne. Dane nie zostały zmienione."

    def __init__(self, *, must_wait: bool = False) -> None:
        words = " Przed następną próbą trzeba chwilę odczekać." if must_wait else ""
        super().__init__(type(self).sentence + words, must_wait=must_wait)
        self.must_wait = must_wait


class TooSoonError(AppError):
    """A try before the wait after failures is over; `seconds` are left, to re-enable a field, not to show."""

    sentence = (
        "Po kilku nieudanych próbach trzeba chwilę odczekać. Spróbuj ponownie za chwilę. "
        "Dane nie zostały zmienione."
    )

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=round(seconds, 1))
        self.seconds = seconds


class WrongCodeError(AppError):
    """A well-formed recovery code that opens no slot of this store."""

    sentence = (
        "Ten kod odzyskiwania nie otwiera tego sejfu. Sprawdź, czy to najnowszy wydruk kodu. "
        "Dane nie zostały zmienione."
    )


class VaultInUseError(AppError):
    """Another process, or another window of this one, holds the store."""

    sentence = "Sejf jest otwarty w innym oknie programu. Zamknij je i spróbuj ponownie."


class VaultClosedError(AppError):
    """The store was closed, or is being re-keyed, when something wanted to read or write."""

    sentence = "Sejf jest zamknięty. Otwórz go ponownie. Zapisane dane są bezpieczne."


class NotAVaultError(AppError):
    """The folder or the data file is not a store of this program; details: `reason`, a code."""

    sentence = (
        "To nie jest sejf tego programu albo brakuje jego plików. Niczego nie zmieniono. "
        "Sprawdź, czy wybrano właściwy folder; jeśli tak, przywróć ostatnią dobrą kopię."
    )


class DamagedVaultError(AppError):
    """Header or pages fail their check; details: `reason` or `code`."""

    sentence = (
        "Część danych jest uszkodzona. Nie usuwaj niczego. Przywróć ostatnią dobrą kopię: "
        "program pokaże, czego w niej brakuje."
    )


class NewerVersionError(AppError):
    """The store was written by a newer version of the program; nothing was read or written."""

    sentence = (
        "Ten sejf zapisała nowsza wersja programu. Zaktualizuj program i otwórz sejf ponownie. "
        "Dane nie zostały zmienione."
    )


class RekeyPendingError(AppError):
    """A change of the root key was cut short; only the password that began it can finish it."""

    sentence = (
        "Zmiana klucza tego sejfu nie została dokończona. Otwórz sejf hasłem, którym ją rozpoczęto. "
        "Niczego nie utracono."
    )


class LowMemoryError(AppError):
    """Memory ran short; never to be taken for a wrong password."""

    sentence = "Za mało pamięci. Zamknij inne programy i spróbuj ponownie. Dane nie zostały zmienione."


class DiskFullError(AppError):
    """No room on the disk; `needed_mb` is an estimate for the act that failed."""

    def __init__(self, needed_mb: int = SMALL_SAVE_MB) -> None:
        super().__init__(
            f"Brakuje miejsca na dysku (potrzeba około {needed_mb} MB). Niczego nie utracono.",
            needed_mb=needed_mb,
        )
        self.needed_mb = needed_mb


class DiskFaultError(AppError):
    """Reading or writing the medium failed; details: `code`."""

    sentence = (
        "Dysk zgłosił błąd odczytu lub zapisu. Wcześniej zapisane dane są bezpieczne. "
        "Spróbuj ponownie; jeśli błąd wróci, zrób kopię zapasową na innym dysku."
    )


class NoAccessError(AppError):
    """The system refuses to read or write the file; details: `code`."""

    sentence = (
        "System nie pozwala programowi zapisać lub odczytać pliku. Sprawdź uprawnienia do folderu "
        "i czy nośnik nie jest zabezpieczony przed zapisem. Niczego nie utracono."
    )


class UnsuitableFolderError(AppError):
    """A place where a store must not lie; details: `reason`, a code."""

    sentence = (
        "W tym folderze sejf nie byłby bezpieczny: folder jest synchronizowany, sieciowy albo już zajęty. "
        "Wybierz pusty folder na tym komputerze."
    )


class BackupFailedError(AppError):
    """A copy did not pass its check and was removed; details: `reason`, a code."""

    sentence = (
        "Kopia zapasowa nie przeszła sprawdzenia i została usunięta. Dane w sejfie są nienaruszone. "
        "Spróbuj ponownie albo wybierz inny nośnik."
    )


_SYSTEM: Final[dict[int, type[AppError]]] = {
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EFBIG: DiskFullError,
    errno.EIO: DiskFaultError,
    errno.ENOMEM: LowMemoryError,
    errno.EACCES: NoAccessError,
    errno.EPERM: NoAccessError,
    errno.EROFS: NoAccessError,
}


def system_fault(error: BaseException, needed_mb: int = SMALL_SAVE_MB) -> AppError | None:
    """Return the failure that a person is told of when memory or the system's files fail; None for others."""
    if isinstance(error, MemoryError):
        return LowMemoryError()
    if not isinstance(error, OSError):
        return None
    kind = _SYSTEM.get(error.errno or 0)
    if kind is DiskFullError:
        return DiskFullError(needed_mb)
    return kind(code=error.errno) if kind else None
