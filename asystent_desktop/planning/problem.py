"""What a month's plan is asked for and what it answers: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from asystent_desktop.checks.limits import DEFAULTS
from asystent_desktop.errors import InvalidValueError

Span = tuple[int, int]
"""From and to as minutes of the day, 0..1440."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVisit:
    """A planned visit that may be moved, at a price: planning again keeps it where it is if it can."""

    id: str
    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyNeed:
    """A family and the visits to place: those it lacks and, when planning again, those in `keep`.

    `possible` maps a weekday (Monday is 0) to the family's hours, None meaning any hour; a weekday left
    out is impossible, and no mapping at all means any working time. `unavailable` spells include both
    days, `favourite` maps a weekday to the hours that the family likes best (none: any),
    `travel_minutes` is the family's own drive from another district. Evenings and weekends are for
    families who agreed to them, whatever their `possible` hours say. `outside` are days on which this
    worker does not work with the family, `visited` days of another worker's visits (for the gap).
    """

    id: str
    name: str
    missing: int
    district: str = ""
    possible: Mapping[int, tuple[Span, ...] | None] | None = None
    unavailable: tuple[tuple[date, date], ...] = ()
    favourite: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    weekend_ok: bool = False
    evening_ok: bool = False
    travel_minutes: int | None = None
    keep: tuple[KeptVisit, ...] = ()
    outside: tuple[tuple[date, date], ...] = ()
    visited: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedVisit:
    """What the plan may not move: a visit held or planned, or an appointment (`family_id` None).

    Visits a few days before and after the month belong here too, for the gap between visits.
    """

    family_id: str | None
    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthProblem:
    """One worker's month; visits are placed only after `today`.

    `hours` maps a weekday to working hours, `own_hours` a single day to other ones, `days_off` a day to
    the word for it ("urlop"). `longest_day` and `month_minutes` cap the time worked in a day and in the
    month: visits and appointments, each visit with the drive to it. From `evening_from` on (a minute of
    the day) only families who agreed are visited.
    """

    year: int
    month: int
    families: tuple[FamilyNeed, ...]
    hours: Mapping[int, tuple[Span, ...]]
    today: date
    own_hours: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    days_off: Mapping[date, str] = field(default_factory=dict)
    fixed: tuple[FixedVisit, ...] = ()
    visit_minutes: int = DEFAULTS.visit_minutes
    travel_same: int = DEFAULTS.travel_same_minutes
    travel_other: int = DEFAULTS.travel_other_minutes
    max_per_day: int = DEFAULTS.max_visits_per_day
    min_gap_days: int = DEFAULTS.min_gap_days
    evening_from: int = DEFAULTS.evening_hour * 60
    longest_day: int | None = None
    month_minutes: int | None = None

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return the working hours of a day, days off left aside."""
        return self.own_hours.get(day, self.hours.get(day.weekday(), ()))

    def __post_init__(self) -> None:
        if self.visit_minutes < 1:
            raise InvalidValueError("visit_minutes", "Czas wizyty ma być dłuższy niż zero.")
        if len({family.id for family in self.families}) < len(self.families):
            raise InvalidValueError("families", "Ta sama rodzina jest w planie dwa razy.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """One proposed visit; times are minutes of the day; `id` is that of the kept visit it stands for."""

    family_id: str
    day: date
    start: int
    end: int
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A change that makes room for `places` of a family's missing visits, tried before it is offered.

    `problem` is the month with that change, `picks` the days (family's index, day) of a plan in it that has
    every visit of the proposal and those besides.
    """

    kind: str
    sentence: str
    places: int
    problem: MonthProblem
    picks: frozenset[tuple[int, date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """Visits of one family that did not fit: how many, the rule that stopped them, and what would help.

    `reason` and `helps` are sentences; `ways` are empty in a proposal that is told on the way.
    """

    family_id: str
    missing: int
    rule: str
    reason: str
    helps: str
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """The plan in numbers; visits of a day include the fixed ones, `per_day_*` look at days with work."""

    working_days: int
    visits: int
    district_changes: int
    travel_minutes: int
    per_day_min: int
    per_day_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed month.

    `cost` and `bound` are in the units of the weights; `gap` is their distance as a part of the cost, None
    when no bound is known; `proven` says that no better choice of days exists, `quality` says all this in
    one sentence. `notes` are sentences on the month as a whole.
    """

    visits: tuple[PlannedVisit, ...]
    unplaced: tuple[Unplaced, ...]
    notes: tuple[str, ...]
    figures: PlanFigures
    cost: float
    bound: float | None
    gap: float | None
    proven: bool
    quality: str
    seconds: float
