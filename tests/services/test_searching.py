from __future__ import annotations

from datetime import date

from asystent_desktop.services.searching import FAMILIES, PEOPLE
from tests.world import World

ANNA = "Anna Wiśniewska"


def test_a_family_is_found_with_its_latest_case_and_each_hit_with_its_own_household(world: World) -> None:
    first, second = world.family("Nowakowie", ANNA), world.family("Nowaccy", ANNA)
    case = world.office.cases.page(first).cases[0]
    values = {"family": first, "state": "active", "received_on": date(2026, 9, 1)}
    later = {**values, "work_start": date(2026, 9, 2), "case_number": "AR/99/2026"}
    world.office.records.create("support_case", later)
    found = world.office.search.find("nowa")
    families = {one.family: one for one in found if one.group == FAMILIES}
    assert set(families) == {first, second}
    assert families[first].line.endswith("AR/99/2026")
    assert case.case_number not in families[first].line
    people = [one for one in found if one.group == PEOPLE]
    assert {one.family_name for one in people} <= {"Nowakowie", "Nowaccy"}
    assert all(families[one.family].title == one.family_name for one in people)
