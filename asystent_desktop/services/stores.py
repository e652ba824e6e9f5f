"""The stores of this machine: finding, making, opening, recovering, restoring them."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asystent_desktop.clock import SystemClock
from asystent_desktop.errors import InvalidValueError
from asystent_desktop.paths import data_dir
from asystent_desktop.storage import passwords, recovery_code
from asystent_desktop.storage.copies import copies_in
from asystent_desktop.storage.keys import STANDARD, Cost
from asystent_desktop.storage.peek import peek

if TYPE_CHECKING:
    from asystent_desktop.clock import Clock
    from asystent_desktop.exchange.invitation import Invitation
    from asystent_desktop.exchange.onetime import CodeCost
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.demo import DemoStore
    from asystent_desktop.services.escrow import KeyFile
    from asystent_desktop.services.founding import Founding

DEFAULT_LABEL = "Sejf 1"
HALF_BUILT = "w-budowie"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A store put back from a copy: its folder, the copy, and where the former folder was moved, if any."""

    folder: Path
    copy: Path
    moved: Path | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A store just made or recovered: its services and the recovery code to be printed."""

    services: Services
    recovery_code: str

    @property
    def label(self) -> str:
        """Return the name under which the store stands at the door."""
        return self.services.desk.store.vault.label


class Stores:
    """The stores of this machine.

    `cost`, `code_cost` and `key_work` are the work of passwords, enrolment codes and officers' key files.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        cost: Cost = STANDARD,
        code_cost: CodeCost | None = None,
        key_work: int | None = None,
    ) -> None:
        self._clock: Clock = clock or SystemClock()
        self._cost = cost
        self._code_cost = code_cost
        self._key_work = key_work

    @property
    def clock(self) -> Clock:
        """Return the injected clock."""
        return self._clock

    def at(self, clock: Clock) -> Stores:
        """Return the same stores seen by another clock."""
        return Stores(clock, cost=self._cost, code_cost=self._code_cost, key_work=self._key_work)

    def cards(self, folder: Path | None = None) -> tuple[StoreCard, ...]:
        """Return the stores of this user, oldest first; `folder` looks there instead.

        A demonstration that is not built to its end has none.
        """
        place = folder or data_dir()
        is_whole = place.is_dir() and not (place / HALF_BUILT).exists()
        found = sorted(place.glob("*/vault.hdr")) if is_whole else []
        # Folders put aside by a restore are named with a dot: they are kept, not offered.
        return tuple(self.card(one.parent) for one in found if "." not in one.parent.name)

    def card(self, folder: Path) -> StoreCard:
        """Return what may be said of one store before it is unlocked; NotAVaultError when there is none."""
        header = peek(folder)
        copies = copies_in(folder / "backup")
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
        return self._founding().create_office(start, password, folder=folder, is_demo=is_demo)

    def open_invitation(self, path: Path) -> Invitation:
        """Read an invitation file; BadInvitationError when it is none. Trust comes later, with the words."""
        from asystent_desktop.exchange import invitation
        from asystent_desktop.services.files import read_file

        return invitation.read(read_file(path, invitation.MAX_BYTES))

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
        return self._founding().create_joining(invited, code, password, folder=folder, is_demo=is_demo)

    def unlock(self, folder: Path, password: str) -> Services:
        """Open a store with a password; what can go wrong is said by the errors of opening a vault."""
        return self._founding().unlock(folder, password)

    def recover(self, folder: Path, code: str, new_password: str) -> Opened:
        """Open a store with its printed code and set a new password; the new code has to be printed."""
        return self._founding().recover(folder, code, new_password)

    def recover_together(self, folder: Path, first: KeyFile, second: KeyFile, new_password: str) -> Opened:
        """Open a store with the keys of two officers and set a new password; print the new code."""
        return self._founding().recover_together(folder, first, second, new_password)

    def ask_officers(self, folder: Path, new_password: str, target: Path) -> tuple[str, ...]:
        """Write a locked store's request to its officers; return the words to compare by voice."""
        return self._founding().ask_officers(folder, new_password, target)

    def asked_officers(self, folder: Path) -> tuple[str, ...]:
        """Return the words of the request that waits for its answers; empty for none."""
        from asystent_desktop.services import escrow_by_file

        return escrow_by_file.asked(folder)

    def recover_by_answers(self, folder: Path, answers: Sequence[Path], new_password: str) -> Opened:
        """Open a store with two officers' answers and the new password chosen when asking; print the code."""
        return self._founding().recover_by_answers(folder, answers, new_password)

    def change_password(self, services: Services, old: str, new: str) -> None:
        """Give the session's slot a new password; WrongPasswordError for a wrong `old`."""
        self._founding().change_password(services, old, new)

    def new_code(self, services: Services, password: str) -> Opened:
        """Replace the recovery code; WrongPasswordError for a wrong password."""
        return self._founding().new_code(services, password)

    def rekey(self, services: Services, old: str, new: str) -> Opened:
        """Encrypt the whole store anew after a suspected leak, with a new password and a new code."""
        return self._founding().rekey(services, old, new)

    def warm_up(self) -> None:
        """Load what opening a store and a first look at a month need, while a person still types.

        Not for the GUI thread. The package of holidays brings those of all countries: 100 ms of work.
        """
        from asystent_desktop.checks.calendar import holidays_of

        self._founding()
        holidays_of(self.clock.today().year)

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

    def recovery_paper(self, code: str, label: str = DEFAULT_LABEL) -> bytes:
        """Return the page with the recovery code as a PDF, made in memory."""
        from asystent_desktop.papers import recovery_code as paper

        return paper.build(paper.RecoveryPaper(code=code, printed_on=self._clock.today(), label=label))

    def restore(self, copy: Path, folder: Path | None = None, password: str | None = None) -> Restored:
        """Put a copy in the place of a store; the old folder is renamed, never overwritten.

        `copy` may be the folder in which copies lie: then the newest is taken. With a password all of the
        copy is checked first, without one its files only. VaultInUseError while the store is open.
        """
        from asystent_desktop.storage import backup

        inside = copies_in(copy)
        taken = inside[0].path if inside and not (copy / "vault.hdr").is_file() else copy
        target = folder or new_folder()
        moved = backup.restore(taken, target, password)
        return Restored(folder=target, copy=taken, moved=moved)

    def make_demo(
        self, folder: Path, say: Callable[[str, float], None], **wishes: Any
    ) -> tuple[DemoStore, ...]:
        """Build the demonstration office in `folder`; see `services.demo`."""
        from asystent_desktop.services.demo import build_demo

        return build_demo(self, folder, say, **wishes)

    def remove_demo(self, folder: Path) -> None:
        """Delete the demonstration office in `folder`; VaultInUseError while one of its stores is open."""
        from asystent_desktop.services.demo_place import remove_demo

        remove_demo(folder)

    def _founding(self) -> Founding:
        """Load the database and all services when they are first needed: the start does without them."""
        from asystent_desktop.exchange.agepass import STANDARD_WORK
        from asystent_desktop.exchange.onetime import CodeCost
        from asystent_desktop.services.founding import Founding

        work = self._key_work or STANDARD_WORK
        return Founding(self._clock, self._cost, self._code_cost or CodeCost(), work)


def new_folder() -> Path:
    """Return the folder of a store that is still to be made."""
    return data_dir() / secrets.token_hex(4)
