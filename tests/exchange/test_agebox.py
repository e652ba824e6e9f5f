from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.exchange import agebox
from asystent_desktop.exchange.faults import AlteredBundleError, NotABundleError, NotForMeError

IDENTITY = agebox.new_identity()
RECIPIENT = agebox.recipient_of(IDENTITY)


@given(st.binary(max_size=1000))
def test_what_is_sealed_opens(data: bytes) -> None:
    sealed = agebox.seal(data, [RECIPIENT])
    assert agebox.open_box(sealed, [agebox.new_identity(), IDENTITY]) == data
    assert agebox.is_box(sealed)


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 200_000])
def test_size_of_the_content_is_known_without_a_key(size: int) -> None:
    for others in range(4):
        recipients = [RECIPIENT, *(agebox.recipient_of(agebox.new_identity()) for _ in range(others))]
        assert agebox.content_size(agebox.seal(bytes(size), recipients)) == size


def test_each_of_four_recipients_opens() -> None:
    identities = [agebox.new_identity() for _ in range(4)]
    sealed = agebox.seal(b"dane", [agebox.recipient_of(one) for one in identities])
    assert [agebox.open_box(sealed, [one]) for one in identities] == [b"dane"] * 4


def test_a_stranger_is_told_that_it_is_not_for_him() -> None:
    with pytest.raises(NotForMeError):
        agebox.open_box(agebox.seal(b"dane", [RECIPIENT]), [agebox.new_identity()])


def test_changed_content_is_refused() -> None:
    sealed = agebox.seal(b"dane", [RECIPIENT])
    with pytest.raises(AlteredBundleError):
        agebox.open_box(sealed[:-1] + bytes([sealed[-1] ^ 1]), [IDENTITY])


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"age-encryption.org/v1\n", b"age-encryption.org/v1\n-> X"]
)
def test_other_files_are_no_bundles(data: bytes) -> None:
    with pytest.raises(NotABundleError):
        agebox.open_box(data, [IDENTITY])
    assert agebox.content_size(data) is None


@pytest.mark.parametrize(
    "recipients", [[], ["age1zz"], [RECIPIENT, ""], [RECIPIENT.upper()], ["ssh-rsa AAAA"]]
)
def test_bad_recipients_are_refused(recipients: list[str]) -> None:
    with pytest.raises(InvalidValueError):
        agebox.seal(b"dane", recipients)


def test_a_file_in_letters_is_no_bundle() -> None:
    armoured: bytes = pyrage.encrypt(b"dane", [x25519.Recipient.from_str(RECIPIENT)], armored=True)
    with pytest.raises(NotABundleError):
        agebox.open_box(armoured, [IDENTITY])


def test_a_bad_identity_is_refused_without_showing_it() -> None:
    with pytest.raises(InvalidValueError) as caught:
        agebox.open_box(agebox.seal(b"dane", [RECIPIENT]), ["AGE-SECRET-KEY-1ZZ"])
    assert "ZZ" not in str(caught.value) + str(caught.value.details)


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed on this machine")
def test_the_age_program_opens_what_we_seal_and_we_open_what_it_seals(tmp_path: Path) -> None:
    data = bytes(range(256)) * 600
    key, sealed = tmp_path / "key.txt", tmp_path / "paczka-7KQ2M9XA.paczka"
    key.write_text(IDENTITY)
    sealed.write_bytes(agebox.seal(data, [RECIPIENT]))
    opened = subprocess.run(["age", "-d", "-i", key, sealed], capture_output=True, check=True)
    assert opened.stdout == data
    theirs = subprocess.run(["age", "-r", RECIPIENT], input=data, capture_output=True, check=True)
    assert agebox.open_box(theirs.stdout, [IDENTITY]) == data
