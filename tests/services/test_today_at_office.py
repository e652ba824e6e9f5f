"""Today in a small centre, where one account is both the office and an assistant."""

from __future__ import annotations

from tests.world import World


def test_an_assistant_at_the_office_sees_the_day_of_own_families(world: World) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    office = world.office
    office.records.change(office.desk.account, {"roles": ("head", "assistant")})
    mine = world.family("Zielińscy", "Grażyna Maj")
    unallocated = office.register.add_family({"display_name": "Adamscy"}, {}).id
    day = office.today.day()
    assert [row.id for row in day.families.rows] == [mine]
    assert {one.family_id for one in day.attention.deadlines} == {mine}
    assert {row.id for row in office.cases.rows()} > {mine, unallocated}
