"""Revocations: a lost or replaced device by the office's machine, a machine by the office's identity key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from asystent_desktop.exchange.faults import BadRevocationError
from asystent_desktop.exchange.keyset import KeySet
from asystent_desktop.exchange.signed import ID_BYTES, Fields, seal_object
from asystent_desktop.merge import labels
from asystent_desktop.merge.canon import Json

MAX_BYTES: Final = 4 * 1024
DEVICE: Final = "device"
MACHINE: Final = "machine"
REASONS: Final = ("LOST", "LEFT", "REPLACED", "LEAKED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """One revocation: of a device or an office machine (hex id), the reason's code, the grant-log number."""

    office: str
    kind: str
    target: str
    reason: str
    grant: int


def write_device(revocation: Revocation, machine: str, machine_key: bytes) -> bytes:
    """Sign the revocation of a device with a private key of an office machine (`machine`: its hex id)."""
    fields: dict[str, Json] = {"v": 1, "machine": machine, **_fields(revocation)}
    return seal_object(labels.DEVICE_REVOCATION, fields, machine_key)


def write_machine(revocation: Revocation, identity: bytes) -> bytes:
    """Sign the revocation of an office machine with the office's private identity key."""
    return seal_object(labels.MACHINE_REVOCATION, {"v": 1, **_fields(revocation)}, identity)


def read(data: bytes, key_set: KeySet) -> Revocation:
    """Read a revocation; BadRevocationError unless the right key of the pinned key set's office signed it."""
    fields = Fields.of(data, BadRevocationError, max_bytes=MAX_BYTES)
    kind = fields.flag("kind", (DEVICE, MACHINE))
    if kind == MACHINE:
        fields.signed_by(labels.MACHINE_REVOCATION, key_set.identity_key)
    else:
        key = key_set.machine_key(fields.hex("machine", ID_BYTES))
        if key is None:
            raise BadRevocationError(code="machine")
        fields.signed_by(labels.DEVICE_REVOCATION, key)
    if fields.hex("office", ID_BYTES) != key_set.office:
        raise BadRevocationError(code="office")
    return Revocation(
        office=key_set.office,
        kind=kind,
        target=fields.hex("target", ID_BYTES),
        reason=fields.flag("reason", REASONS),
        grant=fields.number("grant"),
    )


def _fields(revocation: Revocation) -> dict[str, Json]:
    return {
        "grant": revocation.grant,
        "kind": revocation.kind,
        "office": revocation.office,
        "reason": revocation.reason,
        "target": revocation.target,
    }
