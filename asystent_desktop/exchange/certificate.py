"""The certificate with which an office names a device, its account and its roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from asystent_desktop.exchange.faults import BadWelcomeError
from asystent_desktop.exchange.keyset import KeySet
from asystent_desktop.exchange.request import DeviceKeys, device_fields, device_in
from asystent_desktop.exchange.signed import ID_BYTES, Fields, seal_object
from asystent_desktop.merge import labels

MAX_BYTES: Final = 16 * 1024
MAX_PREDECESSORS: Final = 32
MAX_ROLES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What the office says of a device: its keys, account (hex id), roles, number in the grant log.

    `predecessors` are the devices (hex ids) whose place it took: it may still deliver what they wrote.
    """

    office: str
    device: DeviceKeys
    account: str
    roles: tuple[str, ...]
    grant: int
    predecessors: tuple[str, ...] = ()


def write(certificate: Certificate, machine: str, machine_key: bytes) -> bytes:
    """Sign a certificate with the private key of one of the office's machines (`machine`: its hex id)."""
    return seal_object(
        labels.CERTIFICATE,
        {
            "v": 1,
            "account": certificate.account,
            "grant": certificate.grant,
            "machine": machine,
            "office": certificate.office,
            "predecessors": [*sorted(certificate.predecessors)],
            "roles": [*sorted(certificate.roles)],
            **device_fields(certificate.device),
        },
        machine_key,
    )


def read(data: bytes, key_set: KeySet) -> Certificate:
    """Read a certificate that a machine of `key_set` signed; BadWelcomeError otherwise."""
    fields = Fields.of(data, BadWelcomeError, max_bytes=MAX_BYTES)
    key = key_set.machine_key(fields.hex("machine", ID_BYTES))
    if key is None:
        raise BadWelcomeError(code="machine")
    fields.signed_by(labels.CERTIFICATE, key)
    if fields.hex("office", ID_BYTES) != key_set.office:
        raise BadWelcomeError(code="office")
    return Certificate(
        office=key_set.office,
        device=device_in(fields),
        account=fields.hex("account", ID_BYTES),
        roles=fields.texts("roles", least=1, most=MAX_ROLES),
        grant=fields.number("grant"),
        predecessors=fields.ids("predecessors", ID_BYTES, most=MAX_PREDECESSORS),
    )
