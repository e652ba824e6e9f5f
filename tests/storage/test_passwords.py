from __future__ import annotations

import unicodedata

import pytest

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.storage.passwords import check_password, phrase_words, suggested_phrase


def refusal(password: str, *names: str) -> str:
    with pytest.raises(InvalidValueError) as caught:
        check_password(password, names)
    assert caught.value.field == "password"
    return caught.value.sentence


def is_accepted(password: str, names: tuple[str, ...] = ()) -> bool:
    try:
        check_password(password, names)
    except InvalidValueError:
        return False
    return True


@pytest.mark.parametrize("password", ["", "krótkie", "czternaście zn"])
def test_short_password_is_refused_with_the_length(password: str) -> None:
    assert "co najmniej 15 znaków" in refusal(password)


def test_length_counts_code_points_after_nfkc() -> None:
    decomposed = unicodedata.normalize("NFD", "żółć gęś jaźń ó")
    assert len(decomposed) > 15
    assert is_accepted(decomposed)
    assert "co najmniej 15" in refusal(unicodedata.normalize("NFD", "żółć gęś jaźń"))


def test_longest_password_is_256_characters() -> None:
    words = "krowa lampa zegar most "
    assert is_accepted((words * 20)[:256])
    assert "najwyżej 256" in refusal((words * 20)[:257])


@pytest.mark.parametrize(
    "password",
    [
        "wlazł kotek na płotek",
        "WlazłKotekNaPłotek!!!",
        "Correct Horse Battery Staple",
        "zażółć haslo haslo haslo"[7:],
        "1qaz2wsx3edc4rfv",
        "Bardzo długie hasło 123",
    ],
)
def test_known_phrase_is_refused_however_it_is_spelled(password: str) -> None:
    assert "zbyt znane" in refusal(password)


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "zegar-zegar-zegar-zegar",
        "klmnopqrstuvwxyz",
        "fdsafdsafdsafdsa",
        "poiuytrewqlkjhgfdsa",
        "55555444443333322222",
        "!!!!!!!!!!!!!!!!!!",
    ],
)
def test_repeats_and_sequences_are_refused(password: str) -> None:
    assert "powtórzenie" in refusal(password)


def test_given_names_alone_are_refused() -> None:
    office = "Ośrodek Pomocy w Brzozowie"
    assert "z nazwy lub nazwiska" in refusal("Brzozowie Kowalczyk 2026", office, "Anna Kowalczyk")
    assert is_accepted("Kowalczyk parasol brzoza most", (office, "Anna Kowalczyk"))


@pytest.mark.parametrize(
    "password", ["krowa lampa zegar most", "x9$Kq!v2#Lm7@pR", "🐄 lampa 🕰 most trawa żubr"]
)
def test_good_password_passes(password: str) -> None:
    assert is_accepted(password)


def test_unencodable_password_is_refused() -> None:
    assert "nie da się zapisać" in refusal("krowa lampa zegar \ud800")


def test_suggested_phrase_has_six_listed_words_and_passes() -> None:
    phrase = suggested_phrase()
    assert len(phrase.split()) == 6
    assert set(phrase.split()) <= set(phrase_words())
    assert is_accepted(phrase)
    assert suggested_phrase() != phrase


def test_words_are_1024_and_differ_in_their_first_four_letters() -> None:
    def start(word: str) -> str:
        split = unicodedata.normalize("NFKD", word.replace("ł", "l"))
        return "".join(letter for letter in split if letter.isalpha())[:4]

    assert len(phrase_words()) == 1024
    assert len({start(word) for word in phrase_words()}) == 1024
    assert min(map(len, phrase_words())) >= 4
