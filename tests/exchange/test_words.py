from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from rapidfuzz.distance import Levenshtein

from asystent_desktop.exchange import words
from asystent_desktop.exchange.keyset import KeySet
from asystent_desktop.exchange.request import DeviceKeys
from tests.exchange.world import ACCOUNT, World, new_device

ALIKE = (
    ("rz", "ż"), ("ch", "h"), ("ó", "u"), ("ą", "om"), ("ę", "em"), ("dz", "c"), ("sz", "S"), ("cz", "C"),
    ("ż", "S"), ("ź", "ś"), ("ć", "C"), ("si", "Si"), ("ń", "n"), ("ł", "l"), ("w", "f"), ("b", "p"),
    ("d", "t"), ("g", "k"), ("z", "s"), ("i", "y"), ("j", "y"),
)  # fmt: skip

FIXED = "pniak kinkiet tapeta krzak tatuś kocioł festyn futro"


def plain(word: str) -> str:
    marked = unicodedata.normalize("NFKD", word).replace("ł", "l")
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


def sound(word: str) -> str:
    """Spell letters that are hard to tell apart on a bad line with one sign."""
    for letters, sign in ALIKE:
        word = word.replace(letters, sign)
    return word


def test_list_has_ten_bits_of_short_lower_case_words() -> None:
    assert len(words.word_list()) == len(set(words.word_list())) == 2**10
    assert all(4 <= len(word) <= 8 and word.isalpha() and word.islower() for word in words.word_list())
    assert all(unicodedata.is_normalized("NFC", word) for word in words.word_list())


def test_four_letters_without_diacritics_tell_each_word() -> None:
    assert len({plain(word)[:4] for word in words.word_list()}) == words.LIST_LENGTH


def test_no_two_words_sound_alike() -> None:
    sounds = [sound(word) for word in words.word_list()]
    assert [pair for pair in combinations(sounds, 2) if Levenshtein.distance(*pair, score_cutoff=1) < 2] == []


def test_both_sides_hear_the_same_eight_words(world: World) -> None:
    said = words_of(world.key_set, world.device)
    assert said == words_of(world.key_set, world.device)
    assert len(said) == 8
    assert set(said) <= set(words.word_list())


@pytest.mark.parametrize("seed", range(50))
def test_any_substitution_changes_the_words(world: World, seed: int) -> None:
    random = Random(seed)
    true = words_of(world.key_set, world.device)
    other = new_device(random.randbytes(16).hex())
    changed = {
        "identity": words_of(replace(world.key_set, identity_key=random.randbytes(32)), world.device),
        "key set": words_of(replace(world.key_set, data=random.randbytes(99)), world.device),
        "signing": words_of(world.key_set, replace(world.device, signing_key=other.signing_key)),
        "age": words_of(world.key_set, replace(world.device, recipient=other.recipient)),
        "account": words_of(world.key_set, world.device, account=random.randbytes(16).hex()),
        "invitation": words_of(world.key_set, world.device, invitation=random.randbytes(16).hex()),
        "nonce": words_of(world.key_set, world.device, nonce=random.randbytes(32)),
    }
    assert [name for name, said in changed.items() if said == true] == []
    assert len(set(changed.values())) == len(changed)


def test_words_of_the_first_version_never_change() -> None:
    key_set = KeySet(
        office="01" * 16,
        serial=1,
        identity_key=bytes(32),
        machines=(),
        recipients=(),
        officers=(),
        data=b"{}",
    )
    device = DeviceKeys(id="02" * 16, signing_key=bytes(range(32)), recipient="age1")
    assert words_of(key_set, device) == tuple(FIXED.split())


def words_of(
    key_set: KeySet,
    device: DeviceKeys,
    *,
    account: str = ACCOUNT,
    invitation: str = "0c" * 16,
    nonce: bytes = bytes(32),
) -> tuple[str, ...]:
    return words.compare(key_set, device, account=account, invitation=invitation, nonce=nonce)
