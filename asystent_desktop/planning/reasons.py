"""Why a visit has no date: the rule that stopped it, in a sentence with figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from asystent_desktop.checks.calendar import holiday_name
from asystent_desktop.planning.greedy import Board
from asystent_desktop.planning.ground import Ground, may_visit
from asystent_desktop.planning.hours import Hours
from asystent_desktop.planning.problem import FamilyNeed
from asystent_desktop.polish import clock, day_month, hours, month_in, on_weekdays, plural, short_day

_SHOWN_DAYS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A rule's short name and the sentence about it."""

    rule: str
    sentence: str


def reason_of(board: Board, number: int) -> Reason:
    """Return the rule that keeps a family's missing visits out of the plan on the board."""
    ground = board.ground
    family = ground.families[number]
    own_days = [day for day in ground.open if may_visit(family, day)]
    fitting = [day for day in own_days if ground.slots(number, day)]
    if not ground.open:
        return _no_days(ground)
    if not weekdays_of(family):
        return _no_weekday(family)
    if own_days and not fitting:
        return _no_hours(ground, number)
    if len(spaced(ground.allowed[number], ground.problem.min_gap_days)) < family.missing:
        return _few_days(ground, number, own_days)
    return _no_room(board, number)


def _no_days(ground: Ground) -> Reason:
    month = month_in(ground.problem.month).capitalize()
    when = "nie ma dni pracy" if not ground.working else "nie ma już wolnych dni pracy"
    return Reason(rule="no_days", sentence=f"{month} {when}.")


def _no_weekday(family: FamilyNeed) -> Reason:
    weekend = weekdays_of(replace(family, weekend_ok=True))
    if weekend:
        words = f"Rodzina ma czas tylko {on_weekdays(weekend)}, a zgody na soboty i niedziele nie ma."
        return Reason(rule="weekend", sentence=words)
    words = "Rodzina nie ma w tygodniu żadnej godziny na spotkania."
    return Reason(rule="family_hours", sentence=words)


def _no_hours(ground: Ground, number: int) -> Reason:
    family = replace(ground.families[number], evening_ok=True)
    others = (*ground.families[:number], family, *ground.families[number + 1 :])
    agreed = Ground(replace(ground.problem, families=others))
    if agreed.allowed[number]:
        evening = clock(ground.problem.evening_from)
        words = f"Rodzina ma czas dopiero wieczorem (po {evening}), a zgody na wieczory nie ma."
        return Reason(rule="evening", sentence=words)
    words = "Godziny, w których rodzina ma czas, leżą poza godzinami pracy albo są już zajęte."
    return Reason(rule="family_hours", sentence=words)


def _few_days(ground: Ground, number: int, own_days: list[date]) -> Reason:
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
    start = f"Rodzina ma czas {on_weekdays(weekdays_of(family))}. " if family.possible is not None else ""
    if len(allowed) < family.missing or not own_days:
        wanted = f"{family.missing} {plural(family.missing, 'wizytę', 'wizyty', 'wizyt')}"
        sentence = f"{start}{period} to {count}{brackets}, a zaplanować trzeba {wanted}."
        return Reason(rule="few_days", sentence=sentence)
    fit = len(spaced(allowed, gap))
    apart = f"{gap} {plural(gap, 'dzień', 'dni', 'dni')}"
    sentence = (
        f"{start}{period} to {count}{brackets}, ale wizyty dzieli co najmniej {apart}: "
        f"{plural(fit, 'mieści', 'mieszczą', 'mieści')} się {fit}."
    )
    return Reason(rule="gap", sentence=sentence)


def _no_room(board: Board, number: int) -> Reason:
    ground, problem = board.ground, board.ground.problem
    free = [day for day in ground.allowed[number] if board.is_spaced(number, day)]
    if not free and needed_visits(ground) > len(ground.open) * problem.max_per_day:
        return _month_full(ground)
    if not free:
        words = "Pozostałe dni tej rodziny są za blisko wizyt, które już mają termin."
        return Reason(rule="gap", sentence=words)
    cap = problem.month_minutes
    if cap is not None and _fits(board.hours, board, number, free):
        words = f"Umowa daje {hours(cap)} w miesiącu, a plan zajmuje już {hours(board.minutes)}."
        return Reason(rule="month_minutes", sentence=words)
    most = problem.max_per_day
    if all(len(board.days[day]) >= ground.room(day) for day in free):
        each = plural(most, "wizycie", "wizyty", "wizyt")
        words = f"W dni możliwe dla rodziny jest już po {most} {each}, więcej dziennie nie wolno."
        return Reason(rule="per_day", sentence=words)
    longest = problem.longest_day
    if longest is not None and _fits(Hours(Ground(replace(problem, longest_day=None))), board, number, free):
        words = (
            f"Najdłuższy dzień pracy to {hours(longest)}, a dni możliwe dla rodziny są już tak wypełnione."
        )
        return Reason(rule="longest_day", sentence=words)
    words = "W dni możliwe dla rodziny godziny pracy są już zajęte przez inne wizyty i dojazdy."
    return Reason(rule="working_hours", sentence=words)


def _month_full(ground: Ground) -> Reason:
    needed, most, days = needed_visits(ground), ground.problem.max_per_day, len(ground.open)
    room = f"{days * most} {'wizyta' if days * most == 1 else 'wizyt'}"
    words = (
        f"{month_in(ground.problem.month).capitalize()} mieści się najwyżej {room} "
        f"({days} {plural(days, 'dzień', 'dni', 'dni')} po {most}), a potrzeba {needed}."
    )
    return Reason(rule="month_full", sentence=words)


def needed_visits(ground: Ground) -> int:
    """Return the visits that the open days should hold: those planned and those without a date."""
    planned = sum(ground.fixed_count(day) for day in ground.open)
    return planned + sum(family.missing for family in ground.families)


def _fits(with_hours: Hours, board: Board, number: int, days: list[date]) -> bool:
    return any(with_hours.arrange(day, board.days[day] | {number}) is not None for day in days)


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
    if day.weekday() not in weekdays_of(family) or day.weekday() not in work_weekdays(ground):
        return ""
    if holiday_name(day):
        return "wolne"
    if day in ground.problem.days_off:
        return ground.problem.days_off[day]
    if not ground.is_working(day):
        return "bez godzin pracy"
    if any(start <= day <= end for start, end in family.outside):
        return "poza pracą z rodziną"
    if not may_visit(family, day):
        return "rodzina nieobecna"
    if ground.is_near_fixed(family, day):
        return "tuż przy innej wizycie"
    return "zajęte" if ground.room(day) == 0 or not ground.slots(number, day) else ""


def weekdays_of(family: FamilyNeed) -> list[int]:
    """Return the weekdays on which the family has any time."""
    last = 7 if family.weekend_ok else 5
    return [
        weekday
        for weekday in range(last)
        if family.possible is None or family.possible.get(weekday, ()) != ()
    ]


def work_weekdays(ground: Ground) -> list[int]:
    """Return the weekdays on which the worker works, usually or this month."""
    usual = {weekday for weekday, spans in ground.problem.hours.items() if spans}
    return sorted(usual | {day.weekday() for day in ground.working})
