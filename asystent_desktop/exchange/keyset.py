"""The office's key set: which machines speak for it and to which keys bundles are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from asystent_desktop.exchange import agebox
from asystent_desktop.exchange.faults import BadKeySetError
from asystent_desktop.exchange.signed import ID_BYTES, KEY_BYTES, Fields, hash_hex, public_key, seal_object
from asystent_desktop.merge import labels
from asystent_desktop.merge.canon import Json

MAX_RECIPIENTS: Final = 4
MAX_MACHINES: Final = 32
MAX_OFFICERS: Final = 16


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine of the office: its id (hex) and its public signing key."""

    id: str
    signing_key: bytes


@dataclass(frozen=True, slots=True)
class Officer:
    """One person who holds a half of the office's way in: account id (hex) and age recipient key."""

    account: str
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySet:
    """A key set whose signature was checked; `data` are the signed bytes, `hash` is theirs (hex)."""

    office: str
    serial: int
    identity_key: bytes
    machines: tuple[Machine, ...]
    recipients: tuple[str, ...]
    officers: tuple[Officer, ...]
    data: bytes

    @property
    def hash(self) -> str:
        """The hash that the comparison words and the receipt of a key set name."""
        return hash_hex(self.data)

    def machine_key(self, machine: str) -> bytes | None:
        """Return the public signing key of one of the office's machines."""
        return next((one.signing_key for one in self.machines if one.id == machine), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySetDraft:
    """What a new key set shall hold: 1..4 recipient keys, the machines, the officers if there are any."""

    office: str
    serial: int
    machines: tuple[Machine, ...]
    recipients: tuple[str, ...]
    officers: tuple[Officer, ...] = ()


def write(draft: KeySetDraft, identity: bytes) -> KeySet:
    """Sign `draft` with the office's private identity key; BadKeySetError when it breaks a limit."""
    machines = sorted(draft.machines, key=lambda one: one.id)
    officers = sorted(draft.officers, key=lambda one: one.account)
    fields: dict[str, Json] = {
        "v": 1,
        "office": draft.office,
        "serial": draft.serial,
        "identity": public_key(identity).hex(),
        "machines": [{"id": one.id, "key": one.signing_key.hex()} for one in machines],
        "officers": [{"account": one.account, "key": one.recipient} for one in officers],
        "recipients": [*sorted(draft.recipients)],
    }
    return read(seal_object(labels.KEY_SET, fields, identity), public_key(identity))


def read(data: bytes, identity_key: bytes) -> KeySet:
    """Read a key set that the office's identity key (public, 32 bytes) signed; BadKeySetError otherwise."""
    fields = Fields.of(data, BadKeySetError).signed_by(labels.KEY_SET, identity_key)
    if fields.raw("identity", KEY_BYTES) != identity_key:
        raise BadKeySetError(code="identity")
    machines = tuple(
        Machine(one.hex("id", ID_BYTES), one.raw("key", KEY_BYTES))
        for one in fields.objects("machines", most=MAX_MACHINES)
    )
    officers = tuple(
        Officer(one.hex("account", ID_BYTES), _recipient(one.text("key", longest=256)))
        for one in fields.objects("officers", most=MAX_OFFICERS)
    )
    recipients = fields.texts("recipients", least=1, most=MAX_RECIPIENTS)
    if not machines or len({one.id for one in machines}) < len(machines):
        raise BadKeySetError(code="machines")
    if len({one.account for one in officers}) < len(officers):
        raise BadKeySetError(code="officers")
    return KeySet(
        office=fields.hex("office", ID_BYTES),
        serial=fields.number("serial", low=1),
        identity_key=identity_key,
        machines=machines,
        recipients=tuple(_recipient(one) for one in recipients),
        officers=officers,
        data=data,
    )


def successor(pinned: KeySet, data: bytes) -> KeySet:
    """Read a key set that may take the place of `pinned`: the same one, or a later one.

    BadKeySetError for a lower serial, another office, or any other identity key: that needs a new enrolment.
    """
    if data == pinned.data:
        return pinned
    newer = read(data, pinned.identity_key)
    if newer.office != pinned.office:
        raise BadKeySetError(code="office")
    if newer.serial <= pinned.serial:
        raise BadKeySetError(code="serial")
    return newer


def newest(pinned: KeySet, data: bytes) -> KeySet:
    """Return the later of `pinned` and the key set in `data`: replies may come in any order.

    BadKeySetError for another office or any other identity key.
    """
    if data == pinned.data:
        return pinned
    other = read(data, pinned.identity_key)
    return successor(pinned, data) if other.serial > pinned.serial else pinned


def _recipient(text: str) -> str:
    if not agebox.is_recipient(text):
        raise BadKeySetError(code="recipients")
    return text
