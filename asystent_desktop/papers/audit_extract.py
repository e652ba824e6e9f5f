"""Who looked at a household: the extract for a family's right to know.

Source: rozporządzenie (UE) 2016/679 (RODO), art. 15 ust. 1 (the right of access); ustawa o pomocy społecznej
and ustawa o wspieraniu rodziny name who may see the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from asystent_desktop.polish import short_date
from asystent_desktop.typeset import Column, open_kit
from asystent_desktop.typeset.sheets import as_of
from asystent_desktop.typeset.text import plain

TITLE = "Kto zaglądał do danych rodziny"
_ON_LAPTOPS = (
    "Wykaz obejmuje czynności w programie biura i na laptopach. Z laptopa są tu te, które przyszły z jego "
    "ostatnią paczką; późniejsze przyjdą z następną."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The lines of the journal about one household: (local time, person, act); who held it when.

    `holders` are (name, first day, last day or None, time of the last bundle of their laptops or None).
    """

    office: tuple[str, str]
    family: str
    since: date | None
    until: date
    printed_at: datetime
    holders: Sequence[tuple[str, date, date | None, datetime | None]]
    lines: Sequence[tuple[datetime, str, str]]


def build(extract: Extract, *, large: bool = False) -> bytes:
    """Return the extract as PDF."""
    kit = open_kit(as_of(TITLE, extract.office, extract.printed_at), large=large)
    since = f"od {short_date(extract.since)} " if extract.since else ""
    rows = [
        (plain(f"{short_date(at.date())} {at:%H:%M}"), plain(who), plain(act))
        for at, who, act in extract.lines
    ]
    held = [
        (
            plain(name),
            plain(short_date(first)),
            plain(short_date(last) if last else "nadal"),
            plain(f"{short_date(came.date())} {came:%H:%M}" if came else "–"),
        )
        for name, first, last, came in extract.holders
    ]
    return kit.pdf(
        [
            *kit.title(TITLE, f"{extract.family} · {since}do {short_date(extract.until)}"),
            kit.heading("Czynności", f"{len(rows)}"),
            kit.grid([Column(head="Kiedy", width=96), Column(head="Kto", width=150), Column(head="Co")], rows)
            if rows
            else kit.paragraph(plain("W tym czasie nikt nie otwierał danych rodziny.")),
            kit.heading("Kto pracował z rodziną"),
            kit.paragraph(plain(_ON_LAPTOPS)),
            kit.gap(4),
            kit.grid(
                [
                    Column(head="Osoba"),
                    Column(head="Od", width=80),
                    Column(head="Do", width=80),
                    Column(head="Paczka z laptopa", width=110),
                ],
                held,
            )
            if held
            else kit.paragraph(plain("Rodzina nie miała jeszcze asystenta ani koordynatora.")),
        ]
    )
