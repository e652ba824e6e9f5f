"""Working days, Polish public holidays and terms counted in months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

DAY = timedelta(days=1)


@cache
def holidays_of(year: int) -> Mapping[date, str]:
    """Return the public holidays of one year with their Polish names, in order of date.

    Source: ustawa z 18 stycznia 1951 r. o dniach wolnych od pracy (24 December since 2025).
    """
    from holidays import country_holidays

    return MappingProxyType(dict(sorted(country_holidays("PL", years=year, language="pl").items())))


def holiday_name(day: date) -> str | None:
    """Return the name of the public holiday on that day, or None."""
    return holidays_of(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Return whether the day is Monday to Friday and no public holiday."""
    return day.weekday() < 5 and holiday_name(day) is None


def days_between(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`, both included; none if `last` is earlier."""
    return [first + DAY * number for number in range((last - first).days + 1)]


def working_days(first: date, last: date) -> list[date]:
    """Return the working days from `first` to `last`, both included."""
    return [day for day in days_between(first, last) if is_working_day(day)]


def previous_working_day(day: date) -> date:
    """Return the last working day before `day`."""
    day -= DAY
    while not is_working_day(day):
        day -= DAY
    return day


def next_working_day(day: date) -> date:
    """Return the first working day after `day`."""
    day += DAY
    while not is_working_day(day):
        day += DAY
    return day


def add_months(day: date, months: int) -> date:
    """Return the same day number so many months on (or back), or that month's last day if it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
