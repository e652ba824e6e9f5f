"""The office: its heading on papers and the rules that it has set."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from asystent_desktop.records.fields import DESK, Record, Scope, field, kind
from asystent_desktop.records.types import Code, Number, Text

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    foster_families_limit: int | None = field(
        "Rodzin zastępczych na koordynatora", Number(1, 15), default=None
    )
    travel_same_minutes: int | None = field("Dojazd w tym samym rejonie", Number(1, 120), default=None)
    travel_other_minutes: int | None = field("Dojazd do innego rejonu", Number(1, 240), default=None)
    long_visit_minutes: int | None = field("Długa wizyta: ponad", Number(30, 1440), default=None)
    late_record_days: int | None = field("Zapis wizyty najpóźniej po", Number(1, 60), default=None)
    first_plan_days: int | None = field("Pierwszy plan pracy", Number(1, 180), default=None)
    assessment_to_head_days: int | None = field("Ocena do kierownika", Number(1, 60), default=None)
    opinion_days: int | None = field("Opinia dla sądu", Number(1, 60), default=None)
    monitoring_months: int | None = field("Monitorowanie po zakończeniu", Number(1, 60), default=None)
    monitoring_every_months: int | None = field("Kontakt w monitorowaniu co", Number(1, 12), default=None)
    child_plan_days: int | None = field("Plan pomocy dziecku", Number(1, 180), default=None)
    motion_first_reminder_months: int | None = field("Wniosek: pierwsze", Number(1, 17), default=None)
    motion_second_reminder_months: int | None = field("Wniosek: drugie", Number(1, 17), default=None)
    adoption_notice_days: int | None = field("Zgłoszenie do adopcji", Number(1, 60), default=None)
    authorisation_warning_days: int | None = field("Koniec upoważnienia", Number(1, 180), default=None)
    package_days: int | None = field("Paczka z terenu", Number(1, 90), default=None)


LIMIT_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "families_per_assistant": "families_limit",
        "foster_families_per_coordinator": "foster_families_limit",
        "max_visits_per_day": "max_visits_a_day",
        **{
            name: name
            for name in (
                "visit_target",
                "min_gap_days",
                "visit_minutes",
                "travel_same_minutes",
                "travel_other_minutes",
                "evening_hour",
                "longest_day_minutes",
                "long_visit_minutes",
                "late_record_days",
                "first_plan_days",
                "assessment_to_head_days",
                "opinion_days",
                "monitoring_months",
                "monitoring_every_months",
                "child_plan_days",
                "motion_first_reminder_months",
                "motion_second_reminder_months",
                "adoption_notice_days",
                "authorisation_warning_days",
                "package_days",
            )
        },
    }
)
"""From the name of a limit to the office's field that may set it; limits of the law are not among them,
except the number of households, which an office may only lower."""
