"""Making a store and opening one."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from asystent_desktop.clock import Clock, SystemClock
from asystent_desktop.errors import InvalidValueError
from asystent_desktop.storage import header as headers
from asystent_desktop.storage import keys, passwords, recovery_code, rekey, seal, slots, unlock
from asystent_desktop.storage.backup import Source
from asystent_desktop.storage.database import create_database
from asystent_desktop.storage.durable import mend_modes, private_folder, sync_file, sync_folder
from asystent_desktop.storage.faults import (
    DamagedVaultError,
    NotAVaultError,
    RekeyPendingError,
    WrongPasswordError,
)
from asystent_desktop.storage.hardening import harden
from asystent_desktop.storage.header import Header, ReadHeader
from asystent_desktop.storage.keyring import Keyring
from asystent_desktop.storage.keys import STANDARD, Cost, Label
from asystent_desktop.storage.lock import VaultLock
from asystent_desktop.storage.meta import set_meta
from asystent_desktop.storage.places import check_place
from asystent_desktop.storage.plainly import told_plainly
from asystent_desktop.storage.seal import Seal
from asystent_desktop.storage.tries import Tries
from asystent_desktop.storage.unlock import Find, Unlocked
from asystent_desktop.storage.vault import Notice, Step, Vault

DEFAULT_LABEL: Final = "Sejf 1"
_SYSTEM_CLOCK: Final = SystemClock()


def create(
    folder: Path,
    password: str,
    label: str,
    build: Callable[[Connection], None],
    *,
    names: Sequence[str] = (),
    version: int = 0,
    cost: Cost = STANDARD,
    clock: Clock = _SYSTEM_CLOCK,
) -> tuple[Vault, str]:
    """Make a store in a new or empty folder; return it open, with the recovery code in groups.

    `build` makes every table but `meta`, in one transaction; `version` is the schema number that it makes.
    InvalidValueError for password or label, UnsuitableFolderError for the place; after any failure the
    files made so far are removed.
    """
    harden()
    label = _checked_label(label)
    passwords.check_password(password, (label, *names))
    check_place(folder)
    with told_plainly(), ExitStack() as stack:
        private_folder(folder)
        lock = VaultLock(folder)
        stack.callback(lock.release)
        check_place(folder)  # again: another process may have been quicker to the lock
        header, root, code = _first_header(password, label, cost, clock)
        made = [folder / headers.NAME, folder / f"{headers.DATABASE}.new", folder / headers.DATABASE]
        stack.callback(_remove, [*made, seal.path_of(header.vault)])
        headers.write(folder, header, root)

        def build_all(connection: Connection) -> None:
            set_meta(connection, "counter", 0)
            set_meta(connection, "wants_code", 1)
            set_meta(connection, "machine", seal.binding(header.vault, folder))
            build(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")

        _first_database(folder, header, root, build_all)
        seal.write(Seal(vault=header.vault, counter=0), root)
        keyring = Keyring(folder, header, root, header.of_type(slots.PASSWORD)[0].id)
        vault = Vault(folder, lock, keyring, clock, frozenset())
        stack.pop_all()
    return vault, recovery_code.printed(code)


def open_with_password(
    folder: Path,
    password: str,
    *,
    steps: Sequence[Step] | None = None,
    first: str | None = None,
    clock: Clock = _SYSTEM_CLOCK,
) -> Vault:
    """Open a store; `steps` bring an older database up to date, None leaves its version alone.

    `first` is the slot to try first. WrongPasswordError (counted, TooSoonError while a wait runs),
    VaultInUseError, NotAVaultError, DamagedVaultError, NewerVersionError, LowMemoryError.
    """
    failed_before = 0

    def find(header: Header) -> Unlocked:
        nonlocal failed_before
        tries = Tries(folder, clock)
        tries.check()
        try:
            unlocked = unlock.by_password(password, first)(header)
        except WrongPasswordError:
            raise tries.failed() from None
        failed_before = tries.succeeded()
        return unlocked

    vault = _open(folder, find, steps, clock)
    vault.failed_before = failed_before
    return vault


def open_with_code(
    folder: Path,
    code: str,
    new_password: str,
    *,
    slot_id: str | None = None,
    names: Sequence[str] = (),
    steps: Sequence[Step] | None = None,
    cost: Cost = STANDARD,
    clock: Clock = _SYSTEM_CLOCK,
) -> tuple[Vault, str]:
    """Open a store by its printed code, with a new password for `slot_id` (None: the only one).

    Returns the store and a new code in groups; the old code and the old password open nothing any more.
    InvalidValueError("code") for a slip, WrongCodeError for another store's or an older code.
    """
    passwords.check_password(new_password, names)
    vault = _open(folder, unlock.by_code(code), steps, clock)
    return vault, _taken_over(vault, slot_id, new_password, cost)


def open_with_escrow(
    folder: Path,
    halves: tuple[bytes, bytes],
    new_password: str,
    *,
    slot_id: str | None = None,
    names: Sequence[str] = (),
    steps: Sequence[Step] | None = None,
    cost: Cost = STANDARD,
    clock: Clock = _SYSTEM_CLOCK,
) -> tuple[Vault, str]:
    """Open a store by two officers' opened halves; otherwise as `open_with_code`."""
    passwords.check_password(new_password, names)
    vault = _open(folder, unlock.by_halves(*halves), steps, clock)
    return vault, _taken_over(vault, slot_id, new_password, cost)


def escrow_halves(folder: Path) -> dict[tuple[str, str], tuple[bytes, bytes]]:
    """Return the sealed halves of each officer pair from the header, or nothing without escrow."""
    with told_plainly():
        found = headers.read(folder)
    halves: dict[tuple[str, str], tuple[bytes, bytes]] = {}
    for slot in found.header.of_type(slots.ESCROW):
        halves.update(slots.sealed_halves(slot))
    return halves


def _open(folder: Path, find: Find, steps: Sequence[Step] | None, clock: Clock) -> Vault:
    harden()
    if not headers.is_there(folder):
        raise NotAVaultError(reason="NO_HEADER")
    with told_plainly(), ExitStack() as stack:
        lock = VaultLock(folder)
        stack.callback(lock.release)
        notices = {Notice.MODES_MENDED} if mend_modes(folder) else set()
        found = headers.read(folder)
        unlocked = unlock.checked(found, find)
        keyring = Keyring(folder, found.header, unlocked.roots[found.header.gen], unlocked.slot_id)
        if found.is_previous:
            headers.write_back(folder, found.header, keyring.root)
            notices.add(Notice.PREVIOUS_HEADER)
        if _finish_rekey(folder, found, unlocked, keyring):
            notices.add(Notice.REKEY_FINISHED)
        vault = Vault(folder, lock, keyring, clock, frozenset(notices))
        stack.callback(vault.close)
        if steps is not None:
            vault.migrate(steps)
        stack.pop_all()
    return vault


def _finish_rekey(folder: Path, found: ReadHeader, unlocked: Unlocked, keyring: Keyring) -> bool:
    """End a re-key that was cut short, in favour of the generation that opens the database."""
    generations = {slot.gen for slot in found.header.slots}
    if generations == {found.header.gen}:
        return False
    for gen, root in sorted(unlocked.roots.items(), reverse=True):
        key = keys.derive(root, Label.DATABASE)
        if rekey.opens(Source(folder=folder, vault_id=found.header.vault, key=key)):
            seal.carry_over(found.header.vault, unlocked.roots.values(), root)
            keyring.settle_generation(gen, root)
            return True
    if len(unlocked.roots) < len(generations):
        raise RekeyPendingError
    raise DamagedVaultError(reason="KEY")


def _taken_over(vault: Vault, slot_id: str | None, password: str, cost: Cost) -> str:
    try:
        return vault.take_over(slot_id, password, cost)
    except BaseException:
        vault.close()
        raise


def _first_header(password: str, label: str, cost: Cost, clock: Clock) -> tuple[Header, bytes, bytes]:
    vault, root, code = secrets.token_hex(16), keys.new_key(), recovery_code.new_code()
    header = Header(
        vault=vault,
        label=label,
        created=clock.today(),
        gen=1,
        seq=1,
        slots=(
            slots.password_slot(vault, 1, root, password, cost, slots.new_slot_id()),
            slots.recovery_slot(vault, 1, root, code),
        ),
    )
    return header, root, code


def _first_database(folder: Path, header: Header, root: bytes, build: Callable[[Connection], None]) -> None:
    fresh = folder / f"{headers.DATABASE}.new"
    create_database(fresh, keys.derive(root, Label.DATABASE), header.vault, build)
    sync_file(fresh)
    fresh.rename(folder / headers.DATABASE)
    sync_folder(folder)


def _checked_label(label: str) -> str:
    clean = unicodedata.normalize("NFC", " ".join(label.split())) or DEFAULT_LABEL
    if len(clean) > headers.MAX_LABEL:
        raise InvalidValueError("label", f"Nazwa sejfu może mieć najwyżej {headers.MAX_LABEL} znaki.")
    return clean


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        for beside in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
            beside.unlink(missing_ok=True)
