"""The page with a store's recovery code, kept in an envelope; it names no person and no office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.polish import long_date, short_date
from asystent_desktop.typeset import OfficeHead, Sheet, open_kit
from asystent_desktop.typeset.text import bold, joined, plain

TITLE = "Kod odzyskiwania"
_GROUP, _GROUPS, _IN_A_ROW = 4, 9, 3
_PURPOSE = (
    "Ten kod otwiera sejf, gdy zapomnisz hasła. Kto ma ten kod i komputer, przeczyta wszystko, "
    "co jest w sejfie. Bez hasła i bez kodu danych nie odzyska nikt, także autorzy programu."
)
_KEEPING = (
    "Włóż kartkę do koperty, zaklej ją i schowaj w zamkniętej szafie albo w kasie pancernej.",
    "Nie trzymaj jej razem z komputerem ani w torbie, z którą jeździsz do rodzin.",
    "Nie rób zdjęcia kodu. Nie wpisuj go do telefonu, poczty ani innego programu.",
)
_USING = (
    "W oknie odblokowania wybierz kod odzyskiwania i przepisz dziewięć grup po kolei.",
    "Wielkość liter i odstępy nie mają znaczenia. W kodzie nie ma liter I, L, O: to jedynki i zera.",
    "Program poprosi o nowe hasło i poda nowy kod. Wydrukuj go, a tę kartkę zniszcz: już nie zadziała.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPaper:
    """A code of nine groups of four (any separators), the day, and the store's own label."""

    code: str
    printed_on: date
    label: str


def build(paper: RecoveryPaper, *, large: bool = False) -> bytes:
    """Return the page as PDF; InvalidValueError("code") unless the code has 36 letters and digits."""
    groups = _groups(paper.code)
    kit = open_kit(_sheet(paper), large=large)
    return kit.pdf(
        [
            *kit.title(TITLE, paper.label),
            kit.box(plain(_PURPOSE)),
            kit.heading("Kod"),
            kit.cards([kit.code_group(number, group) for number, group in enumerate(groups, 1)], _IN_A_ROW),
            kit.heading("Gdzie go trzymać"),
            kit.steps([plain(sentence) for sentence in _KEEPING]),
            kit.heading("Gdy zapomnisz hasła"),
            kit.steps([plain(sentence) for sentence in _USING]),
        ]
    )


def _groups(code: str) -> tuple[str, ...]:
    characters = re.sub(r"[^0-9A-Za-z]", "", code).upper()
    if len(characters) != _GROUP * _GROUPS:
        raise InvalidValueError("code", "Kod odzyskiwania ma 9 grup po 4 znaki.")
    return tuple(characters[start : start + _GROUP] for start in range(0, len(characters), _GROUP))


def _sheet(paper: RecoveryPaper) -> Sheet:
    return Sheet(
        office=OfficeHead(name="Asystent rodziny", address_lines=(), unit="", town=""),
        title=TITLE,
        corner=(joined(plain("wydruk"), bold(long_date(paper.printed_on))),),
        foot=f"{TITLE} · {paper.label} · wydruk {short_date(paper.printed_on)}",
        printed_on=paper.printed_on,
    )
