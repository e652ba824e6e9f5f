"""The keys of this store, kept inside the encrypted database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asystent_desktop.errors import RefusedError
from asystent_desktop.exchange import agebox, keyset
from asystent_desktop.exchange.request import DeviceKeys
from asystent_desktop.exchange.signed import new_signing_key, public_key
from asystent_desktop.storage import state

if TYPE_CHECKING:
    from asystent_desktop.exchange.keyset import KeySet
    from asystent_desktop.storage import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKeys:
    """This device's (or office machine's) private keys."""

    device: str
    signing: bytes = field(repr=False)
    age_identity: str = field(repr=False)

    @property
    def public(self) -> DeviceKeys:
        """Return what others may know of it."""
        return DeviceKeys(
            id=self.device,
            signing_key=public_key(self.signing),
            recipient=agebox.recipient_of(self.age_identity),
        )


def make_own(connection: Connection, device: str) -> OwnKeys:
    """Make and keep new keys of this device."""
    keys = OwnKeys(device=device, signing=new_signing_key(), age_identity=agebox.new_identity())
    state.put(connection, "signing_key", keys.signing.hex())
    state.put(connection, "age_identity", keys.age_identity)
    return keys


def read_own(connection: Connection) -> OwnKeys:
    """Return this device's keys."""
    return OwnKeys(
        device=state.get(connection, "device") or "",
        signing=bytes.fromhex(state.get(connection, "signing_key") or ""),
        age_identity=state.get(connection, "age_identity") or "",
    )


def make_office(connection: Connection, own: OwnKeys, office: str) -> KeySet:
    """Make the office's identity key and its first key set, which names this machine."""
    identity = new_signing_key()
    drafted = keyset.KeySetDraft(
        office=office,
        serial=1,
        machines=(keyset.Machine(own.device, own.public.signing_key),),
        recipients=(own.public.recipient,),
    )
    made = keyset.write(drafted, identity)
    state.put(connection, "identity_key", identity.hex())
    pin(connection, made)
    return made


def identity_key(connection: Connection) -> bytes:
    """Return the office's private identity key."""
    return bytes.fromhex(state.get(connection, "identity_key") or "")


def pin(connection: Connection, key_set: KeySet) -> None:
    """Trust this key set from now on."""
    state.put(connection, "key_set", key_set.data.hex())
    state.put(connection, "identity_public", key_set.identity_key.hex())


def pinned(connection: Connection) -> KeySet | None:
    """Return the key set that this store trusts, or None before it has joined an office."""
    data = state.get(connection, "key_set")
    if not data:
        return None
    return keyset.read(bytes.fromhex(data), bytes.fromhex(state.get(connection, "identity_public") or ""))


def required(connection: Connection) -> KeySet:
    """Return the key set that this store trusts; RefusedError before it has joined an office."""
    found = pinned(connection)
    if found is None:
        raise RefusedError("Ten sejf nie należy jeszcze do żadnego biura. Najpierw dokończ dołączenie.")
    return found
