from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from asystent_desktop.storage import opening, seal
from asystent_desktop.storage.seal import Seal, Standing
from asystent_desktop.storage.vault import OPS_PER_SEAL, Vault
from tests.storage.conftest import PASSWORD, add, texts

ROOT, VAULT = bytes(range(32)), "a1" * 16
Reopen = Callable[..., Vault]


def test_seal_reads_back_only_whole_and_under_its_key(state: Path) -> None:
    own = Seal(vault=VAULT, counter=7, epoch="e1", tip="t1")
    seal.write(own, ROOT)
    assert seal.read(VAULT, ROOT) == own
    assert seal.read(VAULT, bytes(32)) is None
    path = state / f"{VAULT}.seal"
    data = path.read_bytes()
    accepted = []
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        if seal.read(VAULT, ROOT) is not None:
            accepted.append(at)
    assert accepted == []


def test_binding_depends_on_store_and_folder(tmp_path: Path) -> None:
    here = seal.binding(VAULT, tmp_path)
    assert here == seal.binding(VAULT, tmp_path / "." / "x" / "..")
    assert len({here, seal.binding("b2" * 16, tmp_path), seal.binding(VAULT, tmp_path / "x")}) == 3


def test_closed_and_reopened_store_stands_here(vault: Vault, reopen: Reopen) -> None:
    assert vault.standing is Standing.HERE
    add(vault, "jeden")
    assert reopen().standing is Standing.HERE
    assert reopen().standing is Standing.HERE


def test_old_copy_put_back_is_known_until_settled(vault: Vault, folder: Path, reopen: Reopen) -> None:
    add(vault, "jeden")
    vault.close()
    old = (folder / "vault.db").read_bytes()
    add(reopen(), "dwa")
    reopen().close()
    (folder / "vault.db").write_bytes(old)
    copy = reopen()
    assert (copy.standing, texts(copy)) == (Standing.OLD_COPY, ["jeden"])
    add(copy, "inne")
    assert copy.backup_daily() is not None
    again = reopen()
    assert again.standing is Standing.OLD_COPY
    again.settle("nowa-epoka")
    assert reopen().standing is Standing.HERE


def test_backup_put_back_after_a_crash_is_known(vault: Vault, folder: Path, tmp_path: Path) -> None:
    copy = vault.backup_to(tmp_path / "kopie").path
    add(vault, "po kopii")
    vault.close()
    (folder / "vault.db").unlink()
    shutil.copy(copy / "vault.db", folder / "vault.db")
    with opening.open_with_password(folder, PASSWORD) as again:
        assert again.standing is Standing.OLD_COPY


def test_missing_or_foreign_seal_is_known(vault: Vault, state: Path, reopen: Reopen) -> None:
    vault.close()
    (path,) = state.iterdir()
    path.write_bytes(b"x")
    assert reopen().standing is Standing.NO_SEAL
    path.unlink()
    again = reopen()
    assert again.standing is Standing.NO_SEAL
    again.settle("e")
    assert reopen().standing is Standing.HERE


def test_moved_store_is_known_until_settled(vault: Vault, folder: Path, tmp_path: Path) -> None:
    vault.close()
    moved = folder.rename(tmp_path / "gdzie indziej")
    with opening.open_with_password(moved, PASSWORD) as again:
        assert again.standing is Standing.OTHER_PLACE
        again.settle("e")
    with opening.open_with_password(moved, PASSWORD) as again:
        assert again.standing is Standing.HERE


def test_seal_is_renewed_every_fifty_operations(vault: Vault, state: Path) -> None:
    (path,) = state.iterdir()
    before = path.read_bytes()
    vault.count_ops(OPS_PER_SEAL - 1, "e1", "t49")
    assert path.read_bytes() == before
    vault.count_ops(1, "e1", "t50")
    assert b'"tip":"t50"' in path.read_bytes()
    vault.count_ops(1, "e1", "t51")
    assert b'"tip":"t50"' in path.read_bytes()


def test_seal_ahead_of_the_store_is_the_only_order_taken_for_an_old_copy() -> None:
    def standing(counter: int) -> Standing:
        return seal.judge(counter=counter, bound_to="h", seal=Seal(vault=VAULT, counter=5), here="h")

    assert [standing(count) for count in (4, 5, 6)] == [Standing.OLD_COPY, Standing.HERE, Standing.HERE]


@pytest.mark.parametrize("seal_lost", [True, False])
def test_unwritable_seal_still_gives_the_store_back(
    vault: Vault, folder: Path, state: Path, seal_lost: bool
) -> None:
    add(vault, "jeden")
    (path,) = state.iterdir()
    path.unlink()
    if not seal_lost:
        path.mkdir()
        with pytest.raises(OSError, match="directory"):
            vault.close()
    vault.close()
    with opening.open_with_password(folder, PASSWORD) as again:
        assert texts(again) == ["jeden"]
