"""Signed objects: what was written is read, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from asystent_desktop.exchange import (
    agebox,
    certificate,
    invitation,
    keyset,
    receipt,
    replacement,
    revocation,
)
from asystent_desktop.exchange.certificate import Certificate
from asystent_desktop.exchange.faults import (
    BadInvitationError,
    BadKeySetError,
    BadReceiptError,
    BadRequestError,
    BadRevocationError,
    BadWelcomeError,
    PaperError,
)
from asystent_desktop.exchange.keyset import KeySetDraft, Machine, Officer
from asystent_desktop.exchange.receipt import AuditMark, BundleMark, Held, Receipt, Tip
from asystent_desktop.exchange.revocation import Revocation
from asystent_desktop.exchange.signed import new_signing_key, public_key, seal_object
from asystent_desktop.merge import labels
from asystent_desktop.merge.canon import Json, canon, load_object
from tests.exchange.world import (
    ACCOUNT,
    DEVICE,
    EPOCH,
    MACHINE,
    OFFICE,
    World,
    new_device,
    new_secrets,
    swapped,
    world_of,
)

WORLD = world_of(new_secrets())
OLD_DEVICE = "1d" * 16
RECEIPT = Receipt(
    office=OFFICE,
    device=DEVICE,
    epoch=EPOCH,
    number=3,
    tips=(Tip(40, "4a" * 32), Tip(41, "4b" * 32)),
    held=(Held("4c" * 32, "SCOPE"),),
    parked=("4d" * 32, "4e" * 32),
    bundles=(BundleMark(1, "4f" * 32),),
    audit=AuditMark(12, "50" * 32),
    reader=1,
    grant=9,
)
CERTIFICATE = Certificate(
    office=OFFICE,
    device=WORLD.device,
    account=ACCOUNT,
    roles=("assistant", "coordinator"),
    grant=9,
    predecessors=(OLD_DEVICE,),
)
LOST = Revocation(office=OFFICE, kind=revocation.DEVICE, target=DEVICE, reason="LOST", grant=9)
REPLACEMENT = replacement.new(OFFICE, ACCOUNT, OLD_DEVICE, WORLD.device, WORLD.key_set.hash)
SECRETS = WORLD.secrets


def old_key(device: str) -> bytes | None:
    return public_key(SECRETS.machine) if device == OLD_DEVICE else None


Paper = tuple[bytes, Callable[[bytes], object], type[PaperError]]
PAPERS: dict[str, Paper] = {
    "key set": (
        WORLD.key_set.data,
        lambda data: keyset.read(data, WORLD.key_set.identity_key),
        BadKeySetError,
    ),
    "invitation": (
        invitation.write(ACCOUNT, WORLD.key_set, SECRETS.identity).data,
        invitation.read,
        BadInvitationError,
    ),
    "receipt": (
        receipt.write(RECEIPT, MACHINE, SECRETS.machine),
        lambda data: receipt.read(data, WORLD.key_set, DEVICE),
        BadReceiptError,
    ),
    "certificate": (
        certificate.write(CERTIFICATE, MACHINE, SECRETS.machine),
        lambda data: certificate.read(data, WORLD.key_set),
        BadWelcomeError,
    ),
    "revocation of a device": (
        revocation.write_device(LOST, MACHINE, SECRETS.machine),
        lambda data: revocation.read(data, WORLD.key_set),
        BadRevocationError,
    ),
    "revocation of a machine": (
        revocation.write_machine(replace(LOST, kind=revocation.MACHINE), SECRETS.identity),
        lambda data: revocation.read(data, WORLD.key_set),
        BadRevocationError,
    ),
    "replacement": (
        replacement.write(REPLACEMENT, SECRETS.machine),
        lambda data: replacement.read(data, old_key),
        BadRequestError,
    ),
}
every_paper = pytest.mark.parametrize(("data", "read", "fault"), PAPERS.values(), ids=PAPERS.keys())


@every_paper
def test_a_paper_is_read_as_its_signer_wrote_it(
    data: bytes, read: Callable[[bytes], object], fault: type[PaperError]
) -> None:
    assert read(data) == read(data)
    assert canon(load_object(data, max_bytes=len(data))) == data


@every_paper
def test_each_field_swapped_is_refused(
    data: bytes, read: Callable[[bytes], object], fault: type[PaperError]
) -> None:
    forgeries = [canon(one) for one in swapped(load_object(data, max_bytes=len(data)))]
    assert len(forgeries) > 20
    for forgery in forgeries:
        with pytest.raises(fault):
            read(forgery)


@every_paper
def test_each_byte_changed_and_each_cut_is_refused(
    data: bytes, read: Callable[[bytes], object], fault: type[PaperError]
) -> None:
    for place in range(0, len(data), 3):
        changed = bytearray(data)
        changed[place] ^= 1
        for forgery in (bytes(changed), data[:place]):
            with pytest.raises(fault):
                read(forgery)


@every_paper
def test_a_stranger_signature_and_another_purpose_are_refused(
    data: bytes, read: Callable[[bytes], object], fault: type[PaperError]
) -> None:
    fields = {name: one for name, one in load_object(data, max_bytes=len(data)).items() if name != "sig"}
    purposes = (
        labels.KEY_SET,
        labels.INVITATION,
        labels.RECEIPT,
        labels.CERTIFICATE,
        labels.DEVICE_REVOCATION,
        labels.MACHINE_REVOCATION,
        labels.REPLACEMENT,
    )
    keys = (SECRETS.identity, SECRETS.machine, SECRETS.device, new_signing_key())
    accepted = []
    for purpose in purposes:
        for key in keys:
            forged = seal_object(purpose, fields, key)
            try:
                read(forged)
            except fault:
                continue
            accepted.append(forged)
    assert accepted == [data]


@every_paper
def test_a_field_of_a_later_version_is_no_fault_but_a_later_form_is(
    data: bytes, read: Callable[[bytes], object], fault: type[PaperError]
) -> None:
    fields = {name: one for name, one in load_object(data, max_bytes=len(data)).items() if name != "sig"}
    label, key = signer_of(fault, fields)
    assert read(seal_object(label, {**fields, "zz": 1}, key))
    with pytest.raises(fault):
        read(seal_object(label, {**fields, "v": 2}, key))


def signer_of(fault: type[PaperError], fields: dict[str, Json]) -> tuple[bytes, bytes]:
    if fields.get("kind") == revocation.MACHINE:
        return labels.MACHINE_REVOCATION, SECRETS.identity
    return {
        BadKeySetError: (labels.KEY_SET, SECRETS.identity),
        BadInvitationError: (labels.INVITATION, SECRETS.identity),
        BadReceiptError: (labels.RECEIPT, SECRETS.machine),
        BadWelcomeError: (labels.CERTIFICATE, SECRETS.machine),
        BadRevocationError: (labels.DEVICE_REVOCATION, SECRETS.machine),
        BadRequestError: (labels.REPLACEMENT, SECRETS.machine),
    }[fault]


def test_papers_hold_what_was_put_in() -> None:
    read = {name: reader(data) for name, (data, reader, _fault) in PAPERS.items()}
    assert read["receipt"] == RECEIPT
    assert read["certificate"] == CERTIFICATE
    assert read["revocation of a device"] == LOST
    assert read["revocation of a machine"] == replace(LOST, kind=revocation.MACHINE)
    assert read["replacement"] == REPLACEMENT
    assert read["key set"] == WORLD.key_set


def test_a_receipt_without_an_audit_tip_says_so() -> None:
    bare = replace(RECEIPT, audit=None, tips=(), held=(), parked=(), bundles=())
    data = receipt.write(bare, MACHINE, SECRETS.machine)
    assert receipt.read(data, WORLD.key_set, DEVICE) == bare


def test_a_receipt_for_another_device_or_office_is_refused() -> None:
    data = receipt.write(RECEIPT, MACHINE, SECRETS.machine)
    with pytest.raises(BadReceiptError):
        receipt.read(data, WORLD.key_set, OLD_DEVICE)
    with pytest.raises(BadReceiptError):
        receipt.read(data, replace(WORLD.key_set, office="1f" * 16), DEVICE)


def test_a_device_cannot_sign_its_own_receipt() -> None:
    with pytest.raises(BadReceiptError):
        receipt.read(receipt.write(RECEIPT, DEVICE, SECRETS.device), WORLD.key_set, DEVICE)


def test_a_machine_cannot_revoke_a_machine() -> None:
    fields: dict[str, Json] = {
        "v": 1, "grant": 9, "kind": "machine", "machine": MACHINE, "office": OFFICE, "reason": "LOST",
        "target": MACHINE,
    }  # fmt: skip
    for label in (labels.DEVICE_REVOCATION, labels.MACHINE_REVOCATION):
        with pytest.raises(BadRevocationError):
            revocation.read(seal_object(label, fields, SECRETS.machine), WORLD.key_set)


def test_a_device_cannot_replace_itself() -> None:
    itself = replace(REPLACEMENT, old_device=DEVICE)
    with pytest.raises(BadRequestError):
        replacement.read(replacement.write(itself, SECRETS.device), WORLD.signer_of)


def draft_of(world: World) -> KeySetDraft:
    return KeySetDraft(
        office=OFFICE, serial=8, machines=world.key_set.machines, recipients=world.key_set.recipients
    )


def test_a_later_key_set_takes_the_place_of_the_pinned_one() -> None:
    newer = keyset.write(draft_of(WORLD), SECRETS.identity)
    assert keyset.successor(WORLD.key_set, newer.data) == newer
    assert keyset.successor(WORLD.key_set, WORLD.key_set.data) == WORLD.key_set
    assert newer.hash != WORLD.key_set.hash


@pytest.mark.parametrize(
    "draft",
    [
        replace(draft_of(WORLD), serial=7),
        replace(draft_of(WORLD), serial=6),
        replace(draft_of(WORLD), office="1f" * 16),
    ],
)
def test_an_older_equal_or_foreign_key_set_does_not(draft: KeySetDraft) -> None:
    with pytest.raises(BadKeySetError):
        keyset.successor(WORLD.key_set, keyset.write(draft, SECRETS.identity).data)


def test_a_new_identity_key_needs_a_new_enrolment() -> None:
    with pytest.raises(BadKeySetError):
        keyset.successor(WORLD.key_set, keyset.write(draft_of(WORLD), new_signing_key()).data)


def five_recipients() -> tuple[str, ...]:
    return tuple(agebox.recipient_of(agebox.new_identity()) for _ in range(5))


@pytest.mark.parametrize(
    "draft",
    [
        replace(draft_of(WORLD), recipients=()),
        replace(draft_of(WORLD), recipients=five_recipients()),
        replace(draft_of(WORLD), recipients=("age1zz",)),
        replace(draft_of(WORLD), recipients=WORLD.key_set.recipients * 2),
        replace(draft_of(WORLD), machines=()),
        replace(draft_of(WORLD), machines=WORLD.key_set.machines * 2),
        replace(draft_of(WORLD), machines=(Machine("xx" * 16, bytes(32)),)),
        replace(draft_of(WORLD), officers=(Officer(ACCOUNT, new_device().recipient),) * 2),
        replace(draft_of(WORLD), serial=0),
    ],
)
def test_a_key_set_outside_its_limits_is_not_signed(draft: KeySetDraft) -> None:
    with pytest.raises(BadKeySetError):
        keyset.write(draft, SECRETS.identity)


def test_a_key_set_finds_its_machines() -> None:
    assert WORLD.key_set.machine_key(MACHINE) == public_key(SECRETS.machine)
    assert WORLD.key_set.machine_key(DEVICE) is None


def test_an_invitation_with_a_foreign_key_set_inside_is_refused() -> None:
    fields = load_object(invitation.write(ACCOUNT, WORLD.key_set, SECRETS.identity).data, max_bytes=10**6)
    stranger = new_signing_key()
    forged = {name: one for name, one in fields.items() if name != "sig"}
    forged["identity"] = public_key(stranger).hex()
    with pytest.raises(BadInvitationError):
        invitation.read(seal_object(labels.INVITATION, forged, stranger))


@pytest.mark.parametrize(
    ("name", "change", "label", "key"),
    [
        ("key set", {"identity": "5e" * 32}, labels.KEY_SET, SECRETS.identity),
        ("invitation", {"office": "1f" * 16}, labels.INVITATION, SECRETS.identity),
        ("revocation of a device", {"office": "1f" * 16}, labels.DEVICE_REVOCATION, SECRETS.machine),
        ("revocation of a machine", {"office": "1f" * 16}, labels.MACHINE_REVOCATION, SECRETS.identity),
        ("certificate", {"roles": ["b", "a"]}, labels.CERTIFICATE, SECRETS.machine),
        ("certificate", {"predecessors": ["1d" * 16, "1c" * 16]}, labels.CERTIFICATE, SECRETS.machine),
        ("receipt", {"parked": ["4d" * 32] * 2}, labels.RECEIPT, SECRETS.machine),
    ],
    ids=["identity", "invitation", "device", "machine", "roles", "predecessors", "parked"],
)
def test_a_true_signature_does_not_cover_a_contradiction(
    name: str, change: dict[str, Json], label: bytes, key: bytes
) -> None:
    data, read, fault = PAPERS[name]
    fields = {name: one for name, one in load_object(data, max_bytes=len(data)).items() if name != "sig"}
    with pytest.raises(fault):
        read(seal_object(label, {**fields, **change}, key))


def test_two_invitations_differ_in_id_and_nonce() -> None:
    one, two = (invitation.write(ACCOUNT, WORLD.key_set, SECRETS.identity) for _ in range(2))
    assert one.id != two.id
    assert one.nonce != two.nonce
    assert (one.office, one.identity_key) == (OFFICE, public_key(SECRETS.identity))
