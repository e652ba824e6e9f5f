"""One meeting with a household: planned, held, failed, called off or moved."""

from __future__ import annotations

from datetime import date, time

from asystent_desktop.records.fields import HOUSEHOLD, Record, codes, field, kind, refs, when
from asystent_desktop.records.types import Clock, Code, Day, Flag, Minutes, Note, Ref, Text


@kind("visit", "Wizyta", "Wizyty")
class Visit(Record):
    """A visit: local `day`, local `start` and `end` on that day; areas are letters of the list `area`."""

    family: str = field("Rodzina", HOUSEHOLD, index=True)
    account: str = field("Kto", Ref(("account",)), index=True)
    state: str = field("Stan", Code("visit_state"))
    day: date = field("Data", Day(), index=True)
    start: time = field("Od", Clock())
    end: time = field("Do", Clock())
    pinned: bool = field(
        "Termin ustalony z rodziną",
        Flag(),
        default=False,
        hint="Planowanie od nowa nie przesunie tej wizyty.",
    )
    contact_kind: str = field("Rodzaj", Code("contact_kind"), default="home_visit")
    place: str = field("Miejsce", Code("place"), default="home")
    place_text: str = field("Jakie miejsce", Text(120), default="", required=when(place="other"))
    present: tuple[str, ...] = field("Obecni", refs("person"), default=())
    contacts_present: tuple[str, ...] = field("Osoby spoza rodziny", refs("contact"), default=())
    others_present: str = field("Inni obecni", Text(200), default="")
    areas: tuple[str, ...] = field("Obszary", codes("area"), default=())
    goals: tuple[str, ...] = field("Cele planu", refs("plan_goal"), default=())
    course: str = field("Przebieg", Note(), default="", search=True)
    family_did: str = field("Co zrobiła rodzina", Note(), default="", search=True)
    failed_reason: str = field(
        "Powód", Code("failed_reason"), default="", required=when(state=("failed", "cancelled"))
    )
    failed_note: str = field("Uwaga do powodu", Text(200), default="")
    travel_minutes: int | None = field("Dojazd (minuty)", Minutes(most=600), default=None)
    second_worker: bool = field("Wizyta we dwoje", Flag(), default=False)
    second_account: str = field("Druga osoba prowadząca", Ref(("account",)), default="")
    intervention: bool = field("Interwencja", Flag(), default=False)
    moved_to: str = field("Przełożona na", Ref(("visit",)), default="")
    addition: str = field("Uzupełnienie", Note(), default="", search=True)
