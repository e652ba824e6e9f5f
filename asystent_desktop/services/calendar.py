"""The month: working hours, days off, the count of all families, an iCalendar file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from asystent_desktop.checks.calendar import month_bounds
from asystent_desktop.checks.counting import MonthCount, summed
from asystent_desktop.errors import InvalidValueError
from asystent_desktop.records import DayOff, WorkHours
from asystent_desktop.services.records import Saved
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from asystent_desktop.services.cases import Cases
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.repository import Reader

DEFAULT_HOURS: Final = "1 08:00-16:00; 2 08:00-16:00; 3 08:00-16:00; 4 08:00-16:00; 5 08:00-16:00"


class Calendar:
    """What a person does with a month."""

    def __init__(self, desk: Desk, cases: Cases) -> None:
        self._desk = desk
        self._cases = cases

    def work_hours(self) -> str:
        """Return the weekly hours in force today, in the form of the field type."""
        with self._desk.store.reading() as reader:
            return self.hours_in_force(reader)

    def set_work_hours(self, hours: str) -> Saved:
        """Keep new weekly hours from today on; InvalidValueError when they can't be understood."""
        record_id = new_id()
        values = {"account": self._desk.account, "hours": hours, "since": self._desk.today()}
        changes = self._desk.store.save(Unit((Write(WorkHours.INFO, record_id, values),)))
        return Saved(id=record_id, changes=changes)

    def days_off(self, year: int, month: int) -> dict[date, str]:
        """Return the free days of a month: holidays by name, own days off."""
        first, last = month_bounds(year, month)
        with self._desk.store.reading() as reader:
            return self._desk.days_off(reader, first, last)

    def add_day_off(self, since: date, until: date, kind: str = "leave") -> Saved:
        """Keep days off, both ends included; InvalidValueError when the end is before the start."""
        if until < since:
            raise InvalidValueError("until", "Koniec urlopu jest wcześniejszy niż początek.")
        record_id = new_id()
        values = {"account": self._desk.account, "since": since, "until": until, "type": kind}
        changes = self._desk.store.save(Unit((Write(DayOff.INFO, record_id, values),)))
        return Saved(id=record_id, changes=changes)

    def month_count(self, year: int, month: int) -> MonthCount:
        """Return the sum of the counts of all families in work."""
        rows = self._cases.rows(day=self._desk.day_of(year, month))
        return summed(row.count for row in rows)

    def ics(self, year: int, month: int, *, full_names: bool = False) -> bytes:
        """Return the month as an iCalendar file, with initials only unless `full_names`.

        Addresses, notes and marks are never in it.
        """
        from asystent_desktop.services.calendar_file import calendar_file

        return calendar_file(self._desk, *month_bounds(year, month), full_names=full_names)

    def hours_in_force(self, reader: Reader, day: date | None = None) -> str:
        """Return the weekly hours in force on a day (today), read on the caller's connection."""
        on = day or self._desk.today()
        found = [
            one
            for one in reader.find(WorkHours, account=self._desk.account)
            if one.since is None or one.since <= on
        ]
        newest = max(found, key=lambda one: (one.since or date.min, one.id), default=None)
        return newest.hours if newest else DEFAULT_HOURS
