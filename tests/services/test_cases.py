"""The list of families, one family's page and who looked at it, over real stores."""

from __future__ import annotations

from datetime import date, time

import pytest

from asystent_desktop.errors import RefusedError
from asystent_desktop.services.bundle import Services
from tests.world import World, held

ANNA = "Anna Wiśniewska"


def names(services: Services, typed: str = "") -> list[str]:
    return [row.name for row in services.cases.rows(search_for=typed)]


def test_families_stand_in_polish_order(world: World) -> None:
    for name in ("Żukowie", "Łęccy", "Lisowie", "Ćwikłowie", "Zającowie", "Cisowie"):
        world.family(name, ANNA)
    assert names(world.office) == ["Cisowie", "Ćwikłowie", "Lisowie", "Łęccy", "Zającowie", "Żukowie"]


@pytest.mark.parametrize(
    "typed", ["zoltowscy", "Żółt", "towsc", "swietlista", "AR.1", "ewa", "601 200", "601200300", "ewa lipowe"]
)
def test_a_family_is_found_by_any_part_without_polish_letters(world: World, typed: str) -> None:
    world.family("Żółtowscy", ANNA, street="Świetlista", house="3", phone="601 200 300", district="Lipowe")
    world.family("Nowakowie", ANNA, street="Polna")
    person = next(one for one in world.office.cases.page(_id(world, "Nowakowie")).members).person
    world.office.records.change(person.id, {"first_name": "Grażyna"})
    assert names(world.office, typed) == ["Żółtowscy"]


def test_a_protected_street_finds_nobody(world: World) -> None:
    world.family("Mazur Beata", ANNA, street="Ukryta", house="9", address_protected=True)
    assert names(world.office, "ukryta") == []
    assert names(world.office, "mazur") == ["Mazur Beata"]


def test_the_row_counts_this_month_and_names_the_nearest_visit(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    laptop = world.laptop()
    for day in (3, 6):
        laptop.visits.record(held(laptop, family, date(2026, 11, day)))
    laptop.visits.record(held(laptop, family, date(2026, 11, 9), contact_kind="phone"))
    for day in (27, 25):
        values = {"family": family, "account": laptop.desk.account, "state": "planned"}
        laptop.records.create(
            "visit", {**values, "day": date(2026, 11, day), "start": time(9), "end": time(10)}
        )
    row = laptop.cases.row(family)
    assert (row.count.held, row.count.planned, row.count.missing) == (2, 2, 4)
    assert row.next_visit is not None
    assert row.next_visit.day == date(2026, 11, 25)
    assert row == next(one for one in laptop.cases.rows() if one.id == family)


def test_a_child_without_a_name_is_called_by_its_day_and_people_who_left_stand_apart(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    world.office.people.add(
        family,
        {"last_name": "Nowak", "name_pending": True, "birth_date": date(2026, 11, 3)},
        {"role": "child", "lives_with": True},
    )
    world.office.people.add(
        family,
        {"last_name": "Nowak", "first_name": "Jan"},
        {"role": "grandfather", "until": date(2026, 6, 1)},
    )
    page = world.office.cases.page(family)
    assert [one.name for one in page.members] == ["Ewa Nowakowie", "dziecko, ur. 03.11.2026"]
    assert [one.name for one in page.past_members] == ["Jan Nowak"]


def test_an_opening_is_written_into_the_audit_and_a_blue_card_with_it(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    laptop = world.laptop()
    laptop.cases.page(family)
    assert laptop.records.looks(family) == ()
    laptop.cases.note_opening(family)
    laptop.records.create("blue_card", {"family": family, "started_on": date(2026, 11, 2)})
    laptop.cases.note_opening(family)
    looks = [(one.code, one.detail, one.author) for one in laptop.records.looks(family)]
    assert looks == [("VIEW", "blue_card", ANNA), ("VIEW", "", ANNA), ("VIEW", "", ANNA)]


def test_a_protected_address_is_shown_only_on_demand_and_to_whom_it_concerns(world: World) -> None:
    family = world.family("Mazur Beata", ANNA, street="Ukryta", house="9", address_protected=True)
    laptop = world.laptop()
    assert laptop.cases.page(family).row.address == "adres zastrzeżony"
    assert laptop.cases.reveal_address(family) == "Ukryta 9"
    assert [(one.code, one.detail) for one in laptop.records.looks(family)] == [("VIEW", "address")]
    world.office.records.change(world.office.desk.account, {"roles": ("clerk",)})
    with pytest.raises(RefusedError, match="widzi prowadzący rodzinę i kierownik"):
        world.office.cases.reveal_address(family)


def test_a_blue_card_is_not_shown_to_a_clerk_but_the_neutral_mark_is(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    office = world.office
    office.records.create("blue_card", {"family": family, "started_on": date(2026, 11, 2)})
    assert office.cases.page(family).blue_cards
    office.records.change(office.desk.account, {"roles": ("clerk",)})
    page = office.cases.page(family)
    assert page.blue_cards == ()
    assert page.row.marks == ("wizyta we dwoje",)


def test_a_closed_case_says_so(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    page = world.office.cases.page(family)
    assert page.notices == ()
    assert page.case is not None
    world.office.records.change(
        page.case.id, {"state": "closed", "work_end": date(2026, 10, 30), "closing_reason": "goals"}
    )
    assert world.office.cases.page(family).notices == (
        "Praca z tą rodziną jest zakończona od 30.10.2026. Powód: osiągnięcie celów.",
    )


def test_what_is_missing_in_a_case_is_listed_to_be_checked(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    found = {one.rule for one in world.office.cases.page(family).findings}
    assert found == {"C18"}


def _id(world: World, name: str) -> str:
    return next(row.id for row in world.office.cases.rows() if row.name == name)
