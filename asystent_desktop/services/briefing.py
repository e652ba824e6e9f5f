"""What to know before a visit, on one page: agreements, open actions, deadlines, cautions, people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asystent_desktop.polish import counted
from asystent_desktop.records import Visit

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.records import Agreement, PlanAction
    from asystent_desktop.services.cases import Cases, FamilyPage, FamilyRow, MemberRow
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.visits import Visits

TWO = "wizyta we dwoje"
MOST = 7
_LONGEST = 420
_FROM_PLAN = "D2"
"""Terms of the plan stand among its open actions already."""

_OPEN = frozenset({"not_started", "in_progress", "ongoing", "partly"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """An action of the plan that is not finished, with the number of its goal."""

    goal_no: int
    action: PlanAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """All that one page tells; a Blue Card is never named here. `visit` is the planned one, if any."""

    row: FamilyRow
    visit: Visit | None
    last: Visit | None
    agreements: tuple[Agreement, ...]
    actions: tuple[OpenAction, ...]
    deadlines: tuple[Deadline, ...]
    cautions: tuple[str, ...]
    at_home: tuple[MemberRow, ...]
    elsewhere: tuple[MemberRow, ...]

    def last_words(self) -> str:
        """Return the beginning of the last note."""
        course = " ".join(self.last.course.split()) if self.last else ""
        return course if len(course) <= _LONGEST else f"{course[:_LONGEST].rsplit(' ', 1)[0]}…"


class Briefings:
    """What a person reads at the door."""

    def __init__(self, desk: Desk, cases: Cases, visits: Visits) -> None:
        self._desk, self._cases, self._visits = desk, cases, visits

    def of(self, family_id: str, visit_id: str = "") -> Briefing:
        """Return the page of one family; NotFoundError when this store has none with that number."""
        page = self._cases.page(family_id)
        today = self._desk.today()
        with self._desk.store.reading() as reader:
            planned = reader.find(Visit, family=family_id, state="planned", day=(today, None))
        coming = sorted(planned, key=lambda one: (one.day, one.start))
        visit = next((one for one in coming if one.id == visit_id), coming[0] if coming else None)
        living = [one for one in page.members if one.member.lives_with and not one.member.in_care_since]
        return Briefing(
            row=page.row,
            visit=visit,
            last=page.last_visit,
            agreements=self._visits.agreements(family_id)[:MOST],
            actions=_open_actions(page)[:MOST],
            deadlines=tuple(one for one in page.deadlines if one.code != _FROM_PLAN)[:MOST],
            cautions=_cautions(page),
            at_home=tuple(living),
            elsewhere=tuple(one for one in page.members if one not in living),
        )


def member_words(row: MemberRow) -> str:
    """Return a person of the household in words: "Renata Zielińska, matka", "Maja, córka, 4 lata"."""
    age = counted(row.age, "rok", "lata", "lat") if row.age is not None and row.age < 18 else ""
    care = "w pieczy zastępczej" if row.member.in_care_since else ""
    return ", ".join(filter(None, (row.name, row.role, age, care)))


def when_due(due: date | None, *, continuous: bool = False) -> str:
    """Return the day of an action or agreement in words."""
    return "stale" if continuous else f"{due:%d.%m.%Y}" if due else "bez terminu"


def _open_actions(page: FamilyPage) -> tuple[OpenAction, ...]:
    numbers = {goal.id: number for number, goal in enumerate(page.goals, 1)}
    found = [OpenAction(goal_no=numbers[one.goal], action=one) for one in page.actions if one.state in _OPEN]
    return tuple(sorted(found, key=lambda one: (one.action.deadline is None, str(one.action.deadline))))


def _cautions(page: FamilyPage) -> tuple[str, ...]:
    two = "Wizyta we dwoje." if TWO in page.row.marks else ""
    protected = "Adres zastrzeżony: nie podawaj go nikomu." if page.household.address_protected else ""
    return tuple(filter(None, (two, page.row.safety_note, protected)))
