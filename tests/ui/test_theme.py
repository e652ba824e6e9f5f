from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from asystent_desktop.ui.theme import SCALES, Theme, apply_theme, palette, style_sheet, theme
from asystent_desktop.ui.tokens import COLOURS, TYPE


@pytest.mark.parametrize("scale", SCALES)
def test_type_follows_the_scale(scale: int) -> None:
    assert Theme(scale).points("body") == pytest.approx(10.5 * scale / 100)


def test_smallest_type_is_twelve_pixels() -> None:
    assert min(TYPE.values()) >= 12


def test_high_contrast_brings_no_colour_of_its_own() -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", style_sheet(Theme(100, high_contrast=True)))


def test_plain_sheet_uses_token_colours_only() -> None:
    used = set(re.findall(r"#[0-9a-fA-F]{6}\b", style_sheet(Theme())))
    assert used
    assert used <= set(COLOURS.values())


def test_application_wears_the_theme(own_look: QApplication) -> None:
    apply_theme(own_look, 150, high_contrast=False)
    assert theme() == Theme(150)
    assert own_look.font().family() == "Lato"
    assert own_look.palette().color(QPalette.ColorRole.Window) == QColor(COLOURS["ground"])
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles("Lato"))


def test_selected_text_reads_on_its_highlight() -> None:
    made = palette()
    assert made.color(QPalette.ColorRole.HighlightedText) == QColor(COLOURS["ink"])
    assert made.color(QPalette.ColorRole.Highlight) == QColor(COLOURS["brand_soft"])


def test_high_contrast_takes_colours_from_the_system(own_look: QApplication) -> None:
    apply_theme(own_look, 100, high_contrast=True)
    assert theme().colour("ok") == own_look.palette().color(QPalette.ColorRole.WindowText)
    assert theme().colour("paper") == own_look.palette().color(QPalette.ColorRole.Base)
