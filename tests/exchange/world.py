"""A small invented office, one machine of it, one device, and what they send each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from asystent_desktop.exchange import agebox, frame, keyset
from asystent_desktop.exchange.frame import Expected, FrameOut
from asystent_desktop.exchange.head import TO_DEVICE, TO_OFFICE, Kind
from asystent_desktop.exchange.keyset import KeySet, KeySetDraft, Machine, Officer
from asystent_desktop.exchange.onetime import CodeCost
from asystent_desktop.exchange.records import (
    AuditTip,
    BodyRecord,
    ChunkRecord,
    ObjectRecord,
    OperationRecord,
    RecordType,
    StreamItem,
    ValueRecord,
)
from asystent_desktop.exchange.request import DeviceKeys, Versions
from asystent_desktop.exchange.signed import new_signing_key, public_key
from asystent_desktop.merge.canon import Json, canon

OFFICE = "0f" * 16
MACHINE = "0a" * 16
ACCOUNT = "0b" * 16
DEVICE = "0d" * 16
EPOCH = "0e" * 8
CHEAP = CodeCost(memory_mib=64, passes=1, lanes=4)
VERSIONS = Versions(program="0.1.0", frame=1, schema=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """Private keys: Ed25519 as 32 bytes, age as text."""

    identity: bytes
    machine: bytes
    office_age: str
    device: bytes
    device_age: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """An office and one device that it knows."""

    secrets: Secrets
    key_set: KeySet
    device: DeviceKeys

    def signer_of(self, sender: str) -> bytes | None:
        """Return the keys of the one machine and the one device."""
        return {MACHINE: public_key(self.secrets.machine), DEVICE: self.device.signing_key}.get(sender)

    @property
    def office_expects(self) -> Expected:
        """What the office takes."""
        return Expected(
            kinds=TO_OFFICE,
            office=OFFICE,
            recipients=frozenset({OFFICE}),
            recipient_keys=(self.key_set.recipients,),
        )

    @property
    def device_expects(self) -> Expected:
        """What the device takes."""
        return Expected(
            kinds=TO_DEVICE,
            office=OFFICE,
            recipients=frozenset({DEVICE}),
            recipient_keys=((self.device.recipient,),),
            pinned=self.key_set,
        )

    def to_office(self, records: Iterable[BodyRecord], kind: Kind = Kind.WORK) -> FrameOut:
        """Return a frame from the device."""
        return FrameOut(
            kind=kind,
            office=OFFICE,
            sender=DEVICE,
            epoch=EPOCH,
            number=1,
            recipient=OFFICE,
            recipient_keys=self.key_set.recipients,
            records=records,
            signing_key=self.secrets.device,
        )

    def to_device(self, records: Iterable[BodyRecord], kind: Kind = Kind.REPLY) -> FrameOut:
        """Return a frame from the office's machine."""
        return FrameOut(
            kind=kind,
            office=OFFICE,
            sender=MACHINE,
            epoch=EPOCH,
            number=1,
            recipient=DEVICE,
            recipient_keys=(self.device.recipient,),
            records=records,
            signing_key=self.secrets.machine,
        )

    def office_opens(self, data: Path | bytes) -> frame.OpenFrame:
        """Open a bundle as the office does."""
        return frame.open_file(data, [self.secrets.office_age], self.office_expects, self.signer_of)

    def device_opens(self, data: bytes) -> frame.OpenFrame:
        """Open a bundle as the device does."""
        return frame.open_file(data, [self.secrets.device_age], self.device_expects, self.signer_of)


def new_secrets() -> Secrets:
    """Return new random keys."""
    return Secrets(
        identity=new_signing_key(),
        machine=new_signing_key(),
        office_age=agebox.new_identity(),
        device=new_signing_key(),
        device_age=agebox.new_identity(),
    )


def world_of(secrets: Secrets) -> World:
    """Return the office and the device of these keys."""
    draft = KeySetDraft(
        office=OFFICE,
        serial=7,
        machines=(Machine(MACHINE, public_key(secrets.machine)),),
        recipients=(agebox.recipient_of(secrets.office_age),),
        officers=(Officer(ACCOUNT, agebox.recipient_of(secrets.office_age)),),
    )
    return World(
        secrets=secrets,
        key_set=keyset.write(draft, secrets.identity),
        device=DeviceKeys(
            id=DEVICE,
            signing_key=public_key(secrets.device),
            recipient=agebox.recipient_of(secrets.device_age),
        ),
    )


def new_device(device: str = DEVICE) -> DeviceKeys:
    """Return another device's public side."""
    return DeviceKeys(
        id=device,
        signing_key=public_key(new_signing_key()),
        recipient=agebox.recipient_of(agebox.new_identity()),
    )


def operation(number: int) -> dict[str, Json]:
    """Return an object of an operation's usual shape and size."""
    return {
        "v": 1, "t": "set", "e": "visit", "i": f"{number:032x}", "s": "family:" + "ab" * 16,
        "f": {name: [] for name in ("agreed", "course", "day", "minutes", "place", "present", "state")},
        "c": "cd" * 32, "d": DEVICE, "n": EPOCH, "q": number, "b": "ef" * 32, "g": 3, "m": 1,
        "h": [1_795_000_000_000 + number, 0], "u": ACCOUNT, "w": f"{number:032x}",
    }  # fmt: skip


def work(count: int) -> list[BodyRecord]:
    """Return `count` operations, each with its values."""
    records: list[BodyRecord] = []
    for number in range(1, count + 1):
        records.append(OperationRecord(canon(operation(number))))
        values = canon({"course": "Rozmowa o szkole i planie dnia. " * 8, "minutes": 60})
        records.append(ValueRecord(f"{number:064x}", number.to_bytes(16), values))
    return records


def every_record() -> list[BodyRecord]:
    """Return one record of each type that needs no signature."""
    return [
        *work(2),
        ChunkRecord("1a" * 32, 0, bytes(range(256)) * 4),
        StreamItem(1, "2a" * 32, "GRANTED", "00" * 32),
        AuditTip(12, "3a" * 32),
        ObjectRecord(RecordType.GRANTS, canon({"v": 1, "grants": [{"account": ACCOUNT, "number": 3}]})),
        ObjectRecord(RecordType.CATALOGUE, canon({"v": 1, "lists": {"place": ["DOM", "BIURO"]}})),
        ObjectRecord(RecordType.DIAGNOSTICS, canon({"v": 1, "free_mib": 2048, "program": "0.1.0"})),
    ]


def swapped(value: Json) -> Iterator[Json]:
    """Yield `value` with each of its leaves changed in turn, and with each entry left out."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield {other: one for other, one in value.items() if other != name}
            yield from ({**value, name: changed} for changed in swapped(item))
    elif isinstance(value, list):
        yield [*value, value[0] if value else 1]
        for place, item in enumerate(value):
            yield value[:place] + value[place + 1 :]
            yield from ([*value[:place], changed, *value[place + 1 :]] for changed in swapped(item))
    elif isinstance(value, str):
        yield from (value[:-1] + ("0" if value[-1] != "0" else "1"), value.upper() + "A", "", None)
    elif isinstance(value, int):
        yield from (value + 1, -1, True, str(value))
    else:
        yield 0
