"""What planning again changes: which visits stay, move, come or go, each in one sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import holiday_name
from asystent_desktop.planning.ground import Ground, is_near, may_visit
from asystent_desktop.polish import clock, short_day, weekday_short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asystent_desktop.planning.problem import KeptVisit, MonthProblem, PlannedVisit


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChange:
    """One visit before and after (None: was not there, or is no more) and why, without the family's name.

    `id` is the number of the planned visit, empty for a new one; `sentence` says all in Polish, e.g.
    "pon. 07.12 09:00 → wt. 08.12 09:00 (urlop)".
    """

    family_id: str
    id: str
    before: KeptVisit | None
    after: PlannedVisit | None
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Visits of a plan beside those planned before, by day: kept ones, moved, added, removed."""

    kept: tuple[VisitChange, ...]
    moved: tuple[VisitChange, ...]
    added: tuple[VisitChange, ...]
    removed: tuple[VisitChange, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return not (self.moved or self.added or self.removed)


def difference(problem: MonthProblem, visits: Iterable[PlannedVisit]) -> Difference:
    """Return what the visits change against the kept ones of the problem.

    A visit on its old day stands for the old one; the others of a family are paired in order of day.
    """
    ground = Ground(problem)
    new: dict[str, list[PlannedVisit]] = defaultdict(list)
    for visit in sorted(visits, key=lambda one: (one.day, one.start)):
        new[visit.family_id].append(visit)
    found: list[VisitChange] = []
    for number, family in enumerate(problem.families):
        by_day = {visit.day: visit for visit in new[family.id]}
        old = sorted(family.keep, key=lambda one: (one.day, one.start))
        staying = {one.day: one for one in old if one.day in by_day}
        pairs: list[tuple[KeptVisit | None, PlannedVisit | None]]
        pairs = [(one, by_day[day]) for day, one in staying.items()]
        left = [one for one in old if staying.get(one.day) is not one]
        fresh = [one for one in new[family.id] if one.day not in staying]
        together = min(len(left), len(fresh))
        pairs += zip(left[:together], fresh[:together], strict=True)
        pairs += [(one, None) for one in left[together:]]
        pairs += [(None, one) for one in fresh[together:]]
        found += [_change(ground, number, before, after) for before, after in pairs]
    both = [one for one in found if one.before and one.after]
    return Difference(
        kept=_by_day(one for one in both if not _is_moved(one)),
        moved=_by_day(one for one in both if _is_moved(one)),
        added=_by_day(one for one in found if one.before is None),
        removed=_by_day(one for one in found if one.after is None),
    )


def _is_moved(one: VisitChange) -> bool:
    return one.before is not None and one.after is not None and _differs(one.before, one.after)


def _differs(before: KeptVisit, after: PlannedVisit) -> bool:
    return (before.day, before.start) != (after.day, after.start)


def _by_day(changes: Iterable[VisitChange]) -> tuple[VisitChange, ...]:
    def day(one: VisitChange) -> tuple[object, int, str]:
        visit = one.before or one.after
        return (visit.day, visit.start, one.family_id) if visit else ("", 0, "")

    return tuple(sorted(changes, key=day))


def _change(ground: Ground, number: int, before: KeptVisit | None, after: PlannedVisit | None) -> VisitChange:
    reason = ""
    if before is not None and (after is None or _differs(before, after)):
        reason = _why(ground, number, before, after)
    parts = [_when(one) for one in (before, after) if one is not None]
    if before is None:
        sentence = f"nowa wizyta: {parts[0]}"
    elif after is None:
        sentence = f"{parts[0]}: usunięta z kalendarza"
    elif _differs(before, after):
        sentence = " → ".join(parts)
    else:
        sentence = f"{parts[0]}: bez zmian"
    return VisitChange(
        family_id=ground.families[number].id,
        id=before.id if before else "",
        before=before,
        after=after,
        reason=reason,
        sentence=f"{sentence} ({reason})" if reason else sentence,
    )


def _when(one: KeptVisit | PlannedVisit) -> str:
    return f"{weekday_short(one.day)} {short_day(one.day)} {clock(one.start)}"


def _why(ground: Ground, number: int, before: KeptVisit, after: PlannedVisit | None) -> str:
    """Return the rule that the old time breaks, or that it makes room for others."""
    family, day = ground.families[number], before.day
    if day <= ground.problem.today:
        return "ten dzień już minął"
    if any(start <= day <= end for start, end in family.outside):
        return "poza okresem pracy z rodziną"
    if day in ground.problem.days_off:
        return ground.problem.days_off[day]
    if holiday_name(day):
        return "święto"
    if not ground.is_working(day):
        return "dzień bez godzin pracy"
    if not may_visit(family, day):
        return "rodzina nie ma wtedy czasu"
    if is_near(day, ground.fixed_of.get(family.id, ()), ground.problem.min_gap_days):
        return "za blisko innej wizyty tej rodziny"
    if not any(start <= before.start and before.end <= end for start, end in ground.slots(number, day)):
        return "godzina jest zajęta albo poza godzinami pracy"
    if after is None:
        return "ponad cel wizyt"
    return "robi miejsce innym wizytom"
