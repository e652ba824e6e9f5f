"""Frames that several papers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.polish import long_date, short_date
from asystent_desktop.typeset.text import bold, joined, plain
from asystent_desktop.typeset.values import OfficeHead, Sheet

if TYPE_CHECKING:
    from datetime import datetime


def as_of(title: str, office: tuple[str, str], printed_at: datetime) -> Sheet:
    """Return the frame of a page that holds for one moment (local time); `office` is its name and address."""
    name, address = office
    day = printed_at.date()
    return Sheet(
        office=OfficeHead(name=name, address_lines=(address,) if address else (), unit="", town=""),
        title=title,
        corner=(joined(plain("stan na"), bold(f"{long_date(day)}, {printed_at:%H:%M}")),),
        foot=f"{title} · wydruk {short_date(day)}",
        printed_on=day,
    )
