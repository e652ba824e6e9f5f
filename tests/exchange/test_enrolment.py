"""A device joins: the whole way, and every way in which it must not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.exchange import (
    agebox,
    certificate,
    enrolment,
    frame,
    invitation,
    keyset,
    onetime,
    request,
    welcome,
    words,
)
from asystent_desktop.exchange.certificate import Certificate
from asystent_desktop.exchange.enrolment import Issued, State
from asystent_desktop.exchange.faults import (
    AlteredBundleError,
    BadRequestError,
    BadWelcomeError,
    EnrolmentRefusedError,
    ExpiredInvitationError,
    OtherInvitationError,
    UsedInvitationError,
    VoidInvitationError,
    WrongCodeError,
)
from asystent_desktop.exchange.head import Kind
from asystent_desktop.exchange.invitation import Invitation
from asystent_desktop.exchange.keyset import KeySet, KeySetDraft
from asystent_desktop.exchange.onetime import CodeCost
from asystent_desktop.exchange.records import BodyRecord, ObjectRecord, RecordType
from asystent_desktop.exchange.request import Request
from asystent_desktop.exchange.signed import new_signing_key
from asystent_desktop.merge.canon import Json, canon, load_object
from tests.exchange.world import (
    ACCOUNT,
    CHEAP,
    DEVICE,
    OFFICE,
    VERSIONS,
    World,
    new_device,
    new_secrets,
    swapped,
    work,
    world_of,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CODE = "7KQ2M-9XAPD"
WORLD = world_of(new_secrets())
INVITATION = invitation.write(ACCOUNT, WORLD.key_set, WORLD.secrets.identity)
KEY = onetime.code_key(CODE, INVITATION.nonce, CHEAP)
ISSUED = Issued(invitation=INVITATION, code_key=KEY, issued_at=NOW)
WRITTEN = request.write(INVITATION, WORLD.device, VERSIONS, KEY)
REQUEST = request.read(WRITTEN)


def words_for(invited: Invitation, key_set: KeySet, asked: Request) -> tuple[str, ...]:
    return words.compare(
        key_set, asked.device, account=asked.account, invitation=invited.id, nonce=invited.nonce
    )


def fault_of(issued: Issued, asked: Request, now: datetime = NOW) -> type[EnrolmentRefusedError] | None:
    fault = enrolment.judge(issued, asked, now).fault
    return None if fault is None else type(fault)


def test_a_device_joins() -> None:
    on_laptop = invitation.read(INVITATION.data)
    key = onetime.code_key("7kq2m 9xapd", on_laptop.nonce, CHEAP)
    body = ObjectRecord(RecordType.REQUEST, request.write(on_laptop, WORLD.device, VERSIONS, key))
    sent = frame.seal_frame(WORLD.to_office([body], Kind.REQUEST)).data

    opened = frame.open_file(sent, [WORLD.secrets.office_age], WORLD.office_expects, lambda sender: None)
    (record,) = opened.records()
    assert isinstance(record, ObjectRecord)
    asked = request.read(record.body)
    assert (asked.device, asked.versions, asked.account) == (WORLD.device, VERSIONS, ACCOUNT)
    claimed = enrolment.judge(ISSUED, asked, NOW + timedelta(days=3))
    assert claimed.fault is None
    said = words_for(INVITATION, WORLD.key_set, asked)
    assert said == words_for(on_laptop, on_laptop.key_set, request.read(record.body))
    assert enrolment.confirmed(claimed.issued, asked).state is State.USED

    answer = frame.seal_frame(welcome_frame(WORLD, certificate_for(WORLD))).data
    got = welcome.read(WORLD.device_opens(answer), on_laptop.key_set, WORLD.device, ACCOUNT)
    assert got.key_set == WORLD.key_set
    assert got.certificate == certificate_for(WORLD)
    assert list(got.records) == work(2)


def certificate_for(world: World) -> Certificate:
    return Certificate(office=OFFICE, device=world.device, account=ACCOUNT, roles=("assistant",), grant=4)


def welcome_frame(
    world: World, named: Certificate, key_set: KeySet | None = None, kind: Kind = Kind.WELCOME
) -> frame.FrameOut:
    signed = certificate.write(named, world.key_set.machines[0].id, world.secrets.machine)
    return world.to_device([*welcome.lead(key_set or world.key_set, signed), *work(2)], kind)


# The request on its way.


def test_each_field_of_a_request_swapped_is_refused() -> None:
    forgeries = [canon(one) for one in swapped(load_object(WRITTEN, max_bytes=len(WRITTEN)))]
    assert len(forgeries) > 40
    for forgery in forgeries:
        try:
            asked = request.read(forgery)
        except BadRequestError:
            continue
        assert fault_of(ISSUED, asked) in (WrongCodeError, OtherInvitationError)


def test_each_byte_of_a_request_changed_is_refused() -> None:
    for place in range(len(WRITTEN)):
        changed = bytearray(WRITTEN)
        changed[place] ^= 1
        try:
            asked = request.read(bytes(changed))
        except BadRequestError:
            continue
        assert fault_of(ISSUED, asked) is not None


def test_five_wrong_codes_void_the_invitation_even_for_the_right_one() -> None:
    wrong = request.read(request.write(INVITATION, WORLD.device, VERSIONS, bytes(32)))
    issued, left = ISSUED, []
    for _ in range(4):
        verdict = enrolment.judge(issued, wrong, NOW)
        assert isinstance(verdict.fault, WrongCodeError)
        left.append(verdict.fault.details["left"])
        issued = verdict.issued
    assert left == [4, 3, 2, 1]
    assert fault_of(issued, REQUEST) is None
    last = enrolment.judge(issued, wrong, NOW)
    assert isinstance(last.fault, VoidInvitationError)
    assert last.issued.state is State.VOID
    assert fault_of(last.issued, REQUEST) is VoidInvitationError


@pytest.mark.parametrize(("days", "fault"), [(0, None), (14, None), (15, ExpiredInvitationError)])
def test_an_invitation_ends_after_fourteen_days_by_the_office_clock(
    days: int, fault: type[EnrolmentRefusedError] | None
) -> None:
    assert fault_of(ISSUED, REQUEST, NOW + timedelta(days=days)) is fault


def test_a_used_invitation_admits_nobody_not_even_the_same_request() -> None:
    used = enrolment.confirmed(enrolment.judge(ISSUED, REQUEST, NOW).issued, REQUEST)
    assert fault_of(used, REQUEST) is UsedInvitationError
    with pytest.raises(UsedInvitationError):
        enrolment.confirmed(used, REQUEST)


def test_while_words_are_compared_only_the_same_request_may_come_again() -> None:
    claimed = enrolment.judge(ISSUED, REQUEST, NOW).issued
    second = request.read(request.write(INVITATION, new_device("2d" * 16), VERSIONS, KEY))
    assert enrolment.judge(claimed, REQUEST, NOW).issued == claimed
    assert fault_of(claimed, REQUEST) is None
    assert fault_of(claimed, second) is UsedInvitationError
    with pytest.raises(UsedInvitationError):
        enrolment.confirmed(claimed, second)


def test_nothing_is_confirmed_without_a_right_code() -> None:
    with pytest.raises(UsedInvitationError):
        enrolment.confirmed(ISSUED, REQUEST)


def test_words_that_differ_void_the_invitation() -> None:
    void = enrolment.voided(enrolment.judge(ISSUED, REQUEST, NOW).issued)
    assert fault_of(void, REQUEST) is VoidInvitationError
    with pytest.raises(VoidInvitationError):
        enrolment.confirmed(void, REQUEST)


def test_a_request_for_another_invitation_is_not_counted_as_a_wrong_code() -> None:
    other = invitation.write(ACCOUNT, WORLD.key_set, WORLD.secrets.identity)
    asked = request.read(request.write(other, WORLD.device, VERSIONS, KEY))
    verdict = enrolment.judge(ISSUED, asked, NOW)
    assert isinstance(verdict.fault, OtherInvitationError)
    assert verdict.issued == ISSUED


def request_frame(change: Callable[[dict[str, Json]], None], sender: str, key: bytes) -> bytes:
    fields = load_object(WRITTEN, max_bytes=len(WRITTEN))
    change(fields)
    out = WORLD.to_office([ObjectRecord(RecordType.REQUEST, canon(fields))], Kind.REQUEST)
    return frame.seal_frame(replace(out, sender=sender, signing_key=key)).data


@pytest.mark.parametrize(
    ("change", "sender", "key"),
    [
        (lambda fields: None, DEVICE, new_signing_key()),
        (lambda fields: None, "2d" * 16, WORLD.secrets.device),
        (lambda fields: fields.update(device="2d" * 16), DEVICE, WORLD.secrets.device),
        (lambda fields: fields.update(signing="00" * 32), DEVICE, WORLD.secrets.device),
        (lambda fields: fields.update(age="age1zz"), DEVICE, WORLD.secrets.device),
        (lambda fields: fields.pop("signing"), DEVICE, WORLD.secrets.device),
    ],
    ids=["other key", "other sender", "other device", "other signing key", "bad age key", "no signing key"],
)
def test_a_request_must_be_signed_by_the_key_inside_it(
    change: Callable[[dict[str, Json]], None], sender: str, key: bytes
) -> None:
    with pytest.raises(AlteredBundleError):
        WORLD.office_opens(request_frame(change, sender, key))


@pytest.mark.parametrize(
    "records",
    [
        [],
        work(1),
        [ObjectRecord(RecordType.CATALOGUE, WRITTEN)],
        [ObjectRecord(RecordType.REQUEST, WRITTEN), *work(1)],
        [ObjectRecord(RecordType.REQUEST, WRITTEN)] * 2,
    ],
)
def test_a_request_frame_holds_the_request_and_nothing_else(records: list[BodyRecord]) -> None:
    with pytest.raises(AlteredBundleError):
        WORLD.office_opens(frame.seal_frame(WORLD.to_office(records, Kind.REQUEST)).data)


# A false office on the way.


def test_a_false_office_is_heard_in_the_words() -> None:
    false = world_of(new_secrets())
    forged = invitation.write(ACCOUNT, false.key_set, false.secrets.identity)
    on_laptop = words_for(forged, forged.key_set, REQUEST)
    assert on_laptop != words_for(INVITATION, WORLD.key_set, REQUEST)


def test_a_false_office_with_the_true_id_and_nonce_is_heard_too() -> None:
    false = world_of(new_secrets())
    forged = replace(INVITATION, key_set=false.key_set)
    assert words_for(forged, forged.key_set, REQUEST) != words_for(INVITATION, WORLD.key_set, REQUEST)


@pytest.mark.parametrize(
    "answer",
    [
        welcome_frame(WORLD, certificate_for(WORLD), kind=Kind.REPLY),
        welcome_frame(WORLD, replace(certificate_for(WORLD), account="2b" * 16)),
        welcome_frame(WORLD, replace(certificate_for(WORLD), device=new_device())),
        welcome_frame(WORLD, replace(certificate_for(WORLD), office="1f" * 16)),
        welcome_frame(WORLD, certificate_for(WORLD), key_set=world_of(new_secrets()).key_set),
        WORLD.to_device(work(2), Kind.WELCOME),
        WORLD.to_device([], Kind.WELCOME),
        WORLD.to_device([ObjectRecord(RecordType.KEY_SET, WORLD.key_set.data)], Kind.WELCOME),
    ],
)
def test_a_welcome_that_is_not_ours_pins_nothing(answer: frame.FrameOut) -> None:
    opened = WORLD.device_opens(frame.seal_frame(answer).data)
    with pytest.raises(BadWelcomeError):
        welcome.read(opened, INVITATION.key_set, WORLD.device, ACCOUNT)


def test_a_welcome_signed_by_the_device_itself_is_refused() -> None:
    signed = certificate.write(certificate_for(WORLD), DEVICE, WORLD.secrets.device)
    out = WORLD.to_device([*welcome.lead(WORLD.key_set, signed)], Kind.WELCOME)
    with pytest.raises(BadWelcomeError):
        welcome.read(WORLD.device_opens(frame.seal_frame(out).data), WORLD.key_set, WORLD.device, ACCOUNT)


def test_a_welcome_whose_sender_left_the_office_is_refused() -> None:
    draft = KeySetDraft(
        office=OFFICE,
        serial=8,
        machines=(replace(WORLD.key_set.machines[0], id="1a" * 16),),
        recipients=WORLD.key_set.recipients,
    )
    newer = keyset.write(draft, WORLD.secrets.identity)
    signed = certificate.write(certificate_for(WORLD), "1a" * 16, WORLD.secrets.machine)
    out = WORLD.to_device(welcome.lead(newer, signed), Kind.WELCOME)
    opened = WORLD.device_opens(frame.seal_frame(out).data)
    with pytest.raises(BadWelcomeError):
        welcome.read(opened, WORLD.key_set, WORLD.device, ACCOUNT)


# The code.


@pytest.mark.parametrize(
    "text", ["7KQ2M-9XAPD", "7kq2m9xapd", " 7kq2m 9xapd\n", "7KQ-2M9-XAPD", "7KQ2M–9XAPD"]
)
def test_a_code_may_be_typed_in_any_way(text: str) -> None:
    assert onetime.plain_code(text) == "7KQ2M9XAPD"


def test_letters_that_look_like_digits_are_those_digits() -> None:
    assert onetime.plain_code("oO01I-lLi11") == "0001111111"


@pytest.mark.parametrize("text", ["", "7KQ2M", "7KQ2M-9XAPD7", "7KQ2M-9XAPU", "7KQ2M-9XAP!", "7KQ2M-9XAPŁ"])
def test_what_cannot_be_a_code_is_said_before_any_work(text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        onetime.plain_code(text)
    assert caught.value.field == "code"
    assert "7KQ" not in str(caught.value)


def test_new_codes_are_readable_and_differ() -> None:
    codes = {onetime.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 11 and code[5] == "-" and len(onetime.plain_code(code)) == 10 for code in codes)


def test_the_key_depends_on_code_nonce_and_cost() -> None:
    nonce = bytes(range(32))
    dearer = CodeCost(memory_mib=64, passes=2, lanes=4)
    keys = {
        onetime.code_key(CODE, nonce, CHEAP),
        onetime.code_key("7KQ2M-9XAPE", nonce, CHEAP),
        onetime.code_key(CODE, nonce[::-1], CHEAP),
        onetime.code_key(CODE, nonce, dearer),
    }
    assert len(keys) == 4
    assert onetime.code_key("7kq2m9xapd", nonce, CHEAP) in keys


def test_the_cost_of_the_first_version_never_changes() -> None:
    assert onetime.CodeCost() == CodeCost(memory_mib=256, passes=3, lanes=4)


def test_the_code_and_its_key_are_in_no_repr_and_no_file() -> None:
    assert repr(KEY)[2:-1] not in repr(ISSUED)
    for data in (INVITATION.data, WRITTEN):
        assert onetime.plain_code(CODE).encode() not in data
        assert KEY.hex().encode() not in data
    assert agebox.is_recipient(REQUEST.device.recipient)
