"""The day of a worker: today's visits, the month of the families, what needs attention, unfinished texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.records import Visit
    from asystent_desktop.services.cases import Cases, FamilyRow
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.drafts import Draft, Drafts
    from asystent_desktop.services.visit_entry import VisitRow
    from asystent_desktop.services.visits import Visits

_AHEAD = timedelta(days=60)
_WAITING = timedelta(days=30)
_NEAR_DAYS = 14
_AGREED_SHOWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayVisit:
    """One visit of today with its family's row and what was agreed the last time."""

    row: VisitRow
    family: FamilyRow
    agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayVisits:
    """Today's visits by time; `following` is the next planned one after today."""

    visits: tuple[TodayVisit, ...]
    following: VisitRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyFamilies:
    """The families of this worker, and how many the law allows."""

    rows: tuple[FamilyRow, ...]
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What is overdue or near, visits that wait to be recorded, families whose month misses dates."""

    deadlines: tuple[Deadline, ...]
    waiting: tuple[VisitRow, ...]
    missing: tuple[FamilyRow, ...]
    names: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """A text that was not finished: of which family and visit, and its first words."""

    draft: Draft
    family: str
    family_name: str
    visit: str
    words: str


class Today:
    """What the first page asks; each card asks for its own part."""

    def __init__(self, desk: Desk, cases: Cases, visits: Visits, drafts: Drafts) -> None:
        self._desk, self._cases = desk, cases
        self._visits, self._drafts = visits, drafts

    def visits(self) -> TodayVisits:
        """Return today's visits of this worker in order, and the next one after today."""
        today = self._desk.today()
        rows = self._own(today, today)
        families = {one.id: one for one in self._cases.rows()} if rows else {}
        later = self._own(today + timedelta(days=1), today + _AHEAD) if not rows else ()
        return TodayVisits(
            visits=tuple(
                TodayVisit(row=row, family=families[row.visit.family], agreed=self._agreed(row.visit.family))
                for row in rows
                if row.visit.family in families
            ),
            following=next((row for row in later if row.visit.state == "planned"), None),
        )

    def families(self) -> MyFamilies:
        """Return the families of this worker with their months, in Polish order."""
        with self._desk.store.reading() as reader:
            limit = self._desk.limits(reader).families_per_assistant
        return MyFamilies(rows=self._mine(self._cases.rows()), limit=limit)

    def attention(self) -> Attention:
        """Return what needs attention: the soonest first; nothing overdue is left out."""
        today = self._desk.today()
        every = self._cases.rows()
        rows = self._mine(every)
        past = self._own(today - _WAITING, today - timedelta(days=1))
        due = self._cases.deadlines(_NEAR_DAYS)
        if self._desk.session().is_office:
            # The page "Terminy" of an office shows those of all.
            own = {row.id for row in rows}
            due = tuple(one for one in due if one.family_id in own)
        return Attention(
            deadlines=due,
            waiting=tuple(row for row in past if row.visit.state == "planned"),
            missing=tuple(row for row in rows if row.count.missing),
            names={row.id: row.name for row in every},
        )

    def _mine(self, rows: tuple[FamilyRow, ...]) -> tuple[FamilyRow, ...]:
        # On a laptop a family without a worker is this one's too; an office holds those of all.
        mine = {self._desk.account} if self._desk.session().is_office else {self._desk.account, ""}
        return tuple(row for row in rows if row.assistant_id in mine)

    def drafts(self) -> tuple[OpenDraft, ...]:
        """Return the unfinished texts about visits, the newest first."""
        open_ones = [one for one in self._drafts.all() if one.form == "visit"]
        names = {row.id: row.name for row in self._cases.rows()} if open_ones else {}
        return tuple(_open_draft(one, names) for one in open_ones if one.entity in names)

    def _own(self, first: date, last: date) -> tuple[VisitRow, ...]:
        """Return the visits that take this worker's time, also as the second person."""
        account = self._desk.account
        found = self._visits.between(first, last)
        return tuple(one for one in found if _takes_time_of(one.visit, account))

    def _agreed(self, family: str) -> tuple[str, ...]:
        return tuple(one.text for one in self._visits.agreements(family)[:_AGREED_SHOWN])


def _takes_time_of(visit: Visit, account: str) -> bool:
    return account in {visit.account, visit.second_account}


def _open_draft(draft: Draft, names: dict[str, str]) -> OpenDraft:
    visit = draft.key.rpartition(":")[2]
    words = " ".join(str(draft.values.get("entry", {}).get("course", "")).split())
    return OpenDraft(
        draft=draft,
        family=draft.entity,
        family_name=names[draft.entity],
        visit="" if visit == "new" else visit,
        words=words[:80],
    )
