from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from asystent_desktop.clock import SetClock
from asystent_desktop.storage import backup, copies, opening
from asystent_desktop.storage.durable import mend_modes
from asystent_desktop.storage.faults import (
    DamagedVaultError,
    DiskFullError,
    NewerVersionError,
    NotAVaultError,
    VaultClosedError,
    VaultInUseError,
)
from asystent_desktop.storage.keys import Cost
from asystent_desktop.storage.peek import peek
from asystent_desktop.storage.vault import Notice, Vault
from tests.storage.conftest import PASSWORD, add, texts

Reopen = Callable[..., Vault]


def test_what_was_saved_is_there_after_reopening(vault: Vault, reopen: Reopen) -> None:
    add(vault, "jeden", "dwa")
    again = reopen()
    assert texts(again) == ["jeden", "dwa"]
    assert (again.vault_id, again.label, again.slot_id) == (vault.vault_id, "Sejf 1", vault.slot_id)


def test_files_are_private_and_hold_no_text(vault: Vault, folder: Path) -> None:
    add(vault, "TAJNESLOWO" * 50)
    for path in folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0
        assert path.is_dir() or b"TAJNESLOWO" not in path.read_bytes()
    assert {path.name for path in folder.iterdir()} == {
        "vault.hdr",
        "vault.db",
        "vault.db-wal",
        "vault.db-shm",
        "vault.lock",
    }


def test_closing_empties_the_log_and_gives_the_lock_back(vault: Vault, folder: Path) -> None:
    add(vault, "jeden")
    vault.close()
    vault.close()
    assert {path.name for path in folder.iterdir()} == {"vault.hdr", "vault.db", "vault.lock"}
    with opening.open_with_password(folder, PASSWORD) as again:
        assert texts(again) == ["jeden"]


def test_failed_block_leaves_nothing_not_even_its_tables(vault: Vault) -> None:
    def half() -> None:
        with vault.write() as connection:
            connection.exec_driver_sql("CREATE TABLE extra (v)")
            connection.exec_driver_sql("INSERT INTO note (text) VALUES ('x')")
            raise KeyError("stop")

    with pytest.raises(KeyError):
        half()
    assert texts(vault) == []
    with vault.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE name = 'extra'")
        assert names.all() == []


def test_broken_rule_of_the_database_is_a_bug_without_values(vault: Vault) -> None:
    def twice() -> None:
        with vault.write() as connection:
            for _ in range(2):
                connection.exec_driver_sql("INSERT INTO note (id, text) VALUES (?, ?)", (1, "TAJNE"))

    with pytest.raises(IntegrityError) as caught:
        twice()
    assert "TAJNE" not in str(caught.value)
    assert texts(vault) == []


def test_nested_write_is_refused_and_the_outer_one_undone(vault: Vault) -> None:
    def nested() -> None:
        with vault.write() as connection:
            connection.exec_driver_sql("INSERT INTO note (text) VALUES ('x')")
            add(vault, "y")

    with pytest.raises(RuntimeError, match="already open"):
        nested()
    assert texts(vault) == []


def test_readers_keep_their_state_and_do_not_wait(vault: Vault) -> None:
    add(vault, "jeden")
    with vault.read() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 1
        with vault.write() as writer:
            writer.exec_driver_sql("INSERT INTO note (text) VALUES ('dwa')")
            assert texts(vault) == ["jeden"]
        assert texts(vault) == ["jeden", "dwa"]
        assert reader.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 1


def test_two_threads_write_one_after_the_other(vault: Vault) -> None:
    def add_twenty() -> None:
        for _ in range(20):
            add(vault, "x")

    threads = [threading.Thread(target=add_twenty) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts(vault)) == 60


def test_full_disk_undoes_the_save_and_says_so(vault: Vault) -> None:
    add(vault, "przed")

    def fill() -> None:
        with vault.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
            connection.exec_driver_sql("INSERT INTO note (text) VALUES ('pół')")
            connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", ("x" * 60_000,))

    with pytest.raises(DiskFullError, match="Brakuje miejsca"):
        fill()
    assert texts(vault) == ["przed"]
    assert vault.check() == ()


def test_closed_store_says_so(vault: Vault) -> None:
    vault.close()
    with pytest.raises(VaultClosedError):
        add(vault, "x")
    with pytest.raises(VaultClosedError):
        texts(vault)


def test_second_opening_is_refused_and_changes_nothing(vault: Vault, folder: Path) -> None:
    add(vault, "jeden")
    with pytest.raises(VaultInUseError, match="w innym oknie"):
        opening.open_with_password(folder, PASSWORD)
    assert texts(vault) == ["jeden"]


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0" + bytes(8192), None])
def test_replaced_or_missing_database_is_refused_and_never_made_anew(
    vault: Vault, folder: Path, data: bytes | None
) -> None:
    vault.close()
    path = folder / "vault.db"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(NotAVaultError):
        opening.open_with_password(folder, PASSWORD)
    assert (path.read_bytes() if path.exists() else None) == data


def test_another_stores_database_is_refused(vault: Vault, folder: Path, tmp_path: Path, cost: Cost) -> None:
    vault.close()
    other, _ = opening.create(tmp_path / "obcy", PASSWORD, "Obcy", lambda _: None, cost=cost)
    other.close()
    foreign = (tmp_path / "obcy" / "vault.db").read_bytes()
    (folder / "vault.db").write_bytes(foreign)
    with pytest.raises(DamagedVaultError, match="Nie usuwaj niczego"):
        opening.open_with_password(folder, PASSWORD)
    assert (folder / "vault.db").read_bytes() == foreign


def is_damage_found(folder: Path) -> bool:
    try:
        with opening.open_with_password(folder, PASSWORD) as damaged:
            return damaged.check() != ()
    except DamagedVaultError:
        return True


def test_every_damaged_page_is_found(vault: Vault, folder: Path) -> None:
    add(vault, *("zdanie " * 100 for _ in range(200)))
    vault.close()
    path = folder / "vault.db"
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096, 5):
        at = page * 4096 + 1000
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert is_damage_found(folder)
    path.write_bytes(whole)
    with opening.open_with_password(folder, PASSWORD) as mended:
        assert mended.check() == ()


def test_damaged_first_page_is_named_as_damage(vault: Vault, folder: Path) -> None:
    vault.close()
    path = folder / "vault.db"
    whole = bytearray(path.read_bytes())
    whole[500] ^= 1
    path.write_bytes(whole)
    with pytest.raises(DamagedVaultError):
        opening.open_with_password(folder, PASSWORD)


def test_unreadable_header_is_replaced_by_the_previous_one(
    vault: Vault, folder: Path, reopen: Reopen
) -> None:
    add(vault, "jeden")
    vault.new_recovery_code()
    vault.close()
    (folder / "vault.hdr").write_bytes(b"")
    again = reopen()
    assert again.notices == {Notice.PREVIOUS_HEADER}
    assert texts(again) == ["jeden"]
    assert peek(folder).readable
    assert (folder / "vault.hdr").read_bytes() == (folder / "vault.hdr.prev").read_bytes()


def test_open_modes_are_mended_with_a_notice(vault: Vault, folder: Path, reopen: Reopen) -> None:
    vault.close()
    (folder / "vault.db").chmod(0o644)
    folder.chmod(0o755)
    assert reopen().notices == {Notice.MODES_MENDED}
    assert mend_modes(folder) == ()
    assert (folder / "vault.db").stat().st_mode & 0o777 == 0o600


class TestMigration:
    @staticmethod
    def add_column(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE note ADD COLUMN day TEXT")

    @staticmethod
    def fail(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (v)")
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    def version(self, vault: Vault) -> object:
        with vault.read() as connection:
            return connection.exec_driver_sql("PRAGMA user_version").scalar_one()

    def test_older_store_is_copied_and_brought_up_to_date(
        self, vault: Vault, folder: Path, clock: SetClock
    ) -> None:
        add(vault, "jeden")
        vault.close()
        steps = (self.add_column,)
        with opening.open_with_password(folder, PASSWORD, steps=steps, clock=clock) as again:
            assert self.version(again) == 1
            assert texts(again) == ["jeden"]
        with opening.open_with_password(folder, PASSWORD, steps=steps, clock=clock) as again:
            assert self.version(again) == 1
        (copy,) = copies.copies_in(folder / "backup")
        assert copy.before_version
        with backup.rehearsed(copy.path, folder, PASSWORD) as connection:
            assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 0
            assert connection.exec_driver_sql("SELECT * FROM note").all() == [(1, "jeden")]

    def test_failing_step_leaves_the_old_version_whole(
        self, vault: Vault, folder: Path, reopen: Reopen
    ) -> None:
        add(vault, "jeden")
        vault.close()
        with pytest.raises(DBAPIError):
            opening.open_with_password(folder, PASSWORD, steps=(self.add_column, self.fail))
        again = reopen()
        assert self.version(again) == 0
        with again.read() as connection:
            assert connection.exec_driver_sql("SELECT * FROM note").all() == [(1, "jeden")]

    def test_newer_store_is_left_alone(self, vault: Vault, folder: Path) -> None:
        with vault.write() as connection:
            connection.exec_driver_sql("PRAGMA user_version = 3")
        vault.close()
        before = (folder / "vault.db").read_bytes()
        with pytest.raises(NewerVersionError, match="Zaktualizuj program"):
            opening.open_with_password(folder, PASSWORD, steps=(self.add_column,))
        assert (folder / "vault.db").read_bytes() == before
        assert not (folder / "backup").exists()


def test_threads_that_read_within_a_reading_do_not_wait_for_each_other(vault: Vault) -> None:
    together, done = threading.Barrier(5), []

    def read_twice() -> None:
        with vault.read():
            together.wait(timeout=90)
            with vault.read() as connection:
                done.append(connection.exec_driver_sql("SELECT 1").scalar_one())

    threads = [threading.Thread(target=read_twice) for _ in range(5)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=90)
    assert done == [1] * 5
