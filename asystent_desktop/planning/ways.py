"""What would help a visit without a date: each way is tried on the month before it is offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from asystent_desktop.planning.greedy import Board, Picks
from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.hours import Hours
from asystent_desktop.planning.problem import FamilyNeed, MonthProblem, Span, Unplaced, Way
from asystent_desktop.planning.reasons import reason_of, weekdays_of, work_weekdays
from asystent_desktop.polish import clock, counted, hours, on_weekdays

OFFERED = 3
"""How many ways one visit without a date is offered; more would hide the good ones."""

_HOUR = 60
_MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class _Try:
    """A change of the month's rules, and what it is called."""

    kind: str
    words: str
    problem: MonthProblem


class Helper:
    """Explains what a plan leaves without a date, with the ways that make room for it."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._ground, self._picks = board.ground, board.picks
        self._for_all = [(one, *_built(one.problem)) for one in _for_all(board.ground)]

    def unplaced(self) -> tuple[Unplaced, ...]:
        """Return what could not be placed, family by family, each with its reason and what would help."""
        found = []
        for number, family in enumerate(self._ground.families):
            lacking = self._board.lacking(number)
            if lacking > 0:
                reason = reason_of(self._board, number)
                ways = self._ways(number, lacking)
                found.append(
                    Unplaced(
                        family_id=family.id,
                        missing=lacking,
                        rule=reason.rule,
                        reason=reason.sentence,
                        helps=_helps(ways, lacking),
                        ways=ways,
                    )
                )
        return tuple(found)

    def _ways(self, number: int, lacking: int) -> tuple[Way, ...]:
        """Return the best ways, those that make the most room first, at most one of a kind."""
        built = [(one, *_built(one.problem)) for one in _for_family(self._ground, number, lacking)]
        best: dict[str, Way] = {}
        for one, ground, with_hours in (*built, *self._for_all):
            places, picks = self._placed(ground, with_hours, number)
            if places and (one.kind not in best or places > best[one.kind].places):
                best[one.kind] = Way(
                    kind=one.kind, sentence=one.words, places=places, problem=one.problem, picks=picks
                )
        ranked = sorted(best.values(), key=lambda way: (-way.places, _ORDER.index(way.kind)))
        others = [way for way in ranked if way.kind != "target"]
        return tuple(others[:OFFERED] if others else ranked)

    def _placed(self, ground: Ground, with_hours: Hours, number: int) -> tuple[int, Picks]:
        """Return how many more of the family's visits go beside everything placed, and all picks then."""
        if ground.families[number].missing < self._ground.families[number].missing:
            return self._ground.families[number].missing - ground.families[number].missing, self._picks
        board = Board(ground, with_hours)
        if not board.take_over(self._picks, of=number):
            return 0, self._picks
        before = board.lacking(number)
        for day in ground.allowed[number]:
            board.place(number, day)
        return before - board.lacking(number), board.picks


def briefly_unplaced(board: Board) -> tuple[Unplaced, ...]:
    """Return what could not be placed with its reason alone: for a plan that is soon replaced."""
    found = []
    for number, family in enumerate(board.ground.families):
        if (lacking := board.lacking(number)) > 0:
            reason = reason_of(board, number)
            found.append(
                Unplaced(
                    family_id=family.id, missing=lacking, rule=reason.rule, reason=reason.sentence, helps=""
                )
            )
    return tuple(found)


def _built(problem: MonthProblem) -> tuple[Ground, Hours]:
    ground = Ground(problem)
    return ground, Hours(ground)


def _helps(ways: tuple[Way, ...], lacking: int) -> str:
    parts = [
        way.sentence if way.places >= lacking else f"{way.sentence} (zmieści {way.places} z {lacking})"
        for way in ways
    ]
    return f"Pomoże: {' albo '.join(parts)}."


_ORDER = (
    "family_weekday",
    "family_hours",
    "evening",
    "working_hours",
    "place",
    "weekend",
    "per_day",
    "longest_day",
    "month_minutes",
    "gap",
    "target",
)


def _for_all(ground: Ground) -> Iterator[_Try]:
    """Yield the changes of the worker's own rules."""
    problem = ground.problem
    for weekday in work_weekdays(ground):
        longer = _longer(ground, weekday)
        if longer is not None:
            last = max(end for spans in longer.values() for _, end in spans)
            words = f"godzina dłużej {on_weekdays([weekday])} (do {clock(last)})"
            yield _Try("working_hours", words, replace(problem, own_hours={**problem.own_hours, **longer}))
    more = problem.max_per_day + 1
    yield _Try("per_day", f"jedna wizyta dziennie więcej ({more})", replace(problem, max_per_day=more))
    if problem.longest_day is not None:
        longest = problem.longest_day + _HOUR
        words = f"dzień pracy dłuższy o godzinę ({hours(longest)})"
        yield _Try("longest_day", words, replace(problem, longest_day=longest))
    if problem.min_gap_days > 1:
        words = f"odstęp między wizytami krótszy o dzień ({problem.min_gap_days - 1})"
        yield _Try("gap", words, replace(problem, min_gap_days=problem.min_gap_days - 1))


def _longer(ground: Ground, weekday: int) -> dict[date, tuple[Span, ...]] | None:
    """Return the open days of a weekday with an hour more at the end, None when there is no hour more."""
    found: dict[date, tuple[Span, ...]] = {}
    for day in ground.open:
        if day.weekday() == weekday:
            *before, (start, end) = sorted(ground.problem.spans(day))
            if end + _HOUR > _MIDNIGHT:
                return None
            found[day] = (*before, (start, end + _HOUR))
    return found or None


def _for_family(ground: Ground, number: int, lacking: int) -> Iterator[_Try]:
    """Yield the changes of what the family agreed to, and of the contract by what it lacks."""
    problem, family = ground.problem, ground.families[number]

    def changed(**values: object) -> MonthProblem:
        new: FamilyNeed = replace(family, **values)  # type: ignore[arg-type]
        return replace(problem, families=(*ground.families[:number], new, *ground.families[number + 1 :]))

    possible = family.possible
    if possible is not None:
        for weekday in [day for day in work_weekdays(ground) if day < 5 or family.weekend_ok]:
            any_hour = changed(possible={**possible, weekday: None})
            if weekday not in weekdays_of(family):
                yield _Try("family_weekday", f"spotkania także {on_weekdays([weekday])}", any_hour)
            elif possible.get(weekday) is not None:
                yield _Try("family_hours", f"inne godziny rodziny {on_weekdays([weekday])}", any_hour)
    if not family.evening_ok:
        words = f"zgoda rodziny na wieczory (po {clock(problem.evening_from)})"
        yield _Try("evening", words, changed(evening_ok=True))
    if not family.weekend_ok and any(day.weekday() >= 5 for day in ground.open):
        yield _Try("weekend", "zgoda rodziny na soboty i niedziele", changed(weekend_ok=True))
    for district in sorted({other.district for other in ground.families} - {family.district, ""}):
        words = f"spotkania w innym miejscu (rejon: {district})"
        yield _Try("place", words, changed(district=district, travel_minutes=None))
    if problem.month_minutes is not None:
        more = -(-lacking * (problem.visit_minutes + problem.travel_other) // _HOUR) * _HOUR
        longer = replace(problem, month_minutes=problem.month_minutes + more)
        yield _Try("month_minutes", f"umowa większa o {hours(more)} w miesiącu", longer)
    fewer = counted(lacking, "wizytę", "wizyty", "wizyt")
    words = f"cel mniejszy o {fewer} albo przekazanie rodziny"
    yield _Try("target", words, changed(missing=family.missing - lacking))
