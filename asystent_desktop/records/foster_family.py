"""A foster family or a family children's home with its coordinator."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import DESK, Record, field, kind
from asystent_desktop.records.types import Code, Day, Flag, Minutes, Note, Number, Text, WeekHours


@kind("foster_family", "Rodzina zastępcza", "Rodziny zastępcze", creators=DESK, is_household=True)
class FosterFamily(Record):
    """A foster family or a family children's home with its coordinator."""

    display_name: str = field("Nazwa rodziny", Text(80), search=True)
    type: str = field("Rodzaj", Code("foster_type"))
    state: str = field("Stan", Code("foster_state"), default="functioning", office_writes=True)
    street: str = field("Ulica", Text(80), default="", search=True)
    house: str = field("Nr domu", Text(12), default="")
    flat: str = field("Nr mieszkania", Text(12), default="")
    postcode: str = field("Kod pocztowy", Text(6), default="")
    city: str = field("Miejscowość", Text(60), default="", search=True)
    gmina: str = field("Gmina", Text(60), default="")
    address_protected: bool = field("Adres zastrzeżony", Flag(), default=False)
    district: str = field("Rejon", Text(40), default="", search=True)
    travel_minutes: int | None = field("Dojazd (minuty)", Minutes(most=300), default=None)
    phone: str = field("Telefon", Text(40), default="", search=True)
    meeting_hours: str = field("Godziny dogodne dla rodziny", WeekHours(), default="")
    weekend_ok: bool = field("Spotkania także w sobotę i niedzielę", Flag(), default=False)
    evening_ok: bool = field("Spotkania także wieczorem", Flag(), default=False)
    favourite_hours: str = field("Ulubiona pora rodziny", WeekHours(), default="")
    visit_target: int | None = field("Wizyt w miesiącu", Number(0, 31), default=None)
    visit_target_since: date | None = field(
        "Ta liczba wizyt od dnia", Day(), default=None, hint="Puste znaczy: od początku pracy."
    )
    visit_target_before: int | None = field("Wcześniej wizyt w miesiącu", Number(0, 31), default=None)
    safety_note: str = field("Bezpieczeństwo wizyty", Text(200), default="")
    two_workers: bool = field("Wizyta we dwoje", Flag(), default=False)
    start_on: date | None = field("Początek pracy", Day(), default=None, office_writes=True)
    end_on: date | None = field("Koniec pracy", Day(), default=None, office_writes=True)
    remarks: str = field("Uwagi", Note(), default="")
