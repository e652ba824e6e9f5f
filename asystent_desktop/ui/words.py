"""Sentences that several screens share, and the door through which every screen text goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from asystent_desktop.polish import NBSP, glue, relative_day, weekday_short

if TYPE_CHECKING:
    from datetime import date, datetime

CRASH = (
    "Coś poszło nie tak i ta czynność nie doszła do końca. "
    "To, co było zapisane wcześniej, jest bezpieczne. Spróbuj jeszcze raz."
)
LOADING = "Wczytuję…"
STOPPED = "Przerwano."


def tr(text: str) -> str:
    """Return the text of the screen in the language of the program, its one-letter words glued on."""
    return glue(QCoreApplication.translate("ui", text))


def due_words(due: date, today: date) -> tuple[str, str]:
    """Return the words of a deadline chip and its tone: late is bad, the next 14 days warn, later quiet."""
    days = (due - today).days
    later = "warn" if days <= 14 else "quiet"
    return relative_day(due, today), "bad" if days < 0 else later


def when_words(moment: date, today: date) -> str:
    """Return a near day as in lists: "dziś", "śr. 25.11", with the year when it is another one."""
    if moment == today:
        return "dziś"
    year = f".{moment.year}" if moment.year != today.year else ""
    return f"{weekday_short(moment)} {moment.day:02}.{moment.month:02}{year}"


def moment_words(moment: datetime, today: date) -> str:
    """Return a past moment: "dziś 07:58", "13.11.2026 14:20"; the moment is local time."""
    day = "dziś" if moment.date() == today else f"{moment:%d.%m.%Y}"
    return f"{day} {moment:%H:%M}"


def size_words(size: int) -> str:
    """Return a number of bytes as "41,3 GB" or "0,6 MB", at least "0,1 MB" for what is not empty."""
    giga = size / 1_000_000_000
    if giga >= 1:
        return f"{giga:.1f}{NBSP}GB".replace(".", ",")
    return f"{max(size / 1_000_000, 0.1 if size else 0.0):.1f}{NBSP}MB".replace(".", ",")
