"""Opening the encrypted database: never a new one, never a plain one, never a stranger's."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from asystent_desktop.storage.durable import PRIVATE_FILE
from asystent_desktop.storage.faults import NotAVaultError
from asystent_desktop.storage.keys import KEY_BYTES

MIN_BYTES: Final = 4096
PLAIN_HEAD: Final = b"SQLite format 3\0"
READERS: Final = 4
MORE_READERS: Final = 8
"""A thread may read within a reading: without room for that, threads holding one each wait for each other."""
BUSY_SECONDS: Final = 5.0
POOL_SECONDS: Final = 30.0
_PRAGMAS: Final = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cell_size_check=ON",
    "mmap_size=0",
)


class Use(Enum):
    """What a connection is for."""

    WRITE = "write"
    READ = "read"
    COPY = "copy"  # a closed backup copy: opened without a write-ahead log, so no file appears beside it


def open_engine(path: Path, key: bytes, vault_id: str, use: Use) -> Engine:
    """Return an engine on an existing store; nothing is opened before its first connection.

    `key` is the 32-byte database key. NotAVaultError for a file that is missing, too small, plain, or
    belongs to another store; a wrong key shows as SQLite's own error "not a database".
    """
    if len(key) != KEY_BYTES:
        raise ValueError("key must be 32 bytes")
    check_file(path)

    def creator() -> Any:
        return _connect(path, key, vault_id, use)

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=READERS if use is Use.READ else 1,
        max_overflow=MORE_READERS if use is Use.READ else 0,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,
    )
    begin = "BEGIN IMMEDIATE" if use is Use.WRITE else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def check_file(path: Path) -> None:
    """Refuse what SQLite would silently treat as an empty or a plain database: NotAVaultError."""
    try:
        with path.open("rb") as stream:
            head = stream.read(len(PLAIN_HEAD))
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise NotAVaultError(reason="NO_DATABASE") from error
    if size < MIN_BYTES:
        raise NotAVaultError(reason="SIZE")
    if head == PLAIN_HEAD:
        raise NotAVaultError(reason="PLAIN")


def create_database(path: Path, key: bytes, vault_id: str, build: Callable[[Connection], None]) -> None:
    """Make a new database at `path`, which must not exist: `meta` and what `build` adds, in one transaction.

    The journal is an ordinary one, so that the finished file stands alone and can be renamed.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _keyed(path, key, ()),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE meta (k TEXT PRIMARY KEY, v) WITHOUT ROWID")
            connection.exec_driver_sql("INSERT INTO meta (k, v) VALUES ('vault_id', ?)", (vault_id,))
            build(connection)
    finally:
        engine.dispose()


def keyed_connection(path: Path, key: bytes, vault_id: str) -> Any:
    """Return a bare connection on an existing store for what no pool may do: copying and re-keying."""
    check_file(path)
    connection = _keyed(path, key, _PRAGMAS)
    try:
        _check_id(connection, vault_id)
    except BaseException:
        connection.close()
        raise
    return connection


def key_literal(key: bytes) -> str:
    """Return the key as the only text that SQLCipher takes for a raw key: 64 hex digits."""
    if len(key) != KEY_BYTES:
        raise ValueError("key must be 32 bytes")
    return f"x'{key.hex()}'"


def _connect(path: Path, key: bytes, vault_id: str, use: Use) -> Any:
    try:
        return _opened(path, key, vault_id, use)
    except MemoryError:
        # Short memory can pass by itself; the second failure is the person's to hear of.
        return _opened(path, key, vault_id, use)


def _opened(path: Path, key: bytes, vault_id: str, use: Use) -> Any:
    check_file(path)
    connection = _keyed(path, key, ())
    try:
        _check_id(connection, vault_id)
        journal = () if use is Use.COPY else ("journal_mode=WAL",)
        for pragma in (*journal, *_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")
        if use is not Use.WRITE:
            connection.execute("PRAGMA query_only=ON")
        connection.set_authorizer(_no_attach)
    except BaseException:
        connection.close()
        raise
    return connection


def _keyed(path: Path, key: bytes, pragmas: tuple[str, ...]) -> Any:
    connection = dbapi2.connect(
        path.absolute().as_uri() + "?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )
    try:
        # Before the key, otherwise SQLCipher prints a wrong key's error to standard error.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute("PRAGMA cipher_memory_security=ON")
        connection.set_key(key_literal(key))
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_id(connection: Any, vault_id: str) -> None:
    try:
        row = connection.execute("SELECT v FROM meta WHERE k = 'vault_id'").fetchone()
    except dbapi2.OperationalError as error:
        if "no such table" in str(error):
            raise NotAVaultError(reason="NO_META") from error
        raise
    if row != (vault_id,):
        raise NotAVaultError(reason="OTHER_VAULT")


def _no_attach(action: int, *_names: str | None) -> int:
    denied: int = dbapi2.SQLITE_DENY
    allowed: int = dbapi2.SQLITE_OK
    return denied if action == dbapi2.SQLITE_ATTACH else allowed
