from __future__ import annotations

import errno

import pytest
from sqlcipher3 import dbapi2

from asystent_desktop.errors import AppError
from asystent_desktop.storage import faults
from asystent_desktop.storage.plainly import fault_of, told_plainly


def sqlite(code: int) -> Exception:
    error: Exception = dbapi2.OperationalError("secret words")
    error.sqlite_errorcode = code  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (sqlite(5), faults.VaultInUseError),
        (sqlite(261), faults.VaultInUseError),
        (sqlite(7), faults.LowMemoryError),
        (sqlite(8), faults.NoAccessError),
        (sqlite(10 | 3 << 8), faults.DiskFaultError),
        (sqlite(10 | 12 << 8), faults.LowMemoryError),
        (sqlite(11), faults.DamagedVaultError),
        (sqlite(13), faults.DiskFullError),
        (sqlite(14), faults.NoAccessError),
        (sqlite(26), faults.DamagedVaultError),
        (OSError(errno.ENOSPC, "x"), faults.DiskFullError),
        (OSError(errno.EDQUOT, "x"), faults.DiskFullError),
        (OSError(errno.EIO, "x"), faults.DiskFaultError),
        (OSError(errno.EROFS, "x"), faults.NoAccessError),
        (PermissionError(errno.EACCES, "x"), faults.NoAccessError),
        (MemoryError(), faults.LowMemoryError),
    ],
)
def test_table_names_the_failure_without_its_text(error: Exception, kind: type[AppError]) -> None:
    with pytest.raises(kind) as caught, told_plainly():
        raise error
    assert "secret" not in caught.value.sentence + repr(caught.value.details)


@pytest.mark.parametrize("bug", [sqlite(1), sqlite(19), ValueError("x"), OSError(errno.ENOENT, "x")])
def test_bugs_stay_what_they_are(bug: Exception) -> None:
    assert fault_of(bug) is None
    with pytest.raises(type(bug)) as caught, told_plainly():
        raise bug
    assert caught.value is bug


def test_full_disk_says_how_much_is_needed() -> None:
    with pytest.raises(faults.DiskFullError) as caught, told_plainly(needed_mb=42):
        raise OSError(errno.ENOSPC, "x")
    expected = "Brakuje miejsca na dysku (potrzeba około 42 MB). Niczego nie utracono."
    assert caught.value.sentence == expected
