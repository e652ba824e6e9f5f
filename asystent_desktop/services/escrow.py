"""The office's way into a store without its password: any two officers together, none alone.

The office names officers; the new key set travels to the laptops in replies, and each store then seals its
root key so that two officers open it. Opening forces a new password and code and is noted with both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.exchange import agebox, keyset, officer_key
from asystent_desktop.records import Account
from asystent_desktop.services import escrow_by_file, keys
from asystent_desktop.services.files import read_file, write_checked
from asystent_desktop.storage import opening, passwords, state
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.slots import Officer

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.exchange.keyset import KeySet
    from asystent_desktop.services.desk import Desk

LEAST: Final = 2
MOST: Final = 5
_BUILT_FOR: Final = "escrow_for"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerView:
    """One officer: account and name."""

    account: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """An officer's key file with the password that opens it."""

    file: Path
    password: str


class Escrow:
    """What an office does about its officers."""

    def __init__(self, desk: Desk, key_work: int) -> None:
        self._desk, self._key_work = desk, key_work

    def officers(self) -> tuple[OfficerView, ...]:
        """Return the officers of the pinned key set."""
        with self._desk.store.reading() as reader:
            pinned = keys.pinned(reader.connection)
            names = {one.id: one.name for one in reader.find(Account)}
        found = pinned.officers if pinned else ()
        return tuple(OfficerView(account=one.account, name=names.get(one.account, "")) for one in found)

    def name(self, account: str, password: str, target: Path) -> tuple[OfficerView, ...]:
        """Name an officer, write the key file sealed with the officer's own password; return all officers.

        An officer named again gets a new key, the old one opens nothing any more. RefusedError for anybody
        but the head, for a closed account, beyond five; InvalidValueError for a weak password.
        """
        self._refuse_unless_head()
        passwords.check_password(password)
        with self._desk.store.writing() as connection:
            person = Reader(connection).one(Account, account)
            if person.closed:
                raise RefusedError(f"Konto jest zamknięte: {person.name}.")
            pinned = keys.required(connection)
            others = [one for one in pinned.officers if one.account != account]
            if len(others) >= MOST:
                raise RefusedError(f"Uprawnionych może być najwyżej {MOST}. Najpierw odwołaj kogoś.")
            made = officer_key.new(account, pinned.office)
            write_checked(target, officer_key.write(made, password, self._key_work))
            fresh = _with_officers(
                pinned, [*others, keyset.Officer(account, made.recipient)], keys.identity_key(connection)
            )
            keys.pin(connection, fresh)
            self._desk.store.note(connection, "ENROL", account, detail="OFFICER")
        renew(self._desk)
        return self.officers()

    def dismiss(self, account: str) -> tuple[OfficerView, ...]:
        """Dismiss an officer; stores drop the pair at their next exchange. Return who is left.

        RefusedError when only one would be left: two have to be there, or none was ever named.
        """
        self._refuse_unless_head()
        with self._desk.store.writing() as connection:
            pinned = keys.required(connection)
            others = [one for one in pinned.officers if one.account != account]
            if len(others) == len(pinned.officers):
                raise NotFoundError("Ta osoba nie jest uprawniona do otwierania sejfów.")
            if len(others) < LEAST:
                raise RefusedError("Uprawnionych musi zostać co najmniej dwoje. Najpierw wyznacz inną osobę.")
            keys.pin(connection, _with_officers(pinned, others, keys.identity_key(connection)))
            self._desk.store.note(connection, "ENROL", account, detail="OFFICER_LEFT")
        renew(self._desk)
        return self.officers()

    def look_at_request(self, file: Path) -> tuple[str, ...]:
        """Return the eight words of a locked store's request, to compare by voice before answering it."""
        return escrow_by_file.look(file)

    def answer_request(self, file: Path, key: KeyFile, target: Path) -> None:
        """Write an officer's answer to a locked store's request; the office's journal says who answered.

        WrongOfficerKeyError for a file or password that is wrong, NotAnOfficerOfItError for a key that opens
        nothing of that store.
        """
        account, vault = escrow_by_file.answer(file, key, target)
        with self._desk.store.writing() as connection:
            self._desk.store.note(connection, "ESCROW_OPEN", account, vault, detail="ANSWERED")

    def _refuse_unless_head(self) -> None:
        session = self._desk.session()
        if not session.is_office or "head" not in session.roles:
            raise RefusedError("Uprawnionych do otwierania sejfów wyznacza kierownik w programie biura.")


def renew(desk: Desk) -> bool:
    """Seal the root key to the officers of the newest key set; False when nothing has changed."""
    with desk.store.reading() as reader:
        pinned = keys.pinned(reader.connection)
        built_for = state.get(reader.connection, _BUILT_FOR) or ""
    if pinned is None or len(pinned.officers) < LEAST:
        return False
    wanted = " ".join(f"{one.account}:{one.recipient}" for one in pinned.officers)
    if wanted == built_for:
        return False
    officers = [Officer(id=one.account, recipient=one.recipient) for one in pinned.officers[:MOST]]
    desk.store.vault.set_escrow(officers, lambda half, recipient: agebox.seal(half, [recipient]))
    with desk.store.writing() as connection:
        state.put(connection, _BUILT_FOR, wanted)
    return True


def opened_halves(
    folder: Path, first: KeyFile, second: KeyFile
) -> tuple[tuple[bytes, bytes], tuple[str, str]]:
    """Open the two halves of a store's root key with two officers' key files; return them and the accounts.

    RefusedError when the store has no such pair; WrongOfficerKeyError for a file or password that is wrong,
    its details name the `number` of the key, 1 or 2.
    """
    one, two = (_opened(key, number) for number, key in enumerate((first, second), 1))
    if one.account == two.account:
        raise RefusedError(
            "To dwa razy ta sama osoba. Potrzebne są dwie różne osoby, każda ze swoim kluczem."
        )
    pairs = opening.escrow_halves(folder)
    for left, right in ((one, two), (two, one)):
        halves = pairs.get((left.account, right.account))
        if halves is not None:
            opened = (
                agebox.open_box(halves[0], [left.identity]),
                agebox.open_box(halves[1], [right.identity]),
            )
            return opened, (left.account, right.account)
    raise RefusedError(
        "Tego sejfu te dwie osoby nie otworzą: nie były uprawnione, gdy laptop ostatnio wymieniał paczki. "
        "Niczego nie zmieniono."
    )


def _with_officers(pinned: KeySet, officers: list[keyset.Officer], identity: bytes) -> KeySet:
    draft = keyset.KeySetDraft(
        office=pinned.office,
        serial=pinned.serial + 1,
        machines=pinned.machines,
        recipients=pinned.recipients,
        officers=tuple(officers),
    )
    return keyset.write(draft, identity)


def _opened(key: KeyFile, number: int) -> officer_key.OfficerKey:
    try:
        return officer_key.read(read_file(key.file, officer_key.MAX_BYTES), key.password)
    except officer_key.WrongOfficerKeyError as fault:
        raise officer_key.WrongOfficerKeyError(code="OFFICER_KEY", number=number) from fault
