"""Why a visit has no date and what would help, in sentences with figures."""

from __future__ import annotations

from datetime import date, timedelta

from asystent_desktop.checks.calendar import holiday_name
from asystent_desktop.planning.greedy import Board
from asystent_desktop.planning.ground import Ground, may_visit
from asystent_desktop.planning.problem import FamilyNeed, PlanFigures, Unplaced
from asystent_desktop.planning.weights import WEIGHTS
from asystent_desktop.polish import counted, day_month, hours, month_in, on_weekdays, plural, short_day

FULL_SHARE = 85
"""Per cent of working time above which the month is called full."""

_SHOWN_DAYS = 4


def unplaced_of(board: Board) -> tuple[Unplaced, ...]:
    """Return what could not be placed, family by family, each with its reason."""
    found = []
    for number, family in enumerate(board.ground.families):
        lacking = board.lacking(number)
        if lacking > 0:
            reason, helps = _explained(board, number)
            found.append(Unplaced(family_id=family.id, missing=lacking, reason=reason, helps=helps))
    return tuple(found)


def _explained(board: Board, number: int) -> tuple[str, str]:
    ground = board.ground
    family = ground.families[number]
    own_days = [day for day in ground.open if may_visit(family, day)]
    fitting = [day for day in own_days if ground.slots(number, day)]
    if not ground.open:
        return _no_days(ground)
    if own_days and not fitting:
        return (
            "Godziny, w których rodzina ma czas, leżą poza godzinami pracy albo są już zajęte.",
            "Zmień godziny pracy w wybranym dniu albo godziny rodziny.",
        )
    if len(spaced(ground.allowed[number], ground.problem.min_gap_days)) < family.missing:
        return _few_days(ground, number, own_days)
    return _no_room(board, number)


def _no_days(ground: Ground) -> tuple[str, str]:
    month = month_in(ground.problem.month).capitalize()
    when = "nie ma dni pracy" if not ground.working else "nie ma już wolnych dni pracy"
    return f"{month} {when}.", "Zmień godziny pracy lub dni wolne albo zaplanuj inny miesiąc."


def _few_days(ground: Ground, number: int, own_days: list[date]) -> tuple[str, str]:
    family, allowed = ground.families[number], ground.allowed[number]
    gap = ground.problem.min_gap_days
    lost = _lost_days(ground, number)
    brackets = f" ({', '.join(lost)})" if lost else ""
    since = max(ground.month_days[0], ground.problem.today + timedelta(days=1))
    if since == ground.month_days[0]:
        period = month_in(ground.problem.month).capitalize()
    else:
        period = f"Od {day_month(since)} do końca miesiąca"
    count = f"{len(allowed)} {plural(len(allowed), 'dzień', 'dni', 'dni')}"
    start = f"Rodzina ma czas {on_weekdays(_weekdays(family))}. " if family.possible is not None else ""
    if len(allowed) < family.missing or not own_days:
        wanted = f"{family.missing} {plural(family.missing, 'wizytę', 'wizyty', 'wizyt')}"
        reason = f"{start}{period} to {count}{brackets}, a zaplanować trzeba {wanted}."
    else:
        fit = len(spaced(allowed, gap))
        apart = f"{gap} {plural(gap, 'dzień', 'dni', 'dni')}"
        reason = (
            f"{start}{period} to {count}{brackets}, ale wizyty dzieli co najmniej {apart}: "
            f"{plural(fit, 'mieści', 'mieszczą', 'mieści')} się {fit}."
        )
    if family.possible is not None and len(_weekdays(family)) < len(_work_weekdays(ground)):
        return reason, "Dodaj inny dzień tygodnia."
    return reason, "Zmień dni wolne, umów dzień poza zwykłymi dniami pracy albo zmniejsz cel wizyt."


def _no_room(board: Board, number: int) -> tuple[str, str]:
    ground, problem = board.ground, board.ground.problem
    cap = problem.month_minutes
    free = [day for day in ground.allowed[number] if board.is_spaced(number, day)]
    open_hours = [day for day in free if board.hours.arrange(day, board.days[day] | {number}) is not None]
    if cap is not None and open_hours:
        reason = f"Umowa daje {hours(cap)} w miesiącu, a plan zajmuje już {hours(board.minutes)}."
        return reason, "Zwiększ liczbę godzin w miesiącu albo zmniejsz cel wizyt."
    most = problem.max_per_day
    if free and all(len(board.days[day]) >= ground.room(day) for day in free):
        reason = f"W dni możliwe dla rodziny jest już po {most} {_each(most)}, więcej dziennie nie wolno."
        return reason, _relief(ground)
    reason = "W dni możliwe dla rodziny godziny pracy są już zajęte przez inne wizyty i dojazdy."
    return reason, "Wydłuż godziny pracy w wybranym dniu albo dodaj inne godziny lub dzień rodziny."


def _relief(ground: Ground) -> str:
    needed, room = _needed(ground), len(ground.open) * ground.problem.max_per_day
    if needed > room:
        return (
            f"Potrzeba {_visits_of(needed)}, a mieści się najwyżej {room}: "
            "zmniejsz cel wizyt albo przekaż część rodzin."
        )
    return "Dodaj inny dzień tygodnia dla rodziny albo zwiększ liczbę wizyt dziennie."


def spaced(days: list[date], gap: int) -> list[date]:
    """Return as many of the days (in order) as can be taken with the gap between them."""
    found: list[date] = []
    for day in days:
        if not found or (day - found[-1]).days >= max(1, gap):
            found.append(day)
    return found


def _lost_days(ground: Ground, number: int) -> list[str]:
    family = ground.families[number]
    later = [
        day for day in ground.month_days if day > ground.problem.today and day not in ground.allowed[number]
    ]
    words = [f"{short_day(day)} {word}" for day in later if (word := _lost_word(ground, number, family, day))]
    return words if len(words) <= _SHOWN_DAYS else [*words[:_SHOWN_DAYS], "i inne"]


def _lost_word(ground: Ground, number: int, family: FamilyNeed, day: date) -> str:
    if day.weekday() not in _weekdays(family) or day.weekday() not in _work_weekdays(ground):
        return ""
    if holiday_name(day):
        return "wolne"
    if day in ground.problem.days_off:
        return ground.problem.days_off[day]
    if any(start <= day <= end for start, end in family.outside):
        return "poza pracą z rodziną"
    if not may_visit(family, day):
        return "rodzina nieobecna"
    if ground.is_near_fixed(family, day):
        return "tuż przy innej wizycie"
    return "zajęte" if ground.room(day) == 0 or not ground.slots(number, day) else ""


def _weekdays(family: FamilyNeed) -> list[int]:
    last = 7 if family.weekend_ok else 5
    return [
        weekday
        for weekday in range(last)
        if family.possible is None or family.possible.get(weekday, ()) != ()
    ]


def _work_weekdays(ground: Ground) -> list[int]:
    return [weekday for weekday, spans in sorted(ground.problem.hours.items()) if spans]


def _needed(ground: Ground) -> int:
    planned = sum(ground.fixed_count(day) for day in ground.open)
    return planned + sum(family.missing for family in ground.families)


def _visits_of(number: int) -> str:
    return f"{number} {'wizyty' if number == 1 else 'wizyt'}"


def _each(number: int) -> str:
    return plural(number, "wizycie", "wizyty", "wizyt")


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
    needed, days, most = _needed(ground), len(ground.open), ground.problem.max_per_day
    if not days or needed < days * most:
        return ""
    month = month_in(ground.problem.month).capitalize()
    start = f"{month} potrzeba {_visits_of(needed)}, a dni do planowania jest {days}: po {most} {_each(most)}"
    if needed > days * most:
        over = f"Co najmniej {needed - days * most} zostanie bez terminu."
        return f"{start} dziennie to razem {days * most}. {over}"
    return f"{start} dziennie to razem {days * most}. Nie zostaje miejsce na nic innego."


def _time_note(ground: Ground, figures: PlanFigures) -> str:
    at_hand = sum(end - start for day in ground.working for start, end in ground.problem.hours[day.weekday()])
    used = figures.visits * ground.problem.visit_minutes + figures.travel_minutes
    if not at_hand or used * 100 < at_hand * FULL_SHARE:
        return ""
    left = max(0, at_hand - used)
    return (
        f"Wizyty z dojazdami zajmą {hours(used)}, a czas pracy w miesiącu to {hours(at_hand)}. "
        f"Na dokumenty, narady i pilne sprawy zostaje {hours(left)}."
    )
