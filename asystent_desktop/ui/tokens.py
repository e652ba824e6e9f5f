"""The names and values of the look: colours, sizes of type, and the pairs whose contrast must hold."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

COLOURS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ink": "#1d2733",
        "ink_2": "#526071",
        "ink_3": "#5a6877",
        "edge": "#76868f",
        "line": "#dfe4ea",
        "paper": "#ffffff",
        "ground": "#f4f6f8",
        "quiet": "#eef1f4",
        "brand": "#0f5c5c",
        "brand_deep": "#0b4a4a",
        "brand_soft": "#e3f0ef",
        "rail": "#0f5c5c",
        "on_rail": "#ffffff",
        "rail_ink": "#dcefee",
        "rail_on": "#2f7070",
        "ok": "#256b42",
        "ok_soft": "#e4f3ea",
        "warn": "#8a5200",
        "warn_soft": "#fdf1dc",
        "bad": "#b3261e",
        "bad_soft": "#fce8e6",
        "info": "#2a5ea8",
        "info_soft": "#e6eefa",
        "focus": "#1a4fa0",
        "white": "#ffffff",
        "band_4": "#7a3e8e",
        "band_5": "#a3315f",
        "band_6": "#4f6412",
    }
)

# Pixels at 96 dots an inch and a scale of 100 %; the theme turns them into points.
TYPE: Final[Mapping[str, float]] = MappingProxyType(
    {
        "figure": 24.0,
        "brand": 26.0,
        "hero": 20.0,
        "title": 18.0,
        "lead": 16.0,
        "card": 15.0,
        "body": 14.0,
        "second": 12.5,
        "chip": 12.0,
    }
)

SPACES: Final = (4, 8, 12, 16, 24)
RADIUS_CARD: Final = 8
RADIUS_FIELD: Final = 6

TONES: Final = ("quiet", "ok", "warn", "bad", "info")

TEXT_PAIRS: Final = (
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "brand_soft"),
    ("ink", "quiet"),
    ("ink", "info_soft"),
    ("ink", "warn_soft"),
    ("ink", "bad_soft"),
    ("ink", "ok_soft"),
    ("ink_2", "paper"),
    ("ink_2", "ground"),
    ("ink_2", "quiet"),
    ("ink_2", "brand_soft"),
    ("ink_3", "paper"),
    ("ink_3", "ground"),
    ("white", "brand"),
    ("white", "brand_deep"),
    ("brand", "paper"),
    ("brand", "ground"),
    ("brand", "brand_soft"),
    ("rail_ink", "brand"),
    ("white", "rail_on"),
    ("ok", "ok_soft"),
    ("ok", "paper"),
    ("warn", "warn_soft"),
    ("warn", "paper"),
    ("bad", "bad_soft"),
    ("bad", "paper"),
    ("info", "info_soft"),
    ("info", "paper"),
    ("info", "ground"),
    ("white", "warn"),
    ("white", "ink_2"),
    ("white", "ok"),
    ("warn", "ground"),
    ("bad", "ground"),
)

EDGE_PAIRS: Final = (
    ("edge", "paper"),
    ("edge", "ground"),
    ("edge", "brand_soft"),
    ("focus", "paper"),
    ("focus", "ground"),
    ("white", "brand"),
    ("ok", "brand_soft"),
    ("brand", "brand_soft"),
    ("bad", "brand_soft"),
    ("band_4", "ground"),
    ("band_5", "ground"),
    ("band_6", "ground"),
    ("ink_2", "ground"),
    ("info", "ground"),
    ("warn", "ground"),
)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours written #rrggbb, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
