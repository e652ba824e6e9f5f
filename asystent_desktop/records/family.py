"""A family in work with an assistant."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import DESK, Record, field, kind
from asystent_desktop.records.types import Code, Day, Flag, Minutes, Money, Note, Number, Text, WeekHours


@kind("family", "Rodzina", "Rodziny", creators=DESK, is_household=True)
class Family(Record):
    """A family in work, as the office agreed it; `display_name` is typed, never made by declension."""

    display_name: str = field(
        "Nazwa rodziny", Text(80), search=True, import_as=("rodzina", "nazwa rodziny", "nazwisko rodziny")
    )
    street: str = field(
        "Ulica", Text(80), default="", search=True, import_as=("ulica", "adres", "adres zamieszkania")
    )
    house: str = field("Nr domu", Text(12), default="", import_as=("nr domu", "dom"))
    flat: str = field(
        "Nr mieszkania", Text(12), default="", import_as=("nr mieszkania", "lokal", "nr lokalu")
    )
    postcode: str = field("Kod pocztowy", Text(6), default="", import_as=("kod", "kod pocztowy"))
    city: str = field("Miejscowość", Text(60), default="", search=True, import_as=("miejscowość", "miasto"))
    gmina: str = field("Gmina", Text(60), default="", import_as=("gmina",))
    address_protected: bool = field(
        "Adres zastrzeżony",
        Flag(),
        default=False,
        hint="Adres nie pokaże się na listach, wydrukach ani w kalendarzu.",
    )
    district: str = field(
        "Rejon", Text(40), default="", search=True, import_as=("rejon", "dzielnica", "rejon pracy")
    )
    travel_minutes: int | None = field("Dojazd (minuty)", Minutes(most=300), default=None)
    phone: str = field(
        "Telefon",
        Text(40),
        default="",
        search=True,
        import_as=("telefon", "tel", "telefon kontaktowy", "nr telefonu", "kontakt", "kom", "komórka"),
    )
    meeting_hours: str = field(
        "Godziny dogodne dla rodziny",
        WeekHours(),
        default="",
        hint="Puste znaczy: każda godzina pracy. Np. 2 15:00-18:00 to wtorek po piętnastej.",
    )
    weekend_ok: bool = field("Spotkania także w sobotę i niedzielę", Flag(), default=False)
    evening_ok: bool = field(
        "Spotkania także wieczorem",
        Flag(),
        default=False,
        hint="Bez zgody plan nie wychodzi poza początek wieczoru (zwykle 18:00).",
    )
    favourite_hours: str = field(
        "Ulubiona pora rodziny",
        WeekHours(),
        default="",
        hint="Plan wybiera ją, gdy może. Np. 3 10:00-12:00 to środa przed południem.",
    )
    visit_target: int | None = field(
        "Wizyt w miesiącu", Number(0, 31), default=None, hint="Puste znaczy: tyle, ile przyjęto w ośrodku."
    )
    visit_target_since: date | None = field(
        "Ta liczba wizyt od dnia", Day(), default=None, hint="Puste znaczy: od początku pracy."
    )
    visit_target_before: int | None = field("Wcześniej wizyt w miesiącu", Number(0, 31), default=None)
    safety_note: str = field(
        "Bezpieczeństwo wizyty", Text(200), default="", hint="Np. pies na podwórku, wejście od ogrodu."
    )
    two_workers: bool = field("Wizyta we dwoje", Flag(), default=False)
    housing: str = field("Mieszkanie", Code("housing"), default="")
    debts: int | None = field("Zadłużenie", Money(), default=None)
    remarks: str = field("Uwagi", Note(), default="", import_as=("uwagi", "informacje", "notatki"))
