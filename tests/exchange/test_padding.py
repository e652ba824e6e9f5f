from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.exchange import names, padding


@given(st.integers(0, padding.LARGEST))
def test_padding_adds_at_most_an_eighth_and_is_stable(size: int) -> None:
    whole = padding.padded(size)
    assert size <= whole <= max(padding.SMALLEST, size * 9 // 8)
    assert padding.padded(whole) == whole


@given(st.integers(0, padding.LARGEST - 1))
def test_a_longer_frame_is_never_padded_shorter(size: int) -> None:
    assert padding.padded(size) <= padding.padded(size + 1)


def test_there_are_81_sizes_up_to_64_mib() -> None:
    sizes = [padding.SMALLEST]
    while sizes[-1] < padding.LARGEST:
        sizes.append(padding.padded(sizes[-1] + 1))
    assert len(sizes) == 81
    assert sizes[-1] == padding.LARGEST
    assert all(one < two for one, two in pairwise(sizes))


def test_names_are_neutral_and_new_each_time() -> None:
    bundles = {names.bundle_name() for _ in range(200)}
    assert len(bundles) == 200
    assert all(re.fullmatch(r"paczka-[0-9A-HJKMNP-TV-Z]{8}\.paczka", name) for name in bundles)
    assert re.fullmatch(r"zaproszenie-[0-9A-HJKMNP-TV-Z]{5}\.zaproszenie", names.invitation_name())
