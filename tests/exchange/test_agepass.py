from __future__ import annotations

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asystent_desktop.exchange import agepass, officer_key
from asystent_desktop.exchange.officer_key import WrongOfficerKeyError

WORK = 10


@settings(max_examples=10)
@given(st.binary(max_size=300), st.text(min_size=1, max_size=40))
def test_the_age_library_opens_what_was_sealed_and_only_with_the_password(content: bytes, word: str) -> None:
    sealed = agepass.seal(content, word, WORK)
    assert pyrage.passphrase.decrypt(sealed, word) == content
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, word + "x")


def test_a_key_file_altered_anywhere_is_refused() -> None:
    whole = officer_key.write(officer_key.new("0a" * 16, "0b" * 16), "dość długie hasło tu", WORK)
    for place in range(0, len(whole), 11):
        altered = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        if altered[:60].find(b" 10\n") < 0:
            continue  # another amount of work: the library refuses it or does it in vain
        with pytest.raises(WrongOfficerKeyError):
            officer_key.read(altered, "dość długie hasło tu")


def test_the_standard_work_takes_256_mib_and_opens() -> None:
    key = officer_key.new("0a" * 16, "0b" * 16)
    sealed = officer_key.write(key, "dość długie hasło tu")
    assert sealed.split(b"\n")[1].endswith(b" 18")
    assert officer_key.read(sealed, "dość długie hasło tu") == key


def test_more_than_one_chunk_is_refused() -> None:
    with pytest.raises(ValueError, match="chunk"):
        agepass.seal(bytes(64 * 1024 + 1), "hasło", WORK)
