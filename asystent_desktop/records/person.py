"""A human being, one record whatever the roles."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Merge, Record, Scope, field, kind
from asystent_desktop.records.types import Code, Day, Flag, Note, Text


@kind("person", "Osoba", "Osoby", scope=Scope.SHARED)
class Person(Record):
    """A person; second names stand in `first_name`. PESEL and birth date may be unknown."""

    last_name: str = field("Nazwisko", Text(80), search=True, import_as=("nazwisko", "nazwisko i imię"))
    first_name: str = field(
        "Imię",
        Text(80),
        default="",
        required=lambda values: not values.get("name_pending"),
        search=True,
        import_as=("imię", "imiona"),
    )
    name_pending: bool = field("Imię jeszcze nienadane", Flag(), default=False)
    birth_date: date | None = field(
        "Data urodzenia", Day(), default=None, import_as=("data urodzenia", "ur.", "data ur.")
    )
    birth_date_approx: bool = field("Data urodzenia przybliżona", Flag(), default=False)
    expected_birth_date: date | None = field("Przewidywana data porodu", Day(), default=None)
    death_date: date | None = field("Data zgonu", Day(), default=None)
    sex: str = field("Płeć", Code("sex"), default="")
    pesel: str = field("PESEL", Text(11), default="", import_as=("pesel", "nr pesel"))
    pesel_checked: bool = field("Numer PESEL sprawdzony w dokumencie", Flag(), default=False)
    pesel_missing_reason: str = field("Brak numeru PESEL", Code("no_pesel"), default="")
    family_name_at_birth: str = field("Nazwisko rodowe", Text(80), default="")
    language: str = field("Język", Text(40), default="")
    phone: str = field(
        "Telefon",
        Text(40),
        default="",
        search=True,
        import_as=("telefon", "tel", "telefon kontaktowy", "nr telefonu"),
    )
    email: str = field("E-mail", Text(120), default="", import_as=("e-mail", "email", "adres e-mail"))
    school_or_work: str = field("Szkoła albo praca", Text(120), default="")
    health_note: str = field("Zdrowie", Note(4000), default="", merge=Merge.TEXT)
