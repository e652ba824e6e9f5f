"""P7, the card of one visit: when, where, who, what was done and agreed, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.polish import long_date, short_date, weekday
from asystent_desktop.typeset import Column, OfficeHead, Sheet, Signer, bind, open_kit
from asystent_desktop.typeset.text import bold, joined, known, plain

if TYPE_CHECKING:
    from asystent_desktop.typeset import Document
    from asystent_desktop.typeset.kit import Flowable, Kit

__all__ = ["TITLE", "AgreementPaper", "OfficeHead", "Signer", "VisitPaper", "build"]

TITLE = "Karta wizyty"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPaper:
    """One thing agreed: what, who does it, by when as words."""

    text: str
    who: str = ""
    due_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPaper:
    """All that one visit prints; empty parts are left out.

    `hours` such as „08:30–09:30”; `state_words` such as „odbyta” or „nieodbyta: nikogo nie zastano”;
    `areas` are names without letters. The family reads this card: nothing on it may name a Blue Card
    procedure or a third person.
    """

    office: OfficeHead
    case_number: str
    printed_on: date
    family: str
    assistant: str
    day: date
    hours: str
    place: str
    state_words: str
    present: tuple[str, ...]
    areas: tuple[str, ...]
    goals: tuple[str, ...]
    course: str
    family_did: str
    agreements: tuple[AgreementPaper, ...]
    addition: str
    next_visit: str
    signers: tuple[Signer, ...]


def build(visit: VisitPaper, *, large: bool = False) -> bytes:
    """Return the card as PDF; `large` sets it in 14 points."""
    return bind([lay_out(visit, large=large)])


def lay_out(visit: VisitPaper, *, large: bool = False) -> Document:
    """Return the card laid out, to be bound with others into one file."""
    kit = open_kit(_sheet(visit), large=large)
    parts = kit.title(TITLE, f"{weekday(visit.day)}, {long_date(visit.day)}")
    parts.append(_facts(kit, visit))
    parts += kit.boxed("Cele planu", plain("\n".join(visit.goals)))
    parts += kit.boxed("Przebieg", plain(visit.course))
    parts += kit.boxed("Co zrobiła rodzina", plain(visit.family_did))
    if visit.agreements:
        parts += kit.part("ustalenia", [kit.heading("Ustalenia"), _agreements(kit, visit.agreements)])
    parts += kit.boxed("Uzupełnienie", plain(visit.addition))
    parts += kit.boxed("Następna wizyta", plain(visit.next_visit))
    if visit.signers:
        parts += kit.part("podpisy", [kit.gap(14), *kit.signatures(visit.signers)])
    return kit, parts


def _sheet(visit: VisitPaper) -> Sheet:
    day = short_date(visit.day)
    return Sheet(
        office=visit.office,
        title=TITLE,
        corner=(
            joined(plain("nr sprawy"), bold(visit.case_number)),
            plain(f"{visit.office.town}, {day}"),
        ),
        foot=f"{TITLE} · {visit.case_number} · {day} · wydruk {short_date(visit.printed_on)}",
        printed_on=visit.printed_on,
        initials=len(visit.signers),
    )


def _facts(kit: Kit, visit: VisitPaper) -> Flowable:
    left = (
        ("Rodzina", visit.family),
        ("Obecni", ", ".join(visit.present)),
        ("Obszary", ", ".join(visit.areas)),
        ("Wizyta", visit.state_words),
    )
    right = (("Godziny", visit.hours), ("Gdzie", visit.place), ("Asystent", visit.assistant))
    return kit.facts(known(left), known(right))


def _agreements(kit: Kit, agreements: Sequence[AgreementPaper]) -> Flowable:
    columns = (Column(head="Co"), Column(head="Kto", width=112.5), Column(head="Do kiedy", width=81))
    return kit.grid(columns, [(plain(one.text), plain(one.who), plain(one.due_words)) for one in agreements])
