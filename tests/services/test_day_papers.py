"""The papers of the worker's own days: the week and the route sheet."""

from __future__ import annotations

import subprocess
from datetime import date, time
from io import BytesIO

import pytest
from pypdf import PdfReader

from asystent_desktop.errors import RefusedError
from asystent_desktop.papers.route_sheet import OfficeHead, RoutePaper, RouteStop, build
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.printing import Printed, Wanted
from asystent_desktop.services.visits import NewAgreement, NextVisit
from tests.world import World, held

TUESDAY = date(2026, 11, 24)


def words(printed: Printed) -> str:
    """The paper's text as `pdftotext` reads it, in one line."""
    made = subprocess.run(["pdftotext", "-", "-"], input=printed.pdf, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


@pytest.fixture
def laptop(world: World) -> Services:
    place = {"street": "Żurawia", "house": "7", "city": "Wzorowo", "phone": "601 555 011"}
    world.family("Nowakowie", "Anna Wiśniewska", district="Ołbin", safety_note="Pies na podwórku", **place)
    hidden = {"street": "Tajna", "house": "3", "city": "Ukryte", "address_protected": True}
    world.family("Mazur Beata", "Anna Wiśniewska", district="Nadodrze", two_workers=True, **hidden)
    laptop = world.laptop()
    families = {row.name: row.id for row in laptop.cases.rows()}
    agreed = (NewAgreement(text="Prowadzić zeszyt Nowaków", who="mama", due=date(2026, 11, 30)),)
    entry = held(laptop, families["Nowakowie"], date(2026, 11, 20), new_agreements=agreed)
    laptop.visits.record(entry)
    for name, hour in (("Nowakowie", 9), ("Mazur Beata", 11)):
        wanted = NextVisit(day=TUESDAY, start=time(hour), end=time(hour + 1))
        laptop.visits.plan(families[name], wanted)
    return laptop


def test_the_route_has_what_a_day_on_the_road_needs(laptop: Services) -> None:
    said = words(laptop.printing.make("route-sheet", Wanted(day=TUESDAY)))
    for expected in (
        "Trasa dnia: wtorek, 24 listopada 2026 r.",
        "09:00–10:00 Nowakowie ul. Żurawia 7".replace("ul. ", ""),
        "601 555 011",
        "Prowadzić zeszyt Nowaków (mama, do 30.11.2026)",
        "20.11.2026:",
        "Pies na podwórku",
        "dojazd ok. 25 min",
        "wizyta we dwoje",
    ):
        assert expected in said
    assert said.index("Nowakowie") < said.index("Mazur Beata")


@pytest.mark.parametrize("stops", range(2, 16))
def test_the_notes_of_a_route_stand_whole_on_one_page(stops: int) -> None:
    """Wherever the table ends, the heading of the notes stands over their lines."""
    stop = RouteStop(hours="09:00–10:00", name="Nowakowie", agreed=("Zeszyt", "Rachunek"), agreed_on="20.11:")
    paper = RoutePaper(
        office=OfficeHead(name="MOPS", address_lines=(), unit="", town="Wzorowo"),
        worker="Anna Wiśniewska",
        day=TUESDAY,
        off="",
        count_words="",
        stops=(stop,) * stops,
        note="Zniszcz po pracy.",
        printed_on=TUESDAY,
    )
    pages = [one.extract_text() for one in PdfReader(BytesIO(build(paper))).pages]
    [with_heading] = [one for one in pages if "Notatki" in one]
    assert "Zniszcz po pracy." in with_heading


@pytest.mark.parametrize("paper", ["route-sheet", "week"])
@pytest.mark.parametrize("initials", [False, True])
def test_a_protected_address_is_on_no_paper(laptop: Services, paper: str, initials: bool) -> None:
    said = words(laptop.printing.make(paper, Wanted(day=TUESDAY, initials=initials)))
    assert "adres zastrzeżony" in said
    assert "Tajna" not in said
    assert "Ukryte" not in said


@pytest.mark.parametrize("paper", ["route-sheet", "week"])
def test_initials_leave_names_and_agreements_off(laptop: Services, paper: str) -> None:
    said = words(laptop.printing.make(paper, Wanted(day=TUESDAY, initials=True)))
    assert "N." in said
    assert "M. B." in said
    for secret in ("Nowak", "Mazur", "zeszyt"):
        assert secret not in said
    assert "Żurawia 7" in said


def test_the_week_lies_on_its_side_with_its_days_in_order(laptop: Services) -> None:
    printed = laptop.printing.make("week", Wanted(day=TUESDAY))
    page = PdfReader(BytesIO(printed.pdf)).pages[0].mediabox
    assert page.width > page.height
    assert printed.pages == 1
    said = words(printed)
    assert said.index("pon. 23.11") < said.index("wt. 24.11") < said.index("pt. 27.11")
    assert "28.11" not in said
    assert "2 wizyty" in said


def test_a_free_day_says_so_and_a_full_one_fits_in_large_print(laptop: Services) -> None:
    assert "Boże Narodzenie" in words(laptop.printing.make("week", Wanted(day=date(2026, 12, 24))))
    empty = words(laptop.printing.make("route-sheet", Wanted(day=date(2026, 12, 25))))
    assert "Tego dnia nie ma wizyt." in empty
    assert "Nowakowie" in words(laptop.printing.make("route-sheet", Wanted(day=TUESDAY, large=True)))


def test_another_paper_cannot_be_made_of_initials(laptop: Services) -> None:
    family = laptop.cases.rows()[0].id
    with pytest.raises(RefusedError, match="inicjałami"):
        laptop.printing.make("monthly-card", Wanted(family=family, initials=True))
