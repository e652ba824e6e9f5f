"""Papers from real stores: what they say, what they leave off, how many pages, which fonts."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from typing import Any, cast

import pytest
from pypdf import PdfReader

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.printing import Printed, Wanted
from asystent_desktop.services.visits import NewAgreement
from tests.world import World, held

NOVEMBER = date(2026, 11, 1)


def words(printed: Printed) -> str:
    """The paper's text as `pdftotext` reads it, in one line."""
    made = subprocess.run(["pdftotext", "-", "-"], input=printed.pdf, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


def fonts(printed: Printed) -> dict[str, bool]:
    """Each font of the paper, and whether it travels with it."""
    found = {}
    for page in PdfReader(BytesIO(printed.pdf)).pages:
        for font in cast("Any", page)["/Resources"]["/Font"].values():
            described = font.get_object()
            found[described["/BaseFont"]] = "/FontFile2" in described["/FontDescriptor"]
    return found


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Nowakowie", "Anna Wiśniewska", street="Żurawia", house="7", city="Wzorowo")
    return world.laptop()


@pytest.fixture
def family(laptop: Services) -> str:
    return laptop.cases.rows()[0].id


def test_every_printout_has_its_layout_and_a_name_of_its_own(laptop: Services) -> None:
    from asystent_desktop.papers import PAPERS

    printouts = laptop.printing.papers()
    layouts = {one.name: (one.title, one.code) for one in PAPERS}
    assert len({one.name for one in printouts}) == len(printouts)
    assert all(layouts[one.name] == (one.title, one.code) for one in printouts)


def test_an_unknown_paper_is_refused_with_the_known_names(laptop: Services, family: str) -> None:
    with pytest.raises(NotFoundError, match=r"„karta”.*visit-card"):
        laptop.printing.make("karta", Wanted(family=family))


def test_the_card_of_a_visit_says_what_was_written_once(laptop: Services, family: str) -> None:
    agreed = NewAgreement(text="Zanieść wniosek", who="mama", due=date(2026, 11, 27))
    entry = held(laptop, family, date(2026, 11, 20), family_did="Mama policzyła rachunki.")
    laptop.visits.record(replace(entry, new_agreements=(agreed,)))
    made = laptop.printing.make("visit-card", Wanted(family=family))
    text = words(made)
    assert "piątek, 20 listopada 2026 r." in text
    for said in ("Ewa Nowakowie", "09:00–10:00", "Rozmowa o wydatkach.", "Mama policzyła rachunki."):
        assert said in text
    assert "Zanieść wniosek mama 27.11.2026" in text
    assert (made.name, made.pages) == ("karta-wizyty-2026-11-20.pdf", 1)
    assert fonts(made)
    assert all(fonts(made).values())


def test_the_month_counts_like_the_program_and_shows_other_contacts_apart(
    laptop: Services, family: str
) -> None:
    for day in (3, 6, 10):
        laptop.visits.record(held(laptop, family, date(2026, 11, day)))
    laptop.visits.record(
        held(laptop, family, date(2026, 11, 12), contact_kind="phone", course="Telefon w sprawie wniosku.")
    )
    laptop.visits.record(
        held(laptop, family, date(2026, 11, 13), state="failed", failed_reason="absent", present=())
    )
    made = laptop.printing.make("monthly-card", Wanted(family=family, day=NOVEMBER))
    text = words(made)
    assert "3 z 8 wizyt, 5 bez terminu, 1 nieodbyta" in text
    assert "razem 3 h" in text
    assert "12.11 rozmowa telefoniczna: Telefon w sprawie wniosku." in text
    assert "Rodzina nieobecna" in text
    assert made.name == "karta-miesieczna-2026-11.pdf"


def test_a_plan_without_goals_says_so_on_paper_until_there_is_one(laptop: Services, family: str) -> None:
    plan = laptop.plans.begin(family).id
    said = words(laptop.printing.make("support-plan", Wanted(family=family)))
    assert "Ten szkic nie ma jeszcze celów." in said
    laptop.plans.save_goal(plan, {"text": "Własny budżet", "area": "c"})
    said = words(laptop.printing.make("support-plan", Wanted(family=family)))
    assert "Własny budżet" in said
    assert "nie ma jeszcze celów" not in said


def test_a_month_still_to_come_is_a_draft_on_every_page(laptop: Services, family: str) -> None:
    long_note = "Rozmowa o wydatkach i o zeszycie rachunków w domu. " * 6
    for day in range(2, 22, 2):
        laptop.visits.record(held(laptop, family, date(2026, 11, day), course=long_note))
    assert "szkic" not in words(laptop.printing.make("monthly-card", Wanted(family=family, day=NOVEMBER)))
    laptop.records.create(
        "visit",
        {
            "family": family,
            "account": laptop.desk.account,
            "state": "planned",
            "day": date(2026, 11, 27),
            "start": time(9),
            "end": time(10),
        },
    )
    made = laptop.printing.make("monthly-card", Wanted(family=family, day=NOVEMBER))
    assert made.pages > 1
    pages = [page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages]
    assert all("szkic" in page for page in pages)


def test_long_notes_flow_over_pages_and_rows_stay_whole(laptop: Services, family: str) -> None:
    laptop.visits.record(held(laptop, family, date(2026, 11, 2), course="Zdanie o domu i pracy. " * 400))
    made = laptop.printing.make("visit-card", Wanted(family=family))
    assert made.pages > 2
    text = words(made)
    assert text.count("Zdanie o domu") == 400
    assert f"strona {made.pages} z {made.pages}" in text


def test_one_letter_words_never_end_a_line(laptop: Services, family: str) -> None:
    note = "Mama i tata byli w domu z dziećmi, a o zeszycie rozmawiali w kuchni. " * 12
    laptop.visits.record(held(laptop, family, date(2026, 11, 2), course=note))
    printed = laptop.printing.make("visit-card", Wanted(family=family))
    made = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=printed.pdf, capture_output=True, check=True
    )
    lines = made.stdout.decode().splitlines()
    assert sum("zeszycie" in line for line in lines) > 5
    assert not [line for line in lines if re.search(r"\s[aiozwu]\s*$", line)]


def test_a_protected_address_and_the_area_of_violence_stay_off_family_papers(world: World) -> None:
    family = world.family(
        "Mazur Beata", "Anna Wiśniewska", street="Ukryta", house="9", address_protected=True
    )
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, date(2026, 11, 2), areas=("c", "j")))
    for paper in ("visit-card", "monthly-card"):
        made = laptop.printing.make(paper, Wanted(family=family, day=NOVEMBER))
        text = words(made)
        assert "Ukryta" not in text
        assert "przemoc" not in text
        assert "budżet domowy" in text
        ticked = laptop.printing.make(paper, Wanted(family=family, day=NOVEMBER, areas=frozenset({"j"})))
        assert "przemoc domowa" in words(ticked)


def test_a_mention_of_a_blue_card_is_told_before_the_family_reads_it(laptop: Services, family: str) -> None:
    laptop.visits.record(
        held(laptop, family, date(2026, 11, 2), course="Rozmowa o procedurze Niebieskiej Karty.")
    )
    made = laptop.printing.make("visit-card", Wanted(family=family))
    assert [one.rule for one in made.findings] == ["C49"]


def test_what_has_no_card_says_why(laptop: Services, family: str) -> None:
    with pytest.raises(NotFoundError, match="nie ma zapisanej wizyty"):
        laptop.printing.make("visit-card", Wanted(family=family))
    with pytest.raises(RefusedError, match=r"W listopadzie 2020 nie było pracy"):
        laptop.printing.make("monthly-card", Wanted(family=family, day=date(2020, 11, 5)))
    with pytest.raises(RefusedError, match="nie ma dużego druku"):
        laptop.printing.make("monthly-card", Wanted(family=family, day=NOVEMBER, large=True))
    with pytest.raises(NotFoundError, match="nie ma jeszcze planu"):
        laptop.printing.make("support-plan", Wanted(family=family))


def test_the_month_of_all_families_is_one_file_numbered_card_by_card(world: World) -> None:
    first = world.family("Nowakowie", "Anna Wiśniewska")
    second = world.family("Ćwikłowie", "Anna Wiśniewska")
    world.family("Zającowie", "Anna Wiśniewska")
    laptop = world.laptop()
    for day, family in ((19, first), (20, second)):
        laptop.visits.record(held(laptop, family, date(2026, 11, day)))
    made = laptop.printing.make_all("visit-card", Wanted(day=NOVEMBER))
    text = words(made)
    assert (made.papers, made.pages, made.name) == (2, 2, "karty-wizyt-2026-11.pdf")
    assert text.count("strona 1 z 1") == 2
    assert text.index("Rodzina Ćwikłowie") < text.index("Rodzina Nowakowie")
    assert "AR.1.2026" in text
    assert "AR.2.2026" in text
    with pytest.raises(NotFoundError, match="W listopadzie 2020 nie ma czego wydrukować"):
        laptop.printing.make_all("visit-card", Wanted(day=date(2020, 11, 1)))
    with pytest.raises(RefusedError, match="pojedynczo"):
        laptop.printing.make_all("support-plan", Wanted())
