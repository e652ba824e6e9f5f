"""Visits: what is planned, what was recorded, what was agreed; one save for each of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.counting import ATTEMPTS
from asystent_desktop.checks.day_order import drive_between
from asystent_desktop.checks.findings import Finding
from asystent_desktop.checks.visits import BusyTime, Surroundings, VisitFacts, check_visit
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.merge.operation import DELETED
from asystent_desktop.polish import short_date
from asystent_desktop.records import Account, Agreement, Plan, PlanGoal, SupportCase, Visit
from asystent_desktop.services.cases import MemberRow, spells_of
from asystent_desktop.services.records import Saved
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Changes, Unit, Write

if TYPE_CHECKING:
    from asystent_desktop.checks.limits import Limits
    from asystent_desktop.services.cases import Cases
    from asystent_desktop.services.desk import Desk, Household
    from asystent_desktop.storage.repository import Reader

FINISHED = frozenset({"held", "failed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A visit as the calendar and lists show it."""

    visit: Visit
    family_name: str
    district: str
    worker: str

    @property
    def starts(self) -> datetime:
        """Return its start as naive local time."""
        return datetime.combine(self.visit.day, self.visit.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """What is to be agreed: what, who does it, by when."""

    text: str
    who: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextVisit:
    """When the next visit is to be planned."""

    day: date
    start: time
    end: time
    place: str = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEntry:
    """What a person recorded about one visit; `id` is empty for one that was not planned."""

    family: str
    state: str
    day: date
    start: time
    end: time
    id: str = ""
    contact_kind: str = "home_visit"
    place: str = "home"
    place_text: str = ""
    present: tuple[str, ...] = ()
    others_present: str = ""
    areas: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    course: str = ""
    family_did: str = ""
    failed_reason: str = ""
    failed_note: str = ""
    travel_minutes: int | None = None
    second_worker: bool = False
    intervention: bool = False
    done_agreements: tuple[str, ...] = ()
    new_agreements: tuple[NewAgreement, ...] = ()
    next_visit: NextVisit | None = None
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """What the form of a visit begins with."""

    entry: VisitEntry
    family_name: str
    members: tuple[MemberRow, ...]
    open_agreements: tuple[Agreement, ...]
    agreed_on: date | None
    goals: tuple[PlanGoal, ...]
    next_planned: Visit | None
    areas_lately: tuple[str, ...] = field(default=())


class Visits:
    """What a person does with visits."""

    def __init__(self, desk: Desk, cases: Cases) -> None:
        self._desk = desk
        self._cases = cases

    def between(self, first: date, last: date, *, account: str | None = None) -> tuple[VisitRow, ...]:
        """Return the visits of these days, both included, by time; moved ones are left out."""
        with self._desk.store.reading() as reader:
            wanted: dict[str, Any] = {"account": account} if account else {}
            found = reader.find(Visit, day=(first, last), **wanted)
            households = {one.id: one for one in self._desk.households(reader)}
            workers = {one.id: one.name for one in reader.find(Account)}
        rows = [
            VisitRow(
                visit=one,
                family_name=households[one.family].display_name,
                district=households[one.family].district,
                worker=workers.get(one.account, ""),
            )
            for one in found
            if one.state != "moved" and one.family in households
        ]
        return tuple(sorted(rows, key=lambda row: row.starts))

    def of_family(self, family_id: str) -> tuple[Visit, ...]:
        """Return all visits of a household, newest first."""
        with self._desk.store.reading() as reader:
            found = reader.find(Visit, family=family_id)
        return tuple(sorted(found, key=lambda one: (one.day, one.start), reverse=True))

    def agreements(self, family_id: str) -> tuple[Agreement, ...]:
        """Return the open agreements of a household, oldest first."""
        with self._desk.store.reading() as reader:
            return _open_agreements(reader, family_id)

    def form(self, family_id: str, visit_id: str = "") -> VisitForm:
        """Return what the form begins with: the planned visit or the likely time now, people, goals."""
        with self._desk.store.reading() as reader:
            planned = reader.get(Visit, visit_id) if visit_id else self._likely(reader, family_id)
            limits = self._desk.limits(reader)
            plans = [one for one in reader.find(Plan, family=family_id) if one.state in {"agreed", "signed"}]
            plan = max(plans, key=lambda one: one.version_no, default=None)
            goals = reader.find(PlanGoal, family=family_id, plan=plan.id) if plan else ()
            open_agreements = _open_agreements(reader, family_id)
            agreed_on = self._agreed_on(reader, open_agreements)
            later = [
                one
                for one in reader.find(
                    Visit, family=family_id, state="planned", day=(self._desk.today(), None)
                )
                if planned is None or one.id != planned.id
            ]
        page = self._cases.page(family_id)
        now = self._desk.clock.local().replace(second=0, microsecond=0)
        begun = datetime.combine(planned.day, planned.start) if planned else _rounded(now)
        ended = (
            datetime.combine(planned.day, planned.end)
            if planned
            else begun + timedelta(minutes=limits.visit_minutes)
        )
        at_home = tuple(
            one.person.id for one in page.members if one.member.lives_with and not one.member.in_care_since
        )
        entry = VisitEntry(
            id=planned.id if planned else "",
            family=family_id,
            state="held",
            day=begun.date(),
            start=begun.time(),
            end=min(ended, datetime.combine(begun.date(), time(23, 59))).time(),
            place=planned.place if planned else "home",
            place_text=planned.place_text if planned else "",
            contact_kind=planned.contact_kind if planned else "home_visit",
            present=(planned.present if planned else ()) or at_home,
            second_worker=bool(page.row.marks and "wizyta we dwoje" in page.row.marks),
        )
        return VisitForm(
            entry=entry,
            family_name=page.row.name,
            members=page.members,
            open_agreements=open_agreements,
            agreed_on=agreed_on,
            goals=tuple(sorted(goals, key=lambda one: (one.order, one.id))),
            next_planned=min(later, key=lambda one: (one.day, one.start), default=None),
            areas_lately=page.last_visit.areas if page.last_visit else (),
        )

    def findings(self, entry: VisitEntry) -> tuple[Finding, ...]:
        """Return everything that the checks say about the entry: errors, warnings, hints."""
        with self._desk.store.reading() as reader:
            return tuple(self._findings(reader, entry))

    def record(self, entry: VisitEntry) -> Saved:
        """Save a finished visit with its agreements and the next date, as one; InvalidValueError on an error.

        A finished visit is closed: RefusedError says to write an addition instead.
        """
        with self._desk.store.reading() as reader:
            found = tuple(self._findings(reader, entry))
            known = reader.get(Visit, entry.id) if entry.id else None
        if known and known.state in FINISHED:
            raise RefusedError("Ten wpis jest już zamknięty. Dopisz uzupełnienie z datą.")
        _refuse(found)
        visit_id = entry.id or new_id()
        writes = [Write(Visit.INFO, visit_id, self._visit_values(entry))]
        writes += self._agreement_writes(entry, visit_id)
        if entry.next_visit:
            writes.append(Write(Visit.INFO, new_id(), self._planned_values(entry.family, entry.next_visit)))
        changes = self._desk.store.save(Unit(tuple(writes), draft=entry.draft))
        return Saved(id=visit_id, changes=changes, findings=found)

    def add_note(self, visit_id: str, text: str) -> Saved:
        """Add a dated sentence to a finished visit; what was written before stays as it was."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if not text.strip():
            raise InvalidValueError("addition", "Wpisz, co uzupełniasz.")
        stamp = f"{short_date(self._desk.today())}: {text.strip()}"
        whole = f"{visit.addition}\n{stamp}".strip()
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, {"addition": whole}),)))
        return Saved(id=visit_id, changes=changes)

    def plan(self, family_id: str, wanted: NextVisit) -> Saved:
        """Add a planned visit; findings of the calendar come back, errors refuse."""
        found = self.findings(_planned_entry(family_id, wanted))
        _refuse(found)
        visit_id = new_id()
        values = self._planned_values(family_id, wanted)
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, values),)))
        return Saved(id=visit_id, changes=changes, findings=found)

    def move(self, visit_id: str, wanted: NextVisit) -> Saved:
        """Give a planned visit another time; errors refuse, warnings come back."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if visit.state != "planned":
            raise RefusedError("Przesunąć można tylko wizytę zaplanowaną.")
        found = self.findings(replace(_planned_entry(visit.family, wanted), id=visit_id))
        _refuse(found)
        values = {"day": wanted.day, "start": wanted.start, "end": wanted.end, "place": wanted.place}
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, values),)))
        return Saved(id=visit_id, changes=changes, findings=found)

    def planned_findings(self, family_id: str, wanted: NextVisit, visit_id: str = "") -> tuple[Finding, ...]:
        """Return what the checks would say about a planned visit at this time; nothing is saved."""
        return self.findings(replace(_planned_entry(family_id, wanted), id=visit_id))

    def call_off(self, visit_id: str, reason: str, note: str = "") -> Saved:
        """Mark a planned visit as called off beforehand; `reason` is a code of the list `failed_reason`."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if visit.state != "planned":
            raise RefusedError("Odwołać można tylko wizytę zaplanowaną.")
        if not reason or reason in ATTEMPTS:
            raise InvalidValueError("failed_reason", "Wybierz, dlaczego wizyta jest odwołana.")
        values = {"state": "cancelled", "failed_reason": reason, "failed_note": note.strip(), "pinned": False}
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, values),)))
        return Saved(id=visit_id, changes=changes)

    def pin(self, visit_id: str, *, pinned: bool) -> Saved:
        """Say whether the time was agreed with the family: such a visit is not moved by planning again."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if visit.state != "planned":
            raise RefusedError("Ustalić termin można tylko dla wizyty zaplanowanej.")
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, {"pinned": pinned}),)))
        return Saved(id=visit_id, changes=changes)

    def remove(self, visit_id: str) -> Changes:
        """Take a planned visit out of the calendar; a finished one stays (RefusedError)."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if visit.state != "planned":
            raise RefusedError("Usunąć można tylko wizytę zaplanowaną. Zapisana wizyta zostaje w historii.")
        return self._desk.store.save(Unit((Write(Visit.INFO, visit_id, life=DELETED),)))

    def _likely(self, reader: Reader, family_id: str) -> Visit | None:
        """Return today's planned visit of the household, or the last one that still waits to be recorded."""
        today = self._desk.today()
        first = today - timedelta(days=7)
        found = reader.find(
            Visit, family=family_id, state="planned", day=(first, today), account=self._desk.account
        )
        return max(found, key=lambda one: (one.day, one.start), default=None)

    def _agreed_on(self, reader: Reader, agreements: tuple[Agreement, ...]) -> date | None:
        visits = reader.find(Visit, id={one.visit for one in agreements}) if agreements else ()
        return max((one.day for one in visits), default=None)

    def _findings(self, reader: Reader, entry: VisitEntry) -> list[Finding]:
        household = self._desk.household(reader, entry.family)
        cases = reader.find(SupportCase, family=entry.family)
        names = {one.id: one.display_name for one in self._desk.households(reader)}
        limits = self._desk.limits(reader)
        others = [
            BusyTime(
                family=names.get(one.family, ""),
                day=one.day,
                start=_minutes(one.start),
                end=_minutes(one.end),
                # What has happened is written down as it was: the drive is looked at only while planning.
                travel_minutes=self._drive(reader, household, one.family, limits)
                if entry.state == "planned"
                else 0,
            )
            for one in reader.find(Visit, account=self._desk.account, day=entry.day)
            if one.id != entry.id and one.state in {"planned", "held"}
        ]
        facts = VisitFacts(
            day=entry.day,
            start=_minutes(entry.start),
            end=_minutes(entry.end),
            state=entry.state,
            present=len(entry.present) + bool(entry.others_present),
            areas=len(entry.areas),
            course=entry.course,
            failed_reason=entry.failed_reason or None,
            recorded_on=self._desk.today() if entry.state in FINISHED else None,
        )
        around = Surroundings(
            now=self._desk.clock.local(),
            others=others,
            days_off=self._desk.days_off(reader, entry.day, entry.day),
            work_spells=spells_of(household, cases) or None,
            limits=limits,
        )
        return check_visit(facts, around)

    def _drive(self, reader: Reader, household: Household, other_id: str, limits: Limits) -> int:
        other = self._desk.household(reader, other_id)
        if other.id == household.id:
            return 0
        return drive_between(
            (household.district, household.travel_minutes), (other.district, other.travel_minutes), limits
        )

    def _visit_values(self, entry: VisitEntry) -> dict[str, Any]:
        return {
            "family": entry.family,
            "account": self._desk.account,
            "state": entry.state,
            "day": entry.day,
            "start": entry.start,
            "end": entry.end,
            "contact_kind": entry.contact_kind,
            "place": entry.place,
            "place_text": entry.place_text,
            "present": entry.present if entry.state == "held" else (),
            "others_present": entry.others_present,
            "areas": entry.areas,
            "goals": entry.goals,
            "course": entry.course,
            "family_did": entry.family_did,
            "failed_reason": entry.failed_reason,
            "failed_note": entry.failed_note,
            "travel_minutes": entry.travel_minutes,
            "second_worker": entry.second_worker,
            "intervention": entry.intervention,
        }

    def _agreement_writes(self, entry: VisitEntry, visit_id: str) -> list[Write]:
        writes = [Write(Agreement.INFO, one, {"done_on": entry.day}) for one in entry.done_agreements]
        for number, one in enumerate(entry.new_agreements):
            values = {
                "family": entry.family,
                "visit": visit_id,
                "text": one.text,
                "who": one.who,
                "due": one.due,
            }
            writes.append(Write(Agreement.INFO, new_id(), {**values, "order": f"{number:06d}"}))
        return writes

    def _planned_values(self, family_id: str, wanted: NextVisit) -> dict[str, Any]:
        return {
            "family": family_id,
            "account": self._desk.account,
            "state": "planned",
            "day": wanted.day,
            "start": wanted.start,
            "end": wanted.end,
            "contact_kind": "home_visit" if wanted.place == "home" else "agreed_place",
            "place": wanted.place,
        }


def _open_agreements(reader: Reader, family_id: str) -> tuple[Agreement, ...]:
    found = reader.find(Agreement, family=family_id, done_on=None)
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.order, one.id)))


def _planned_entry(family_id: str, wanted: NextVisit) -> VisitEntry:
    return VisitEntry(
        family=family_id,
        state="planned",
        day=wanted.day,
        start=wanted.start,
        end=wanted.end,
        place=wanted.place,
    )


def _refuse(found: tuple[Finding, ...]) -> None:
    for one in found:
        if one.level == "E":
            raise InvalidValueError(one.field, one.sentence)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _rounded(now: datetime) -> datetime:
    """Return the last full quarter of an hour."""
    return now.replace(minute=now.minute // 15 * 15)
