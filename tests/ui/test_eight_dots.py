from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.eight_dots import (
    Dot,
    EightDots,
    MonthDots,
    dot_colours,
    eight_width,
    paint_eight,
)
from asystent_desktop.ui.tokens import COLOURS

STEP, SIZE, APART = 15, 12, 6


def drawn(month: MonthDots, scale: float) -> QImage:
    image = QImage(round(260 * scale), round(20 * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_eight(painter, QRectF(image.rect()), month, dot_colours(), scale)
    painter.end()
    return image


def middle(image: QImage, x: float, scale: float) -> QColor:
    return image.pixelColor(round((x + SIZE / 2) * scale), round(10 * scale))


@pytest.mark.parametrize(
    ("month", "places", "over"),
    [
        (MonthDots(held=4, planned=3, failed=1), "hhhhpppf", 0),
        (MonthDots(held=9), "hhhhhhhh", 1),
        (MonthDots(held=5, planned=5), "hhhhhppp", 2),
        (MonthDots(target=4, held=3), "hhhf", 0),
        (MonthDots(target=0), "", 0),
        (MonthDots(target=0, held=1), "", 1),
        (MonthDots(target=16, held=16, lacking=1), "h" * 15 + "f", 1),
    ],
)
def test_places_of_a_month(month: MonthDots, places: str, over: int) -> None:
    letters = {Dot.HELD: "h", Dot.PLANNED: "p", Dot.FREE: "f"}
    assert "".join(letters[dot] for dot in month.places()) == places
    assert month.over == over


def test_failed_visits_give_their_place_back() -> None:
    assert MonthDots(held=4, planned=3, failed=5).free == 1


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_shapes_tell_the_states_without_colour(scale: float) -> None:
    image = drawn(MonthDots(held=1, planned=1, failed=1, target=3), scale)
    white = QColor("white")
    assert middle(image, 0, scale) == QColor(COLOURS["ok"])
    assert middle(image, STEP, scale) != white
    assert image.pixelColor(round((STEP + 6) * scale), round(6.6 * scale)) == white
    assert middle(image, 2 * STEP, scale) == white
    failed_x = 2 * STEP + SIZE + APART
    assert middle(image, failed_x, scale) != white


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_failed_rings_hang_six_pixels_behind_the_places(scale: float) -> None:
    image = drawn(MonthDots(held=8, failed=1), scale)
    end = 7 * STEP + SIZE
    gap = [image.pixelColor(round((end + x) * scale), round(10 * scale)) for x in (1.5, 3, 4.5)]
    assert gap == [QColor("white")] * 3
    assert image.pixelColor(round((end + APART + 1) * scale), round(10 * scale)) != QColor("white")


def test_width_grows_by_what_is_drawn() -> None:
    assert eight_width(MonthDots(held=8)) == 8 * SIZE + 7 * 3
    assert eight_width(MonthDots(held=8, failed=2)) == 8 * SIZE + 7 * 3 + APART + 2 * SIZE + 3
    assert eight_width(MonthDots(held=9)) > eight_width(MonthDots(held=8))


def test_widget_says_the_month_in_one_sentence(qtbot: QtBot) -> None:
    dots = EightDots(MonthDots(held=4, planned=4))
    qtbot.addWidget(dots)
    assert dots.accessibleName().replace("\u00a0", " ") == "4 z 8 wizyt, 4 zaplanowane"
    dots.show_month(MonthDots(held=5, planned=3))
    assert dots.toolTip() == dots.accessibleName()
    assert dots.accessibleName().startswith("5 z 8")
