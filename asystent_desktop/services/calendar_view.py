"""What the calendar shows of some days: visits with what is wrong between them, hours, days off, counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import days_between, holiday_name, month_bounds
from asystent_desktop.checks.counting import MonthCount, overload, summed, workload
from asystent_desktop.checks.day_order import Clash, Stop, clashes, drive_minutes
from asystent_desktop.records import Account, Appointment, DayOff
from asystent_desktop.records.types import week_hours
from asystent_desktop.services.month_problem import appointment_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from asystent_desktop.checks.limits import Limits
    from asystent_desktop.services.calendar import Calendar
    from asystent_desktop.services.cases import Cases, FamilyRow
    from asystent_desktop.services.desk import Desk, Household
    from asystent_desktop.services.visits import VisitRow, Visits
    from asystent_desktop.storage.repository import Reader

Span = tuple[int, int]
_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSheet:
    """Some days of one worker. `year` and `month` are those of the counts; `clashes` are by visit.

    `hours` maps a weekday (Monday is 0) to spans of minutes; `free` a day to its word; `holidays` are the
    free days that are not the worker's own.
    """

    account: str
    first: date
    last: date
    year: int
    month: int
    today: date
    visits: tuple[VisitRow, ...]
    appointments: tuple[tuple[date, Appointment], ...]
    clashes: Mapping[str, tuple[Clash, ...]]
    free: Mapping[date, str]
    holidays: frozenset[date]
    own_days: tuple[DayOff, ...]
    hours_text: str
    hours: Mapping[int, tuple[Span, ...]]
    families: tuple[FamilyRow, ...]
    count: MonthCount
    limits: Limits
    overload: str

    def is_working(self, day: date) -> bool:
        """Tell whether the worker works on this day."""
        return day.weekday() in self.hours and day not in self.free


class CalendarView:
    """Reads the calendar; nothing here writes."""

    def __init__(self, desk: Desk, cases: Cases, visits: Visits, calendar: Calendar) -> None:
        self._desk = desk
        self._cases = cases
        self._visits = visits
        self._calendar = calendar

    def sheet(self, first: date, last: date, *, month: date | None = None) -> CalendarSheet:
        """Return the days from `first` to `last`; the counts are of the month of `month` (or of `first`)."""
        on = month or first
        mine = self._desk.account
        found = self._visits.between(first, last)
        rows = tuple(row for row in found if mine in {row.visit.account, row.visit.second_account})
        families = self.families(on.year, on.month)
        with self._desk.store.reading() as reader:
            limits = self._desk.limits(reader)
            hours = self._calendar.hours_in_force(reader, max(first, self._desk.today()))
            free = self._desk.days_off(reader, first, last)
            fixed = _appointments(reader, mine, first, last)
            own = reader.find(DayOff, account=self._desk.account, until=(first, None), since=(None, last))
            households = {one.id: one for one in self._desk.households(reader)}
        spans = week_hours(hours)
        return CalendarSheet(
            account=mine,
            first=first,
            last=last,
            year=on.year,
            month=on.month,
            today=self._desk.today(),
            visits=rows,
            appointments=fixed,
            clashes=clashes(
                [*(_stop(row, households) for row in rows), *(_fixed(*one) for one in fixed)], limits
            ),
            free=free,
            holidays=frozenset(day for day in free if holiday_name(day)),
            own_days=tuple(sorted(own, key=lambda one: one.since)),
            hours_text=hours,
            hours=spans,
            families=families,
            count=summed(row.count for row in families),
            limits=limits,
            overload=self._overload(on, families, spans, limits),
        )

    def families(self, year: int, month: int) -> tuple[FamilyRow, ...]:
        """Return this worker's households with the count of a month."""
        rows = self._cases.rows(day=self._desk.day_of(year, month))
        return tuple(row for row in rows if row.assistant_id in {self._desk.account, ""})

    def free_start(
        self, day: date, minutes: int, near: int, *, family_id: str, visit_id: str = ""
    ) -> int | None:
        """Return the start of a free place of so many minutes nearest to `near`, in working hours.

        The drives to the neighbours are left free as well; None when the day has no such place. On a day
        without working hours the whole day from 8 to 18 is looked at.
        """
        sheet = self.sheet(day, day)
        with self._desk.store.reading() as reader:
            households = {one.id: one for one in self._desk.households(reader)}
            household = self._desk.household(reader, family_id)
        busy = [
            _stop(row, households)
            for row in sheet.visits
            if row.visit.id != visit_id and row.visit.state in {"planned", "held"}
        ]
        busy += [_fixed(*one) for one in sheet.appointments]
        spans = sheet.hours.get(day.weekday(), ((8 * 60, 18 * 60),))
        wanted = _Wanted(day=day, minutes=minutes, household=household, limits=sheet.limits)
        return _nearest(spans, busy, wanted, near)

    def _overload(
        self, on: date, families: Sequence[FamilyRow], hours: Mapping[int, tuple[Span, ...]], limits: Limits
    ) -> str:
        first, last = month_bounds(on.year, on.month)
        with self._desk.store.reading() as reader:
            free = self._desk.days_off(reader, first, last)
            own = reader.get(Account, self._desk.account)
        working = [
            sum(end - start for start, end in hours[day.weekday()])
            for day in days_between(first, last)
            if day.weekday() in hours and day not in free
        ]
        load = workload(
            sum(row.count.target for row in families),
            working,
            visit_minutes=limits.visit_minutes,
            drive_minutes=limits.travel_same_minutes,
            most=own.month_minutes if own else None,
        )
        found = overload(on.year, on.month, load, max_per_day=limits.max_visits_per_day)
        return found.sentence if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    day: date
    minutes: int
    household: Household
    limits: Limits

    def fits(self, start: int, busy: Sequence[Stop]) -> bool:
        end = start + self.minutes
        mine = Stop(
            id="",
            family=self.household.id,
            day=self.day,
            start=start,
            end=end,
            state="planned",
            district=self.household.district,
            travel_minutes=self.household.travel_minutes,
        )
        return all(
            end + drive_minutes(mine, one, self.limits) <= one.start
            or one.end + drive_minutes(mine, one, self.limits) <= start
            for one in busy
        )


def _nearest(spans: Sequence[Span], busy: Sequence[Stop], wanted: _Wanted, near: int) -> int | None:
    starts = [
        start
        for first, last in spans
        for start in range(first, min(last, _DAY - 1) - wanted.minutes + 1, 5)
        if wanted.fits(start, busy)
    ]
    return min(starts, key=lambda start: (abs(start - near), start), default=None)


def appointment_key(day: date, one: Appointment) -> str:
    """Return the key of one day of a fixed time, in `clashes` and in the calendar."""
    return f"{one.id}@{day.isoformat()}"


def _appointments(
    reader: Reader, account: str, first: date, last: date
) -> tuple[tuple[date, Appointment], ...]:
    found = reader.find(Appointment, account=account, day=(None, last))
    listed = [(day, one) for one in found for day in appointment_days(one, first, last)]
    return tuple(sorted(listed, key=lambda pair: (pair[0], pair[1].start, pair[1].id)))


def _fixed(day: date, one: Appointment) -> Stop:
    return Stop(
        id=appointment_key(day, one),
        family="",
        day=day,
        start=one.start.hour * 60 + one.start.minute,
        end=one.end.hour * 60 + one.end.minute,
        state="planned",
    )


def _stop(row: VisitRow, households: Mapping[str, Household]) -> Stop:
    visit = row.visit
    return Stop(
        id=visit.id,
        family=visit.family,
        day=visit.day,
        start=visit.start.hour * 60 + visit.start.minute,
        end=visit.end.hour * 60 + visit.end.minute,
        state=visit.state,
        district=row.district,
        travel_minutes=households[visit.family].travel_minutes,
    )
