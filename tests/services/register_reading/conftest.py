"""The targets of an office's register, as the tests use them."""

from __future__ import annotations

import pytest

from asystent_desktop.services.register_reading import Option, Target

ROUTES = (
    Option("consent", "za zgodą rodziny", ("zgoda",)),
    Option("court", "na mocy postanowienia sądu", ("sąd", "postanowienie")),
)

TARGETS = (
    Target(
        name="person",
        label="Nazwisko i imię",
        kind="person",
        synonyms=("rodzina", "imię i nazwisko", "nazwisko rodziny"),
        required=True,
    ),
    Target(name="case_number", label="Nr sprawy", kind="text", synonyms=("numer sprawy", "znak sprawy")),
    Target(name="address", label="Adres", kind="address", synonyms=("adres zamieszkania",)),
    Target(name="district", label="Rejon", kind="text", synonyms=("dzielnica",)),
    Target(name="phone", label="Telefon", kind="phone", synonyms=("tel", "telefon kontaktowy")),
    Target(name="work_start", label="Data przydziału", kind="date", synonyms=("praca od", "od kiedy")),
    Target(
        name="entry_route",
        label="Droga wejścia",
        kind="code",
        synonyms=("sąd/zgoda", "podstawa"),
        options=ROUTES,
    ),
    Target(name="child_count", label="Liczba dzieci", kind="number", synonyms=("ilość dzieci",)),
    Target(name="children", label="Dzieci", kind="children", synonyms=("imiona dzieci",)),
    Target(name="assistant", label="Asystent", kind="person", synonyms=("asystent rodziny",)),
    Target(name="pesel", label="PESEL", kind="pesel", synonyms=("nr pesel",)),
    Target(name="blue_card", label="Niebieska Karta", kind="yes_no", synonyms=("nk",)),
    Target(name="remarks", label="Uwagi", kind="note", synonyms=("notatki",)),
)


@pytest.fixture
def targets() -> tuple[Target, ...]:
    return TARGETS
