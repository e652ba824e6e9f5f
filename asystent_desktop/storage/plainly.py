"""Errors of SQLite, of the system and of memory as the failures that a person is told of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlcipher3 import dbapi2

from asystent_desktop.errors import AppError
from asystent_desktop.storage.faults import (
    SMALL_SAVE_MB,
    DamagedVaultError,
    DiskFaultError,
    DiskFullError,
    LowMemoryError,
    NoAccessError,
    VaultInUseError,
    system_fault,
)

_SQLITE: Final[dict[int, type[AppError]]] = {
    3: NoAccessError,  # SQLITE_PERM
    5: VaultInUseError,  # SQLITE_BUSY
    6: VaultInUseError,  # SQLITE_LOCKED
    7: LowMemoryError,  # SQLITE_NOMEM
    8: NoAccessError,  # SQLITE_READONLY
    10: DiskFaultError,  # SQLITE_IOERR
    11: DamagedVaultError,  # SQLITE_CORRUPT
    13: DiskFullError,  # SQLITE_FULL
    14: NoAccessError,  # SQLITE_CANTOPEN
    26: DamagedVaultError,  # SQLITE_NOTADB
}
_IOERR_NOMEM: Final = 10 | (12 << 8)


def fault_of(error: BaseException, needed_mb: int = SMALL_SAVE_MB) -> AppError | None:
    """Return the failure that a person is told of for `error`; None when it is a bug of the program."""
    if isinstance(error, PoolTimeoutError):
        return VaultInUseError(code="POOL")
    if isinstance(error, DBAPIError):
        return fault_of(error.orig, needed_mb) if error.orig is not None else None
    if not isinstance(error, dbapi2.Error):
        return system_fault(error, needed_mb)
    code = getattr(error, "sqlite_errorcode", None) or 0
    kind = LowMemoryError if code == _IOERR_NOMEM else _SQLITE.get(code & 0xFF)
    if kind is DiskFullError:
        return DiskFullError(needed_mb)
    return kind(code=code) if kind else None


@contextmanager
def told_plainly(needed_mb: int = SMALL_SAVE_MB) -> Iterator[None]:
    """Let errors of SQLite, of the system and of memory leave the block as the failures above."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError, dbapi2.Error, OSError, MemoryError) as error:
        fault = fault_of(error, needed_mb)
        if fault is None:
            raise
        raise fault from error
