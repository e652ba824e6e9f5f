"""Changes to the slots of an open store; each is one new header, written durably."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.storage import header as headers
from asystent_desktop.storage import keys, recovery_code, slots
from asystent_desktop.storage.faults import WrongPasswordError
from asystent_desktop.storage.header import Header
from asystent_desktop.storage.keys import Cost, Label
from asystent_desktop.storage.plainly import told_plainly
from asystent_desktop.storage.slots import Officer, Slot


class Keyring:
    """The root key and the header of one open store."""

    def __init__(self, folder: Path, header: Header, root: bytes, slot_id: str) -> None:
        self._folder = folder
        self.header = header
        self.root = root
        self.slot_id = slot_id

    @property
    def database_key(self) -> bytes:
        """Return the key of the database, derived at need."""
        return keys.derive(self.root, Label.DATABASE)

    def cost(self) -> Cost:
        """Return the work of the password that this session stands on."""
        return self._password_slot(self.slot_id).cost()

    def check_password(self, password: str) -> None:
        """Accept the password of the slot that opened the store, or raise WrongPasswordError."""
        slot = self._password_slot(self.slot_id)
        if slot.unwrap(keys.password_kek(password, slot.salt(), slot.cost())) != self.root:
            raise WrongPasswordError

    def change_password(self, password: str, cost: Cost) -> None:
        """Replace the password of the slot that opened the store; it keeps its id."""
        self._replace(self.slot_id, self._new_password_slot(password, cost, self.slot_id))

    def add_password(self, password: str, cost: Cost) -> str:
        """Add a slot for one more person; return its id. RefusedError when the header is full."""
        slot_id = slots.new_slot_id()
        self._save((*self.header.slots, self._new_password_slot(password, cost, slot_id)))
        return slot_id

    def remove(self, slot_id: str) -> None:
        """Remove another person's password; RefusedError for the own one, NotFoundError for no such slot."""
        self._password_slot(slot_id)
        if slot_id == self.slot_id:
            raise RefusedError("Nie można usunąć hasła, którym właśnie otwarto sejf. Niczego nie zmieniono.")
        self._save(tuple(slot for slot in self.header.slots if slot.id != slot_id))

    def new_code(self) -> str:
        """Replace the recovery code; return the printed form of the new one."""
        code = recovery_code.new_code()
        others = tuple(slot for slot in self.header.slots if slot.type != slots.RECOVERY)
        self._save((*others, slots.recovery_slot(self.header.vault, self.header.gen, self.root, code)))
        return recovery_code.printed(code)

    def set_escrow(self, officers: Sequence[Officer], seal: Callable[[bytes, str], bytes]) -> None:
        """Let any two of these officers open the store; earlier officers no longer can."""
        others = tuple(slot for slot in self.header.slots if slot.type != slots.ESCROW)
        fresh = slots.escrow_slot(self.header.vault, self.header.gen, self.root, officers, seal)
        self._save((*others, fresh))

    def take_over(self, slot_id: str | None, password: str, cost: Cost) -> str:
        """Set a new password and a new recovery code in one header, after opening without a password.

        `slot_id` None means the only password of the store; RefusedError when there are several.
        Returns the printed form of the new code.
        """
        own = slot_id or self.only_password()
        self._password_slot(own)
        code = recovery_code.new_code()
        kept = tuple(slot for slot in self.header.slots if slot.type != slots.RECOVERY and slot.id != own)
        fresh = self._new_password_slot(password, cost, own)
        recovery = slots.recovery_slot(self.header.vault, self.header.gen, self.root, code)
        self._save((fresh, *kept, recovery))
        self.slot_id = own
        return recovery_code.printed(code)

    def only_password(self) -> str:
        """Return the id of the only password slot; RefusedError when several people have one."""
        found = self.header.of_type(slots.PASSWORD)
        if len(found) != 1:
            raise RefusedError("Ten sejf otwiera kilka osób. Wskaż, czyje hasło ma zostać zmienione.")
        return found[0].id

    def begin_rekey(self, password: str, cost: Cost) -> tuple[bytes, str]:
        """Write a header with both generations; return the new root key and the new printed code."""
        root, gen = keys.new_key(), self.header.gen + 1
        vault = self.header.vault
        code = recovery_code.new_code()
        fresh = slots.password_slot(vault, gen, root, password, cost, self.slot_id)
        recovery = slots.recovery_slot(vault, gen, root, code)
        self._save((*self.header.slots, fresh, recovery))
        return root, recovery_code.printed(code)

    def forget(self) -> None:
        """Drop the root key; Python may keep copies of it in memory until the process ends."""
        self.root = b""

    def settle_generation(self, gen: int, root: bytes) -> None:
        """Keep the slots of one generation only and remove the previous header: the end of a re-key."""
        kept = tuple(slot for slot in self.header.slots if slot.gen == gen)
        fresh = self.header.next(kept, gen)
        with told_plainly():
            headers.write(self._folder, fresh, root)
            (self._folder / headers.PREVIOUS).unlink(missing_ok=True)
        self.header, self.root = fresh, root

    def _new_password_slot(self, password: str, cost: Cost, slot_id: str) -> Slot:
        header = self.header
        return slots.password_slot(header.vault, header.gen, self.root, password, cost, slot_id)

    def _password_slot(self, slot_id: str) -> Slot:
        for slot in self.header.of_type(slots.PASSWORD):
            if slot.id == slot_id and slot.gen == self.header.gen:
                return slot
        raise NotFoundError("Nie ma takiego hasła w tym sejfie. Niczego nie zmieniono.")

    def _replace(self, slot_id: str, fresh: Slot) -> None:
        self._save(tuple(fresh if slot.id == slot_id else slot for slot in self.header.slots))

    def _save(self, changed: tuple[Slot, ...]) -> None:
        fresh = self.header.next(changed)
        copies = tuple(sorted((self._folder / headers.BACKUPS).glob(f"*/{headers.NAME}")))
        with told_plainly():
            headers.write(self._folder, fresh, self.root)
            self.header = fresh
            headers.retire_older(self._folder, self.root, copies)
