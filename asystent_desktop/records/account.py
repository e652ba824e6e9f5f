"""People who use the program."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import DESK, Record, Scope, codes, field, kind
from asystent_desktop.records.types import Day, Flag, Hours, Text


@kind("account", "Pracownik", "Pracownicy", scope=Scope.EVERYONE, creators=DESK, writers=DESK)
class Account(Record):
    """One person's account; it may hold several roles."""

    name: str = field(
        "Imię i nazwisko",
        Text(80),
        search=True,
        import_as=("asystent", "asystent rodziny", "imię i nazwisko asystenta", "pracownik", "prowadzący"),
    )
    roles: tuple[str, ...] = field("Role", codes("role"), required=True)
    job_title: str = field("Stanowisko", Text(80), default="")
    phone: str = field("Telefon", Text(40), default="")
    email: str = field("E-mail", Text(120), default="")
    employed_from: date | None = field("Zatrudnienie od", Day(), default=None)
    employed_to: date | None = field("Zatrudnienie do", Day(), default=None)
    month_minutes: int | None = field(
        "Czas pracy w miesiącu z umowy (godziny)",
        Hours(most=20_000),
        default=None,
        hint="Puste znaczy: bez granicy. Pełny etat to zwykle 160 godzin, a pół etatu 80.",
    )
    longest_day_minutes: int | None = field(
        "Najdłuższy dzień pracy (godziny)",
        Hours(most=1440),
        default=None,
        hint="Puste znaczy: tyle, ile przyjęto w ośrodku. Na przykład 8 albo 7:30.",
    )
    closed: bool = field("Konto zamknięte", Flag(), default=False)
