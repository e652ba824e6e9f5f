"""The worker's week on one page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from asystent_desktop.papers import week as paper
from asystent_desktop.polish import counted
from asystent_desktop.records.codes import label
from asystent_desktop.services.month_problem import appointment_days
from asystent_desktop.services.printouts.base import Made, Printout
from asystent_desktop.services.printouts.days import ALL_NAMES, INITIALS, Days, place_words, read_days

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.records import Visit
    from asystent_desktop.services.printouts.base import Sources, Wanted


def make(sources: Sources, wanted: Wanted) -> Made:
    """Make the week of `day` (today), Monday to Sunday; a weekend without anything is left out."""
    day = wanted.day or sources.desk.today()
    first = day - timedelta(days=day.weekday())
    days = [first + timedelta(days=number) for number in range(7)]
    data = read_days(sources, wanted, first, days[-1])
    shown = [_day(data, one, initials=wanted.initials) for one in days]
    kept = tuple(one for one in shown if one.day.weekday() < 5 or one.visits)
    value = paper.WeekPaper(
        office=data.office,
        worker=data.worker,
        days=kept,
        count_words=counted(len(data.visits), "wizyta", "wizyty", "wizyt"),
        note=INITIALS if wanted.initials else ALL_NAMES,
        printed_on=sources.desk.today(),
    )
    return Made(pdf=paper.build(value, large=wanted.large), name=f"tydzien-{first:%Y-%m-%d}.pdf")


PRINTOUT = Printout(name="week", title=paper.TITLE, code="", of="worker", make=make, has_initials=True)


def _day(data: Days, day: date, *, initials: bool) -> paper.WeekDay:
    found = [_visit(data, one, initials=initials) for one in data.visits if one.day == day]
    found += [
        paper.WeekVisit(
            hours=f"{one.start:%H:%M}–{one.end:%H:%M}", name=one.title or label("appointment_kind", one.type)
        )
        for one in data.appointments
        if appointment_days(one, day, day)
    ]
    found.sort(key=lambda one: one.hours)
    return paper.WeekDay(day=day, off=data.free.get(day, ""), visits=tuple(found))


def _visit(data: Days, visit: Visit, *, initials: bool) -> paper.WeekVisit:
    row = data.rows.get(visit.family)
    household = data.households.get(visit.family)
    marks = ["wizyta we dwoje"] if row and "wizyta we dwoje" in row.marks else []
    phone = household.phone if household and not initials else ""
    state = label("visit_state", visit.state) if visit.state != "planned" else ""
    facts = (data.address(visit.family), place_words(visit), phone, state, *marks)
    return paper.WeekVisit(
        hours=f"{visit.start:%H:%M}–{visit.end:%H:%M}",
        name=data.name(household.display_name) if household else "",
        facts=tuple(one for one in facts if one),
    )
