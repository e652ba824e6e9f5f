"""The page before a visit: what it tells, what it never names, that it is one page."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO

import pytest
from pypdf import PdfReader

from asystent_desktop.errors import RefusedError
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.printing import Wanted
from asystent_desktop.services.visits import NewAgreement, NextVisit
from tests.world import World, held

DAY = date(2026, 11, 23)


@pytest.fixture
def family(world: World) -> str:
    return world.family("Nowakowie", "Anna Wiśniewska", safety_note="Pies na podwórku.", street="Lipowa")


@pytest.fixture
def laptop(world: World, family: str) -> Services:
    return world.laptop()


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_it_tells_agreements_cautions_people_and_the_last_visit(family: str, laptop: Services) -> None:
    told = (NewAgreement(text="Rachunek za prąd", who="p. Ewa", due=date(2026, 11, 25)),)
    laptop.visits.record(held(laptop, family, date(2026, 11, 18), new_agreements=told))
    visit = laptop.visits.plan(family, NextVisit(day=DAY, start=time(14), end=time(15))).id
    found = laptop.briefings.of(family, visit)
    assert found.visit is not None
    assert found.visit.id == visit
    assert [one.text for one in found.agreements] == ["Rachunek za prąd"]
    assert found.cautions == ("Pies na podwórku.",)
    assert [one.name for one in found.at_home] == ["Ewa Nowakowie"]
    assert found.last_words() == "Rozmowa o wydatkach."
    assert [one.code for one in found.deadlines] == ["D1", "D3"]


def test_a_blue_card_is_never_named_on_it(family: str, laptop: Services) -> None:
    laptop.records.create("blue_card", {"family": family, "started_on": DAY})
    assert laptop.briefings.of(family).cautions == ("Wizyta we dwoje.", "Pies na podwórku.")
    words = words_of(laptop.printing.make("briefing", Wanted(family=family)).pdf)
    assert "Wizyta we dwoje." in words
    assert "Niebiesk" not in words


def test_the_paper_is_one_page_however_much_was_agreed(family: str, laptop: Services) -> None:
    told = tuple(NewAgreement(text=f"Sprawa {number}: " + "wniosek " * 20) for number in range(12))
    long = "Długa rozmowa. " * 200
    laptop.visits.record(held(laptop, family, date(2026, 11, 18), new_agreements=told, course=long))
    printed = laptop.printing.make("briefing", Wanted(family=family))
    assert printed.pages == 1
    words = words_of(printed.pdf)
    assert "Przed wizytą: Nowakowie" in words
    assert "Kartka robocza" in words


def test_without_a_family_it_is_refused(laptop: Services) -> None:
    with pytest.raises(RefusedError, match="Podaj rodzinę"):
        laptop.printing.make("briefing", Wanted())
