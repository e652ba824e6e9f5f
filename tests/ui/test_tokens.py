from __future__ import annotations

import pytest

from asystent_desktop.ui.tokens import COLOURS, EDGE_PAIRS, TEXT_PAIRS, contrast


@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_stands_out_from_its_ground(front: str, back: str) -> None:
    assert contrast(COLOURS[front], COLOURS[back]) >= 4.5


@pytest.mark.parametrize(("front", "back"), EDGE_PAIRS)
def test_edges_and_dots_stand_out_from_their_ground(front: str, back: str) -> None:
    assert contrast(COLOURS[front], COLOURS[back]) >= 3.0


def test_contrast_of_black_and_white_is_the_largest_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)
