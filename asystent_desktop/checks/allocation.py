"""Limits and overlaps when a family is allocated to an assistant or a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asystent_desktop.checks.findings import ERROR, WARNING, Finding, Level
from asystent_desktop.checks.limits import DEFAULTS
from asystent_desktop.polish import plural, short_date

COUNTED_STATES = frozenset({"allocated", "active", "suspended"})


def check_assistant_limit(
    families: int, *, limit: int = DEFAULTS.families_per_assistant, office_reason: str = ""
) -> list[Finding]:
    """Return C20 when an assistant who works with `families` would get one more than `limit`.

    An office that gives `office_reason` may save it (level W). Source: ustawa o wspieraniu rodziny
    i systemie pieczy zastępczej, art. 15 ust. 4.
    """
    if families < limit:
        return []
    words = plural(families, "rodziną", "rodzinami", "rodzinami")
    sentence = f"Ten asystent pracuje już z {families} {words}. {_ground(limit)}"
    return [_limit_finding("C20", sentence, office_reason)]


def check_coordinator_limit(
    families: int, *, limit: int = DEFAULTS.foster_families_per_coordinator, office_reason: str = ""
) -> list[Finding]:
    """Return C21 when a coordinator of `families` foster families and homes would get one more than `limit`.

    Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 77 ust. 4.
    """
    if families < limit:
        return []
    sentence = (
        f"Ten koordynator ma już {families} "
        + plural(families, "rodzinę zastępczą lub rodzinny dom dziecka", *_FOSTER)
        + "."
    )
    return [_limit_finding("C21", sentence, office_reason)]


_FOSTER = (
    "rodziny zastępcze i rodzinne domy dziecka",
    "rodzin zastępczych i rodzinnych domów dziecka",
)


def _ground(limit: int) -> str:
    if limit < DEFAULTS.families_per_assistant:
        return "To limit przyjęty w ośrodku."
    return "Ustawa nie pozwala na więcej w tym samym czasie."


def _limit_finding(rule: str, sentence: str, office_reason: str) -> Finding:
    level: Level = WARNING if office_reason.strip() else ERROR
    return Finding(rule=rule, level=level, field="user", sentence=sentence)


def check_overlap(start: date, end: date | None, others: Sequence[tuple[date, date | None]]) -> list[Finding]:
    """Return C22 for each main allocation in `others` (from, to or None) that shares a day with this one."""
    found = []
    for other_start, other_end in sorted(others, key=lambda spell: spell[0]):
        if (end is None or other_start <= end) and (other_end is None or start <= other_end):
            spell = spell_words(other_start, other_end)
            sentence = f"W tym czasie rodzina ma już innego asystenta: {spell}."
            found.append(Finding(rule="C22", level=ERROR, field="from", sentence=sentence))
    return found


def spell_words(start: date, end: date | None) -> str:
    """Return a spell in words: "01.03.2026–15.06.2026", or "od 01.03.2026" while it lasts."""
    return f"od {short_date(start)}" if end is None else f"{short_date(start)}–{short_date(end)}"
