from __future__ import annotations

import errno
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from asystent_desktop.clock import SetClock
from asystent_desktop.storage import backup, copies, keys, opening, unlock
from asystent_desktop.storage import header as headers
from asystent_desktop.storage.copies import Copy
from asystent_desktop.storage.faults import (
    BackupFailedError,
    DamagedVaultError,
    DiskFullError,
    NotAVaultError,
    VaultInUseError,
    WrongPasswordError,
)
from asystent_desktop.storage.keys import Cost
from asystent_desktop.storage.seal import Standing
from asystent_desktop.storage.vault import Vault
from tests.storage.conftest import OTHER_PASSWORD, PASSWORD, add, texts

Reopen = Callable[..., Vault]


def test_copy_holds_committed_data_while_the_writer_is_busy(vault: Vault, tmp_path: Path) -> None:
    add(vault, "jeden")
    found = headers.read(vault.folder)
    root = unlock.checked(found, unlock.by_password(PASSWORD)).roots[1]
    key = keys.derive(root, keys.Label.DATABASE)
    source = backup.Source(folder=vault.folder, vault_id=vault.vault_id, key=key)
    clock = SetClock(at=datetime(2026, 11, 24))
    with vault.write() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES ('w toku')")
        result = backup.make(source, tmp_path / "kopie", clock)
    assert result.rows["note"] == 1
    assert result.path.name == "kopia-20261124T000000Z"
    assert {path.name for path in result.path.iterdir()} == {"vault.db", "vault.hdr"}
    assert not (result.path / "vault.db").read_bytes().startswith(b"SQLite")
    assert [path.name for path in (tmp_path / "kopie").iterdir()] == [result.path.name]


def test_two_copies_in_one_second_stand_side_by_side(vault: Vault, tmp_path: Path) -> None:
    first, second = vault.backup_to(tmp_path / "k"), vault.backup_to(tmp_path / "k")
    assert [copy.path for copy in copies.copies_in(tmp_path / "k")] == [second.path, first.path]


def test_full_disk_leaves_no_half_copy(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(DiskFullError, match="około 2 MB"):
            vault.backup_to(tmp_path / "kopie")
    assert list((tmp_path / "kopie").iterdir()) == []
    add(vault, "dalej")
    assert texts(vault) == ["dalej"]


@pytest.mark.parametrize("way", ["plik", "plik/kopie"])
def test_place_where_a_file_lies_is_named(vault: Vault, tmp_path: Path, way: str) -> None:
    (tmp_path / "plik").write_text("zajęte")
    with pytest.raises(backup.NoFolderError, match="Wskaż inny folder"):
        vault.backup_to(tmp_path / way)
    assert (tmp_path / "plik").read_text() == "zajęte"


def test_copy_of_a_damaged_store_is_not_kept(vault: Vault, folder: Path, tmp_path: Path) -> None:
    add(vault, *("zdanie " * 100 for _ in range(200)))
    vault.close()
    path = folder / "vault.db"
    whole = bytearray(path.read_bytes())
    whole[20 * 4096 + 100] ^= 1
    path.write_bytes(whole)
    with (
        opening.open_with_password(folder, PASSWORD) as damaged,
        pytest.raises((BackupFailedError, DamagedVaultError)),
    ):
        damaged.backup_to(tmp_path / "kopie")
    assert list((tmp_path / "kopie").iterdir()) == []


def test_one_copy_a_day_and_old_ones_go(vault: Vault, folder: Path, clock: SetClock) -> None:
    for _ in range(60):
        assert vault.backup_daily() is not None
        assert vault.backup_daily() is None
        clock.at += timedelta(days=1)
    ages = [(clock.now() - copy.made_at).days for copy in copies.copies_in(folder / "backup")]
    assert ages[:7] == [1, 2, 3, 4, 5, 6, 7]
    assert 2 <= len(ages[7:]) <= 4
    assert max(ages) <= 35


def test_kept_copies_follow_the_rule_on_random_histories() -> None:
    chance = random.Random(5)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for _ in range(300):
        copies = [
            Copy(
                path=Path(str(number)),
                made_at=now - timedelta(hours=chance.randrange(24 * 60)),
                before_version=chance.random() < 0.1,
            )
            for number in range(chance.randrange(1, 60))
        ]
        kept = backup.kept(copies, now)
        newest = max(copies, key=lambda copy: copy.made_at)
        assert newest.path in kept
        for copy in copies:
            too_old = now - copy.made_at > timedelta(days=35)
            if too_old and copy.made_at != newest.made_at:
                assert copy.path not in kept
            if copy.before_version and not too_old:
                assert copy.path in kept
        daily = {copy.made_at.date() for copy in copies if copy.path in kept and not copy.before_version}
        assert len(daily) <= 11


def test_unfinished_copies_are_cleared_and_strangers_left(
    vault: Vault, folder: Path, clock: SetClock
) -> None:
    place = folder / "backup"
    (place / "kopia-20200101T000000Z.new").mkdir(parents=True)
    (place / "moje notatki").mkdir()
    vault.backup_daily()
    names = {path.name for path in place.iterdir()}
    assert names == {"kopia-20261124T093000Z", "moje notatki"}


class TestRestore:
    def test_old_folder_is_moved_aside_and_the_copy_stands_as_old(
        self, vault: Vault, folder: Path, reopen: Reopen
    ) -> None:
        add(vault, "jeden")
        copy = vault.backup_daily()
        assert copy is not None
        add(vault, "dwa")
        vault.close()
        old = backup.restore(copy.path, folder, PASSWORD)
        assert old is not None
        again = reopen()
        assert (texts(again), again.standing) == (["jeden"], Standing.OLD_COPY)
        again.close()
        with opening.open_with_password(old, PASSWORD) as before:
            assert texts(before) == ["jeden", "dwa"]
            assert before.standing is Standing.OTHER_PLACE

    def test_open_store_is_never_exchanged(self, vault: Vault, folder: Path, tmp_path: Path) -> None:
        copy = vault.backup_to(tmp_path / "k").path
        add(vault, "dwa")
        with pytest.raises(VaultInUseError):
            backup.restore(copy, folder, PASSWORD)
        assert texts(vault) == ["dwa"]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["k", "sejf", "state"]

    def test_lost_store_comes_back_from_a_stick(self, vault: Vault, folder: Path, tmp_path: Path) -> None:
        add(vault, "jeden")
        copy = vault.backup_to(tmp_path / "k").path
        vault.close()
        folder.rename(tmp_path / "lost")
        assert backup.restore(copy, folder) is None
        with opening.open_with_password(folder, PASSWORD) as again:
            assert texts(again) == ["jeden"]

    def test_bad_copy_changes_nothing(self, vault: Vault, folder: Path, tmp_path: Path, cost: Cost) -> None:
        add(vault, *("zdanie " * 100 for _ in range(100)))
        copy = vault.backup_to(tmp_path / "k").path
        vault.change_password(PASSWORD, OTHER_PASSWORD, cost=cost)
        vault.close()
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        with pytest.raises(WrongPasswordError):
            backup.restore(copy, folder, OTHER_PASSWORD)
        data = bytearray((copy / "vault.db").read_bytes())
        data[10 * 4096 + 7] ^= 1
        (copy / "vault.db").write_bytes(data)
        with pytest.raises(DamagedVaultError):
            backup.restore(copy, folder, PASSWORD)
        (copy / "vault.db").unlink()
        with pytest.raises(NotAVaultError):
            backup.restore(copy, folder, PASSWORD)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["k", "sejf", "state"]


def test_rehearsal_reads_the_copy_and_leaves_no_trace(vault: Vault, folder: Path) -> None:
    add(vault, "jeden")
    copy = vault.backup_daily()
    assert copy is not None
    add(vault, "dwa")
    with backup.rehearsed(copy.path, folder, PASSWORD) as connection:
        assert backup.row_counts(connection)["note"] == 1
    with pytest.raises(WrongPasswordError), backup.rehearsed(copy.path, folder, OTHER_PASSWORD):
        pass
    assert [path.name for path in folder.iterdir() if path.name.startswith("proba")] == []
    assert texts(vault) == ["jeden", "dwa"]
