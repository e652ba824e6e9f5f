from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from asystent_desktop.ui.words import due_words, moment_words, size_words, tr, when_words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-2, "2 dni po terminie", "bad"),
        (0, "dziś", "warn"),
        (14, "za 14 dni", "warn"),
        (15, "za 15 dni", "quiet"),
    ],
)
def test_deadline_chip(days: int, words: str, tone: str) -> None:
    assert due_words(TODAY + timedelta(days=days), TODAY) == (words, tone)


def test_near_days() -> None:
    assert when_words(TODAY, TODAY) == "dziś"
    assert when_words(date(2026, 11, 25), TODAY) == "śr. 25.11"
    assert when_words(date(2027, 1, 4), TODAY) == "pon. 04.01.2027"


def test_past_moments() -> None:
    assert moment_words(datetime(2026, 11, 23, 7, 58), TODAY) == "dziś 07:58"
    assert moment_words(datetime(2026, 11, 13, 14, 20), TODAY) == "13.11.2026 14:20"


@pytest.mark.parametrize(
    ("size", "words"), [(41_300_000_000, "41,3 GB"), (600_000, "0,6 MB"), (12, "0,1 MB"), (0, "0,0 MB")]
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size).replace("\u00a0", " ") == words


def test_screen_text_never_ends_a_line_with_one_letter() -> None:
    assert tr("Prośba i kod z kartki") == "Prośba i\u00a0kod z\u00a0kartki"
