from __future__ import annotations

from datetime import date

import pytest

from asystent_desktop.errors import RefusedError
from tests.world import World

START = date(2026, 3, 12)


def test_the_sixteenth_family_is_refused_and_a_reason_of_the_office_is_kept(world: World) -> None:
    account = world.account("Anna Wiśniewska")
    for number in range(15):
        family = world.office.register.add_family({"display_name": f"Rodzina {number}"}, {}).id
        world.office.register.allocate(family, account, START)
    last = world.office.register.add_family({"display_name": "Szesnasta"}, {}).id
    with pytest.raises(RefusedError, match=r"pracuje już z 15 rodzinami\. Ustawa nie pozwala na więcej"):
        world.office.register.allocate(last, account, START)
    saved = world.office.register.allocate(last, account, START, over_limit_reason="zastępstwo do 30.11")
    assert [one.level for one in saved.findings] == ["W"]
    worker = next(one for one in world.office.register.workers() if one.account.id == account)
    assert (len(worker.families), worker.room) == (16, 0)


def test_handing_on_ends_the_earlier_allocation_the_day_before(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    second = world.account("Marek Pawlak")
    world.office.register.allocate(family, second, date(2026, 11, 23))
    found = world.office.records.listed("assignment")
    spells = {one.account: (one.since, one.until) for one in found}  # type: ignore[attr-defined]
    assert spells[second] == (date(2026, 11, 23), None)
    assert (START, date(2026, 11, 22)) in spells.values()
    assert world.office.cases.row(family).assistant == "Marek Pawlak"


def test_a_family_cannot_be_allocated_to_the_office_desk(world: World) -> None:
    family = world.office.register.add_family({"display_name": "Nowakowie"}, {}).id
    with pytest.raises(RefusedError, match="nie pracuje z rodzinami"):
        world.office.register.allocate(family, world.office.session().account, START)


def test_a_case_number_is_used_once(world: World) -> None:
    world.office.register.add_family({"display_name": "Nowakowie"}, {"case_number": "AR.1.2026"})
    with pytest.raises(RefusedError, match=r"AR\.1\.2026 już istnieje"):
        world.office.register.add_family({"display_name": "Inni"}, {"case_number": "AR.1.2026"})


def test_one_account_may_be_office_and_assistant(world: World) -> None:
    me = world.office.session().account
    world.office.records.change(me, {"roles": ("clerk", "head", "assistant")})
    family = world.office.register.add_family({"display_name": "Nowakowie"}, {}).id
    world.office.register.allocate(family, me, START)
    assert world.office.session().is_field
    assert world.office.cases.row(family).assistant == "Grażyna Maj"
