"""Sizes of print, in points, in two sets: usual and large."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from asystent_desktop.typeset import fonts


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Paragraph styles of one set; `stretch` widens what is measured by its text."""

    title: ParagraphStyle
    under_title: ParagraphStyle
    heading: ParagraphStyle
    body: ParagraphStyle
    small: ParagraphStyle
    cell: ParagraphStyle
    cell_centred: ParagraphStyle
    cell_note: ParagraphStyle
    cell_head: ParagraphStyle
    boxed: ParagraphStyle
    label: ParagraphStyle
    value: ParagraphStyle
    note: ParagraphStyle
    signature: ParagraphStyle
    head: ParagraphStyle
    corner: ParagraphStyle
    foot: ParagraphStyle
    code: ParagraphStyle
    stretch: float


@cache
def styles(*, large: bool) -> Styles:
    """Return the usual set, or the one with reading text of 14 points for people who see poorly."""
    fonts.register()
    return _large() if large else _usual()


def _style(
    size: float,
    leading: float,
    *,
    font: str = fonts.REGULAR,
    align: Literal[0, 1, 2] = TA_LEFT,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font}-{size}-{align}",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=leading,
        alignment=align,
        spaceBefore=before,
        spaceAfter=after,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        # A double surname breaks after its own hyphen, before any of its letters are parted.
        embeddedHyphenation=1,
    )


def _usual() -> Styles:
    return Styles(
        title=_style(18, 22.5, font=fonts.BOLD, align=TA_CENTER),
        under_title=_style(10, 15, align=TA_CENTER),
        heading=_style(12, 16.5, font=fonts.BOLD, before=12, after=4.5),
        body=_style(11, 15),
        small=_style(10, 15),
        cell=_style(10, 13.1),
        cell_centred=_style(10, 13.1, align=TA_CENTER),
        cell_note=_style(8.5, 11.25, align=TA_CENTER),
        cell_head=_style(9, 11.25, font=fonts.BOLD),
        boxed=_style(10.5, 15),
        label=_style(10, 15),
        value=_style(11, 15, font=fonts.BOLD),
        note=_style(8.5, 11.25),
        signature=_style(9, 11.25),
        head=_style(9.6, 12.75),
        corner=_style(9.6, 12.75, align=TA_RIGHT),
        foot=_style(8.5, 11.25),
        code=_style(22, 28, font=fonts.BOLD, align=TA_CENTER),
        stretch=1,
    )


def _large() -> Styles:
    return Styles(
        title=_style(22, 27, font=fonts.BOLD, align=TA_CENTER),
        under_title=_style(14, 19, align=TA_CENTER),
        heading=_style(16, 21, font=fonts.BOLD, before=14, after=5.5),
        body=_style(14, 19),
        small=_style(14, 19),
        cell=_style(14, 18),
        cell_centred=_style(14, 18, align=TA_CENTER),
        cell_note=_style(12, 15, align=TA_CENTER),
        cell_head=_style(12.5, 15.5, font=fonts.BOLD),
        boxed=_style(14, 19),
        label=_style(13, 19),
        value=_style(14, 19, font=fonts.BOLD),
        note=_style(12, 15),
        signature=_style(12.5, 15.5),
        head=_style(12, 15.5),
        corner=_style(12, 15.5, align=TA_RIGHT),
        foot=_style(10.5, 14),
        code=_style(26, 33, font=fonts.BOLD, align=TA_CENTER),
        stretch=1.28,
    )
