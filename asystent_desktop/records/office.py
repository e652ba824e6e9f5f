"""The office: its heading on papers and the rules that it has set."""

from __future__ import annotations

from asystent_desktop.records.fields import DESK, Record, Scope, field, kind
from asystent_desktop.records.types import Code, Number, Text


@kind("office", "Ośrodek", "Ośrodek", scope=Scope.EVERYONE, creators=DESK, writers=DESK)
class Office(Record):
    """The one office of this store; empty limits mean the defaults of the program."""

    name: str = field("Nazwa ośrodka", Text(120))
    type: str = field("Rodzaj", Code("office_kind"), default="")
    street: str = field("Ulica i numer", Text(120), default="")
    postcode: str = field("Kod pocztowy", Text(6), default="")
    city: str = field("Miejscowość", Text(60), default="")
    unit: str = field("Komórka", Text(120), default="")
    phone: str = field("Telefon", Text(40), default="")
    head_name: str = field("Kierownik", Text(80), default="")
    head_title: str = field("Stanowisko kierownika", Text(80), default="")
    case_number_pattern: str = field("Wzór numeru sprawy", Text(40), default="", hint="Np. AR.{nr}.{rok}")
    families_limit: int | None = field("Rodzin na asystenta", Number(1, 15), default=None)
    visit_target: int | None = field("Wizyt w miesiącu", Number(0, 31), default=None)
    max_visits_a_day: int | None = field("Najwięcej wizyt dziennie", Number(1, 12), default=None)
    min_gap_days: int | None = field("Odstęp między wizytami (dni)", Number(1, 14), default=None)
    evening_hour: int | None = field("Wieczór zaczyna się o godzinie", Number(12, 23), default=None)
    longest_day_minutes: int | None = field("Najdłuższy dzień pracy (minuty)", Number(60, 1440), default=None)
    visit_minutes: int | None = field("Zwykła długość wizyty (minuty)", Number(15, 240), default=None)
