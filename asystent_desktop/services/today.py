"""The day of a worker: today's visits, the month of the families, what needs attention, unfinished texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from asystent_desktop.services.cases import soonest

if TYPE_CHECKING:
    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.records import Visit
    from asystent_desktop.services.cases import Cases, FamilyRow
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.drafts import Draft, Drafts
    from asystent_desktop.services.visit_entry import VisitRow
    from asystent_desktop.services.visits import Visits

_DAY = timedelta(days=1)
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
class Day:
    """What the first page shows of the families, from one reading of them."""

    visits: TodayVisits
    families: MyFamilies
    attention: Attention


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """A text that was not finished: of which family and visit, and its first words."""

    draft: Draft
    family: str
    family_name: str
    visit: str
    words: str


class Today:
    """What the first page asks: the day, and the unfinished texts."""

    def __init__(self, desk: Desk, cases: Cases, visits: Visits, drafts: Drafts) -> None:
        self._desk, self._cases = desk, cases
        self._visits, self._drafts = visits, drafts

    def day(self) -> Day:
        """Return today's visits, the families of this worker and what needs attention."""
        every = self._cases.rows()
        is_office = self._desk.session().is_office
        # On a laptop a family without a worker is this one's too; an office holds those of all.
        mine = {self._desk.account} if is_office else {self._desk.account, ""}
        rows = tuple(row for row in every if row.assistant_id in mine)
        # The page "Terminy" of an office shows the deadlines of all.
        due = soonest(rows if is_office else every, _NEAR_DAYS)
        with self._desk.store.reading() as reader:
            limit = self._desk.limits(reader).families_per_assistant
        return Day(
            visits=self._today(every),
            families=MyFamilies(rows=rows, limit=limit),
            attention=Attention(
                deadlines=due,
                waiting=self._planned(-_WAITING, -_DAY),
                missing=tuple(row for row in rows if row.count.missing),
                names={row.id: row.name for row in every},
            ),
        )

    def drafts(self) -> tuple[OpenDraft, ...]:
        """Return the unfinished texts about visits, the newest first."""
        open_ones = [one for one in self._drafts.all() if one.form == "visit"]
        names = {row.id: row.name for row in self._cases.rows()} if open_ones else {}
        return tuple(_open_draft(one, names) for one in open_ones if one.entity in names)

    def _today(self, every: tuple[FamilyRow, ...]) -> TodayVisits:
        """Return today's visits of this worker in order, or the next one after today."""
        today = self._desk.today()
        families = {one.id: one for one in every}
        rows = self._own(self._visits.between(today, today))
        agreed: dict[str, list[str]] = {row.visit.family: [] for row in rows}
        for one in self._visits.agreements(*agreed):
            agreed[one.family].append(one.text)
        return TodayVisits(
            visits=tuple(
                TodayVisit(
                    row=row,
                    family=families[row.visit.family],
                    agreed=tuple(agreed[row.visit.family][:_AGREED_SHOWN]),
                )
                for row in rows
                if row.visit.family in families
            ),
            following=None if rows else next(iter(self._planned(_DAY, _AHEAD)), None),
        )

    def _planned(self, since: timedelta, until: timedelta) -> tuple[VisitRow, ...]:
        """Return this worker's visits that are only planned, in days counted from today."""
        today = self._desk.today()
        return self._own(self._visits.between(today + since, today + until, state="planned"))

    def _own(self, rows: tuple[VisitRow, ...]) -> tuple[VisitRow, ...]:
        """Return the visits that take this worker's time, also as the second person."""
        account = self._desk.account
        return tuple(one for one in rows if _takes_time_of(one.visit, account))


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
