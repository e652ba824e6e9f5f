"""Numbers set by law, by practice or by this program: one place, with defaults that an office may change."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal

from asystent_desktop.errors import InvalidValueError

Mark = Literal["ustawa", "praktyka", "program"]


def _limit(default: int, mark: Mark, label: str) -> Any:
    return field(default=default, metadata={"mark": mark, "label": label})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Every limit and term with its default; each is a whole number above zero, else InvalidValueError.

    Sources of those marked „ustawa”: ustawa z 9 czerwca 2011 r. o wspieraniu rodziny i systemie pieczy
    zastępczej (art. 15 ust. 4, art. 77 ust. 4, art. 15 ust. 1 pkt 15, art. 131, 134, 145) and, for the
    Blue Card, rozporządzenie Dz.U. 2023 poz. 1870.
    """

    families_per_assistant: int = _limit(15, "ustawa", "Rodzin na asystenta")
    foster_families_per_coordinator: int = _limit(15, "ustawa", "Rodzin zastępczych i RDD na koordynatora")
    visit_target: int = _limit(8, "praktyka", "Wizyt w miesiącu w jednej rodzinie")
    max_visits_per_day: int = _limit(6, "program", "Najwięcej wizyt dziennie")
    min_gap_days: int = _limit(2, "program", "Odstęp między wizytami w rodzinie (dni)")
    visit_minutes: int = _limit(60, "program", "Zwykły czas wizyty (min)")
    travel_same_minutes: int = _limit(10, "program", "Dojazd w tym samym rejonie (min)")
    travel_other_minutes: int = _limit(25, "program", "Dojazd do innego rejonu (min)")
    evening_hour: int = _limit(18, "program", "Wieczór zaczyna się o godzinie")
    longest_day_minutes: int = _limit(600, "program", "Najdłuższy dzień pracy (godz.)")
    first_plan_days: int = _limit(30, "program", "Pierwszy plan pracy (dni)")
    assessment_months: int = _limit(6, "ustawa", "Okresowa ocena rodziny (miesiące)")
    assessment_to_head_days: int = _limit(7, "program", "Przekazanie oceny kierownikowi (dni)")
    opinion_days: int = _limit(14, "program", "Opinia dla sądu, gdy pismo nie podaje daty (dni)")
    monitoring_months: int = _limit(6, "program", "Monitorowanie po zakończeniu (miesiące)")
    monitoring_every_months: int = _limit(2, "program", "Kontakt w monitorowaniu co (miesiące)")
    child_plan_days: int = _limit(30, "program", "Plan pomocy dziecku (dni)")
    child_assessment_young_months: int = _limit(3, "ustawa", "Ocena sytuacji małego dziecka (miesiące)")
    child_assessment_months: int = _limit(6, "ustawa", "Ocena sytuacji dziecka (miesiące)")
    young_child_years: int = _limit(3, "ustawa", "Małe dziecko: do ukończenia (lata)")
    court_letter_months: int = _limit(6, "ustawa", "Informacja dla sądu o dziecku (miesiące)")
    motion_months: int = _limit(18, "ustawa", "Wniosek o uregulowanie sytuacji dziecka (miesiące)")
    motion_first_reminder_months: int = _limit(15, "program", "Pierwsze przypomnienie o wniosku (miesiące)")
    motion_second_reminder_months: int = _limit(17, "program", "Drugie przypomnienie o wniosku (miesiące)")
    adoption_notice_days: int = _limit(7, "program", "Zgłoszenie do ośrodka adopcyjnego (dni)")
    foster_first_months: int = _limit(12, "ustawa", "Pierwsza ocena rodziny zastępczej (miesiące)")
    foster_second_months: int = _limit(12, "ustawa", "Druga ocena rodziny zastępczej (miesiące)")
    foster_next_months: int = _limit(36, "ustawa", "Następne oceny rodziny zastępczej (miesiące)")
    emergency_months: int = _limit(4, "ustawa", "Pobyt w pogotowiu rodzinnym (miesiące)")
    guardian_months: int = _limit(12, "ustawa", "Opiekun usamodzielnienia przed 18. urodzinami (miesiące)")
    programme_months: int = _limit(1, "ustawa", "Program usamodzielnienia przed 18. urodzinami (miesiące)")
    blue_card_form_days: int = _limit(5, "ustawa", "Formularz NK-A do zespołu (dni robocze)")
    blue_card_team_days: int = _limit(3, "ustawa", "Zespół do grupy (dni robocze)")
    blue_card_group_days: int = _limit(5, "ustawa", "Pierwsze posiedzenie grupy (dni robocze)")
    authorisation_warning_days: int = _limit(30, "program", "Przypomnienie o końcu upoważnienia (dni)")
    package_days: int = _limit(14, "program", "Paczka z terenu do biura (dni)")
    late_record_days: int = _limit(7, "program", "Zapis wizyty najpóźniej po (dni)")
    long_visit_minutes: int = _limit(240, "program", "Długa wizyta: ponad (min)")

    def __post_init__(self) -> None:
        for entry in fields(self):
            value = getattr(self, entry.name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                sentence = f"{entry.metadata['label']}: wpisz liczbę całkowitą większą od zera."
                raise InvalidValueError(entry.name, sentence)


DEFAULTS = Limits()


def mark_of(name: str) -> Mark:
    """Return where the number `name` comes from: „ustawa”, „praktyka” or „program”."""
    found: Mark = _described(name)["mark"]
    return found


def label_of(name: str) -> str:
    """Return the Polish label of the number `name`."""
    found: str = _described(name)["label"]
    return found


def _described(name: str) -> Any:
    return next(entry.metadata for entry in fields(Limits) if entry.name == name)
