from __future__ import annotations

import random
import sys
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from asystent_desktop.merge.text import differences, differing, joined, merge_text

SENTENCES = (
    "Mieszkanie komunalne na drugim piętrze, dwa pokoje z kuchnią.",
    "Ogrzewanie gazowe, piec sprawdzany we wrześniu.",
    "Pani Ewa pracuje na pół etatu w piekarni.",
    "Starszy syn ma zajęcia dodatkowe z matematyki!",
    "Babcia odbiera dzieci ze szkoły w poniedziałki i środy.",
    "Kontakt najlepiej po godzinie szesnastej\n",
)
LONG = " ".join(SENTENCES[number % len(SENTENCES)] for number in range(300))
MOST_CALLS = 3_000_000

Changes = list[tuple[int, str]]
changes = st.lists(
    st.tuples(st.integers(0, 2_500), st.sampled_from(["", "nowe", "nowe słowa. I zdanie", "\n"])), max_size=6
)


def edited(text: str, changes: Changes) -> str:
    """The text with some of its words written anew."""
    words = text.split(" ")
    for place, word in changes:
        words[place % len(words)] = word
    return " ".join(words)


def calls_of(text: str, other: str, third: str) -> int:
    """How many calls comparing takes: a measure of work that no other program disturbs."""
    count = 0

    def look(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(look)
    try:
        merge_text(text, other, third)
        differing(other, [text, third])
        joined(text, [other, third])
    finally:
        sys.setprofile(None)
    return count


def test_long_notes_with_many_changes_are_compared_in_a_moment() -> None:
    one = LONG.replace("sprawdzany we wrześniu", "wymieniony 20 listopada")
    two = LONG.replace("sprawdzany we wrześniu", "nie działa od soboty")
    assert calls_of(LONG, one, two) < MOST_CALLS


def test_long_notes_without_a_sentence_are_compared_in_a_moment() -> None:
    words = [random.Random(number).choice("abcdefgh") for number in range(7_000)]
    base, one, two = (" ".join(words[start:])[:7_900] for start in (0, 20, 40))
    assert calls_of(base, one, two) < MOST_CALLS


def test_only_the_changed_words_of_a_long_text_are_marked() -> None:
    one = LONG.replace("sprawdzany we wrześniu", "wymieniony 20 listopada")
    first, second = differences(LONG, one)
    assert {text for text, differs in first if differs} == {"sprawdzany we wrześniu"}
    assert {text for text, differs in second if differs} == {"wymieniony 20 listopada"}


def test_changes_of_different_sentences_of_a_long_text_are_joined() -> None:
    one, two = f"Na początku. {LONG}", f"{LONG} Na końcu."
    assert merge_text(LONG, one, two) == f"Na początku. {LONG} Na końcu."


@settings(max_examples=25)
@given(first=changes, second=changes)
def test_long_texts_keep_the_promises_of_short_ones(first: Changes, second: Changes) -> None:
    one, two = edited(LONG, first), edited(LONG, second)
    left, right = differences(one, two)
    assert "".join(text for text, _differs in left) == one
    assert "".join(text for text, _differs in right) == two
    shared = ["".join(text for text, differs in pieces if not differs) for pieces in (left, right)]
    assert shared[0] == shared[1]
    merged = merge_text(LONG, one, two)
    assert merged == merge_text(LONG, two, one)
    if merged is not None:
        common, words = Counter(LONG.split()), Counter(merged.split())
        for side in (one, two):
            assert not Counter(side.split()) - common - words
