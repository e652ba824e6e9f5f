"""The week of one worker on one page lying on its side: days beside each other, visits in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.polish import long_date, short_date, short_day, weekday_short
from asystent_desktop.typeset import Column, OfficeHead, Sheet, open_kit
from asystent_desktop.typeset.text import Markup, bold, lines, plain

if TYPE_CHECKING:
    from asystent_desktop.typeset.kit import Flowable

__all__ = ["TITLE", "OfficeHead", "WeekDay", "WeekPaper", "WeekVisit", "build"]

TITLE = "Tydzień pracy"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekVisit:
    """One entry of a day: `hours` such as „08:30–09:30”, whose it is, lines of facts under it."""

    hours: str
    name: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """One day of the week; `off` is the word for a free one."""

    day: date
    off: str = ""
    visits: tuple[WeekVisit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPaper:
    """All that a week prints; `note` is the sentence on what the names are, `count_words` „22 wizyty”."""

    office: OfficeHead
    worker: str
    days: tuple[WeekDay, ...]
    count_words: str
    note: str
    printed_on: date


def build(paper: WeekPaper, *, large: bool = False) -> bytes:
    """Return the week as PDF; days without work and visits must be left out by the caller."""
    kit = open_kit(_sheet(paper), large=large)
    first, last = paper.days[0].day, paper.days[-1].day
    span = f"{short_day(first)}–{short_date(last)}"
    parts: list[Flowable] = kit.title(f"{TITLE}: {span}", paper.count_words)
    parts += [kit.grid(_columns(paper), _rows(paper)), kit.gap(6), kit.note(plain(paper.note))]
    return kit.pdf(parts)


def _sheet(paper: WeekPaper) -> Sheet:
    printed = short_date(paper.printed_on)
    return Sheet(
        office=paper.office,
        title=TITLE,
        corner=(plain(paper.worker), plain(long_date(paper.printed_on))),
        foot=f"{TITLE} · {short_day(paper.days[0].day)}–{short_date(paper.days[-1].day)} · wydruk {printed}",
        printed_on=paper.printed_on,
        lies=True,
    )


def _columns(paper: WeekPaper) -> tuple[Column, ...]:
    return tuple(Column(head=f"{weekday_short(one.day)} {short_day(one.day)}") for one in paper.days)


def _rows(paper: WeekPaper) -> list[tuple[Markup, ...]]:
    """Return a row for the first visit of each day, one for the second, and so on."""
    most = max(len(one.visits) for one in paper.days)
    rows = []
    for place in range(max(most, 1)):
        rows.append(tuple(_cell(one, place) for one in paper.days))
    return rows


def _cell(day: WeekDay, place: int) -> Markup:
    visit = day.visits[place] if place < len(day.visits) else None
    off = plain(day.off) if place == 0 else Markup("")
    if visit is None:
        return off
    return lines(off, bold(visit.hours), bold(visit.name), *map(plain, visit.facts))
