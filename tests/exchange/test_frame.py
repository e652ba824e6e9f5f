from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asystent_desktop.exchange import agebox, frame, head, keyset, padding, records
from asystent_desktop.exchange.faults import (
    AlteredBundleError,
    BundleError,
    NewerFrameError,
    NotABundleError,
    NotForMeError,
    RevokedSenderError,
    TooLargeError,
    UnknownSenderError,
    UnreadableFileError,
)
from asystent_desktop.exchange.head import HEAD_BYTES, SIGNED_BYTES, Kind
from asystent_desktop.exchange.keyset import KeySetDraft, Machine
from asystent_desktop.exchange.records import ObjectRecord, OperationRecord, RecordType
from asystent_desktop.exchange.signed import new_signing_key, public_key, signature
from asystent_desktop.merge import labels
from tests.exchange.world import (
    ACCOUNT,
    DEVICE,
    MACHINE,
    OFFICE,
    World,
    every_record,
    new_secrets,
    work,
    world_of,
)

WORLD = world_of(new_secrets())
PLAIN = frame.write(WORLD.to_office(work(20)))
BOX = agebox.seal(PLAIN, WORLD.key_set.recipients)
BODY_END = HEAD_BYTES + int.from_bytes(PLAIN[144:152])


def opens(plain: bytes) -> frame.OpenFrame:
    return frame.open_plain(plain, WORLD.office_expects, WORLD.signer_of)


def signed_again(change: Callable[[bytearray], None], key: bytes = WORLD.secrets.device) -> bytes:
    """Change the plain frame and let a key sign it, so that only the check after the signature can fail."""
    plain = bytearray(PLAIN)
    change(plain)
    plain[SIGNED_BYTES:HEAD_BYTES] = signature(labels.FRAME, bytes(plain[:SIGNED_BYTES]), key)
    return bytes(plain)


def put(offset: int, size: int, value: int) -> Callable[[bytearray], None]:
    def change(plain: bytearray) -> None:
        plain[offset : offset + size] = value.to_bytes(size)

    return change


def test_a_bundle_comes_back_as_it_was_written(world: World) -> None:
    out = replace(world.to_office(every_record()), previous_hash="5c" * 32, number=41)
    sealed = frame.seal_frame(out)
    opened = world.office_opens(sealed.data)
    assert list(opened.records()) == list(opened.records()) == every_record()
    found = opened.head
    assert (found.kind, found.office, found.sender, found.recipient) == (Kind.WORK, OFFICE, DEVICE, OFFICE)
    assert (found.number, found.previous, found.count) == (41, "5c" * 32, 10)
    assert found.hash == sealed.hash


def test_the_head_has_its_fields_where_the_format_says() -> None:
    assert PLAIN[:16] == b"ARFRAME1\x00\x01\x00\x01\x01\x00\x00\x00"
    assert PLAIN[16:48] == bytes.fromhex(OFFICE + DEVICE)
    assert int.from_bytes(PLAIN[56:64]) == 1
    assert PLAIN[80:112] == sha256("\n".join(WORLD.key_set.recipients).encode()).digest()
    assert PLAIN[112:144] == bytes(32)
    assert PLAIN[160:192] == sha256(PLAIN[256:BODY_END]).digest()
    assert len(PLAIN) == padding.SMALLEST
    assert not any(PLAIN[BODY_END:])


def test_an_empty_frame_is_a_frame(world: World) -> None:
    assert list(world.device_opens(frame.seal_frame(world.to_device([])).data).records()) == []


def test_the_order_of_recipient_keys_does_not_matter() -> None:
    assert head.recipient_hash(["b", "a"]) == head.recipient_hash(["a", "b"]) != head.recipient_hash(["a"])


def test_an_office_opens_a_late_bundle_sealed_to_its_former_keys(world: World) -> None:
    data = frame.seal_frame(world.to_office(work(1))).data
    now = agebox.new_identity()
    expected = replace(
        world.office_expects, recipient_keys=((agebox.recipient_of(now),), world.key_set.recipients)
    )
    opened = frame.open_file(data, [now, world.secrets.office_age], expected, world.signer_of)
    assert list(opened.records()) == work(1)


def test_a_bundle_is_read_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "paczka-7KQ2M9XA.paczka"
    path.write_bytes(BOX)
    opened = frame.open_file(path, [WORLD.secrets.office_age], WORLD.office_expects, WORLD.signer_of)
    assert opened.head.count == 40


def test_a_missing_file_and_a_folder_are_said_so(tmp_path: Path) -> None:
    for path in (tmp_path / "nie-ma.paczka", tmp_path):
        with pytest.raises(UnreadableFileError) as caught:
            frame.open_file(path, [WORLD.secrets.office_age], WORLD.office_expects, WORLD.signer_of)
        assert str(tmp_path) not in str(caught.value) + str(caught.value.details)


def test_a_file_that_is_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "film.paczka"
    with path.open("wb") as file:
        file.truncate(frame.MAX_FILE + 1)
    with pytest.raises(TooLargeError):
        frame.open_file(path, [WORLD.secrets.office_age], WORLD.office_expects, WORLD.signer_of)
    with pytest.raises(TooLargeError):
        WORLD.office_opens(bytes(frame.MAX_FILE + 1))


def test_a_frame_that_is_too_large_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(padding, "LARGEST", padding.SMALLEST)
    with pytest.raises(TooLargeError):
        frame.write(WORLD.to_office([OperationRecord(bytes(64 * 1024))]))
    monkeypatch.setattr(records, "MAX_COUNT", 3)
    with pytest.raises(TooLargeError):
        frame.write(WORLD.to_office(work(2)))


@pytest.mark.parametrize(
    ("change", "error", "code"),
    [
        (put(0, 8, 0), NotABundleError, "FRAME_MAGIC"),
        (put(10, 2, 2), NewerFrameError, "READER"),
        (put(10, 2, 0), AlteredBundleError, "NUMBERS"),
        (put(8, 2, 0), AlteredBundleError, "NUMBERS"),
        (put(56, 8, 0), AlteredBundleError, "NUMBERS"),
        (put(13, 1, 1), AlteredBundleError, "FLAGS"),
        (put(14, 2, 1), AlteredBundleError, "FLAGS"),
        (put(16, 16, 1), NotForMeError, "OFFICE"),
        (put(64, 16, 1), NotForMeError, "RECIPIENT"),
        (put(80, 32, 1), NotForMeError, "RECIPIENT_KEYS"),
        (put(12, 1, 2), NotForMeError, "KIND"),
        (put(12, 1, 99), NotForMeError, "KIND"),
        (put(152, 4, 200_001), AlteredBundleError, "COUNT"),
        (put(152, 4, 200_000), AlteredBundleError, "COUNT"),
        (put(144, 8, 2**64 - 1), AlteredBundleError, "LENGTHS"),
        (put(156, 4, 2**32 - 1), AlteredBundleError, "LENGTHS"),
        (put(32, 16, 1), UnknownSenderError, "SENDER"),
        (put(160, 32, 1), AlteredBundleError, "BODY_HASH"),
        (put(len(PLAIN) - 1, 1, 1), AlteredBundleError, "PADDING"),
        (put(152, 4, 39), AlteredBundleError, "RECORD_COUNT"),
        (put(152, 4, 41), AlteredBundleError, "RECORD_CUT"),
    ],
)
def test_each_check_has_its_own_error_even_for_a_true_signer(
    change: Callable[[bytearray], None], error: type[BundleError], code: str
) -> None:
    with pytest.raises(error) as caught:
        opens(signed_again(change))
    assert caught.value.details["code"] == code


def test_checks_stop_at_the_first_failure() -> None:
    def everything(plain: bytearray) -> None:
        for offset, size in ((10, 2), (16, 16), (32, 16), (152, 4), (160, 32)):
            plain[offset : offset + size] = b"\x02" * size

    with pytest.raises(NewerFrameError):
        opens(signed_again(everything))


def test_another_key_cannot_sign_for_a_known_sender() -> None:
    with pytest.raises(AlteredBundleError) as caught:
        opens(signed_again(lambda plain: None, new_signing_key()))
    assert caught.value.details["code"] == "SIGNATURE"


def test_a_revoked_sender_is_named_only_after_its_signature_was_good() -> None:
    expected = replace(WORLD.office_expects, revoked=frozenset({DEVICE}))
    with pytest.raises(RevokedSenderError):
        frame.open_plain(PLAIN, expected, WORLD.signer_of)
    forged = signed_again(lambda plain: None, new_signing_key())
    with pytest.raises(AlteredBundleError):
        frame.open_plain(forged, expected, WORLD.signer_of)


def test_sentences_say_what_happened_in_the_agreed_words() -> None:
    assert NotABundleError().sentence.startswith("To nie jest kompletna paczka z tego programu.")
    assert NotForMeError().sentence == "Ta paczka jest przeznaczona dla kogoś innego. Niczego nie zmieniono."
    assert AlteredBundleError().sentence.endswith("Nie wczytano jej. Poproś nadawcę o nową.")
    assert UnknownSenderError().sentence.startswith("Nie znam nadawcy tej paczki.")
    assert RevokedSenderError().sentence.endswith("Paczkę odłożono do decyzji kierownika.")
    assert NewerFrameError().sentence.endswith("Paczka się nie zmarnuje.")
    assert TooLargeError().sentence == ("Plik jest większy, niż program potrafi bezpiecznie wczytać (64 MB).")


@pytest.mark.parametrize("cut", [1, 16, 17, 1000, 60_000])
def test_a_cut_copy_is_called_cut_and_a_changed_one_changed(cut: int) -> None:
    with pytest.raises(NotABundleError):
        WORLD.office_opens(BOX[:-cut])
    with pytest.raises(AlteredBundleError):
        WORLD.office_opens(BOX[:-cut] + bytes([BOX[-cut] ^ 1]) + BOX[len(BOX) - cut + 1 :])


def next_key_set(identity: bytes, serial: int, machine_key: bytes) -> keyset.KeySet:
    machines = (
        Machine(MACHINE, WORLD.key_set.machines[0].signing_key),
        Machine("1a" * 16, public_key(machine_key)),
    )
    draft = KeySetDraft(office=OFFICE, serial=serial, machines=machines, recipients=WORLD.key_set.recipients)
    return keyset.write(draft, identity)


def from_new_machine(key_set: keyset.KeySet, machine_key: bytes) -> bytes:
    out = WORLD.to_device([ObjectRecord(RecordType.KEY_SET, key_set.data), *work(1)])
    return frame.seal_frame(replace(out, sender="1a" * 16, signing_key=machine_key)).data


def test_a_new_office_machine_brings_the_key_set_that_names_it() -> None:
    key = new_signing_key()
    opened = WORLD.device_opens(from_new_machine(next_key_set(WORLD.secrets.identity, 8, key), key))
    assert opened.head.sender == "1a" * 16


def test_an_older_or_foreign_key_set_introduces_nobody() -> None:
    key = new_signing_key()
    for identity, serial in (
        (WORLD.secrets.identity, 6),
        (WORLD.secrets.identity, 7),
        (new_signing_key(), 8),
    ):
        with pytest.raises(UnknownSenderError):
            WORLD.device_opens(from_new_machine(next_key_set(identity, serial, key), key))


def test_the_office_takes_no_introduction() -> None:
    key = new_signing_key()
    newer = next_key_set(WORLD.secrets.identity, 8, key)
    out = WORLD.to_office([ObjectRecord(RecordType.KEY_SET, newer.data)])
    data = frame.seal_frame(replace(out, sender="1a" * 16, signing_key=key)).data
    with pytest.raises(UnknownSenderError):
        WORLD.office_opens(data)


def test_a_device_never_opens_a_request_whose_key_lies_inside(world: World) -> None:
    out = replace(world.to_device(work(1), Kind.REQUEST), signing_key=new_signing_key())
    with pytest.raises(NotForMeError):
        world.device_opens(frame.seal_frame(out).data)


def test_secret_keys_are_in_no_repr(world: World) -> None:
    assert world.secrets.device.hex() not in repr(world.to_office([]))
    assert repr(world.secrets.device)[2:-1] not in repr(world.to_office([]))
    assert "course" not in repr(opens(PLAIN))
    assert ACCOUNT not in repr(opens(PLAIN))


flips = st.integers(1, 255)


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, len(PLAIN) - 1), flip=flips)
def test_no_changed_byte_of_a_frame_is_accepted(place: int, flip: int) -> None:
    changed = bytearray(PLAIN)
    changed[place] ^= flip
    with pytest.raises(BundleError):
        opens(bytes(changed))


@settings(max_examples=100, deadline=None)
@given(place=st.integers(0, HEAD_BYTES - 1), flip=flips)
def test_no_changed_byte_of_a_head_is_accepted(place: int, flip: int) -> None:
    changed = bytearray(PLAIN)
    changed[place] ^= flip
    with pytest.raises(BundleError):
        opens(bytes(changed))


@settings(max_examples=150, deadline=None)
@given(place=st.one_of(st.integers(0, 400), st.integers(0, len(BOX) - 1)), flip=flips)
def test_no_changed_byte_of_a_file_is_accepted(place: int, flip: int) -> None:
    changed = bytearray(BOX)
    changed[place] ^= flip
    with pytest.raises(BundleError):
        WORLD.office_opens(bytes(changed))


@settings(max_examples=60, deadline=None)
@given(end=st.integers(0, len(BOX) - 1), tail=st.binary(min_size=1, max_size=100))
def test_no_cut_and_no_tail_is_accepted(end: int, tail: bytes) -> None:
    for data in (BOX[:end], BOX + tail):
        with pytest.raises(BundleError):
            WORLD.office_opens(data)
    for plain in (PLAIN[: min(end, len(PLAIN) - 1)], PLAIN + tail):
        with pytest.raises(BundleError):
            opens(plain)
