"""One page to read at the door: agreements, open actions, deadlines, cautions, who lives there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.polish import short_date
from asystent_desktop.typeset import Column, OfficeHead, Sheet, bind, open_kit
from asystent_desktop.typeset.text import bold, joined, known, plain

if TYPE_CHECKING:
    from asystent_desktop.typeset import Document
    from asystent_desktop.typeset.kit import Flowable, Kit

__all__ = ["TITLE", "BriefingPaper", "OfficeHead", "build"]

TITLE = "Przed wizytą"
_KEEP = "Kartka robocza. Po wizycie ją zniszcz: nie zostaje w domu rodziny ani w aktach."

_LINES = (7, 5, 3, 1)
_PAGE = b"/Type /Page\n"

Lines = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingPaper:
    """All that the page prints; `agreements`, `actions` and `deadlines` are (what, who, by when)."""

    office: OfficeHead
    case_number: str
    printed_on: date
    family: str
    when: str
    address: str
    phone: str
    month: str
    cautions: tuple[str, ...]
    at_home: tuple[str, ...]
    elsewhere: tuple[str, ...]
    last_on: str
    last_words: str
    agreements: Lines
    actions: Lines
    deadlines: Lines


def build(value: BriefingPaper, *, large: bool = False) -> bytes:
    """Return the page as PDF, in usual print always one; `large` sets it in 14 points."""
    for most in _LINES:
        pdf = bind([lay_out(value, most=most, large=large)])
        if large or pdf.count(_PAGE) == 1:
            break
    return pdf


def lay_out(value: BriefingPaper, *, most: int = _LINES[0], large: bool = False) -> Document:
    """Return the page laid out with at most so many lines in each table."""
    kit = open_kit(_sheet(value), large=large)
    parts = kit.title(f"{TITLE}: {value.family}", value.when)
    parts.append(_facts(kit, value))
    parts += kit.boxed("Ostrożnie", plain("\n".join(value.cautions)))
    parts += _table(kit, "Ustalenia z ostatniego razu", value.agreements[:most])
    parts += _table(kit, "Działania w toku", value.actions[:most])
    parts += _table(kit, "Terminy", value.deadlines[:most])
    parts += kit.boxed("Ostatnia wizyta", plain(value.last_words), note=value.last_on)
    notes = [kit.heading("Notatki"), kit.lines_box(2), kit.gap(6), kit.note(plain(_KEEP))]
    parts += kit.part("notatki", notes)
    return kit, parts


def _sheet(value: BriefingPaper) -> Sheet:
    printed = short_date(value.printed_on)
    return Sheet(
        office=value.office,
        title=TITLE,
        corner=(
            joined(plain("nr sprawy"), bold(value.case_number)),
            plain(f"{value.office.town}, {printed}"),
        ),
        foot=f"{TITLE} · {value.case_number} · wydruk {printed}",
        printed_on=value.printed_on,
    )


def _facts(kit: Kit, value: BriefingPaper) -> Flowable:
    left = (("W domu", "\n".join(value.at_home)), ("Poza domem", "\n".join(value.elsewhere)))
    right = (("Adres", value.address), ("Telefon", value.phone), ("W miesiącu", value.month))
    return kit.facts(known(left), known(right))


def _table(kit: Kit, heading: str, lines: Lines) -> list[Flowable]:
    if not lines:
        return []
    columns = (Column(head="Co"), Column(head="Kto", width=112.5), Column(head="Do kiedy", width=92))
    rows = [(plain(what), plain(who), plain(due)) for what, who, due in lines]
    return kit.part(heading.lower(), [kit.heading(heading), kit.grid(columns, rows)])
