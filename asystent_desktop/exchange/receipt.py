"""Receipts: what the office committed of a device's work, signed by one of the office's machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from asystent_desktop.exchange.faults import BadReceiptError
from asystent_desktop.exchange.keyset import KeySet
from asystent_desktop.exchange.records import MAX_RECORD
from asystent_desktop.exchange.signed import EPOCH_BYTES, HASH_BYTES, ID_BYTES, Fields, seal_object
from asystent_desktop.merge import labels
from asystent_desktop.merge.canon import Json

MAX_ITEMS: Final = 10_000
MAX_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class Tip:
    """The last operation received without a gap: its number in the epoch and its id (hex)."""

    number: int
    operation: str


@dataclass(frozen=True, slots=True)
class Held:
    """An operation that the office set aside: its id (hex), the reason's code, a refusal in its own words."""

    operation: str
    code: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BundleMark:
    """A bundle that came: its number in the epoch and the hash (hex) of its head."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class AuditMark:
    """The last row of the device's audit chain that the office countersigns: number and hash (hex)."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the office holds of one epoch (hex) of one device (hex id), several tips where the chain forked.

    Held and parked operations count as received. `reader` is the highest frame version that the office reads,
    `grant` its grant-log number, `number` grows with each receipt; receipts may arrive in any order. `by` is
    the account (hex id) that took the bundles, empty in receipts of the first versions.
    """

    office: str
    device: str
    epoch: str
    number: int
    tips: tuple[Tip, ...]
    held: tuple[Held, ...] = ()
    parked: tuple[str, ...] = ()
    bundles: tuple[BundleMark, ...] = ()
    audit: AuditMark | None = None
    reader: int
    grant: int
    by: str = ""


def write(receipt: Receipt, machine: str, machine_key: bytes) -> bytes:
    """Sign a receipt with the private key of one of the office's machines (`machine`: its hex id)."""
    audit: Json = None
    if receipt.audit is not None:
        audit = {"hash": receipt.audit.hash, "q": receipt.audit.number}
    fields: dict[str, Json] = {
        "v": 1,
        "audit": audit,
        "bundles": [{"hash": one.hash, "n": one.number} for one in receipt.bundles],
        "device": receipt.device,
        "epoch": receipt.epoch,
        "grant": receipt.grant,
        "held": [_held_fields(one) for one in receipt.held],
        "machine": machine,
        "office": receipt.office,
        "parked": [*sorted(receipt.parked)],
        "reader": receipt.reader,
        "rs": receipt.number,
        "tips": [{"op": one.operation, "q": one.number} for one in receipt.tips],
    }
    if receipt.by:
        fields["by"] = receipt.by
    return seal_object(labels.RECEIPT, fields, machine_key)


def read(data: bytes, key_set: KeySet, device: str, *former: str) -> Receipt:
    """Read a receipt for `device` (hex id) or one whose place it took (`former`).

    BadReceiptError unless a machine of `key_set` signed it.
    """
    fields = Fields.of(data, BadReceiptError, max_bytes=MAX_RECORD)
    key = key_set.machine_key(fields.hex("machine", ID_BYTES))
    if key is None:
        raise BadReceiptError(code="machine")
    fields.signed_by(labels.RECEIPT, key)
    if fields.hex("office", ID_BYTES) != key_set.office:
        raise BadReceiptError(code="office")
    named = fields.hex("device", ID_BYTES)
    if named not in {device, *former}:
        raise BadReceiptError(code="device")
    return Receipt(
        office=key_set.office,
        device=named,
        epoch=fields.hex("epoch", EPOCH_BYTES),
        number=fields.number("rs", low=1),
        tips=tuple(
            Tip(one.number("q", low=1), one.hex("op", HASH_BYTES))
            for one in fields.objects("tips", most=MAX_ITEMS)
        ),
        held=tuple(
            Held(
                one.hex("op", HASH_BYTES),
                one.code("code"),
                one.text("note", longest=MAX_NOTE) if "note" in one.values else "",
            )
            for one in fields.objects("held", most=MAX_ITEMS)
        ),
        parked=fields.ids("parked", HASH_BYTES, most=MAX_ITEMS),
        bundles=tuple(
            BundleMark(one.number("n", low=1), one.hex("hash", HASH_BYTES))
            for one in fields.objects("bundles", most=MAX_ITEMS)
        ),
        audit=_audit(fields),
        reader=fields.number("reader", low=1),
        grant=fields.number("grant"),
        by=fields.hex("by", ID_BYTES) if "by" in fields.values else "",
    )


def _held_fields(one: Held) -> dict[str, Json]:
    fields: dict[str, Json] = {"code": one.code, "op": one.operation}
    return {**fields, "note": one.note} if one.note else fields


def _audit(fields: Fields) -> AuditMark | None:
    if "audit" in fields.values and fields.values["audit"] is None:
        return None
    mark = fields.object("audit")
    return AuditMark(mark.number("q", low=1), mark.hex("hash", HASH_BYTES))
