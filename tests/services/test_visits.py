"""Recording a visit: what it keeps, what stays on this laptop, who gives time, the date proposed after it."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NewAgreement, NextVisit
from tests.world import World, held

DAY = date(2026, 11, 23)


@pytest.fixture
def family(world: World) -> str:
    return world.family("Nowakowie", "Anna Wiśniewska")


@pytest.fixture
def laptop(world: World, family: str) -> Services:
    return world.laptop()


def test_a_private_note_stays_on_the_laptop(world: World, family: str, laptop: Services) -> None:
    entry = held(laptop, family, DAY, private_note="Zapytać o siostrę")
    visit = laptop.visits.record(entry).id
    assert laptop.visits.form(family, visit).entry.private_note == "Zapytać o siostrę"
    world.office.exchange.take(world.bundle(laptop))
    assert [one.id for one in world.office.visits.of_family(family)] == [visit]
    assert world.office.visits.form(family, visit).entry.private_note == ""
    with laptop.desk.store.reading() as reader:
        rows = reader.connection.exec_driver_sql("SELECT body, vals FROM op").all()
    assert not any("siostrę".encode() in bytes(part or b"") for row in rows for part in row)
    laptop.visits.keep_private_note(visit, "")
    assert laptop.visits.form(family, visit).entry.private_note == ""


def test_agreements_are_ticked_with_what_came_of_them(family: str, laptop: Services) -> None:
    told = (NewAgreement(text="Zeszyt wydatków"), NewAgreement(text="Rachunek za prąd"))
    laptop.visits.record(held(laptop, family, date(2026, 11, 18), new_agreements=told))
    first, second = laptop.visits.agreements(family)
    laptop.visits.record(
        held(
            laptop,
            family,
            DAY,
            done_agreements=(first.id,),
            outcomes=((second.id, "niezrobione: nie było faktury"),),
        )
    )
    left = laptop.visits.agreements(family)
    assert [(one.text, one.outcome) for one in left] == [(second.text, "niezrobione: nie było faktury")]


@pytest.mark.parametrize(("reason", "state"), [("absent", "failed"), ("ill_family", "cancelled")])
def test_without_the_workers_coming_a_visit_is_called_off(
    family: str, laptop: Services, reason: str, state: str
) -> None:
    laptop.visits.record(held(laptop, family, DAY, state="failed", failed_reason=reason))
    assert [one.state for one in laptop.visits.of_family(family)] == [state]


def test_a_visit_of_two_workers_takes_the_time_of_both_and_counts_once(
    world: World, family: str, laptop: Services
) -> None:
    marek = world.account("Marek Pawlak")
    world.office.exchange.take(world.bundle(laptop))
    other = world.family("Lisowie", "Marek Pawlak")
    office = world.office
    mine = office.desk.account
    office.visits.record(held(office, family, DAY, second_account=mine))
    with pytest.raises(InvalidValueError, match="jest już wizyta: Nowakowie"):
        office.visits.record(held(office, other, DAY))
    laptop.visits.record(held(laptop, family, DAY, second_account=marek))
    recorded = laptop.visits.of_family(family)[0]
    assert (recorded.second_worker, recorded.second_account) == (True, marek)
    assert laptop.cases.row(family).count.held == 1


def test_the_next_date_is_the_same_weekday_and_hour_where_it_is_free(family: str, laptop: Services) -> None:
    entry = held(laptop, family, DAY, time(10))
    dates = laptop.visits.next_dates(entry)
    assert (dates[0].day, dates[0].start, dates[0].end) == (date(2026, 11, 30), time(10), time(11))
    assert [one.day for one in dates[1:]] == [date(2026, 11, 25), date(2026, 11, 26)]
    laptop.visits.plan(family, NextVisit(day=date(2026, 11, 30), start=time(8), end=time(9)))
    after = laptop.visits.next_dates(entry)
    assert date(2026, 11, 30) not in [one.day for one in after]
    assert date(2026, 11, 29) not in [one.day for one in after]


def test_no_date_is_proposed_on_a_day_off_or_outside_the_familys_hours(
    world: World, laptop: Services
) -> None:
    laptop.calendar.add_day_off(date(2026, 11, 24), date(2026, 12, 6))
    entry = held(laptop, laptop.cases.rows()[0].id, DAY, time(10))
    assert laptop.visits.next_dates(entry)[0].day == date(2026, 12, 7)
    world.clock.at = datetime(2026, 12, 23, 12)
    christmas = held(laptop, entry.family, date(2026, 12, 23), time(10))
    assert [one.day for one in laptop.visits.next_dates(christmas)][:2] == [
        date(2026, 12, 30),
        date(2026, 12, 28),
    ]


def test_a_visit_with_its_next_date_is_one_save(family: str, laptop: Services) -> None:
    following = NextVisit(day=date(2026, 11, 30), start=time(9), end=time(10))
    saved = laptop.visits.record(held(laptop, family, DAY, next_visit=following))
    assert len(saved.changes.ids) == 2
    assert laptop.visits.form(family).next_planned is not None


def test_an_unplanned_visit_has_just_ended_and_never_crosses_midnight(
    world: World, family: str, laptop: Services
) -> None:
    world.clock.at = datetime(2026, 11, 23, 11, 8)
    entry = laptop.visits.form(family).entry
    assert (entry.day, entry.start, entry.end) == (DAY, time(10, 5), time(11, 5))
    world.clock.at = datetime(2026, 11, 24, 0, 2)
    entry = laptop.visits.form(family).entry
    assert (entry.day, entry.start, entry.end) == (date(2026, 11, 24), time(0), time(0, 5))


def test_a_finished_visit_opens_as_it_was_written(family: str, laptop: Services) -> None:
    visit = laptop.visits.record(held(laptop, family, DAY, course="Rozmowa.")).id
    form = laptop.visits.form(family, visit)
    assert form.finished is not None
    assert form.entry.course == "Rozmowa."


def test_own_phrases_are_kept_by_a_short_key(laptop: Services) -> None:
    saved = laptop.phrases.save(";ZAK", "Wspólne zakupy z listą.")
    laptop.phrases.save("bud", "Rozmowa o budżecie.")
    assert [(one.key, one.text) for one in laptop.phrases.all()] == [
        ("bud", "Rozmowa o budżecie."),
        ("zak", "Wspólne zakupy z listą."),
    ]
    with pytest.raises(InvalidValueError, match=";zak już jest"):
        laptop.phrases.save("zak", "Coś innego.")
    with pytest.raises(InvalidValueError, match="bez odstępów"):
        laptop.phrases.save("dwa słowa", "Tekst.")
    laptop.phrases.save("zakupy", "Wspólne zakupy.", saved.id)
    laptop.phrases.remove(saved.id)
    assert [one.key for one in laptop.phrases.all()] == ["bud"]


def test_the_third_failed_visit_in_a_row_is_told(family: str, laptop: Services) -> None:
    told = []
    for day in (18, 20, 23):
        entry = held(laptop, family, date(2026, 11, day), state="failed", failed_reason="absent")
        told.append([one.rule for one in laptop.visits.record(entry).findings])
    assert ["C32" in rules for rules in told] == [False, False, True]
