"""How well a heading in an office's own words fits a target, and why."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from asystent_desktop.polish import fold
from asystent_desktop.services.register_reading.values import Target

_FILLERS = {"i", "oraz", "lub", "a", "w", "the"}
_IN_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_MAX_WORDS = 12
_TYPO_RATIO = 86
ENOUGH = 0.62  # below it a heading says nothing; 0.6 is what one word of many reaches


class Fit(NamedTuple):
    """How sure (0..1), and the reason in Polish."""

    confidence: float
    why: str


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """Return the folded words and figures of a text with single spaces, without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _content_words(text: str) -> tuple[str, ...]:
    return tuple(islice((word for word in plain_words(text).split() if word not in _FILLERS), _MAX_WORDS))


@lru_cache(maxsize=65536)
def same_word(written: str, meant: str) -> float:
    """Return how surely a written folded word is the meant one (0..1).

    1 the same, 0.95 shortened ("przydz" for "przydziału"), 0.9 another ending, 0.85 a slip of the keyboard.
    """
    if written == meant:
        return 1.0
    shorter = min(len(written), len(meant))
    if shorter < 3 or not (written.isalpha() and meant.isalpha()):
        return 0.0
    if meant.startswith(written):
        return 0.95
    # A short stem is not enough: "dzieci" is no other ending of "dzielnica".
    stem = max(4, shorter - (1 if shorter == 6 else 2))
    if shorter >= 4 and written[:stem] == meant[:stem]:
        return 0.9 if abs(len(written) - len(meant)) <= 3 else 0.0
    if shorter < 5:
        return 0.0
    from rapidfuzz.fuzz import ratio

    return 0.85 if ratio(written, meant) >= _TYPO_RATIO else 0.0


def fit(heading: str, target: Target) -> Fit:
    """Return the best fit of a heading and a target's label or synonyms; 0 for nothing in common."""
    best = Fit(0.0, "")
    bare = _IN_BRACKETS.sub(" ", heading)
    for written, brackets_cost in ((heading, 0.0), (bare, 0.02)):
        for name in (*target.synonyms, target.label):
            found = _fit_words(_content_words(written), _content_words(name))
            if found[0] - brackets_cost > best.confidence:
                best = Fit(round(found[0] - brackets_cost, 3), f"Nagłówek {found[1]} „{name}”.")
    return best


@lru_cache(maxsize=16384)
def _fit_words(written: tuple[str, ...], meant: tuple[str, ...]) -> tuple[float, str]:
    if not written or not meant:
        return 0.0, ""
    if written == meant:
        return 1.0, "to"
    likeness = [max(same_word(word, name) for word in written) for name in meant]
    if not all(likeness):
        return 0.0, ""
    sure = sum(likeness) / len(likeness)
    share = min(1.0, len(meant) / len(written))
    if share < 1:
        return (0.6 + 0.3 * share) * sure, "zawiera słowa"
    return (0.97 if min(likeness) >= 1 else 0.97 * sure), "odpowiada słowom"
