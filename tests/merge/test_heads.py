from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.merge.heads import Edit, FieldState, Hidden, State, fold
from asystent_desktop.merge.text import differences, differing, joined, merge_members, merge_text
from tests.merge.histories import RULES, broken, play
from tests.merge.texts import WORDS, wrongly_joined

HISTORIES = 250


def edit(number: str, *, parents: tuple[str, ...] = (), at: int = 1, **values: object) -> Edit:
    return Edit(
        id=number,
        parents=dict.fromkeys(values, parents),
        values=values,  # type: ignore[arg-type]
        seen=(),
        clock=(at, 0),
        author="u",
        device="d",
    )


def test_a_later_edit_that_saw_the_first_replaces_it_even_when_it_arrives_first() -> None:
    first, second = edit("1", name="A"), edit("2", parents=("1",), name="B")
    assert fold([second, first], RULES).fields["name"] == FieldState(value="B", heads=("2",))


def test_two_edits_that_did_not_see_each_other_are_both_shown_whatever_their_clocks() -> None:
    base, one, two = (
        edit("1", name="A"),
        edit("2", parents=("1",), at=99, name="B"),
        edit("3", parents=("1",), name="C"),
    )
    state = fold([base, one, two], RULES).fields["name"]
    assert [version.values["name"] for version in state.versions] == ["C", "B"]
    assert state.value is None


def test_equal_values_are_no_conflict() -> None:
    state = fold([edit("1", name="A"), edit("2", name="A")], RULES).fields["name"]
    assert (state.value, state.is_conflict) == ("A", False)


def test_a_choice_that_saw_both_values_ends_the_conflict() -> None:
    edits = [edit("1", name="A"), edit("2", name="B"), edit("3", parents=("1", "2"), name="B")]
    assert fold(edits, RULES).fields["name"].heads == ("3",)


def test_a_deletion_does_not_hide_an_edit_that_it_had_not_seen() -> None:
    first = edit("1", name="A")
    gone = Edit("2", {"_life": ()}, {"_life": "deleted"}, ("1",), (2, 0), "u", "d")
    assert fold([first, gone], RULES).hidden is Hidden.YES
    unseen = edit("3", parents=("1",), name="B")
    assert fold([first, gone, unseen], RULES).hidden is Hidden.DISPUTED


@pytest.mark.parametrize("start", range(0, HISTORIES, 50))
def test_no_edit_is_lost_in_hostile_histories(start: int) -> None:
    for seed in range(start, start + 50):
        assert broken(play(seed), fold, seed) == [], f"seed {seed}"


def test_the_histories_are_hostile_enough() -> None:
    runs = [play(seed) for seed in range(HISTORIES)]
    states = [fold(run.written.values(), RULES) for run in runs]
    conflicts = sum(any(one.is_conflict for one in state.fields.values()) for state in states)
    forks = sum(len({device.name for device in run.devices}) < len(run.devices) for run in runs)
    assert conflicts >= HISTORIES // 2
    assert forks >= HISTORIES // 5
    for step in ("write", "sync", "delete", "alive", "clone", "restore"):
        assert sum(step in run.steps for run in runs) >= HISTORIES * 3 // 10


def last_writer_wins(edits: Iterable[Edit], rules: dict[str, str]) -> State:
    state = fold(edits, rules)
    newest = {
        name: FieldState(
            value=max(one.versions, key=lambda edit: edit.clock).values.get(name), heads=one.heads
        )
        if one.versions
        else one
        for name, one in state.fields.items()
    }
    return replace(state, fields=newest)


def delete_wins(edits: Iterable[Edit], rules: dict[str, str]) -> State:
    state = fold(edits, rules)
    return replace(state, hidden=Hidden.YES) if state.hidden is Hidden.DISPUTED else state


def last_arrival_wins(edits: Iterable[Edit], rules: dict[str, str]) -> State:
    listed = list(edits)
    state = fold(listed, rules)
    last = {
        name: FieldState(
            value=[edit for edit in listed if name in edit.values][-1].values[name], heads=one.heads
        )
        for name, one in state.fields.items()
    }
    return replace(state, fields=last)


def one_for_each_number(edits: Iterable[Edit], rules: dict[str, str]) -> State:
    """Take edits of equal device and moment for one and the same, as a unique key on them would."""
    kept: dict[tuple[str, int], Edit] = {}
    for one in edits:
        kept.setdefault((one.device, len(one.parents) + one.clock[0] // 6), one)
    return fold(kept.values(), rules)


@pytest.mark.parametrize("mutant", [last_writer_wins, delete_wins, last_arrival_wins, one_for_each_number])
def test_the_histories_catch_a_wrong_rule(mutant: object) -> None:
    caught = sum(bool(broken(play(seed), mutant, seed)) for seed in range(60))  # type: ignore[arg-type]
    assert caught >= 20


TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@given(TEXTS, TEXTS, TEXTS)
def test_text_merges_the_same_from_both_sides_and_keeps_inserted_words(base: str, one: str, two: str) -> None:
    assert wrongly_joined(base, one, two)[1] == ""


def test_edits_in_different_places_of_a_text_join() -> None:
    base = "Mama prowadzi zeszyt. Tata pracuje."
    one = "Mama sama prowadzi zeszyt. Tata pracuje."
    two = "Mama prowadzi zeszyt. Tata pracuje od maja."
    assert merge_text(base, one, two) == "Mama sama prowadzi zeszyt. Tata pracuje od maja."


def test_edits_that_touch_are_left_to_a_person() -> None:
    assert merge_text("Dług 100 zł", "Dług 200 zł", "Dług 300 zł") is None


MEMBERS = st.lists(st.sampled_from("abcdef"), unique=True)


@given(MEMBERS, MEMBERS, MEMBERS)
def test_a_set_keeps_what_either_added_and_drops_what_either_removed(
    base: list[str], one: list[str], two: list[str]
) -> None:
    joined = set(merge_members(base, one, two))
    assert joined == {*(set(base) & set(one) & set(two)), *(set(one) - set(base)), *(set(two) - set(base))}
    assert merge_members(base, one, two) == merge_members(base, two, one)


SENTENCES = st.lists(st.sampled_from(["Mama", "Tata", "ma", "psa", ",", "i", "dom", "."]), max_size=12).map(
    " ".join
)


@given(SENTENCES, SENTENCES)
def test_pieces_of_two_texts_joined_are_the_texts_again(one: str, two: str) -> None:
    first, second = differences(one, two)
    assert "".join(text for text, _differs in first) == one
    assert "".join(text for text, _differs in second) == two
    shared = ["".join(text for text, differs in side if not differs) for side in (first, second)]
    assert shared[0] == shared[1]


@given(SENTENCES, SENTENCES)
def test_a_suggestion_holds_every_word_of_both_sides(one: str, two: str) -> None:
    words = joined("", [one, two]).replace(".", " . ").replace(",", " , ").split()
    for side in (one, two):
        for word in set(side.split()):
            assert words.count(word) >= side.split().count(word)


def test_a_suggestion_puts_whole_phrases_one_after_the_other() -> None:
    one = "38 m². Zgłoszono do administracji, nr 882/26. Wilgoć w pokoju."
    two = "38 m². Od października piec elektryczny, 410 zł. Wilgoć w pokoju."
    assert joined("38 m². Wilgoć w pokoju.", [one, two]) == (
        "38 m². Zgłoszono do administracji, nr 882/26. Od października piec elektryczny, 410 zł. "
        "Wilgoć w pokoju."
    )


@given(SENTENCES, st.lists(SENTENCES, min_size=1, max_size=3))
def test_what_is_not_marked_in_a_text_stands_in_every_other(one: str, others: list[str]) -> None:
    pieces = differing(one, others)
    assert "".join(text for text, _differs in pieces) == one
    for other in others:
        shared = iter(other)
        assert all(letter in shared for text, differs in pieces if not differs for letter in text)


def test_a_word_that_only_one_of_three_lacks_is_marked_in_all_that_have_it() -> None:
    pieces = differing("Mama ma psa", ["Mama ma psa", "Mama ma"])
    assert [text.strip() for text, differs in pieces if differs] == ["psa"]
