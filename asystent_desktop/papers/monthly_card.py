"""P8, the monthly card of work with a family: visits, progress in goals, what comes next, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.polish import hours, month_name, short_date, short_day, weekday_short
from asystent_desktop.typeset import Column, Dot, Dots, OfficeHead, Sheet, Signer, bind, open_kit
from asystent_desktop.typeset.text import Markup, bold, joined, lines, plain

if TYPE_CHECKING:
    from asystent_desktop.typeset import Document
    from asystent_desktop.typeset.kit import Cell, Flowable, Kit

__all__ = ["TITLE", "Dots", "MonthGoal", "MonthPaper", "MonthVisit", "OfficeHead", "Signer", "build"]

TITLE = "Miesięczna karta pracy z rodziną"
_USUAL_TARGET = 8
_VISIT_COLUMNS = (
    Column(head="Lp.", width=24, centred=True),
    Column(head="Dzień", width=40),
    Column(head="Godziny", width=71),
    Column(head="Gdzie", width=52),
    Column(head="Obszar", width=42, centred=True),
    Column(head="Przebieg i ustalenia"),
    Column(head="Stan", width=53, centred=True),
    Column(head="Podpis rodzica", width=63),
)
_GOAL_COLUMNS = (
    Column(head="Cel", width=168),
    Column(head="Co zrobiono w tym miesiącu"),
    Column(head="Termin", width=72),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthVisit:
    """One row; `no` counts held visits only (None: another state), `dot` None for a visit called off.

    `hours` such as „13:00–14:00”, `areas` letters, `note` course and agreements, `state_words` „odbyta”.
    """

    no: int | None
    day: date
    hours: str
    place: str
    areas: tuple[str, ...]
    note: str
    dot: Dot | None
    state_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthGoal:
    """Progress in one goal; `state_words` such as „osiągnięty” stands bold after what was done."""

    no: int
    text: str
    done: str
    deadline_words: str
    state_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPaper:
    """All that one month of a family prints; empty parts are left out.

    `month` is any day of it; `is_draft` marks a month that still goes on; `address` None prints
    „adres zastrzeżony”; `minutes` sums the held visits;
    `dots_words` says the dots in words; `areas` holds (letter, name) of each area in the table.
    """

    office: OfficeHead
    case_number: str
    month: date
    printed_on: date
    is_draft: bool
    family: str
    address: str | None
    assistant: str
    dots: Dots
    dots_words: str
    minutes: int
    visits: tuple[MonthVisit, ...]
    areas: tuple[tuple[str, str], ...]
    plan_version: int | None
    goals: tuple[MonthGoal, ...]
    contacts: str
    next_month: str
    signers: tuple[Signer, ...]


def build(paper: MonthPaper) -> bytes:
    """Return the card as PDF. It has no large print: eight columns would not fit the page."""
    return bind([lay_out(paper)])


def lay_out(paper: MonthPaper) -> Document:
    """Return the card laid out, to be bound with others into one file."""
    kit = open_kit(_sheet(paper))
    parts = kit.title(TITLE, _month(paper))
    parts.append(_facts(kit, paper))
    parts += kit.part("wizyty", _visits(kit, paper), flows=True)
    if paper.contacts:
        heading = kit.heading("Inne kontakty", "nie liczą się do wizyt")
        parts += kit.part("inne kontakty", [heading, kit.box(plain(paper.contacts))])
    if paper.goals:
        parts += kit.part("postęp w celach", _goals(kit, paper))
    if paper.next_month:
        following = month_name(paper.month.month % 12 + 1)
        parts += kit.part("ustalenia", [kit.heading(f"Co na {following}"), kit.box(plain(paper.next_month))])
    if paper.signers:
        signatures = kit.signatures(paper.signers, columns=2 if len(paper.signers) % 2 == 0 else 3, low=True)
        parts += kit.part("podpisy", [kit.gap(9), *signatures])
    return kit, parts


def _month(paper: MonthPaper) -> str:
    return f"{month_name(paper.month.month)} {paper.month.year}"


def _sheet(paper: MonthPaper) -> Sheet:
    month, printed = _month(paper), short_date(paper.printed_on)
    return Sheet(
        office=paper.office,
        title=TITLE,
        corner=(
            joined(plain("nr sprawy"), bold(paper.case_number)),
            joined(plain("karta za"), bold(month)),
        ),
        foot=f"{TITLE} · {paper.case_number} · {month} · wydruk {printed}",
        printed_on=paper.printed_on,
        is_draft=paper.is_draft,
        initials=len(paper.signers),
    )


def _facts(kit: Kit, paper: MonthPaper) -> Flowable:
    address = "adres zastrzeżony" if paper.address is None else paper.address
    family = ", ".join(part for part in (paper.family, address) if part)
    label = "Osiem wizyt" if len(paper.dots.places) == _USUAL_TARGET else "Wizyty"
    dots = kit.dots_line((paper.dots, paper.dots_words), bold=True)
    return kit.facts(
        [("Rodzina", plain(family)), (label, dots)],
        [("Asystent", plain(paper.assistant))] if paper.assistant else [],
    )


def _visits(kit: Kit, paper: MonthPaper) -> list[Flowable]:
    rows = [_visit_row(kit, visit) for visit in paper.visits]
    together = f"razem {hours(paper.minutes)}"
    return [
        kit.heading("Wizyty", together),
        kit.grid(_VISIT_COLUMNS, rows),
        kit.gap(4),
        *_legend(kit, paper),
    ]


def _visit_row(kit: Kit, visit: MonthVisit) -> Sequence[Cell]:
    words = kit.cell_note(visit.state_words)
    return (
        plain("–" if visit.no is None else str(visit.no)),
        lines(plain(short_day(visit.day)), plain(weekday_short(visit.day))),
        plain(visit.hours),
        plain(visit.place),
        plain(", ".join(visit.areas) or "–"),
        plain(visit.note),
        (words,) if visit.dot is None else (kit.dot_cell(visit.dot), words),
        Markup(""),
    )


def _legend(kit: Kit, paper: MonthPaper) -> list[Flowable]:
    named = " · ".join(f"{letter} {name}" for letter, name in paper.areas)
    found: list[Flowable] = [kit.note(plain(f"Obszary: {named}."))] if named else []
    apart = " do ośmiu" if len(paper.dots.places) == _USUAL_TARGET else ""
    meanings: tuple[tuple[Dot, str], ...] = (
        ("held", "odbyta"),
        ("planned", "zaplanowana"),
        ("free", "bez terminu"),
        ("failed", f"nieodbyta, nie liczy się{apart}"),
    )
    shown = set(paper.dots.all())
    key: list[Dots | str] = []
    for dot, words in meanings:
        if dot in shown:
            key += [Dots(places=(dot,)), words]
    return [*found, kit.dots_line(key)] if key else found


def _goals(kit: Kit, paper: MonthPaper) -> list[Flowable]:
    version = "" if paper.plan_version is None else f" (wersja {paper.plan_version})"
    rows = [
        (
            plain(f"{goal.no}. {goal.text}"),
            joined(plain(goal.done), bold(goal.state_words), by="; "),
            plain(goal.deadline_words),
        )
        for goal in paper.goals
    ]
    return [kit.heading(f"Postęp w celach planu{version}"), kit.grid(_GOAL_COLUMNS, rows)]
