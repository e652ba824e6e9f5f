"""An open store: one writer, a few readers, its keys, its copies; closed with everything on the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Connection

from asystent_desktop.clock import Clock
from asystent_desktop.storage import backup, compacting, copies, disk, passwords, rekey, seal
from asystent_desktop.storage import header as headers
from asystent_desktop.storage.backup import BackupResult, Source
from asystent_desktop.storage.database import Use, open_engine
from asystent_desktop.storage.durable import private_folder
from asystent_desktop.storage.faults import NewerVersionError, VaultClosedError
from asystent_desktop.storage.gate import Gate
from asystent_desktop.storage.keyring import Keyring
from asystent_desktop.storage.keys import STANDARD, Cost
from asystent_desktop.storage.lock import VaultLock
from asystent_desktop.storage.meta import meta, set_meta
from asystent_desktop.storage.plainly import told_plainly
from asystent_desktop.storage.seal import Seal, Standing
from asystent_desktop.storage.slots import Officer

OPS_PER_SEAL: Final = 50
Step = Callable[[Connection], None]


class Notice(StrEnum):
    """What a person should hear, and the audit note, after opening."""

    PREVIOUS_HEADER = "previous-header"
    MODES_MENDED = "modes-mended"
    REKEY_FINISHED = "rekey-finished"


class Vault:
    """An open store; use it as a context manager or call `close`.

    `folder`, `vault_id`, `label` and `slot_id` (the slot that opened it) are for reading; `standing` says
    whether the store is where it was last closed, anything but HERE asks for a new epoch and `settle`.
    """

    def __init__(
        self, folder: Path, lock: VaultLock, keyring: Keyring, clock: Clock, notices: frozenset[Notice]
    ) -> None:
        self.folder = folder
        self.notices = notices
        self.failed_before = 0
        self._lock = lock
        self._keyring = keyring
        self._clock = clock
        self._writing = threading.RLock()
        self._gate = Gate()
        self._in_write = False
        self._dirty = False
        self._ops = 0
        self._closed = False
        self._start_engines()
        try:
            with told_plainly():
                self._seal, self.standing = self._judge()
        except BaseException:
            self._stop_engines()
            raise

    @property
    def vault_id(self) -> str:
        """Return the store's 32 hex digits."""
        return self._keyring.header.vault

    @property
    def label(self) -> str:
        """Return the store's name on the unlock screen."""
        return self._keyring.header.label

    @property
    def created_on(self) -> date:
        """Return the day on which the store was made."""
        return self._keyring.header.created

    @property
    def slot_id(self) -> str:
        """Return the id of the password slot that this session stands on."""
        return self._keyring.slot_id

    @property
    def is_closed(self) -> bool:
        """Tell whether key and lock were given back."""
        return self._closed

    @property
    def wants_code(self) -> bool:
        """Say whether the newest recovery code has not yet been typed back from paper."""
        with self.read() as connection:
            return meta(connection, "wants_code") == 1

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Hold the only writing transaction: committed on a clean exit, rolled back on any error.

        One thread at a time, others wait. Not to be nested (RuntimeError): one act is one transaction.
        """
        with self._writing:
            self._require_open()
            if self._in_write:
                raise RuntimeError("a writing transaction is already open in this thread")
            self._in_write = True
            try:
                with told_plainly(), self._writer.begin() as connection:
                    yield connection
                self._dirty = True
            finally:
                self._in_write = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Hold a reading transaction: the last committed state, the same until the block ends."""
        with self._gate.passing():
            self._require_open()
            with told_plainly(), self._reader.begin() as connection:
                yield connection

    def change_password(
        self, old: str, new: str, *, names: Sequence[str] = (), cost: Cost = STANDARD
    ) -> None:
        """Replace the password of this session's slot.

        WrongPasswordError for a wrong `old`, InvalidValueError for a weak `new`. Copies on sticks still
        open with the old one.
        """
        passwords.check_password(new, (self.label, *names))
        self._keyring.check_password(old)
        self._keyring.change_password(new, cost)

    def check_password(self, password: str) -> None:
        """Accept the password that this session was opened with; WrongPasswordError for another."""
        self._keyring.check_password(password)

    def add_password_slot(self, password: str, *, names: Sequence[str] = (), cost: Cost = STANDARD) -> str:
        """Add a password for one more person; return the id of its slot."""
        passwords.check_password(password, (self.label, *names))
        return self._keyring.add_password(password, cost)

    def remove_slot(self, slot_id: str) -> None:
        """Remove another person's password slot."""
        self._keyring.remove(slot_id)

    def set_escrow(self, officers: Sequence[Officer], seal_half: Callable[[bytes, str], bytes]) -> None:
        """Let any two of 2..5 officers open the store; `seal_half(half, recipient)` encrypts to one."""
        self._keyring.set_escrow(officers, seal_half)

    def new_recovery_code(self) -> str:
        """Replace the recovery code; return the new one in groups, to be printed and confirmed."""
        with self.write() as connection:
            set_meta(connection, "wants_code", 1)
        return self._keyring.new_code()

    def confirm_code(self) -> None:
        """Note that the person has typed groups of the newest code back."""
        with self.write() as connection:
            set_meta(connection, "wants_code", 0)

    def take_over(self, slot_id: str | None, password: str, cost: Cost) -> str:
        """Set a new password and recovery code after opening without a password; return the code."""
        with self.write() as connection:
            set_meta(connection, "wants_code", 1)
        return self._keyring.take_over(slot_id, password, cost)

    def rekey(self, password: str, *, cost: Cost = STANDARD) -> str:
        """Give the store a new root key after a suspected leak; return the new recovery code in groups.

        Takes the current password of this session. Other people's passwords and the escrow must be set
        again; older copies in the store's own folder are deleted after a new one was made. Readers wait
        until it is over; VaultInUseError when one that is reading doesn't end.
        """
        self._keyring.check_password(password)
        with self._writing, self._gate.closed():
            with self.write() as connection:
                set_meta(connection, "wants_code", 1)
            generation = self._keyring.header.gen + 1
            root, code = self._keyring.begin_rekey(password, cost)
            with self._parked(), told_plainly():
                rekey.change_key(self._source(), root)
                # While the header holds both roots: a crash must not leave a seal that neither opens.
                seal.carry_over(self.vault_id, (self._keyring.root,), root)
                self._keyring.settle_generation(generation, root)
            self._advance_seal()
            old = copies.copies_in(self.folder / headers.BACKUPS)
            self.backup_to(self.folder / headers.BACKUPS)
            backup.remove(old)
        return code

    def count_ops(self, count: int, epoch: str, tip: str) -> None:
        """Note committed operations of the own chain, after their transaction; every fifty renew the seal."""
        self._ops += count
        self._seal = Seal(vault=self.vault_id, counter=self._seal.counter, epoch=epoch, tip=tip)
        if self._ops >= OPS_PER_SEAL:
            self._advance_seal()

    def renew_seal(self, epoch: str, tip: str) -> None:
        """Renew the seal after a bundle was taken: its receipts may have ended what an old copy lacks."""
        self._seal = Seal(vault=self.vault_id, counter=self._seal.counter, epoch=epoch, tip=tip)
        self._advance_seal()

    def settle(self, epoch: str, tip: str = "") -> None:
        """Bind the store to this machine and folder with its new epoch; afterwards it stands HERE."""
        self._seal = Seal(vault=self.vault_id, counter=self._seal.counter, epoch=epoch, tip=tip)
        with self.write() as connection:
            set_meta(connection, "machine", seal.binding(self.vault_id, self.folder))
        self.standing = Standing.HERE
        self._advance_seal()

    def protection(self) -> Mapping[str, str | int]:
        """Return what guards this store, in codes: its password's work, whether its disk is encrypted."""
        cost = self._keyring.cost()
        return {
            "disk": disk.encryption(self.folder),
            "lanes": cost.lanes,
            "memory": cost.memory_kib,
            "passes": cost.passes,
        }

    def compact(self) -> None:
        """Write the database anew without the room of erased values, and empty the write-ahead log."""
        with self._writing, told_plainly():
            self._checkpoint()
            compacting.vacuum(self._source())
            self._checkpoint()

    def check(self) -> tuple[str, ...]:
        """Check every page after a checkpoint; return what was found, nothing when all is well."""
        with told_plainly():
            self._checkpoint()
            with self._reader.connect() as connection:
                return tuple(
                    str(row[0])
                    for pragma in ("cipher_integrity_check", "quick_check")
                    for row in connection.exec_driver_sql(f"PRAGMA {pragma}")
                    if row[0] != "ok"
                )

    def backup_to(
        self, folder: Path, mark: str = "", is_stopped: Callable[[], bool] = lambda: False
    ) -> BackupResult:
        """Make a checked copy in a new folder under `folder`; see `backup.make` for what can fail."""
        result = backup.make(self._source(), folder, self._clock, mark, is_stopped)
        # The copy's counter now lies behind the seal: put back, it is known for an old one.
        self._advance_seal()
        return result

    def backup_daily(self) -> BackupResult | None:
        """Make the day's copy in the store's own folder unless there is one, and let old ones go."""
        place = self.folder / headers.BACKUPS
        private_folder(place)
        backup.sweep(self.folder)
        today = self._clock.now().date()
        if any(copy.made_at.date() == today for copy in copies.copies_in(place)):
            return None
        result = self.backup_to(place)
        backup.prune(place, self._clock.now())
        return result

    def migrate(self, steps: Sequence[Step]) -> None:
        """Bring the database to version `len(steps)`: a copy first, then all steps in one transaction.

        NewerVersionError when the store is ahead of this program.
        """
        with self.read() as connection:
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version > len(steps):
            raise NewerVersionError(version=version)
        if version == len(steps):
            return
        private_folder(self.folder / headers.BACKUPS)
        self.backup_to(self.folder / headers.BACKUPS, mark=f"-v{version}")
        with self.write() as connection:
            for step in steps[version:]:
                step(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")

    def close(self) -> None:
        """Renew the seal, empty the write-ahead log, give key and lock back; a second call does nothing."""
        if self._closed:
            return
        with self._writing, ExitStack() as stack:
            stack.callback(self._lock.release)
            stack.callback(self._keyring.forget)
            stack.callback(self._stop_engines)
            stack.callback(setattr, self, "_closed", True)
            with told_plainly():
                if self._dirty:
                    self._advance_seal()
                self._checkpoint()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _parked(self) -> Iterator[None]:
        """Close every connection for the block; when it fails the store stays closed until opened anew."""
        self._stop_engines()
        self._closed = True
        try:
            yield
        except BaseException:
            self._keyring.forget()
            self._lock.release()
            raise
        self._closed = False
        self._start_engines()

    def _require_open(self) -> None:
        if self._closed:
            raise VaultClosedError

    def _source(self) -> Source:
        return Source(folder=self.folder, vault_id=self.vault_id, key=self._keyring.database_key)

    def _start_engines(self) -> None:
        path, key = self.folder / headers.DATABASE, self._keyring.database_key
        self._writer = open_engine(path, key, self.vault_id, Use.WRITE)
        self._reader = open_engine(path, key, self.vault_id, Use.READ)

    def _stop_engines(self) -> None:
        self._reader.dispose()
        self._writer.dispose()

    def _checkpoint(self) -> None:
        raw = self._writer.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()

    def _judge(self) -> tuple[Seal, Standing]:
        with self.read() as connection:
            counter, bound_to = meta(connection, "counter"), meta(connection, "machine")
        found = seal.read(self.vault_id, self._keyring.root)
        counter = counter if isinstance(counter, int) else 0
        here = seal.binding(self.vault_id, self.folder)
        standing = seal.judge(counter=counter, bound_to=str(bound_to), seal=found, here=here)
        own = found or Seal(vault=self.vault_id, counter=counter)
        return Seal(
            vault=own.vault, counter=max(counter, own.counter), epoch=own.epoch, tip=own.tip
        ), standing

    def _advance_seal(self) -> None:
        """Raise the counter, in the store first: a crash between the two must not look like an old copy.

        A store that is not HERE keeps its sign until `settle`.
        """
        if self.standing is not Standing.HERE:
            return
        own = self._seal
        fresh = Seal(vault=own.vault, counter=own.counter + 1, epoch=own.epoch, tip=own.tip)
        with self.write() as connection:
            set_meta(connection, "counter", fresh.counter)
        with told_plainly():
            seal.write(fresh, self._keyring.root)
        self._seal, self._ops, self._dirty = fresh, 0, False
