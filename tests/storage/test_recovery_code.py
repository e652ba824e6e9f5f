from __future__ import annotations

import pytest

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.storage.recovery_code import asked_groups, group_matches, new_code, printed, read

CODE = bytes(range(20))
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_printed_code_is_nine_groups_of_four() -> None:
    groups = printed(new_code()).split("-")
    assert [len(group) for group in groups] == [4] * 9
    assert set("".join(groups)) <= set(ALPHABET)


def test_first_printed_code_is_fixed_for_ever() -> None:
    assert printed(CODE) == "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-AFBP"


@pytest.mark.parametrize("spoil", [str.lower, lambda text: text.replace("-", " "), lambda text: f" {text}\n"])
def test_reading_forgives_case_spaces_and_hyphens(spoil: object) -> None:
    assert callable(spoil)
    assert read(spoil(printed(CODE))) == CODE


def test_reading_takes_look_alikes_for_digits() -> None:
    assert read(printed(CODE).replace("0", "O").replace("1", "l")) == CODE


def test_every_single_slip_and_neighbour_swap_is_found() -> None:
    digits = printed(CODE).replace("-", "")
    slips = {digits[:at] + other + digits[at + 1 :] for at in range(36) for other in ALPHABET}
    slips |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(35)}
    slips.discard(digits)
    for slip in slips:
        with pytest.raises(InvalidValueError, match="pomyłka"):
            read(slip)
    assert len(slips) > 1100


@pytest.mark.parametrize(
    ("text", "words"), [("ABCD", "9 grup"), ("U" * 36, "bez U"), ("?" * 36, "bez U"), ("ł" * 36, "bez U")]
)
def test_wrong_form_is_named(text: str, words: str) -> None:
    with pytest.raises(InvalidValueError, match=words) as caught:
        read(text)
    assert caught.value.field == "code"


def test_two_different_groups_are_asked_and_compared() -> None:
    first, second = asked_groups()
    assert 1 <= first < second <= 9
    text = printed(CODE)
    assert group_matches(text, 2, " 40r4 ")
    assert not group_matches(text, 2, "40R5")
