"""People and institutions around a household."""

from __future__ import annotations

from asystent_desktop.records.fields import HOUSEHOLD, Record, field, kind
from asystent_desktop.records.types import Code, Text


@kind("contact", "Osoba kontaktowa", "Osoby i instytucje")
class Contact(Record):
    """A person or an institution that works with a household, outside it."""

    family: str = field("Rodzina", HOUSEHOLD, index=True)
    role: str = field("Kto to jest", Code("contact_role"))
    name: str = field(
        "Imię i nazwisko",
        Text(80),
        default="",
        search=True,
        import_as=("pracownik socjalny", "prac. socjalny"),
    )
    institution: str = field("Instytucja", Text(120), default="", search=True)
    institution_kind: str = field("Rodzaj instytucji", Code("institution"), default="")
    phone: str = field("Telefon", Text(40), default="")
    email: str = field("E-mail", Text(120), default="")
    remark: str = field("Uwaga", Text(200), default="")
