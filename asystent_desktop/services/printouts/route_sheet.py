"""The worker's day on the road as a sheet to carry."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.checks.day_order import drive_between
from asystent_desktop.papers import route_sheet as paper
from asystent_desktop.polish import counted, short_date
from asystent_desktop.records import Agreement, FamilyMember, Person, Visit
from asystent_desktop.records.codes import label
from asystent_desktop.services.month_problem import appointment_days
from asystent_desktop.services.printouts.base import Made, Printout
from asystent_desktop.services.printouts.days import ALL_NAMES, INITIALS, Days, place_words, read_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asystent_desktop.services.printouts.base import Sources, Wanted
    from asystent_desktop.storage.repository import Reader

_MOST_AGREED = 4


def make(sources: Sources, wanted: Wanted) -> Made:
    """Make the sheet of `day` (today); with initials what was agreed stays off: its text may name people."""
    day = wanted.day or sources.desk.today()
    data = read_days(sources, wanted, day, day)
    with sources.desk.store.reading() as reader:
        drives = _drives(sources, reader, data)
        stops = tuple(
            _stop(reader, data, visit, drive, initials=wanted.initials)
            for visit, drive in zip(data.visits, drives, strict=True)
        )
    value = paper.RoutePaper(
        office=data.office,
        worker=data.worker,
        day=day,
        off=data.free.get(day, ""),
        count_words=counted(len(stops), "wizyta", "wizyty", "wizyt") if stops else "",
        stops=_with_appointments(data, day, stops),
        note=INITIALS if wanted.initials else ALL_NAMES,
        printed_on=sources.desk.today(),
    )
    return Made(pdf=paper.build(value, large=wanted.large), name=f"trasa-{day:%Y-%m-%d}.pdf")


PRINTOUT = Printout(name="route-sheet", title=paper.TITLE, code="", of="worker", make=make, has_initials=True)


def _stop(reader: Reader, data: Days, visit: Visit, drive: str, *, initials: bool) -> paper.RouteStop:
    household, row = data.households.get(visit.family), data.rows.get(visit.family)
    agreed, agreed_on = ((), "") if initials else _agreed(reader, visit.family)
    cautions = [household.safety_note] if household and household.safety_note else []
    if row and "wizyta we dwoje" in row.marks:
        cautions.append("wizyta we dwoje")
    return paper.RouteStop(
        hours=f"{visit.start:%H:%M}–{visit.end:%H:%M}",
        name=data.name(household.display_name) if household else "",
        address=", ".join(filter(None, (data.address(visit.family), place_words(visit)))),
        phone=_phone(reader, data, visit.family),
        state=label("visit_state", visit.state) if visit.state != "planned" else "",
        drive=drive,
        agreed=agreed,
        agreed_on=agreed_on,
        cautions=tuple(cautions),
    )


def _agreed(reader: Reader, family: str) -> tuple[tuple[str, ...], str]:
    """Return what is agreed and not yet done, and the words on when it was."""
    found = sorted(
        reader.find(Agreement, family=family, done_on=None),
        key=lambda one: (one.due or date.max, one.order, one.id),
    )
    visits = reader.find(Visit, id={one.visit for one in found}) if found else ()
    last = max((one.day for one in visits), default=None)
    said = [
        f"{one.text} ({', '.join(parts)})" if parts else one.text
        for one in found[:_MOST_AGREED]
        for parts in [[part for part in (one.who, f"do {short_date(one.due)}" if one.due else "") if part]]
    ]
    if len(found) > _MOST_AGREED:
        said.append(f"i jeszcze {len(found) - _MOST_AGREED}")
    return tuple(said), f"{short_date(last)}:" if last else ""


def _phone(reader: Reader, data: Days, family: str) -> str:
    """Return the household's phone, or that of the person to talk to."""
    household = data.households.get(family)
    if household is None or household.phone:
        return household.phone if household else ""
    members = [one for one in reader.find(FamilyMember, family=family) if one.until is None]
    members.sort(key=lambda one: not one.is_reference_person)
    people = {one.id: one for one in reader.find(Person, id={one.person for one in members})}
    phones = (people[one.person].phone for one in members if one.person in people)
    return next(filter(None, phones), "")


def _drives(sources: Sources, reader: Reader, data: Days) -> Sequence[str]:
    """Return words on the way to each visit from the one before it."""
    limits = sources.desk.limits(reader)
    words = []
    before: Visit | None = None
    for visit in data.visits:
        first = data.households.get(before.family) if before else None
        second = data.households.get(visit.family)
        if first is None or second is None or first.id == second.id:
            words.append("")
        else:
            minutes = drive_between(
                (first.district, first.travel_minutes), (second.district, second.travel_minutes), limits
            )
            words.append(f"dojazd ok. {minutes} min")
        before = visit
    return words


def _with_appointments(
    data: Days, day: date, stops: tuple[paper.RouteStop, ...]
) -> tuple[paper.RouteStop, ...]:
    others = tuple(
        paper.RouteStop(
            hours=f"{one.start:%H:%M}–{one.end:%H:%M}", name=one.title or label("appointment_kind", one.type)
        )
        for one in data.appointments
        if appointment_days(one, day, day)
    )
    return tuple(sorted((*stops, *others), key=lambda one: one.hours))
