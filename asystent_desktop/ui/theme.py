"""The look of the window: fonts, palette and style sheet, all made from the tokens and the user's scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from asystent_desktop.paths import resource
from asystent_desktop.ui.tokens import COLOURS, TYPE

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = "Lato"
FONT_FILES = ("Lato-Regular.ttf", "Lato-Semibold.ttf", "Lato-Bold.ttf")
SCALES = (100, 125, 150, 200)
_PROPERTY = "asystent_theme"
_POINTS_PER_PIXEL = 0.75
_TABS_CLOSER_FROM = 175

_IN_SYSTEM = {
    "ink": QPalette.ColorRole.WindowText,
    "ink_2": QPalette.ColorRole.WindowText,
    "ink_3": QPalette.ColorRole.PlaceholderText,
    "edge": QPalette.ColorRole.WindowText,
    "line": QPalette.ColorRole.WindowText,
    "paper": QPalette.ColorRole.Base,
    "ground": QPalette.ColorRole.Window,
    "rail": QPalette.ColorRole.Window,
    "on_rail": QPalette.ColorRole.WindowText,
    "brand_soft": QPalette.ColorRole.Highlight,
    "info": QPalette.ColorRole.Link,
}


@dataclass(frozen=True, slots=True)
class Theme:
    """What is drawn with: `scale` in percent (100..200) and whether the system asks for high contrast."""

    scale: int = 100
    high_contrast: bool = False

    def colour(self, token: str) -> QColor:
        """Return the colour of a token; in high contrast the system's own colour in its place."""
        if not self.high_contrast:
            return QColor(COLOURS[token])
        soft = token.endswith("_soft") or token in {"paper", "quiet", "white"}
        fallback = QPalette.ColorRole.Base if soft else QPalette.ColorRole.WindowText
        return QGuiApplication.palette().color(_IN_SYSTEM.get(token, fallback))

    def points(self, role: str) -> float:
        """Return the size of a role of type in points, at the user's scale."""
        return TYPE[role] * _POINTS_PER_PIXEL * self.scale / 100

    def font(self, role: str = "body", *, bold: bool = False, half_bold: bool = False) -> QFont:
        """Return the font of a role; figures stand under one another (tabular digits)."""
        font = QFont(FAMILY)
        font.setPointSizeF(self.points(role))
        weight = QFont.Weight.DemiBold if half_bold else QFont.Weight.Normal
        font.setWeight(QFont.Weight.Bold if bold else weight)
        font.setFeature(QFont.Tag.fromString("tnum"), 1)
        return font

    def accent_room(self, role: str = "body") -> int:
        """Return by how many pixels the accents of Ć, Ś and Ż rise above the line that the font tells."""
        return _accent_room(role, self.scale)

    def px(self, pixels: float) -> int:
        """Return a length given at 100 % as whole pixels at the user's scale."""
        return round(pixels * self.scale / 100)


@cache
def _accent_room(role: str, scale: int) -> int:
    weights = [QFontMetrics(Theme(scale=scale).font(role, bold=bold)) for bold in (False, True)]
    return max(0, *(-one.tightBoundingRect("ĆŚŹŻ").top() - one.ascent() for one in weights))


def theme() -> Theme:
    """Return the theme that the application was given, or the plain one before that."""
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return found if isinstance(found, Theme) else Theme()


def load_fonts() -> None:
    """Give Qt the fonts that the program ships with; FileNotFoundError when one is missing."""
    if FAMILY in QFontDatabase.families() and _has_our_weights():
        return
    for name in FONT_FILES:
        path = resource("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def _has_our_weights() -> bool:
    return {"Regular", "Semibold", "Bold"} <= set(QFontDatabase.styles(FAMILY))


def wants_high_contrast() -> bool:
    """Tell whether the system asks for high contrast."""
    # Each step is held by a name: PySide drops the inner object together with the wrapper it came from.
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility()
    return accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast


def palette() -> QPalette:
    """Return the palette of the tokens, light on every system."""
    roles = QPalette.ColorRole
    made = QPalette(QColor(COLOURS["quiet"]), QColor(COLOURS["ground"]))
    pairs = {
        roles.Window: "ground",
        roles.WindowText: "ink",
        roles.Base: "paper",
        roles.AlternateBase: "ground",
        roles.Text: "ink",
        roles.Button: "paper",
        roles.ButtonText: "ink",
        roles.BrightText: "white",
        roles.Highlight: "brand_soft",
        roles.HighlightedText: "ink",
        roles.PlaceholderText: "ink_3",
        roles.Link: "info",
        roles.LinkVisited: "info",
        roles.ToolTipBase: "ink",
        roles.ToolTipText: "white",
        roles.Light: "paper",
        roles.Midlight: "quiet",
        roles.Mid: "line",
        roles.Dark: "edge",
        roles.Shadow: "edge",
        roles.Accent: "brand",
    }
    for role, token in pairs.items():
        made.setColor(role, QColor(COLOURS[token]))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(COLOURS["ink_2"]))
    return made


def style_sheet(look: Theme) -> str:
    """Return the style sheet for a theme; in high contrast one without any colour of its own."""
    file = resource("style", "contrast.qss" if look.high_contrast else "look.qss")
    values: dict[str, str] = dict(COLOURS)
    values |= {f"size_{role}": f"{look.points(role):.2f}pt" for role in TYPE}
    values |= {f"px{pixels}": f"{look.px(pixels)}px" for pixels in (6, 8, 10, 12, 14, 16, 20, 26, 34, 44)}
    # A radius beyond half of the height makes Qt draw corners, so round things get theirs from their size.
    values |= {"radius_pick": f"{look.px(26) // 2}px", "radius_radio": f"{look.px(16) // 2 + 2}px"}
    # At a large type eight tabs stand closer, or the last one would be cut; the first begins at the margin.
    side = 12 if look.scale < _TABS_CLOSER_FROM else 7
    values |= {"tab_side": f"{side}px", "tab_first": f"{24 - side}px"}
    values |= {"icons": _icon_folder().as_posix()}
    return Template(file.read_text(encoding="utf-8")).substitute(values)


def _icon_folder() -> Path:
    return resource("icons")


def apply_theme(app: QApplication, scale: int = 100, *, high_contrast: bool | None = None) -> Theme:
    """Dress the application; called again when the user changes the scale. Returns the theme in use."""
    _accent_room.cache_clear()
    load_fonts()
    look = Theme(scale, wants_high_contrast() if high_contrast is None else high_contrast)
    if app.styleSheet() and app.property(_PROPERTY) == look:
        return look
    app.setProperty(_PROPERTY, look)
    if not app.styleSheet():
        app.setStyle("Fusion")
    app.setPalette(app.style().standardPalette() if look.high_contrast else palette())
    app.setFont(look.font())
    app.setStyleSheet(style_sheet(look))
    return look
