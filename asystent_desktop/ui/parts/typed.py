"""Dates and times as a person types them, with as few keys as will do."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_DAY = re.compile(r"(\d{1,2})(?:[.\-/ ]+(\d{1,2})(?:[.\-/ ]+(\d{4}|\d{2}))?)?\.?")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[:. ](\d{2}))?|(\d{1,2})(\d{2})")


def parse_day(text: str, near: date) -> date | None:
    """Read a date; what was left out (year, month) is taken from the day `near`. None when it is no date.

    "23", "23.11", "23.11.26", "23.11.2026", "2311", "23112026", "2026-11-23", "dziś", "jutro", "wczoraj".
    """
    plain = text.strip().casefold()
    words = {"dziś": 0, "dzis": 0, "dzisiaj": 0, "jutro": 1, "wczoraj": -1}
    if plain in words:
        return near + timedelta(days=words[plain])
    iso = _ISO.fullmatch(plain)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _RUN.fullmatch(plain) or _DAY.fullmatch(plain)
    if not match:
        return None
    month = int(match[2]) if match[2] else near.month
    year = int(match[3]) if match[3] else near.year
    return _day(year + 2000 if year < 100 else year, month, int(match[1]))


def parse_time(text: str) -> time | None:
    """Read a time of the day: "10", "1030", "930", "10:30", "10.30". None when it is no time."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
