"""One day on the road: visits in order with address, phone, what was agreed and what to be careful about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.polish import long_date, short_date, weekday
from asystent_desktop.typeset import Column, OfficeHead, Sheet, open_kit
from asystent_desktop.typeset.text import Markup, bold, lines, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asystent_desktop.typeset.kit import Cell, Flowable, Kit

__all__ = ["TITLE", "OfficeHead", "RoutePaper", "RouteStop", "build"]

TITLE = "Trasa dnia"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStop:
    """One stop; `drive` are words on the way to it, `agreed` what was agreed, `cautions` what to mind."""

    hours: str
    name: str
    address: str = ""
    phone: str = ""
    state: str = ""
    drive: str = ""
    agreed: tuple[str, ...] = ()
    agreed_on: str = ""
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePaper:
    """All that a day prints; `off` is the word for a free day, `note` the sentence on care for the sheet."""

    office: OfficeHead
    worker: str
    day: date
    off: str
    count_words: str
    stops: tuple[RouteStop, ...]
    note: str
    printed_on: date


def build(paper: RoutePaper, *, large: bool = False) -> bytes:
    """Return the day as PDF with room for notes under it."""
    kit = open_kit(_sheet(paper), large=large)
    under = ", ".join(filter(None, (paper.worker, paper.count_words, paper.off)))
    parts = kit.title(f"{TITLE}: {weekday(paper.day)}, {long_date(paper.day)}", under)
    if paper.stops:
        parts.append(_stops_large(kit, paper.stops) if large else _stops(kit, paper.stops))
    else:
        parts.append(kit.paragraph(plain("Tego dnia nie ma wizyt.")))
    notes = [kit.gap(10), kit.heading("Notatki"), kit.lines_box(4), kit.gap(6), kit.note(plain(paper.note))]
    parts += kit.part("notatki", notes)
    return kit.pdf(parts)


def _sheet(paper: RoutePaper) -> Sheet:
    return Sheet(
        office=paper.office,
        title=TITLE,
        corner=(plain(paper.worker), plain(f"{paper.office.town} {short_date(paper.day)}".strip())),
        foot=f"{TITLE} · {short_date(paper.day)} · wydruk {short_date(paper.printed_on)}",
        printed_on=paper.printed_on,
    )


def _stops(kit: Kit, stops: Sequence[RouteStop]) -> Flowable:
    has_agreed = any(one.agreed for one in stops)
    has_cautions = any(one.cautions for one in stops)
    # What was agreed is the longest to read: it has the room that the others leave.
    columns = [
        Column(head="Godziny", width=74),
        Column(head="Rodzina, adres, telefon", width=126 if has_agreed else None),
    ]
    if has_agreed:
        columns.append(Column(head="Ustalono ostatnio"))
    if has_cautions:
        columns.append(Column(head="Uwaga", width=96 if has_agreed else 172))
    rows: list[Sequence[Cell]] = []
    for one in stops:
        row = [lines(bold(one.hours), plain(one.drive)), _where(one)]
        row += [_agreed(one)] if has_agreed else []
        row += [lines(*map(bold, one.cautions))] if has_cautions else []
        rows.append(row)
    return kit.grid(columns, rows)


def _stops_large(kit: Kit, stops: Sequence[RouteStop]) -> Flowable:
    """Set all of a stop under each other: four columns of large letters would cut names."""
    rows: list[Sequence[Cell]] = [
        (lines(bold(one.hours), plain(one.drive)), lines(_where(one), *map(bold, one.cautions), _agreed(one)))
        for one in stops
    ]
    columns = (Column(head="Godziny", width=84), Column(head="Rodzina, adres, telefon, ustalenia"))
    return kit.grid(columns, rows)


def _where(one: RouteStop) -> Markup:
    phone = f"tel. {one.phone}" if one.phone else ""
    return lines(bold(one.name), *(plain(part) for part in (one.address, phone, one.state) if part))


def _agreed(one: RouteStop) -> Markup:
    said = [plain(f"– {text}") for text in one.agreed]
    return lines(*([plain(one.agreed_on)] if one.agreed_on and said else []), *said)
