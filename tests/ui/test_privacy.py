from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.ui.privacy import Initials, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Lewandowscy", "L."), ("Joanna Lewandowska", "J. L."), ("Nowak-Żak Anna", "N.-Ż. A."), ("", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_equal_initials_get_numbers_in_the_order_of_meeting() -> None:
    names = Initials()
    names.know(["Kaczmarkowie", "Kowalscy", "Lis"])
    assert [names.of(one) for one in ("Kowalscy", "Lis", "Kaczmarkowie")] == ["K. 2", "L.", "K."]


def test_number_stays_when_others_are_met_later() -> None:
    names = Initials()
    names.know(["Kaczmarkowie", "Kowalscy"])
    names.of("Krawczykowie")
    assert names.of("Kaczmarkowie") == "K."
    assert names.of("Kowalscy") == "K. 2"


@given(met=st.lists(st.from_regex(r"[A-ZŁŻ][a-ząćęłńóśźż]{2,8}", fullmatch=True), unique=True, max_size=30))
def test_no_two_families_look_the_same_and_none_is_told(met: list[str]) -> None:
    names = Initials()
    names.know(met)
    shown = [names.of(one) for one in met]
    assert len(set(shown)) == len(met)
    assert not set(shown) & set(met)


def test_names_within_a_sentence_become_initials_and_other_words_stay() -> None:
    names = Initials()
    names.know(["Lewandowscy", "Joanna Lewandowska", "Lis"])
    said = names.hidden_in("W tych godzinach jest już wizyta: Lewandowscy. Lista: Joanna Lewandowska, Lis.")
    assert said == "W tych godzinach jest już wizyta: L. Lista: J. L., L. 2."
