from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.polish import fold
from asystent_desktop.ui import manual
from asystent_desktop.ui.pages import PAGES
from asystent_desktop.ui.parts.reading import places


def test_every_page_of_the_window_has_its_topic() -> None:
    explained = {page for one in manual.topics() for page in one.pages}
    assert {entry.name for entry in PAGES} - explained == set()


def test_no_topic_explains_a_page_that_is_not_there_or_that_another_explains() -> None:
    named = [page for one in manual.topics() for page in one.pages]
    assert sorted(named) == sorted(set(named))
    assert set(named) <= {entry.name for entry in PAGES}


def test_links_lead_to_topics_and_never_out_of_the_program() -> None:
    names = {one.name for one in manual.topics()}
    for one in manual.topics():
        assert "://" not in one.text
        assert set(re.findall(r"\]\(([^)]*)\)", one.text)) <= names, one.name


@pytest.mark.parametrize("phrase", ["kod odzyskiwania", "KOD ODZYSKIWANIA", "odzyskiwania  kod"])
def test_search_finds_all_words_in_any_order_and_case(phrase: str) -> None:
    assert "kopie-i-odtwarzanie" in {one.name for one in manual.search(phrase)}


def test_search_needs_no_polish_letters_and_puts_titles_first() -> None:
    assert manual.search("zgubiony")[0].name == "zgubiony-laptop"
    assert manual.search("dolaczanie")[0].name == "dolaczanie-laptopa"
    assert manual.search("xyzzy") == ()


def test_markup_is_not_searched() -> None:
    assert manual.search("](") == ()


@given(
    st.text(alphabet="ąćęłńóśźż abcdABCD ﬁ", max_size=30),
    st.text(alphabet="acelnoszb", min_size=1, max_size=3),
)
def test_marked_places_hold_the_word_that_was_looked_for(text: str, word: str) -> None:
    found = places(text, word)
    assert bool(found) == (word in fold(text))
    for start, length in found:
        assert word in fold(text[start : start + length])
