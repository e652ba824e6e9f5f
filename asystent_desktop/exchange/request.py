"""The request of a new device to join an office, tied to the one-time code by a MAC."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from asystent_desktop.exchange import agebox
from asystent_desktop.exchange.faults import BadRequestError
from asystent_desktop.exchange.invitation import Invitation
from asystent_desktop.exchange.records import ObjectRecord, RecordType
from asystent_desktop.exchange.signed import HASH_BYTES, ID_BYTES, KEY_BYTES, Fields, hash_hex
from asystent_desktop.merge.canon import Json, canon

MAX_BYTES: Final = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKeys:
    """A device as others see it: id (hex), public signing key, age recipient key."""

    id: str
    signing_key: bytes
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What the device runs: the program's version, the frame version it reads, its data schema number."""

    program: str
    frame: int
    schema: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A whole request; whether its code was right only the office's key tells. `data` are its bytes."""

    office: str
    invitation: str
    account: str
    device: DeviceKeys
    versions: Versions
    data: bytes

    @property
    def hash(self) -> str:
        """The hash (hex) that tells one request from another."""
        return hash_hex(self.data)


def write(invitation: Invitation, device: DeviceKeys, versions: Versions, code_key: bytes) -> bytes:
    """Return a request's bytes; they travel as the only record of a frame signed by the device's own key."""
    fields: dict[str, Json] = {
        "v": 1,
        "account": invitation.account,
        "invitation": invitation.id,
        "office": invitation.office,
        "versions": {"frame": versions.frame, "program": versions.program, "schema": versions.schema},
        **device_fields(device),
    }
    return canon({**fields, "mac": _mac(fields, code_key)})


def read(data: bytes) -> Request:
    """Read a request's fields; BadRequestError for a damaged one."""
    fields = Fields.of(data, BadRequestError, max_bytes=MAX_BYTES)
    fields.hex("mac", HASH_BYTES)
    versions = fields.object("versions")
    return Request(
        office=fields.hex("office", ID_BYTES),
        invitation=fields.hex("invitation", ID_BYTES),
        account=fields.hex("account", ID_BYTES),
        device=device_in(fields),
        versions=Versions(
            program=versions.text("program", longest=32),
            frame=versions.number("frame", low=1),
            schema=versions.number("schema", low=1),
        ),
        data=data,
    )


def knows_code(request: Request, code_key: bytes) -> bool:
    """Say whether the request's MAC was made with this key, in constant time."""
    fields = Fields.of(request.data, BadRequestError, max_bytes=MAX_BYTES)
    rest = {name: value for name, value in fields.values.items() if name != "mac"}
    return hmac.compare_digest(fields.hex("mac", HASH_BYTES), _mac(rest, code_key))


def sender_of(record: ObjectRecord) -> tuple[str, bytes]:
    """Return id (hex) and public key of the device in a request to join or replace; BadRequestError else."""
    if record.type not in (RecordType.REQUEST, RecordType.REPLACEMENT):
        raise BadRequestError(code="TYPE")
    device = device_in(Fields.of(record.body, BadRequestError, max_bytes=MAX_BYTES))
    return device.id, device.signing_key


def device_fields(device: DeviceKeys) -> dict[str, Json]:
    """Return the fields that name a device in every paper of enrolment."""
    return {"age": device.recipient, "device": device.id, "signing": device.signing_key.hex()}


def device_in(fields: Fields) -> DeviceKeys:
    """Read the fields that name a device."""
    recipient = fields.text("age", longest=256)
    if not agebox.is_recipient(recipient):
        raise fields.fault(code="age")
    return DeviceKeys(
        id=fields.hex("device", ID_BYTES),
        signing_key=fields.raw("signing", KEY_BYTES),
        recipient=recipient,
    )


def _mac(fields: dict[str, Json], code_key: bytes) -> str:
    return hmac.new(code_key, canon(fields), sha256).hexdigest()
