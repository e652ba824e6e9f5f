"""Making, opening and recovering a store: what needs the database and all services."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.checks.numbers import check_postcode
from asystent_desktop.clock import Clock, SetClock
from asystent_desktop.errors import AppError, InvalidValueError
from asystent_desktop.exchange.onetime import CodeCost
from asystent_desktop.records import Account, Office
from asystent_desktop.services import enrolment, escrow, escrow_by_file, keys, refilling, settling, upkeep
from asystent_desktop.services.bundle import Services, services_of
from asystent_desktop.services.desk import Desk
from asystent_desktop.services.stores import Opened, new_folder
from asystent_desktop.storage import opening, state
from asystent_desktop.storage.keys import Cost
from asystent_desktop.storage.migrations import STEPS
from asystent_desktop.storage.seal import Standing
from asystent_desktop.storage.state import Identity
from asystent_desktop.storage.store import Store, build, new_id
from asystent_desktop.storage.tables import SCHEMA_VERSION
from asystent_desktop.storage.vault import Notice
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from asystent_desktop.exchange.invitation import Invitation
    from asystent_desktop.services.escrow import KeyFile
    from asystent_desktop.services.stores import OfficeStart
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.vault import Vault

TODAY = "ASYSTENT_TODAY"
LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True)
class Founding:
    """What `Stores` hands on: the clock, and the work of passwords, enrolment codes and key files."""

    clock: Clock
    cost: Cost
    code_cost: CodeCost
    key_work: int

    def create_office(
        self, start: OfficeStart, password: str, *, folder: Path | None = None, is_demo: bool = False
    ) -> Opened:
        """Found an office: its store, its keys, its first account, which is clerk and head."""
        if not start.office_name.strip():
            raise InvalidValueError("office_name", "Wpisz nazwę ośrodka.")
        if not start.person_name.strip():
            raise InvalidValueError("person_name", "Wpisz imię i nazwisko osoby, która prowadzi biuro.")
        for found in check_postcode(start.postcode):
            raise InvalidValueError(found.field, found.sentence)
        identity = Identity(
            role="office", office=new_id(), account=new_id(), device=new_id(), epoch="", is_demo=is_demo
        )

        def first(connection: Connection) -> None:
            own = keys.make_own(connection, identity.device)
            keys.make_office(connection, own, identity.office)

        names = (start.office_name, start.person_name)
        opened = self._create(folder, password, identity, first, names)
        roles = ("clerk", "head", *(("assistant",) if start.also_assistant else ()))
        office = {
            "name": start.office_name,
            "type": start.kind,
            "street": start.street,
            "postcode": start.postcode,
            "city": start.city,
        }
        account = {"name": start.person_name, "roles": roles}
        opened.services.desk.store.save(
            Unit(
                (
                    Write(Office.INFO, identity.office, office),
                    Write(Account.INFO, identity.account, account),
                )
            )
        )
        return opened

    def create_joining(
        self,
        invited: Invitation,
        code: str,
        password: str,
        *,
        folder: Path | None = None,
        is_demo: bool = False,
    ) -> Opened:
        """Make the store of a laptop that asks to join an office."""
        identity = Identity(
            role="assistant",
            office=invited.office,
            account=invited.account,
            device=new_id(),
            epoch="",
            is_demo=is_demo,
        )

        def first(connection: Connection) -> None:
            keys.make_own(connection, identity.device)
            enrolment.begin_joining(connection, invited, code, self.code_cost)

        return self._create(folder, password, identity, first, ())

    def unlock(self, folder: Path, password: str) -> Services:
        """Open a store with a password; what can go wrong is said by the errors of opening a vault."""
        vault = opening.open_with_password(folder, password, steps=STEPS, clock=self.clock)
        return self._services(vault, "UNLOCK")

    def recover(self, folder: Path, code: str, new_password: str) -> Opened:
        """Open a store with its printed code and set a new password; the new code has to be printed."""
        vault, fresh = opening.open_with_code(
            folder, code, new_password, steps=STEPS, cost=self.cost, clock=self.clock
        )
        services = self._services(vault, "RECOVERED")
        services.settings.note_secrets(password=True, code=True)
        return Opened(services, fresh)

    def recover_together(self, folder: Path, first: KeyFile, second: KeyFile, new_password: str) -> Opened:
        """Open a store with two officers' keys and set a new password; the new code has to be printed."""
        halves, accounts = escrow.opened_halves(folder, first, second)
        return self._recovered(folder, halves, accounts, new_password)

    def ask_officers(self, folder: Path, new_password: str, target: Path) -> tuple[str, ...]:
        """Ask two officers by file to open a locked store; return the words to compare by voice."""
        return escrow_by_file.ask(folder, new_password, target, self.key_work)

    def recover_by_answers(self, folder: Path, answers: Sequence[Path], new_password: str) -> Opened:
        """Open a store with the answers of two officers and the new password chosen when asking."""
        halves, accounts = escrow_by_file.opened_halves(folder, answers, new_password)
        opened = self._recovered(folder, halves, accounts, new_password)
        escrow_by_file.forget(folder)
        return opened

    def _recovered(
        self, folder: Path, halves: tuple[bytes, bytes], accounts: tuple[str, str], new_password: str
    ) -> Opened:
        vault, fresh = opening.open_with_escrow(
            folder, halves, new_password, steps=STEPS, cost=self.cost, clock=self.clock
        )
        services = self._services(vault, "ESCROW_OPEN", *accounts)
        services.settings.note_secrets(password=True, code=True)
        return Opened(services, fresh)

    def change_password(self, services: Services, old: str, new: str) -> None:
        """Give the session's slot a new password; WrongPasswordError for a wrong `old`."""
        names = (services.session().name, services.session().office_name)
        services.desk.store.vault.change_password(old, new, names=names, cost=self.cost)
        services.settings.note_secrets(password=True, audit="PASSWORD")

    def new_code(self, services: Services, password: str) -> Opened:
        """Replace the recovery code after asking for the password; the old code opens nothing any more."""
        services.desk.store.vault.check_password(password)
        code = services.desk.store.vault.new_recovery_code()
        services.settings.note_secrets(code=True, audit="PASSWORD", detail="CODE")
        return Opened(services, code)

    def rekey(self, services: Services, old: str, new: str) -> Opened:
        """Encrypt the whole store anew after a suspected leak, with a new password and a new code.

        The password is changed first: a re-key that is cut short is then finished with the new one.
        """
        self.change_password(services, old, new)
        code = services.desk.store.vault.rekey(new, cost=self.cost)
        services.settings.note_secrets(code=True, audit="REKEY")
        return Opened(services, code)

    def _create(
        self,
        folder: Path | None,
        password: str,
        identity: Identity,
        first: Callable[[Connection], None],
        names: Sequence[str],
    ) -> Opened:
        def build_all(connection: Connection) -> None:
            build(connection)
            state.write_identity(connection, identity)
            state.begin_epoch(connection)
            first(connection)

        folder = folder or new_folder()
        vault, code = opening.create(
            folder,
            password,
            _label(folder, is_demo=identity.is_demo),
            build_all,
            names=names,
            version=SCHEMA_VERSION,
            cost=self.cost,
            clock=self.clock,
        )
        return Opened(self._services(vault, "UNLOCK"), code)

    def _services(self, vault: Vault, code: str, *subjects: str) -> Services:
        try:
            store = Store(vault, self.clock)
            store.clock = _clock_of(store, self.clock)
            self._stand(Desk(store))
            with store.writing() as connection:
                if vault.failed_before:
                    store.note(connection, "UNLOCK_FAIL", detail=str(vault.failed_before))
                if Notice.MODES_MENDED in vault.notices:
                    store.note(connection, "MODE_FIXED")
                store.note(connection, code, *subjects)
            upkeep.after_opening(store)
            services = services_of(store, self.code_cost, self.key_work)
            upkeep.keep_journal(services.desk)
            settling.after_taking(services.desk)
        except BaseException:
            vault.close()
            raise
        return services

    def _stand(self, desk: Desk) -> None:
        """Begin a new epoch for an old copy or in another place; a laptop asks its office for all."""
        vault = desk.store.vault
        if vault.standing is Standing.HERE:
            return
        with desk.store.writing() as connection:
            desk.store.note(connection, "RESTORE", detail=vault.standing.name)
            epoch = refilling.begin_anew(desk, connection, vault.standing.name)
        vault.settle(epoch)
        desk.store.reload_identity()


def _label(folder: Path, *, is_demo: bool) -> str:
    """Return a name to tell the stores of one machine apart at the door, without a person's name."""
    if is_demo:
        return f"Pokaz: {folder.name}"[:LONGEST_LABEL]
    number = 1 + len(list(folder.parent.glob("*/vault.hdr"))) if folder.parent.is_dir() else 1
    return f"Sejf {number}"


def _clock_of(store: Store, clock: Clock) -> Clock:
    """Return a clock set by the environment, for demonstration stores only."""
    wanted = os.environ.get(TODAY)
    if not wanted or not store.identity.is_demo:
        return clock
    try:
        day = date.fromisoformat(wanted)
    except ValueError as error:
        raise AppError(f"{TODAY} ma być datą, np. 2026-11-23.") from error
    return SetClock(datetime.combine(day, clock.local().time()))
