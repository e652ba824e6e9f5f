"""The request of a new laptop to take an old one's place, signed by the old device's key."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from asystent_desktop.exchange.faults import BadRequestError
from asystent_desktop.exchange.invitation import NONCE_BYTES
from asystent_desktop.exchange.request import MAX_BYTES, DeviceKeys, device_fields, device_in
from asystent_desktop.exchange.signed import HASH_BYTES, ID_BYTES, Fields, seal_object
from asystent_desktop.merge import labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A request to replace: old device (hex id), new one, their account, an id and a nonce for the words.

    `key_set` is the hash (hex) of the office's key set that the laptop knows: the words hold it.
    """

    id: str
    nonce: bytes
    office: str
    account: str
    old_device: str
    device: DeviceKeys
    key_set: str


def new(office: str, account: str, old_device: str, device: DeviceKeys, key_set: str) -> Replacement:
    """Return a new request with a random id and nonce; ids are hex."""
    return Replacement(
        id=secrets.token_hex(ID_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        office=office,
        account=account,
        old_device=old_device,
        device=device,
        key_set=key_set,
    )


def write(replacement: Replacement, old_key: bytes) -> bytes:
    """Sign a request with the old device's private key; it travels in a frame signed by the new one."""
    return seal_object(
        labels.REPLACEMENT,
        {
            "v": 1,
            "account": replacement.account,
            "id": replacement.id,
            "key_set": replacement.key_set,
            "nonce": replacement.nonce.hex(),
            "office": replacement.office,
            "old": replacement.old_device,
            **device_fields(replacement.device),
        },
        old_key,
    )


def read(data: bytes, signer_of: Callable[[str], bytes | None]) -> Replacement:
    """Read a request that a known device signed; `signer_of` gives the public key of a device that may send.

    BadRequestError for an unknown or revoked old device, a bad signature, or a device that replaces itself.
    """
    fields = Fields.of(data, BadRequestError, max_bytes=MAX_BYTES)
    old_device = fields.hex("old", ID_BYTES)
    key = signer_of(old_device)
    if key is None:
        raise BadRequestError(code="old")
    fields.signed_by(labels.REPLACEMENT, key)
    key_set = fields.hex("key_set", HASH_BYTES)
    device = device_in(fields)
    if device.id == old_device or device.signing_key == key:
        raise BadRequestError(code="device")
    return Replacement(
        id=fields.hex("id", ID_BYTES),
        nonce=fields.raw("nonce", NONCE_BYTES),
        office=fields.hex("office", ID_BYTES),
        account=fields.hex("account", ID_BYTES),
        old_device=old_device,
        device=device,
        key_set=key_set,
    )
