"""What is said of a month's plan as a whole: how good it is, how full it leaves the days."""

from __future__ import annotations

from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.problem import PlanFigures
from asystent_desktop.planning.reasons import needed_visits
from asystent_desktop.planning.weights import WEIGHTS
from asystent_desktop.polish import counted, hours, month_in, plural

FULL_SHARE = 85
"""Per cent of working time above which the month is called full."""


def quality_words(cost: float, bound: float | None, missing: int) -> str:
    """Return how far from the best the choice of days may be; its visits without a date are `missing`."""
    if bound is None:
        return "To pierwszy plan: nie wiadomo jeszcze, o ile mógłby być lepszy."
    left = cost - bound
    if left < 1.0:
        return "To najlepszy możliwy podział wizyt na dni: lepszego nie ma."
    more = int(left // WEIGHTS.missing)
    if more:
        visits = counted(min(more, missing), "wizytę", "wizyty", "wizyt")
        return f"Być może da się zmieścić jeszcze {visits}. Dłuższe liczenie to sprawdzi."
    comfort = max(1.0, cost - WEIGHTS.missing * missing)
    share = min(99, max(1, -int(-100 * left // comfort)))
    return f"Ten plan jest najwyżej o {share}% gorszy od najlepszego możliwego."


def month_notes(ground: Ground, figures: PlanFigures) -> tuple[str, ...]:
    """Return sentences on a month that leaves little or no room for anything but visits."""
    return tuple(note for note in (_days_note(ground), _time_note(ground, figures)) if note)


def _days_note(ground: Ground) -> str:
    needed, days, most = needed_visits(ground), len(ground.open), ground.problem.max_per_day
    if not days or needed < days * most:
        return ""
    month = month_in(ground.problem.month).capitalize()
    start = f"{month} potrzeba {_visits_of(needed)}, a dni do planowania jest {days}: po {most} {_each(most)}"
    if needed > days * most:
        over = f"Co najmniej {needed - days * most} zostanie bez terminu."
        return f"{start} dziennie to razem {days * most}. {over}"
    return f"{start} dziennie to razem {days * most}. Nie zostaje miejsce na nic innego."


def _time_note(ground: Ground, figures: PlanFigures) -> str:
    at_hand = sum(end - start for day in ground.working for start, end in ground.problem.spans(day))
    used = figures.visits * ground.problem.visit_minutes + figures.travel_minutes
    if not at_hand or used * 100 < at_hand * FULL_SHARE:
        return ""
    left = max(0, at_hand - used)
    return (
        f"Wizyty z dojazdami zajmą {hours(used)}, a czas pracy w miesiącu to {hours(at_hand)}. "
        f"Na dokumenty, narady i pilne sprawy zostaje {hours(left)}."
    )


def _visits_of(number: int) -> str:
    return f"{number} {'wizyty' if number == 1 else 'wizyt'}"


def _each(number: int) -> str:
    return plural(number, "wizycie", "wizyty", "wizyt")
