"""The worker's visits as an iCalendar file (RFC 5545) that common calendars accept."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from asystent_desktop.polish import numbered_initials
from asystent_desktop.records import Appointment, Visit
from asystent_desktop.records.codes import label
from asystent_desktop.services.month_problem import appointment_days
from asystent_desktop.storage import log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from icalendar import Event

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.repository import Reader

ZONE: Final = ZoneInfo("Europe/Warsaw")
"""The clock on the wall of every office; times go out in UTC, so summer time is right in any calendar."""

_STATES: Final = {"planned": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}
_TIMING: Final = frozenset({"day", "start", "end", "state", "place"})


def calendar_file(desk: Desk, first: date, last: date, *, full_names: bool) -> bytes:
    """Return the visits and fixed times from `first` to `last` as a file.

    Families stand there by initials unless `full_names`; addresses, notes and marks never. The number of an
    event stays the same in each file and its version grows with each move, so that importing again moves it.
    """
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in (
        ("prodid", "-//Asystent rodziny//Kalendarz//PL"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", "Wizyty"),
        ("x-wr-timezone", ZONE.key),
    ):
        calendar.add(name, value)
    stamp = desk.clock.now()
    with desk.store.reading() as reader:
        names = {one.id: one.display_name for one in desk.households(reader)}
        shown = {} if full_names else numbered_initials(names.values())
        visits = reader.find(Visit, day=(first, last), account=desk.account, state=set(_STATES))
        versions = _versions(reader, visits)
        appointments = reader.find(Appointment, account=desk.account)
    for visit in sorted(visits, key=lambda one: (one.day, one.start, one.id)):
        name = names.get(visit.family, "")
        event = _event(visit.id, (visit.day, visit.start, visit.end), stamp)
        event.add("summary", f"Wizyta: {shown.get(name, name)}")
        event.add("status", _STATES[visit.state])
        event.add("sequence", versions.get(visit.id, 0))
        calendar.add_component(event)
    for one in appointments:
        for day in appointment_days(one, first, last):
            event = _event(f"{one.id}-{day:%Y%m%d}", (day, one.start, one.end), stamp)
            # What a person typed may name a family, so by default only the kind goes out.
            kind = label("appointment_kind", one.type)
            event.add("summary", (one.title or kind) if full_names else kind)
            event.add("sequence", 0)
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(number: str, at: tuple[date, time, time], stamp: datetime) -> Event:
    from icalendar import Event as Made

    day, start, end = at
    event = Made()
    event.add("uid", f"{number}@asystent-rodziny")
    event.add("dtstamp", stamp)
    event.add("dtstart", _instant(day, start))
    event.add("dtend", _instant(day, end))
    event.add("class", "PRIVATE")
    return event


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=ZONE).astimezone(UTC)


def _versions(reader: Reader, visits: tuple[Visit, ...]) -> Mapping[str, int]:
    """Return how often each visit's time or state was changed after it was made."""
    edits = log.edits(reader.connection, [one.id for one in visits])
    return {
        key: max(sum(bool(_TIMING & one.values.keys()) for one in found) - 1, 0)
        for key, found in edits.items()
    }
