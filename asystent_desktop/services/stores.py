"""The stores of this machine: finding, making, opening, recovering, restoring them."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asystent_desktop.clock import SetClock, SystemClock
from asystent_desktop.errors import AppError, InvalidValueError
from asystent_desktop.exchange import invitation as invitations
from asystent_desktop.exchange.onetime import CodeCost
from asystent_desktop.paths import data_dir
from asystent_desktop.records import Account, Office
from asystent_desktop.services import enrolment, keys
from asystent_desktop.services.bundle import Services, services_of
from asystent_desktop.services.files import read_file
from asystent_desktop.storage import backup, opening, passwords, recovery_code, state
from asystent_desktop.storage.keys import STANDARD, Cost
from asystent_desktop.storage.migrations import STEPS
from asystent_desktop.storage.seal import Standing
from asystent_desktop.storage.state import Identity
from asystent_desktop.storage.store import Store, build, new_id
from asystent_desktop.storage.tables import SCHEMA_VERSION
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from asystent_desktop.clock import Clock
    from asystent_desktop.exchange.invitation import Invitation
    from asystent_desktop.services.demo import DemoStore
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.vault import Vault

TODAY = "ASYSTENT_TODAY"
DEFAULT_LABEL = "Sejf 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCard:
    """What may be said of a store before it is unlocked; `state` is ready or damaged."""

    folder: Path
    label: str
    created_on: date | None
    state: str
    last_backup: datetime | None
    free_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeStart:
    """What founding an office asks: its heading and the person who founds it."""

    office_name: str
    kind: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    person_name: str = ""
    also_assistant: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A store just made or recovered: its services and the recovery code to be printed."""

    services: Services
    recovery_code: str


class Stores:
    """The stores of this machine; `cost` and `code_cost` are the work of passwords and enrolment codes."""

    def __init__(
        self, clock: Clock | None = None, *, cost: Cost = STANDARD, code_cost: CodeCost | None = None
    ) -> None:
        self._clock: Clock = clock or SystemClock()
        self._cost = cost
        self._code_cost = code_cost or CodeCost()

    @property
    def clock(self) -> Clock:
        """Return the injected clock."""
        return self._clock

    def at(self, clock: Clock) -> Stores:
        """Return the same stores seen by another clock."""
        return Stores(clock, cost=self._cost, code_cost=self._code_cost)

    def cards(self, folder: Path | None = None) -> tuple[StoreCard, ...]:
        """Return the stores of this user, oldest first; `folder` looks there instead."""
        place = folder or data_dir()
        found = sorted(place.glob("*/vault.hdr")) if place.is_dir() else []
        return tuple(self.card(one.parent) for one in found)

    def card(self, folder: Path) -> StoreCard:
        """Return what may be said of one store before it is unlocked; NotAVaultError when there is none."""
        header = opening.peek(folder)
        copies = backup.copies_in(folder / "backup")
        return StoreCard(
            folder=folder,
            label=header.label or DEFAULT_LABEL,
            created_on=header.created_on,
            state="ready" if header.readable else "damaged",
            last_backup=copies[0].made_at if copies else None,
            free_bytes=shutil.disk_usage(folder).free,
        )

    def password_problems(self, password: str, words: Sequence[str] = ()) -> tuple[str, ...]:
        """Return what is wrong with a password in plain sentences; nothing when it is fine."""
        try:
            passwords.check_password(password, words)
        except InvalidValueError as error:
            return (error.sentence,)
        return ()

    def suggest_password(self) -> str:
        """Return a phrase of six random words."""
        return passwords.suggested_phrase()

    def create_office(
        self, start: OfficeStart, password: str, *, folder: Path | None = None, is_demo: bool = False
    ) -> Opened:
        """Found an office: its store, its keys, its first account, which is clerk and head."""
        if not start.office_name.strip():
            raise InvalidValueError("office_name", "Wpisz nazwę ośrodka.")
        if not start.person_name.strip():
            raise InvalidValueError("person_name", "Wpisz imię i nazwisko osoby, która prowadzi biuro.")
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

    def open_invitation(self, path: Path) -> Invitation:
        """Read an invitation file; BadInvitationError when it is none. Trust comes later, with the words."""
        return invitations.read(read_file(path, invitations.MAX_BYTES))

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
            enrolment.begin_joining(connection, invited, code, self._code_cost)

        return self._create(folder, password, identity, first, ())

    def unlock(self, folder: Path, password: str) -> Services:
        """Open a store with a password; what can go wrong is said by the errors of opening a vault."""
        vault = opening.open_with_password(folder, password, steps=STEPS, clock=self._clock)
        return self._services(vault, "UNLOCK")

    def recover(self, folder: Path, code: str, new_password: str) -> Opened:
        """Open a store with its printed code and set a new password; the new code has to be printed."""
        vault, fresh = opening.open_with_code(
            folder, code, new_password, steps=STEPS, cost=self._cost, clock=self._clock
        )
        services = self._services(vault, "RECOVERED")
        services.settings.note_secrets(password=True, code=True)
        return Opened(services, fresh)

    def change_password(self, services: Services, old: str, new: str) -> None:
        """Give the session's slot a new password; WrongPasswordError for a wrong `old`."""
        names = (services.session().name, services.session().office_name)
        services.desk.store.vault.change_password(old, new, names=names, cost=self._cost)
        services.settings.note_secrets(password=True, audit="PASSWORD")

    def new_code(self, services: Services, password: str) -> Opened:
        """Replace the recovery code after asking for the password; the old code opens nothing from now on."""
        services.desk.store.vault.check_password(password)
        code = services.desk.store.vault.new_recovery_code()
        services.settings.note_secrets(code=True, audit="PASSWORD", detail="CODE")
        return Opened(services, code)

    def rekey(self, services: Services, old: str, new: str) -> Opened:
        """Encrypt the whole store anew after a suspected leak, with a new password and a new recovery code.

        The password is changed first: a re-key that is cut short is then finished with the new one.
        """
        self.change_password(services, old, new)
        code = services.desk.store.vault.rekey(new, cost=self._cost)
        services.settings.note_secrets(code=True, audit="REKEY")
        return Opened(services, code)

    def asked_groups(self) -> tuple[int, int]:
        """Return which two groups of a printed code (from 1) have to be typed back."""
        return recovery_code.asked_groups()

    def check_code_back(self, opened: Opened, groups: Mapping[int, str]) -> bool:
        """Tell whether the typed groups are those of the printed code; if so the store is ready for use."""
        fits = all(
            recovery_code.group_matches(opened.recovery_code, number, typed)
            for number, typed in groups.items()
        )
        if fits and groups:
            opened.services.desk.store.vault.confirm_code()
        return fits and bool(groups)

    def recovery_paper(self, code: str) -> bytes:
        """Return the page with the recovery code as a PDF, made in memory."""
        from asystent_desktop.papers import recovery_code as paper

        return paper.build(
            paper.RecoveryPaper(code=code, printed_on=self._clock.today(), label=DEFAULT_LABEL)
        )

    def restore(self, copy: Path, folder: Path | None = None) -> Path:
        """Put a checked copy in the place of a store; the old folder is renamed, never overwritten."""
        target = folder or _new_folder()
        backup.restore(copy, target)
        return target

    def make_demo(
        self, folder: Path, say: Callable[[str, float], None], **wishes: Any
    ) -> tuple[DemoStore, ...]:
        """Build the demonstration office in `folder`; see `services.demo`."""
        from asystent_desktop.services.demo import build_demo

        return build_demo(self, folder, say, **wishes)

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

        vault, code = opening.create(
            folder or _new_folder(),
            password,
            DEFAULT_LABEL,
            build_all,
            names=names,
            version=SCHEMA_VERSION,
            cost=self._cost,
            clock=self._clock,
        )
        return Opened(self._services(vault, "UNLOCK"), code)

    def _services(self, vault: Vault, code: str) -> Services:
        try:
            store = Store(vault, self._clock)
            store.clock = _clock_of(store, self._clock)
            self._stand(store)
            with store.writing() as connection:
                store.note(connection, code)
        except BaseException:
            vault.close()
            raise
        return services_of(store, self._code_cost)

    def _stand(self, store: Store) -> None:
        """Begin a new epoch when the store is an old copy or stands in another place."""
        if store.vault.standing is Standing.HERE:
            return
        reason = store.vault.standing.name
        with store.writing() as connection:
            epoch = state.begin_epoch(connection)
            store.note(connection, "NEW_EPOCH", detail=reason)
        store.vault.settle(epoch)
        store.reload_identity()


def _new_folder() -> Path:
    return data_dir() / secrets.token_hex(4)


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
