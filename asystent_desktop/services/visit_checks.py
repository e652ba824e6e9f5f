"""What the checks are told about one entry: the worker's other visits, days off, the spells of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.checks.counting import counted_state
from asystent_desktop.checks.day_order import drive_between
from asystent_desktop.checks.visits import (
    BusyTime,
    Surroundings,
    VisitFacts,
    check_failures_in_a_row,
    check_visit,
)
from asystent_desktop.records import Appointment, Assignment, SupportCase, Visit
from asystent_desktop.records.codes import label
from asystent_desktop.services.cases import spells_of
from asystent_desktop.services.month_problem import appointment_days
from asystent_desktop.services.visit_entry import FINISHED

if TYPE_CHECKING:
    from datetime import date, time

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.checks.limits import Limits
    from asystent_desktop.services.desk import Desk, Household
    from asystent_desktop.services.visit_entry import VisitEntry
    from asystent_desktop.storage.repository import Reader

_BEFORE_WORK = frozenset({"referred", "interview", "applied", "waiting_consent", "allocated"})


def findings_of(desk: Desk, reader: Reader, entry: VisitEntry) -> list[Finding]:
    """Return everything that the checks say about an entry: errors, warnings, hints."""
    household = desk.household(reader, entry.family)
    cases = reader.find(SupportCase, family=entry.family)
    around = Surroundings(
        now=desk.clock.local(),
        others=_others(desk, reader, entry),
        days_off=desk.days_off(reader, entry.day, entry.day),
        work_spells=spells_of(household, cases) or None,
        waits_to_begin=any(one.state in _BEFORE_WORK for one in cases),
        allocated_since=_allocated_since(desk, reader, entry.family),
        limits=desk.limits(reader),
    )
    facts = _facts(desk, entry)
    found = check_visit(facts, around)
    return (
        found + check_failures_in_a_row(_states(reader, entry, facts.state))
        if facts.state == "failed"
        else found
    )


def worker_visits(reader: Reader, account: str, first: date, last: date) -> tuple[Visit, ...]:
    """Return the visits that take time of a worker, its own and those where it was the second person."""
    own = reader.find(Visit, account=account, day=(first, last))
    second = reader.find(Visit, second_account=account, day=(first, last))
    return (*own, *(one for one in second if one.account != account))


def _facts(desk: Desk, entry: VisitEntry) -> VisitFacts:
    return VisitFacts(
        day=entry.day,
        start=_minutes(entry.start),
        end=_minutes(entry.end),
        state=counted_state(entry.state, entry.failed_reason or None),
        present=len(entry.present) + len(entry.contacts_present) + bool(entry.others_present),
        areas=len(entry.areas),
        course=entry.course,
        failed_reason=entry.failed_reason or None,
        recorded_on=desk.today() if entry.state in FINISHED else None,
    )


def _states(reader: Reader, entry: VisitEntry, state: str) -> list[str]:
    """Return the states of the household's visits up to this one, the oldest first."""
    found = [one for one in reader.find(Visit, family=entry.family) if one.id != entry.id]
    before = [one for one in found if (one.day, one.start) < (entry.day, entry.start)]
    return [*(one.state for one in sorted(before, key=lambda one: (one.day, one.start))), state]


def _others(desk: Desk, reader: Reader, entry: VisitEntry) -> list[BusyTime]:
    households = {one.id: one for one in desk.households(reader)}
    limits, mine = desk.limits(reader), households.get(entry.family)
    found = []
    for one in worker_visits(reader, desk.account, entry.day, entry.day):
        if one.id == entry.id or one.state not in {"planned", "held"}:
            continue
        other = households.get(one.family)
        found.append(
            BusyTime(
                family=other.display_name if other else "",
                day=one.day,
                start=_minutes(one.start),
                end=_minutes(one.end),
                # What has happened is written down as it was: the drive is looked at only while planning.
                travel_minutes=_drive(mine, other, limits) if entry.state == "planned" else 0,
            )
        )
    if entry.state == "planned":
        found += _fixed_times(desk, reader, entry.day)
    return found


def _fixed_times(desk: Desk, reader: Reader, day: date) -> list[BusyTime]:
    return [
        BusyTime(
            family="",
            day=day,
            start=_minutes(one.start),
            end=_minutes(one.end),
            title=one.title or label("appointment_kind", one.type),
        )
        for one in reader.find(Appointment, account=desk.account, day=(None, day))
        if appointment_days(one, day, day)
    ]


def _drive(mine: Household | None, other: Household | None, limits: Limits) -> int:
    if mine is None or other is None or mine.id == other.id:
        return 0
    return drive_between((mine.district, mine.travel_minutes), (other.district, other.travel_minutes), limits)


def _allocated_since(desk: Desk, reader: Reader, family: str) -> date | None:
    found = [one.since for one in reader.find(Assignment, family=family, account=desk.account)]
    return min(found, default=None)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
