"""From what a person gives (password, printed code, two officers' halves) to the root key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asystent_desktop.storage import keys, recovery_code, slots
from asystent_desktop.storage.faults import DamagedVaultError, WrongCodeError, WrongPasswordError
from asystent_desktop.storage.header import Header, ReadHeader
from asystent_desktop.storage.slots import Slot

Find = Callable[[Header], "Unlocked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """The slot that opened, and the root keys by generation: two of them only within a re-key."""

    slot_id: str
    roots: dict[int, bytes]


def by_password(password: str, first: str | None = None) -> Find:
    """Return a search of the password slots; slot `first` is tried first, as each try costs a derivation."""

    def find(header: Header) -> Unlocked:
        tried = sorted(header.of_type(slots.PASSWORD), key=lambda slot: slot.id != first)
        for slot in tried:
            root = _root_by_password(slot, password)
            if root is not None:
                return _with_other_generation(header, slot, root, password)
        raise WrongPasswordError

    return find


def by_code(code: str) -> Find:
    """Return a search of the recovery slots; a code with a slip of the pen is InvalidValueError at once."""
    secret = recovery_code.read(code)

    def find(header: Header) -> Unlocked:
        for slot in header.of_type(slots.RECOVERY):
            root = slot.unwrap(keys.recovery_kek(secret, slot.salt()))
            if root is not None:
                return Unlocked(slot_id=slot.id, roots={slot.gen: root})
        raise WrongCodeError

    return find


def by_halves(first: bytes, second: bytes) -> Find:
    """Return a search of the escrow slots with the two opened halves of one officer pair."""
    kek = keys.escrow_kek(keys.joined(first, second))

    def find(header: Header) -> Unlocked:
        for slot in header.of_type(slots.ESCROW):
            root = slot.unwrap(kek)
            if root is not None:
                return Unlocked(slot_id=slot.id, roots={slot.gen: root})
        raise WrongCodeError(
            "Te dwie części klucza nie otwierają tego sejfu. Sprawdź, czy obie pochodzą z tej samej pary. "
            "Dane nie zostały zmienione."
        )

    return find


def checked(found: ReadHeader, find: Find) -> Unlocked:
    """Unlock a header and check all of it; DamagedVaultError when its MAC does not hold."""
    unlocked = find(found.header)
    root = unlocked.roots.get(found.header.gen)
    if root is None:
        raise DamagedVaultError(reason="GENERATION")
    found.check(root)
    return unlocked


def _root_by_password(slot: Slot, password: str) -> bytes | None:
    return slot.unwrap(keys.password_kek(password, slot.salt(), slot.cost()))


def _with_other_generation(header: Header, slot: Slot, root: bytes, password: str) -> Unlocked:
    roots = {slot.gen: root}
    for other in header.of_type(slots.PASSWORD):
        if other.id == slot.id and other.gen != slot.gen:
            other_root = _root_by_password(other, password)
            if other_root is not None:
                roots[other.gen] = other_root
    return Unlocked(slot_id=slot.id, roots=roots)
