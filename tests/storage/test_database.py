from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from asystent_desktop.storage.database import Use, create_database, key_literal, keyed_connection, open_engine
from asystent_desktop.storage.faults import DamagedVaultError, NotAVaultError
from asystent_desktop.storage.plainly import fault_of
from tests.storage.conftest import build

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
VAULT, OTHER_VAULT = "a1" * 16, "b2" * 16


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "vault.db"
    create_database(path, KEY, VAULT, build)
    return path


def select(path: Path, key: bytes = KEY, vault: str = VAULT, sql: str = "SELECT v FROM meta") -> object:
    engine = open_engine(path, key, vault, Use.COPY)
    try:
        with engine.connect() as connection:
            return connection.exec_driver_sql(sql).scalar_one()
    finally:
        engine.dispose()


def test_own_database_opens_and_is_not_plain(path: Path) -> None:
    assert select(path) == VAULT
    assert not path.read_bytes().startswith(b"SQLite")
    assert path.stat().st_mode & 0o077 == 0


def test_missing_database_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotAVaultError):
        select(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"short", b"SQLite format 3\0" + bytes(5000)])
def test_empty_short_or_plain_file_is_refused_unchanged(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(data)
    with pytest.raises(NotAVaultError):
        select(path)
    assert path.read_bytes() == data


def test_real_plain_database_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    plain = dbapi2.connect(str(path))
    plain.execute("CREATE TABLE meta (k TEXT PRIMARY KEY, v)")
    plain.execute("INSERT INTO meta VALUES ('vault_id', ?)", (VAULT,))
    plain.commit()
    plain.close()
    before = path.read_bytes()
    with pytest.raises(NotAVaultError):
        select(path)
    assert path.read_bytes() == before


def test_wrong_key_is_damage_said_once_and_silently(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    with pytest.raises(DBAPIError) as caught:
        select(path, OTHER_KEY)
    assert isinstance(fault_of(caught.value), DamagedVaultError)
    assert path.read_bytes() == before
    assert capfd.readouterr().err == ""


def test_another_stores_database_is_refused_unchanged(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(NotAVaultError) as caught:
        select(path, vault=OTHER_VAULT)
    assert caught.value.details == {"reason": "OTHER_VAULT"}
    assert path.read_bytes() == before


def test_database_without_meta_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    bare = dbapi2.connect(str(path))
    bare.set_key(key_literal(KEY))
    bare.execute("CREATE TABLE other (v)")
    bare.commit()
    bare.close()
    with pytest.raises(NotAVaultError):
        select(path)


@pytest.mark.parametrize("sql", ["ATTACH 'x.db' AS x KEY ''", "ATTACH 'x.db' AS x", "VACUUM INTO 'x.db'"])
@pytest.mark.parametrize("use", list(Use))
def test_nothing_can_be_attached(path: Path, sql: str, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    engine = open_engine(path, KEY, VAULT, use)
    raw = engine.raw_connection()
    with pytest.raises(dbapi2.DatabaseError, match="authoriz"):
        raw.cursor().execute(sql)
    raw.close()
    engine.dispose()
    assert not (path.parent / "x.db").exists()


@pytest.mark.parametrize("length", [0, 31, 33, 48])
def test_key_of_another_length_is_a_bug(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_engine(path, bytes(length), VAULT, Use.READ)
    with pytest.raises(ValueError, match="32 bytes"):
        keyed_connection(path, bytes(length), VAULT)


def test_safe_settings_are_on(path: Path) -> None:
    engine = open_engine(path, KEY, VAULT, Use.WRITE)
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete")
        }
    engine.dispose()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
    }


def test_readers_cannot_write(path: Path) -> None:
    engine = open_engine(path, KEY, VAULT, Use.READ)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="readonly"):
        connection.exec_driver_sql("INSERT INTO note (text) VALUES ('x')")
    engine.dispose()


def test_failed_creation_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    create_database(path, KEY, VAULT, build)
    with pytest.raises(FileExistsError):
        create_database(path, KEY, VAULT, build)
    assert select(path) == VAULT
