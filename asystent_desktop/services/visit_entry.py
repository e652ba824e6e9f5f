"""What a visit's form begins with and what it hands back: frozen values, no store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asystent_desktop.records import Agreement, Contact, PlanGoal, Visit
    from asystent_desktop.services.cases import MemberRow

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
    """What a person recorded about one visit; `id` is empty for one that was not planned.

    `outcomes` are (agreement, what came of it); `next_id` is the planned visit that `next_visit` moves, empty
    for a new one; `private_note` stays in this store and is never sent.
    """

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
    contacts_present: tuple[str, ...] = ()
    others_present: str = ""
    areas: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    course: str = ""
    family_did: str = ""
    failed_reason: str = ""
    failed_note: str = ""
    travel_minutes: int | None = None
    second_worker: bool = False
    second_account: str = ""
    intervention: bool = False
    done_agreements: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()
    new_agreements: tuple[NewAgreement, ...] = ()
    next_visit: NextVisit | None = None
    next_id: str = ""
    private_note: str = ""
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """What the form of a visit begins with; `number` is the visit's place among the month's held ones."""

    entry: VisitEntry
    family_name: str
    members: tuple[MemberRow, ...]
    open_agreements: tuple[Agreement, ...]
    agreed_on: date | None
    goals: tuple[PlanGoal, ...]
    next_planned: Visit | None
    contacts: tuple[Contact, ...] = ()
    workers: tuple[tuple[str, str], ...] = ()
    finished: Visit | None = None
    agreed_then: tuple[Agreement, ...] = ()
    number: int = 1
    has_plan: bool = True
    areas_lately: tuple[str, ...] = field(default=())
