"""The journal is kept for two years, then cut at a vouched row; what stays still holds together."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from asystent_desktop.errors import RefusedError
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import audit, state
from tests.world import PASSWORD, World

START = datetime(2023, 11, 6, 9, 0)
FIRST_WEEKS = 8


def first_number(services: Services) -> int:
    with services.desk.store.reading() as reader:
        return int(reader.connection.execute(text("SELECT min(number) FROM audit")).scalar_one())


@pytest.fixture
def old(world: World) -> Services:
    """A laptop with a journal of eight weeks of three years ago and of one day now, each week vouched for."""
    world.clock.at = START
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    for _week in range(FIRST_WEEKS):
        laptop.cases.note_opening(family)
        world.exchange(laptop)
        world.clock.at += timedelta(weeks=1)
    world.clock.at = START + timedelta(days=3 * 365)
    laptop.cases.note_opening(family)
    return laptop


def test_old_rows_go_and_the_chain_still_holds_with_its_anchors(world: World, old: Services) -> None:
    before = old.auditing.verify()
    count, until = old.auditing.cut()
    assert count > 0
    assert until is not None
    assert START.date() < until < START.date() + timedelta(weeks=FIRST_WEEKS)
    check = old.auditing.verify()
    assert check.is_whole
    assert check.cut_at == count
    assert check.entries == before.entries - count + 1
    assert first_number(old) == count + 1
    assert old.auditing.cut() == (0, None)
    for services in (old, world.office):
        for _round in range(2):
            world.exchange(old)
        assert services.auditing.verify().is_whole


def test_the_offices_own_journal_is_cut_where_a_laptop_vouches(world: World, old: Services) -> None:
    world.exchange(old)
    count, _until = world.office.auditing.cut()
    assert count > 0
    assert world.office.auditing.verify().is_whole
    world.exchange(old)
    assert world.office.auditing.verify().is_whole


def test_nothing_goes_that_is_younger_or_that_nobody_vouches_for(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.cases.note_opening(family)
    world.clock.at += timedelta(days=3 * 365)
    assert laptop.auditing.cut() == (0, None)
    world.exchange(laptop)
    world.clock.at -= timedelta(days=2 * 365)
    assert laptop.auditing.cut() == (0, None)
    assert first_number(laptop) == 1


def test_a_row_before_the_cut_or_a_deeper_cut_is_found(old: Services) -> None:
    old.auditing.cut()
    whole = old.auditing.verify()
    with old.desk.store.writing() as connection:
        last = audit.tip(connection)[0]
        begin = connection.begin_nested()
        audit.cut(connection, last - 1)
        assert not old.auditing.verify_in(connection).is_whole
        begin.rollback()
        begin = connection.begin_nested()
        state.put(connection, "audit_cut", f"{whole.cut_at} {'ab' * 32}")
        assert not old.auditing.verify_in(connection).is_whole
        begin.rollback()
    assert old.auditing.verify().is_whole


def test_a_journal_that_was_tampered_with_is_not_cut(old: Services) -> None:
    with old.desk.store.writing() as connection:
        connection.execute(text("DELETE FROM audit WHERE number = 3"))
    with pytest.raises(RefusedError, match="nic z niego nie usuwam"):
        old.auditing.cut()


def test_it_is_cut_by_itself_once_the_store_was_worked_with_for_ten_days(world: World, old: Services) -> None:
    """A clock that jumps ahead by years erases nothing: the program waits for ten days of work there."""
    family, folder = old.cases.rows()[0].id, old.desk.store.vault.folder
    old.close()
    for day in range(12):
        world.clock.at += timedelta(days=1)
        laptop = world.stores.unlock(folder, PASSWORD)
        if day < 8:
            assert first_number(laptop) == 1
        laptop.cases.note_opening(family)
        laptop.close()
    laptop = world.reopen(folder)
    assert first_number(laptop) > 1
    assert laptop.auditing.verify().is_whole
