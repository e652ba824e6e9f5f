"""The form of a visit as it begins: the likely family and time, who is there, what was agreed, the goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import month_bounds
from asystent_desktop.checks.counting import counted_visit, held_in
from asystent_desktop.polish import sort_key
from asystent_desktop.records import Account, Agreement, Plan, PlanGoal, Visit
from asystent_desktop.services.visit_entry import FINISHED, VisitEntry, VisitForm
from asystent_desktop.storage import private_notes

if TYPE_CHECKING:
    from asystent_desktop.services.cases import Cases, FamilyPage
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.repository import Reader

_WAITS_DAYS = 7
_WORKERS = frozenset({"assistant", "coordinator"})


def make_form(desk: Desk, cases: Cases, family_id: str, visit_id: str = "") -> VisitForm:
    """Return what the form begins with; NotFoundError when this store has no such household."""
    page = cases.page(family_id)
    with desk.store.reading() as reader:
        begun = reader.get(Visit, visit_id) if visit_id else _likely(desk, reader, family_id)
        open_ones = open_agreements(reader, family_id)
        goals = _goals(reader, family_id)
        entry = _entry(desk, reader, page, begun)
        return VisitForm(
            entry=entry,
            family_name=page.row.name,
            members=page.members,
            open_agreements=open_ones,
            agreed_on=_agreed_on(reader, open_ones),
            goals=goals,
            next_planned=_next_planned(reader, family_id, begun, entry.day),
            contacts=page.contacts,
            workers=_other_workers(desk, reader),
            finished=begun if begun and begun.state in FINISHED else None,
            agreed_then=reader.find(Agreement, visit=begun.id) if begun else (),
            number=_number(reader, family_id, entry),
            has_plan=page.plan is not None,
            areas_lately=page.last_visit.areas if page.last_visit else (),
        )


def open_agreements(reader: Reader, *families: str) -> tuple[Agreement, ...]:
    """Return the open agreements of these households, the soonest due first."""
    found = reader.find(Agreement, family=frozenset(families), done_on=None)
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.order, one.id)))


def _likely(desk: Desk, reader: Reader, family_id: str) -> Visit | None:
    """Return today's planned visit of the household, or the last one that still waits to be recorded."""
    today = desk.today()
    days = (today - timedelta(days=_WAITS_DAYS), today)
    found = reader.find(Visit, family=family_id, state="planned", day=days, account=desk.account)
    return max(found, key=lambda one: (one.day, one.start), default=None)


def _entry(desk: Desk, reader: Reader, page: FamilyPage, begun: Visit | None) -> VisitEntry:
    if begun is not None and begun.state in FINISHED:
        kept = begun.values()
        names = set(VisitEntry.__dataclass_fields__) & set(kept)
        note = private_notes.get(reader.connection, begun.id)
        return VisitEntry(**{name: kept[name] for name in names}, id=begun.id, private_note=note)
    at_home = tuple(
        one.person.id for one in page.members if one.member.lives_with and not one.member.in_care_since
    )
    two = "wizyta we dwoje" in page.row.marks
    if begun is None:
        start, end = _just_ended(desk.clock.local(), desk.limits(reader).visit_minutes)
        day = desk.today()
        made = VisitEntry(family=page.row.id, state="held", day=day, start=start, end=end)
        return replace(made, present=at_home, second_worker=two)
    return VisitEntry(
        id=begun.id,
        family=page.row.id,
        state="held",
        day=begun.day,
        start=begun.start,
        end=begun.end,
        place=begun.place,
        place_text=begun.place_text,
        contact_kind=begun.contact_kind,
        present=begun.present or at_home,
        second_worker=two or begun.second_worker,
        second_account=begun.second_account,
        private_note=private_notes.get(reader.connection, begun.id),
    )


def _just_ended(now: datetime, minutes: int) -> tuple[time, time]:
    """Return the hours of a visit that was not planned: it has just ended; it never crosses midnight."""
    end = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)
    first = datetime.combine(now.date(), time(0))
    end = max(end, first + timedelta(minutes=5))
    return max(end - timedelta(minutes=minutes), first).time(), end.time()


def _goals(reader: Reader, family_id: str) -> tuple[PlanGoal, ...]:
    plans = [one for one in reader.find(Plan, family=family_id) if one.state in {"agreed", "signed"}]
    plan = max(plans, key=lambda one: one.version_no, default=None)
    found = reader.find(PlanGoal, family=family_id, plan=plan.id) if plan else ()
    return tuple(sorted(found, key=lambda one: (one.order, one.id)))


def _agreed_on(reader: Reader, agreements: tuple[Agreement, ...]) -> date | None:
    visits = reader.find(Visit, id={one.visit for one in agreements}) if agreements else ()
    return max((one.day for one in visits), default=None)


def _next_planned(reader: Reader, family_id: str, begun: Visit | None, day: date) -> Visit | None:
    found = reader.find(Visit, family=family_id, state="planned", day=(day, None))
    later = [one for one in found if begun is None or one.id != begun.id]
    return min(later, key=lambda one: (one.day, one.start), default=None)


def _other_workers(desk: Desk, reader: Reader) -> tuple[tuple[str, str], ...]:
    found = [
        (one.id, one.name)
        for one in reader.find(Account)
        if one.id != desk.account and not one.closed and _WORKERS & set(one.roles)
    ]
    return tuple(sorted(found, key=lambda one: sort_key(one[1])))


def _number(reader: Reader, family_id: str, entry: VisitEntry) -> int:
    """Return which visit of its month this one is: those held before it in the month, and one."""
    first, last = month_bounds(entry.day.year, entry.day.month)
    visits = reader.find(Visit, family=family_id, day=(first, last))
    earlier = [
        one for one in visits if one.id != entry.id and (one.day, one.start) < (entry.day, entry.start)
    ]
    return held_in(counted_visit(one) for one in earlier) + 1
