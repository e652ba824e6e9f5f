from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

import pytest

from asystent_desktop.checks.limits import DEFAULTS, mark_of
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.records import DayOff, Office, WorkHours
from asystent_desktop.records.office import LIMIT_FIELDS
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.settings import DRAFT, Free, SettingsChange
from asystent_desktop.storage.faults import WrongPasswordError
from tests.world import PASSWORD, World

SHORT_WEEK = "1 08:00-12:00; 2 08:00-12:00"


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Nowakowie", "Anna Wiśniewska")
    return world.laptop()


def test_a_new_store_locks_after_five_minutes_and_shows_the_defaults(laptop: Services) -> None:
    view = laptop.settings.view()
    assert (view.idle_minutes, view.starts_private, view.days_off) == (5, False, ())
    assert {one.name: one.value for one in view.limits} == {
        one.name: getattr(DEFAULTS, one.name) for one in fields(DEFAULTS)
    }
    assert not view.may_edit_office
    assert view.office is not None
    assert view.office.name == "MOPS Wzorowo"


@pytest.mark.parametrize("minutes", [2, 15])
def test_the_lock_is_kept_within_its_bounds(laptop: Services, minutes: int) -> None:
    laptop.settings.save(SettingsChange(idle_minutes=minutes))
    assert laptop.settings.idle_minutes() == minutes


@pytest.mark.parametrize("minutes", [0, 1, 16])
def test_no_setting_switches_the_lock_off(laptop: Services, minutes: int) -> None:
    with pytest.raises(InvalidValueError, match="od 2 do 15"):
        laptop.settings.save(SettingsChange(idle_minutes=minutes))
    assert laptop.settings.idle_minutes() == 5


def test_hours_hold_from_their_day_on_and_older_ones_stay(world: World, laptop: Services) -> None:
    before = laptop.settings.view().hours
    laptop.settings.save(SettingsChange(hours=SHORT_WEEK, hours_since=date(2026, 12, 1)))
    assert laptop.settings.view().hours == before
    world.clock.at = datetime(2026, 12, 1, 8, 0)
    assert laptop.settings.view().hours == SHORT_WEEK
    laptop.settings.save(SettingsChange(hours="1 08:00-10:00"))
    held = laptop.records.listed("work_hours")
    assert [one.hours for one in held if isinstance(one, WorkHours)] == ["1 08:00-10:00"]


def test_days_off_are_added_and_removed_with_the_rest(laptop: Services) -> None:
    leave = Free(since=date(2026, 12, 28), until=date(2026, 12, 31))
    saved = laptop.settings.save(SettingsChange(days_added=(leave,), idle_minutes=7))
    assert saved.changes.kinds == {"day_off"}
    [held] = laptop.settings.view().days_off
    assert (held.since, held.until, held.type) == (leave.since, leave.until, "leave")
    assert laptop.calendar.days_off(2026, 12)[date(2026, 12, 29)] == "urlop"
    laptop.settings.save(SettingsChange(days_removed=(held.id,)))
    assert laptop.settings.view().days_off == ()
    assert date(2026, 12, 29) not in laptop.calendar.days_off(2026, 12)


def test_days_off_that_are_over_are_not_listed(world: World, laptop: Services) -> None:
    laptop.settings.save(
        SettingsChange(days_added=(Free(since=date(2026, 11, 23), until=date(2026, 11, 23)),))
    )
    assert len(laptop.settings.view().days_off) == 1
    world.clock.at = datetime(2026, 11, 24, 8, 0)
    assert laptop.settings.view().days_off == ()


@pytest.mark.parametrize(
    ("free", "field"),
    [
        (Free(since=date(2026, 12, 5), until=date(2026, 12, 4)), "until"),
        (Free(since=date(2026, 12, 1), until=date(2026, 12, 2)), "since"),
    ],
)
def test_days_that_make_no_sense_save_nothing_at_all(laptop: Services, free: Free, field: str) -> None:
    laptop.settings.save(SettingsChange(days_added=(Free(since=date(2026, 12, 2), until=date(2026, 12, 3)),)))
    with pytest.raises(InvalidValueError) as caught:
        laptop.settings.save(SettingsChange(days_added=(free,), idle_minutes=9))
    assert caught.value.field == field
    assert (len(laptop.settings.view().days_off), laptop.settings.idle_minutes()) == (1, 5)


def test_a_freed_day_may_be_taken_again_in_one_save(laptop: Services) -> None:
    leave = Free(since=date(2026, 12, 2), until=date(2026, 12, 3))
    laptop.settings.save(SettingsChange(days_added=(leave,)))
    [held] = laptop.settings.view().days_off
    laptop.settings.save(SettingsChange(days_removed=(held.id,), days_added=(leave,)))
    [fresh] = laptop.settings.view().days_off
    assert isinstance(fresh, DayOff)
    assert fresh.id != held.id


def test_the_office_sets_limits_and_a_laptop_gets_them(world: World, laptop: Services) -> None:
    world.office.settings.save(SettingsChange(office={"visit_target": 6, "first_plan_days": 21}))
    with world.office.desk.store.reading() as reader:
        assert world.office.desk.limits(reader).visit_target == 6
    laptop.exchange.take(world.bundle(world.office, laptop))
    found = {one.name: one for one in laptop.settings.view().limits}
    assert (found["visit_target"].value, found["visit_target"].default) == (6, 8)
    assert (found["first_plan_days"].value, found["first_plan_days"].mark) == (21, "program")


def test_an_empty_limit_goes_back_to_the_default(world: World) -> None:
    world.office.settings.save(SettingsChange(office={"visit_target": 6}))
    world.office.settings.save(SettingsChange(office={"visit_target": None}))
    assert {one.name: one.value for one in world.office.settings.view().limits}["visit_target"] == 8


@pytest.mark.parametrize(
    ("name", "value"), [("families_limit", 16), ("visit_target", "dużo"), ("opinion_days", 0)]
)
def test_a_limit_out_of_bounds_is_refused_by_name(world: World, name: str, value: object) -> None:
    with pytest.raises(InvalidValueError) as caught:
        world.office.settings.save(SettingsChange(office={name: value}))
    assert caught.value.field == name
    assert caught.value.sentence.startswith(Office.INFO.by_name[name].label)


def test_a_laptop_changes_nothing_of_the_office(laptop: Services) -> None:
    with pytest.raises(RefusedError, match="tylko biuro"):
        laptop.settings.save(SettingsChange(office={"visit_target": 4}, idle_minutes=4))
    assert laptop.settings.idle_minutes() == 5


def test_each_limit_of_the_office_is_a_limit_and_a_field() -> None:
    assert set(LIMIT_FIELDS) <= {one.name for one in fields(DEFAULTS)}
    assert set(LIMIT_FIELDS.values()) <= set(Office.INFO.by_name)
    by_law = {name for name in LIMIT_FIELDS if mark_of(name) == "ustawa"}
    assert by_law == {"families_per_assistant", "foster_families_per_coordinator"}
    for name, field in LIMIT_FIELDS.items():
        assert Office.INFO.by_name[field].type.checked(getattr(DEFAULTS, name)) == getattr(DEFAULTS, name)


def test_saving_ends_the_draft_of_the_page(laptop: Services) -> None:
    laptop.drafts.keep(DRAFT, DRAFT, "", {"account": {"idle": "9"}})
    laptop.settings.save(SettingsChange(idle_minutes=9))
    assert laptop.drafts.get(DRAFT) is None


def test_the_day_of_a_new_password_and_code_is_kept(world: World, laptop: Services) -> None:
    made = laptop.settings.view()
    assert made.made_on == made.password_on == made.code_on == date(2026, 11, 23)
    world.clock.at = datetime(2026, 12, 24, 9, 0)
    world.stores.change_password(laptop, PASSWORD, "zielony parasol na moście")
    assert laptop.settings.view().password_on == date(2026, 12, 24)
    assert laptop.settings.view().code_on == date(2026, 11, 23)
    world.stores.new_code(laptop, "zielony parasol na moście")
    assert laptop.settings.view().code_on == date(2026, 12, 24)


def test_a_new_code_needs_the_password(world: World, laptop: Services) -> None:
    with pytest.raises(WrongPasswordError):
        world.stores.new_code(laptop, "nie to hasło wcale")
    assert laptop.settings.view().code_on == date(2026, 11, 23)


def test_after_a_suspected_leak_neither_old_password_nor_old_code_open(
    world: World, laptop: Services
) -> None:
    folder = laptop.desk.store.vault.folder
    old_code = world.stores.new_code(laptop, PASSWORD).recovery_code
    laptop.backup.daily()
    fresh = "cztery zielone kalosze w rzece"
    opened = world.stores.rekey(laptop, PASSWORD, fresh)
    families = [row.name for row in laptop.cases.rows()]
    assert world.stores.check_code_back(opened, {1: opened.recovery_code.split("-")[0]})
    laptop.close()
    for copy in (folder, *(folder / "backup").iterdir()):
        with pytest.raises(WrongPasswordError):
            world.stores.unlock(copy, PASSWORD)
    from asystent_desktop.storage.faults import WrongCodeError

    with pytest.raises(WrongCodeError):
        world.stores.recover(folder, old_code, PASSWORD)
    again = world.stores.unlock(folder, fresh)
    assert [row.name for row in again.cases.rows()] == families == ["Nowakowie"]
    again.close()
