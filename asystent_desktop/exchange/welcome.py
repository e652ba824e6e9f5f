"""The office's welcome: key set and certificate, taken only from the office whose words were compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asystent_desktop.exchange import certificate, keyset
from asystent_desktop.exchange.certificate import Certificate
from asystent_desktop.exchange.faults import BadKeySetError, BadWelcomeError
from asystent_desktop.exchange.frame import OpenFrame
from asystent_desktop.exchange.head import Kind
from asystent_desktop.exchange.keyset import KeySet
from asystent_desktop.exchange.records import BodyRecord, ObjectRecord, RecordType
from asystent_desktop.exchange.request import DeviceKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """A welcome that may be trusted: the key set to pin, this device's certificate, the families' records."""

    key_set: KeySet
    certificate: Certificate
    records: Iterator[BodyRecord]


def lead(key_set: KeySet, signed_certificate: bytes) -> tuple[ObjectRecord, ObjectRecord]:
    """Return the two records that stand first in a welcome."""
    return (
        ObjectRecord(RecordType.KEY_SET, key_set.data),
        ObjectRecord(RecordType.CERTIFICATE, signed_certificate),
    )


def read(frame: OpenFrame, compared: KeySet, device: DeviceKeys, account: str) -> Welcome:
    """Read an opened welcome.

    `compared` is the key set whose hash and identity key were in the words that a person confirmed;
    `device` and `account` (hex id) are this device's own. BadWelcomeError for anything that the key does not
    vouch for.
    """
    records = frame.records()
    if frame.head.kind != Kind.WELCOME:
        raise BadWelcomeError(code="KIND")
    try:
        key_set = keyset.successor(compared, _body(next(records, None), RecordType.KEY_SET))
    except BadKeySetError as error:
        raise BadWelcomeError(code="KEY_SET") from error
    if key_set.machine_key(frame.head.sender) is None:
        raise BadWelcomeError(code="SENDER")
    found = certificate.read(_body(next(records, None), RecordType.CERTIFICATE), key_set)
    if found.device != device or found.account != account:
        raise BadWelcomeError(code="DEVICE")
    return Welcome(key_set=key_set, certificate=found, records=records)


def _body(record: BodyRecord | None, kind: RecordType) -> bytes:
    if not isinstance(record, ObjectRecord) or record.type != kind:
        raise BadWelcomeError(code=kind.name)
    return record.body
