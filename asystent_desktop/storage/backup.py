"""Backup copies: made beside the running store, checked, kept for weeks, and put back without overwriting."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from asystent_desktop.clock import Clock
from asystent_desktop.errors import AppError
from asystent_desktop.storage import header as headers
from asystent_desktop.storage import keys, unlock
from asystent_desktop.storage.copies import NAME, STAMP, Copy, copies_in
from asystent_desktop.storage.database import Use, check_file, keyed_connection, open_engine
from asystent_desktop.storage.durable import copy_durably, private_folder, sync_file, sync_folder
from asystent_desktop.storage.faults import (
    BackupFailedError,
    DamagedVaultError,
    DiskFullError,
    NotAVaultError,
)
from asystent_desktop.storage.keys import Label
from asystent_desktop.storage.lock import VaultLock
from asystent_desktop.storage.plainly import fault_of, told_plainly

DAILY: Final = 7
WEEKLY: Final = 4
LONGEST: Final = timedelta(days=35)
_MEGABYTE: Final = 1 << 20
_STEPS_BETWEEN_LOOKS: Final = 1_000
_INTERRUPTED: Final = 9
_REHEARSAL: Final = "proba-"


class NoFolderError(AppError):
    """There is no folder for copies in that place, and none can be made."""

    sentence = (
        "Nie ma tu folderu i nie da się go założyć: na tej drodze leży plik albo nośnik jest odłączony. "
        "Wskaż inny folder. Niczego nie zmieniono."
    )


class StoppedError(AppError):
    """A person stopped the work before its end."""

    sentence = "Przerwano. Niczego nie zmieniono."


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupResult:
    """A copy that passed its check: its folder, instant, size of the database, rows of each table."""

    path: Path
    made_at: datetime
    size_bytes: int
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The store to be copied and the key of its database."""

    folder: Path
    vault_id: str
    key: bytes


def make(
    source: Source, target: Path, clock: Clock, mark: str = "", is_stopped: Callable[[], bool] = _never
) -> BackupResult:
    """Copy the store's committed state into a new folder under `target` and check it.

    `mark` is a suffix such as "-v3"; `is_stopped` is asked now and then. NoFolderError, DiskFullError before
    or while writing, BackupFailedError when the check fails, StoppedError; in all cases what was written is
    removed and the store is untouched.
    """
    made_at = clock.now().astimezone(UTC).replace(microsecond=0)
    size = (source.folder / headers.DATABASE).stat().st_size
    needed_mb = size // _MEGABYTE + 2
    with told_plainly(needed_mb):
        _make_folder(target)
        if shutil.disk_usage(target).free < needed_mb * _MEGABYTE:
            raise DiskFullError(needed_mb)
        while _place(target, made_at, mark).exists():
            made_at += timedelta(seconds=1)
        final = _place(target, made_at, mark)
        staging = target / f"{final.name}.new"
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        try:
            _vacuum_into(source, staging / headers.DATABASE, is_stopped)
            copy_durably(source.folder / headers.NAME, staging / headers.NAME)
            sync_file(staging / headers.DATABASE)
            sync_folder(staging)
            rows = _checked_rows(staging / headers.DATABASE, source)
            if is_stopped():
                raise StoppedError
            staging.rename(final)
        except DamagedVaultError as error:
            shutil.rmtree(staging, ignore_errors=True)
            raise BackupFailedError(reason=error.details.get("reason", "UNREADABLE")) from error
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        sync_folder(target)
    size = (final / headers.DATABASE).stat().st_size
    return BackupResult(path=final, made_at=made_at, size_bytes=size, rows=rows)


def kept(copies: Iterable[Copy], now: datetime) -> frozenset[Path]:
    """Return which copies stay: the newest of 7 days and of 4 weeks, none older than 35 days.

    Copies made before a change of form stay for 35 days; the newest copy of all always stays.
    """
    listed = sorted(copies, key=lambda copy: copy.made_at, reverse=True)
    young = [copy for copy in listed if now - copy.made_at <= LONGEST]
    days: dict[object, Path] = {}
    weeks: dict[object, Path] = {}
    for copy in young:
        if not copy.before_version:
            days.setdefault(copy.made_at.date(), copy.path)
            weeks.setdefault(copy.made_at.isocalendar()[:2], copy.path)
    chosen = {*list(days.values())[:DAILY], *list(weeks.values())[:WEEKLY]}
    chosen |= {copy.path for copy in young if copy.before_version}
    chosen |= {copy.path for copy in listed[:1]}
    return frozenset(chosen)


def prune(target: Path, now: datetime) -> tuple[str, ...]:
    """Delete what need not stay of the program's own copies, and unfinished ones; return their names."""
    copies = copies_in(target)
    stay = kept(copies, now)
    gone = [copy.path for copy in copies if copy.path not in stay]
    gone += [path for path in target.glob("kopia-*.new") if NAME.fullmatch(path.stem)]
    with told_plainly():
        for path in gone:
            shutil.rmtree(path)
    return tuple(path.name for path in gone)


def sweep(vault_folder: Path) -> None:
    """Remove what a rehearsal left behind when the program ended in its middle."""
    for place in vault_folder.glob(f"{_REHEARSAL}*"):
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def rehearsed(copy: Path, vault_folder: Path, password: str) -> Iterator[Connection]:
    """Restore a copy into a temporary folder inside the store's own, for reading; remove it afterwards."""
    place = vault_folder / f"{_REHEARSAL}{secrets.token_hex(4)}"
    try:
        with told_plainly(_needed_mb(copy)):
            _copy_files(copy, place)
            source = _unlocked(place, password)
            engine = open_engine(place / headers.DATABASE, source.key, source.vault_id, Use.COPY)
            try:
                with engine.connect() as connection:
                    yield connection
            finally:
                engine.dispose()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def restore(copy: Path, folder: Path, password: str | None = None) -> Path | None:
    """Put a copy in the place of a store; return the folder that the old store was moved to, if any.

    The copy is written and checked first, then the old folder is renamed: nothing is overwritten. With a
    password all of the copy is checked (WrongPasswordError, DamagedVaultError), without one its files only.
    VaultInUseError while the store is open. The restored store must begin a new epoch.
    """
    staging = folder.with_name(f"{folder.name}.nowy-{secrets.token_hex(4)}")
    try:
        with told_plainly(_needed_mb(copy)):
            _copy_files(copy, staging)
            headers.read(staging)
            check_file(staging / headers.DATABASE)
            if password is not None:
                _checked_rows(staging / headers.DATABASE, _unlocked(staging, password))
            return _exchange(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def remove(copies: Iterable[Copy]) -> None:
    """Delete these copies."""
    with told_plainly():
        for copy in copies:
            shutil.rmtree(copy.path)


def _make_folder(target: Path) -> None:
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError) as error:
        raise NoFolderError(code=error.errno) from error


def _place(target: Path, made_at: datetime, mark: str) -> Path:
    return target / f"kopia-{made_at.strftime(STAMP)}Z{mark}"


def _exchange(staging: Path, folder: Path) -> Path | None:
    if not folder.exists():
        staging.rename(folder)
        sync_folder(folder.parent)
        return None
    # Windows cannot rename a folder with an open file in it, so the lock is given back just before.
    VaultLock(folder).release()
    old = folder.with_name(f"{folder.name}.stary-{secrets.token_hex(4)}")
    folder.rename(old)
    try:
        staging.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    sync_folder(folder.parent)
    return old


def _copy_files(copy: Path, place: Path) -> None:
    """Copy header and database of a copy; NotAVaultError when either is missing."""
    for name in (headers.NAME, headers.DATABASE):
        if not (copy / name).is_file():
            raise NotAVaultError(reason="NO_COPY")
    private_folder(place)
    for name in (headers.NAME, headers.DATABASE):
        copy_durably(copy / name, place / name)
    sync_folder(place)


def _unlocked(folder: Path, password: str) -> Source:
    found = headers.read(folder)
    unlocked = unlock.checked(found, unlock.by_password(password))
    key = keys.derive(unlocked.roots[found.header.gen], Label.DATABASE)
    return Source(folder=folder, vault_id=found.header.vault, key=key)


def _vacuum_into(source: Source, target: Path, is_stopped: Callable[[], bool]) -> None:
    connection = keyed_connection(source.folder / headers.DATABASE, source.key, source.vault_id)
    try:
        connection.set_authorizer(_only_into(str(target)))
        connection.set_progress_handler(lambda: int(is_stopped()), _STEPS_BETWEEN_LOOKS)
        connection.execute("VACUUM INTO ?", (str(target),))
        if is_stopped():
            raise StoppedError
    except dbapi2.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) == _INTERRUPTED:
            raise StoppedError from error
        raise
    finally:
        connection.close()


def _only_into(target: str) -> object:
    """Return an authorizer that lets VACUUM attach this one file and nothing else."""

    def authorize(action: int, name: str | None, *_rest: str | None) -> int:
        allowed = action != dbapi2.SQLITE_ATTACH or name == target
        answer: int = dbapi2.SQLITE_OK if allowed else dbapi2.SQLITE_DENY
        return answer

    return authorize


def _checked_rows(path: Path, source: Source) -> Mapping[str, int]:
    """Check every page of a copy and return its row counts; DamagedVaultError names the failed check."""
    engine = open_engine(path, source.key, source.vault_id, Use.COPY)
    try:
        with engine.connect() as connection:
            for pragma in ("cipher_integrity_check", "quick_check"):
                if any(row[0] != "ok" for row in connection.exec_driver_sql(f"PRAGMA {pragma}")):
                    raise DamagedVaultError(reason=pragma)
            return row_counts(connection)
    except DBAPIError as error:
        raise fault_of(error) or error from error
    finally:
        engine.dispose()


def row_counts(connection: Connection) -> Mapping[str, int]:
    """Return the number of rows of each table."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    counts = {}
    for (name,) in names.all():
        quoted = str(name).replace('"', '""')
        count = connection.exec_driver_sql(f'SELECT count(*) FROM "{quoted}"').scalar_one()  # noqa: S608
        counts[str(name)] = int(count)
    return counts


def _needed_mb(copy: Path) -> int:
    with suppress(OSError):
        return (copy / headers.DATABASE).stat().st_size // _MEGABYTE + 2
    return 2
