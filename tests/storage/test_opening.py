from __future__ import annotations

import stat
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from asystent_desktop.clock import SetClock
from asystent_desktop.errors import InvalidValueError, NotFoundError, RefusedError
from asystent_desktop.storage import opening
from asystent_desktop.storage.faults import (
    DamagedVaultError,
    LowMemoryError,
    NewerVersionError,
    NotAVaultError,
    TooSoonError,
    UnsuitableFolderError,
    WrongCodeError,
    WrongPasswordError,
)
from asystent_desktop.storage.keys import Cost
from asystent_desktop.storage.peek import peek
from asystent_desktop.storage.tries import wait_after
from asystent_desktop.storage.vault import Vault
from tests.storage import age
from tests.storage.conftest import OTHER_PASSWORD, PASSWORD, add, build, texts

WRONG = "to nie jest to hasło"
CANNOT_OPEN = "Nie udało się otworzyć sejfu. Hasło może być błędne. Dane nie zostały zmienione."


def test_wrong_password_has_its_sentence_and_changes_nothing(vault: Vault, folder: Path) -> None:
    vault.close()
    before = {path.name: path.read_bytes() for path in folder.glob("vault.[hd]*")}
    with pytest.raises(WrongPasswordError) as caught:
        opening.open_with_password(folder, WRONG)
    assert caught.value.sentence == CANNOT_OPEN
    assert {path.name: path.read_bytes() for path in folder.glob("vault.[hd]*")} == before


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_keyboards_form_of_a_letter_opens(vault: Vault, folder: Path, cost: Cost, form: str) -> None:
    vault.change_password(PASSWORD, OTHER_PASSWORD, cost=cost)
    vault.close()
    typed = unicodedata.normalize(form, OTHER_PASSWORD)  # type: ignore[arg-type]
    with opening.open_with_password(folder, typed) as again:
        assert again.vault_id == vault.vault_id


def test_low_memory_is_never_a_wrong_password(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()

    def short(*_args: object, **_kwargs: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", short)
    for _ in range(7):
        with pytest.raises(LowMemoryError, match="Za mało pamięci"):
            opening.open_with_password(folder, PASSWORD)
    assert not (folder / "vault.tries").exists()


class TestWaiting:
    def fail(self, folder: Path, clock: SetClock, times: int) -> list[bool]:
        waits = []
        for _ in range(times):
            with pytest.raises(WrongPasswordError) as caught:
                opening.open_with_password(folder, WRONG, clock=clock)
            waits.append(caught.value.must_wait)
        return waits

    def test_fifth_failure_begins_to_wait(self, vault: Vault, folder: Path, clock: SetClock) -> None:
        vault.close()
        assert self.fail(folder, clock, 5) == [False] * 4 + [True]
        with pytest.raises(TooSoonError, match="za chwilę") as caught:
            opening.open_with_password(folder, PASSWORD, clock=clock)
        assert caught.value.seconds == 2
        clock.at += timedelta(seconds=2)
        opening.open_with_password(folder, PASSWORD, clock=clock).close()
        assert self.fail(folder, clock, 1) == [False]

    def test_clock_set_back_neither_frees_nor_locks_for_long(
        self, vault: Vault, folder: Path, clock: SetClock
    ) -> None:
        vault.close()
        self.fail(folder, clock, 5)
        clock.at -= timedelta(days=400)
        with pytest.raises(TooSoonError):
            opening.open_with_password(folder, PASSWORD, clock=clock)
        clock.at += timedelta(seconds=2)
        opening.open_with_password(folder, PASSWORD, clock=clock).close()

    def test_deleted_count_is_remembered_by_the_process(
        self, vault: Vault, folder: Path, clock: SetClock
    ) -> None:
        vault.close()
        self.fail(folder, clock, 5)
        (folder / "vault.tries").unlink()
        with pytest.raises(TooSoonError):
            opening.open_with_password(folder, PASSWORD, clock=clock)

    def test_spoiled_count_does_not_keep_the_owner_out(
        self, vault: Vault, folder: Path, clock: SetClock
    ) -> None:
        vault.close()
        (folder / "vault.tries").write_bytes(b'{"failures":"many"}')
        opening.open_with_password(folder, PASSWORD, clock=clock).close()

    def test_waits_double_up_to_a_minute(self) -> None:
        assert [wait_after(count) for count in (0, 4, 5, 6, 7, 8, 9, 10, 1000)] == [
            0, 0, 2, 4, 8, 16, 32, 60, 60,
        ]  # fmt: skip


class TestPasswordChange:
    def test_old_password_opens_nothing_any_more(
        self, vault: Vault, folder: Path, code: str, cost: Cost
    ) -> None:
        slot_id = vault.slot_id
        copy = vault.backup_daily()
        assert copy is not None
        vault.change_password(PASSWORD, OTHER_PASSWORD, cost=cost)
        vault.close()
        with pytest.raises(WrongPasswordError):
            opening.open_with_password(folder, PASSWORD)
        current = (folder / "vault.hdr").read_bytes()
        assert (folder / "vault.hdr.prev").read_bytes() == current
        assert (copy.path / "vault.hdr").read_bytes() == current
        with opening.open_with_password(folder, OTHER_PASSWORD) as again:
            assert again.slot_id == slot_id

    def test_wrong_old_or_weak_new_password_changes_nothing(self, vault: Vault, folder: Path) -> None:
        before = (folder / "vault.hdr").read_bytes()
        with pytest.raises(WrongPasswordError):
            vault.change_password(WRONG, OTHER_PASSWORD)
        with pytest.raises(InvalidValueError):
            vault.change_password(PASSWORD, "krótkie")
        assert (folder / "vault.hdr").read_bytes() == before

    def test_old_header_put_back_is_an_old_password(self, vault: Vault, folder: Path, cost: Cost) -> None:
        old = (folder / "vault.hdr").read_bytes()
        vault.change_password(PASSWORD, OTHER_PASSWORD, cost=cost)
        vault.close()
        (folder / "vault.hdr").write_bytes(old)
        # Known and told to the user: only a new root key ends this.
        opening.open_with_password(folder, PASSWORD).close()


class TestRecovery:
    def test_code_sets_a_password_and_is_replaced(
        self, vault: Vault, folder: Path, code: str, cost: Cost
    ) -> None:
        add(vault, "jeden")
        slot_id = vault.slot_id
        vault.close()
        again, fresh = opening.open_with_code(folder, code.lower(), OTHER_PASSWORD, cost=cost)
        with again:
            assert texts(again) == ["jeden"]
            assert (again.slot_id, again.wants_code) == (slot_id, True)
            again.confirm_code()
            assert not again.wants_code
        with pytest.raises(WrongCodeError):
            opening.open_with_code(folder, code, OTHER_PASSWORD, cost=cost)
        with pytest.raises(WrongPasswordError):
            opening.open_with_password(folder, PASSWORD)
        opening.open_with_password(folder, OTHER_PASSWORD).close()
        opening.open_with_code(folder, fresh, PASSWORD, cost=cost)[0].close()

    def test_slip_or_weak_password_is_said_before_anything_happens(
        self, vault: Vault, folder: Path, code: str
    ) -> None:
        vault.close()
        with pytest.raises(InvalidValueError, match="pomyłka"):
            opening.open_with_code(folder, code[:-1] + ("0" if code[-1] != "0" else "2"), OTHER_PASSWORD)
        with pytest.raises(InvalidValueError, match="15 znaków"):
            opening.open_with_code(folder, code, "krótkie")

    def test_new_code_replaces_the_old_one(self, vault: Vault, folder: Path, code: str, cost: Cost) -> None:
        vault.confirm_code()
        fresh = vault.new_recovery_code()
        assert vault.wants_code
        vault.close()
        with pytest.raises(WrongCodeError):
            opening.open_with_code(folder, code, OTHER_PASSWORD, cost=cost)
        opening.open_with_code(folder, fresh, OTHER_PASSWORD, cost=cost)[0].close()


class TestSeveralPeople:
    def test_each_opens_with_an_own_password_until_removed(
        self, vault: Vault, folder: Path, cost: Cost
    ) -> None:
        first = vault.slot_id
        second = vault.add_password_slot(OTHER_PASSWORD, cost=cost)
        vault.close()
        assert peek(folder).password_slots == (first, second)
        with opening.open_with_password(folder, OTHER_PASSWORD, first=second) as again:
            assert again.slot_id == second
            with pytest.raises(RefusedError):
                again.remove_slot(second)
            again.remove_slot(first)
            with pytest.raises(NotFoundError):
                again.remove_slot(first)
        with pytest.raises(WrongPasswordError):
            opening.open_with_password(folder, PASSWORD)

    def test_code_must_say_whose_password_it_replaces(
        self, vault: Vault, folder: Path, code: str, cost: Cost
    ) -> None:
        second = vault.add_password_slot(OTHER_PASSWORD, cost=cost)
        vault.close()
        fresh_password = "trzecie hasło z morza i lasu"
        with pytest.raises(RefusedError, match="kilka osób"):
            opening.open_with_code(folder, code, fresh_password, cost=cost)
        again, _ = opening.open_with_code(folder, code, fresh_password, slot_id=second, cost=cost)
        again.close()
        opening.open_with_password(folder, PASSWORD).close()
        opening.open_with_password(folder, fresh_password).close()

    def test_header_takes_no_more_than_32_slots(self, vault: Vault, cost: Cost) -> None:
        for _ in range(30):
            vault.add_password_slot(OTHER_PASSWORD, cost=cost)
        with pytest.raises(RefusedError, match="więcej haseł"):
            vault.add_password_slot(OTHER_PASSWORD, cost=cost)


def test_two_officers_open_and_set_a_new_password(vault: Vault, folder: Path, cost: Cost) -> None:
    secrets, officers = age.new_officers()
    vault.set_escrow(officers, age.seal)
    add(vault, "jeden")
    vault.close()
    for (first, second), (one, two) in opening.escrow_halves(folder).items():
        halves = (age.unseal(one, secrets[first]), age.unseal(two, secrets[second]))
        again, _ = opening.open_with_escrow(folder, halves, OTHER_PASSWORD, cost=cost)
        with again:
            assert texts(again) == ["jeden"]
    with pytest.raises(WrongCodeError, match="z tej samej pary"):
        opening.open_with_escrow(folder, (halves[0], bytes(32)), OTHER_PASSWORD, cost=cost)
    with pytest.raises(WrongPasswordError):
        opening.open_with_password(folder, PASSWORD)


class TestCreation:
    def test_card_of_a_closed_store(self, vault: Vault, folder: Path) -> None:
        card = peek(folder)
        assert (card.label, card.created_on, card.vault_id) == ("Sejf 1", date(2026, 11, 24), vault.vault_id)
        assert (card.readable, card.format) == (True, 1)

    def test_card_of_a_damaged_or_newer_store(self, vault: Vault, folder: Path) -> None:
        path = folder / "vault.hdr"
        data = path.read_bytes()
        path.write_bytes(data[:-1])
        assert not peek(folder).readable
        path.write_bytes(data.replace(b'"v":1', b'"v":9'))
        assert (peek(folder).readable, peek(folder).format) == (False, 9)
        vault.close()
        with pytest.raises(NewerVersionError):
            opening.open_with_password(folder, PASSWORD)

    def test_folder_without_store_is_refused_and_left_alone(self, tmp_path: Path) -> None:
        for folder in (tmp_path / "nie-ma", tmp_path):
            with pytest.raises(NotAVaultError):
                opening.open_with_password(folder, PASSWORD)
            with pytest.raises(NotAVaultError):
                peek(folder)
        assert list(tmp_path.iterdir()) == []

    def test_used_or_synced_folder_is_refused(self, vault: Vault, folder: Path, tmp_path: Path) -> None:
        before = (folder / "vault.hdr").read_bytes()
        for place in (folder, tmp_path / "OneDrive" / "sejf", tmp_path / "Dropbox", Path("//serwer/dane")):
            with pytest.raises(UnsuitableFolderError):
                opening.create(place, PASSWORD, "Sejf 2", build)
        assert (folder / "vault.hdr").read_bytes() == before
        assert not (tmp_path / "OneDrive").exists()

    def test_failed_creation_can_be_repeated_in_the_same_folder(
        self, tmp_path: Path, state: Path, cost: Cost
    ) -> None:
        def broken(connection: Connection) -> None:
            build(connection)
            raise KeyError("stop")

        with pytest.raises(KeyError):
            opening.create(tmp_path / "s", PASSWORD, "", broken, cost=cost)
        assert [path.name for path in (tmp_path / "s").iterdir()] == ["vault.lock"]
        vault, _ = opening.create(tmp_path / "s", PASSWORD, "", build, cost=cost)
        with vault:
            assert vault.label == "Sejf 1"
            assert vault.wants_code
        assert len(list(state.iterdir())) == 1
        assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o700

    @pytest.mark.parametrize(("password", "label"), [("krótkie", "Sejf"), (PASSWORD, "x" * 25)])
    def test_bad_password_or_label_makes_nothing(self, tmp_path: Path, password: str, label: str) -> None:
        with pytest.raises(InvalidValueError):
            opening.create(tmp_path / "s", password, label, build)
        assert not (tmp_path / "s").exists()


class TestRekey:
    def test_old_header_opens_nothing_after_a_rekey(
        self, vault: Vault, folder: Path, code: str, cost: Cost, reopen: Callable[..., Vault]
    ) -> None:
        add(vault, "jeden")
        old_copy = vault.backup_daily()
        old = (folder / "vault.hdr").read_bytes()
        fresh = vault.rekey(PASSWORD, cost=cost)
        add(vault, "dwa")
        assert texts(vault) == ["jeden", "dwa"]
        assert old_copy is not None
        assert not old_copy.path.exists()
        assert not (folder / "vault.hdr.prev").exists()
        again = reopen()
        assert texts(again) == ["jeden", "dwa"]
        assert again.standing.value == "here"
        again.close()
        with pytest.raises(WrongCodeError):
            opening.open_with_code(folder, code, OTHER_PASSWORD, cost=cost)
        opening.open_with_code(folder, fresh, PASSWORD, cost=cost)[0].close()
        (folder / "vault.hdr").write_bytes(old)
        with pytest.raises(DamagedVaultError):
            opening.open_with_password(folder, PASSWORD)

    def test_rekey_needs_the_password(self, vault: Vault, folder: Path) -> None:
        before = (folder / "vault.hdr").read_bytes()
        with pytest.raises(WrongPasswordError):
            vault.rekey(WRONG)
        assert (folder / "vault.hdr").read_bytes() == before
