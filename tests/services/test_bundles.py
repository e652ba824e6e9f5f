"""Making and taking many: parts of a large bundle, files of all sorts, what stops half way."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from asystent_desktop.services import making
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.exchange import ALREADY_TAKEN
from asystent_desktop.services.files import NotWrittenError
from asystent_desktop.storage import exchange_log, state
from tests.world import World, held

DAYS = [date(2026, 11, day) for day in (16, 17, 18, 19, 20)]


def with_visits(world: World, days: list[date]) -> tuple[Services, str]:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    for day in days:
        laptop.visits.record(held(laptop, family, day))
    return laptop, family


def test_a_large_bundle_is_split_and_each_part_stands_alone(world: World) -> None:
    laptop, family = with_visits(world, DAYS)
    made = making.make_work(laptop.desk, world.folder / "duza.paczka", limit=3_000)
    assert len(made) >= 2
    assert sum(one.changes for one in made) == len(DAYS)
    assert [one.number for one in made] == list(range(1, len(made) + 1))
    for one in reversed(made):
        world.office.exchange.take(one.file)
    assert len(world.office.visits.of_family(family)) == len(DAYS)
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.exchange.waiting().changes == 0


def test_a_lost_part_of_a_split_reply_is_sent_again(world: World) -> None:
    laptop, family = with_visits(world, [])
    for number in range(8):
        world.office.records.change(family, {"phone": f"601 200 30{number}"})
    office, folder = world.office, world.folder
    row = exchange_log_row(office)
    made = making.make_reply(office.desk, row, folder / "odpowiedz.paczka", limit=4_000)
    assert len(made) >= 2
    before = ack(laptop)
    for one in made[1:]:
        laptop.exchange.take(one.file)
    assert ack(laptop) == before
    work = world.bundle(laptop)
    office.exchange.take(work)
    again = world.bundle(office, laptop)
    laptop.exchange.take(again)
    assert ack(laptop) > before
    assert laptop.records.view(family).values["phone"] == "601 200 307"


def exchange_log_row(office: Services) -> exchange_log.DeviceRow:
    with office.desk.store.reading() as reader:
        return exchange_log.devices(reader.connection)[0]


def ack(laptop: Services) -> int:
    with laptop.desk.store.reading() as reader:
        return state.number(reader.connection, "stream_ack")


def test_a_bundle_that_could_not_be_written_stands_in_the_history_as_failed(world: World) -> None:
    laptop, _family = with_visits(world, DAYS[:1])
    with pytest.raises(NotWrittenError):
        laptop.exchange.make(world.folder, file=world.folder / "wyjęty" / "a.paczka")
    laptop.exchange.make(world.folder, file=world.folder / "b.paczka")
    rows = laptop.exchange.history()
    assert [(one.state, one.number, one.changes) for one in rows] == [("saved", 1, 1), ("failed", 1, 1)]


def test_files_of_all_sorts_are_told_apart_and_the_good_ones_taken(world: World, tmp_path: Path) -> None:
    laptop, family = with_visits(world, DAYS[:2])
    first = world.bundle(laptop)
    laptop.visits.record(held(laptop, family, DAYS[2]))
    world.bundle(laptop)
    laptop.visits.record(held(laptop, family, DAYS[3]))
    third = world.bundle(laptop)
    cut = tmp_path / "urwana.paczka"
    cut.write_bytes(third.read_bytes()[:30_000])
    foreign = tmp_path / "notatka.paczka"
    foreign.write_text("to nie paczka", encoding="utf-8")
    office = world.office
    looked = office.exchange.look([first, cut, foreign])
    assert [one.state for one in looked] == ["good", "cut", "cut"]
    assert (looked[0].sender, looked[0].number, looked[0].changes) == ("Anna Wiśniewska", 1, 2)
    assert dict(looked[0].kinds) == {"visit": 2}
    done = office.exchange.take_all([first, cut, third])
    assert (len(done.taken), len(done.refused)) == (2, 1)
    assert "urwana.paczka" in done.sentence
    again = office.exchange.look([first, third])
    assert [one.state for one in again] == ["known", "known"]
    assert again[0].sentence == ALREADY_TAKEN


def test_a_number_that_did_not_come_is_said_and_heals_by_itself(world: World) -> None:
    laptop, family = with_visits(world, DAYS[:1])
    world.office.exchange.take(world.bundle(laptop))
    laptop.visits.record(held(laptop, family, DAYS[1]))
    world.bundle(laptop)
    laptop.visits.record(held(laptop, family, DAYS[2]))
    third = world.bundle(laptop)
    looked = world.office.exchange.look([third])[0]
    assert (looked.state, looked.missing) == ("good", (2,))
    world.office.exchange.take(third)
    assert len(world.office.visits.of_family(family)) == 3


def test_a_person_stops_between_two_bundles_and_what_was_taken_stays(world: World) -> None:
    laptop, family = with_visits(world, DAYS[:1])
    first = world.bundle(laptop)
    laptop.visits.record(held(laptop, family, DAYS[1]))
    second = world.bundle(laptop)
    said: list[str] = []
    done = world.office.exchange.take_all(
        [first, second],
        lambda words, _share: said.append(words),
        lambda: bool(world.office.visits.of_family(family)),
    )
    assert said[0] == "Wczytuję paczkę 1 z 2"
    assert (len(done.taken), done.left) == (1, 1)
    assert "Przerwano" in done.sentence
    assert len(world.office.visits.of_family(family)) == 1


def test_a_bundle_stopped_at_any_step_leaves_nothing_and_can_be_taken_later(world: World) -> None:
    laptop, family = with_visits(world, DAYS)
    bundle = world.bundle(laptop)
    shares: list[float] = []
    stop_at = 0

    def is_stopped() -> bool:
        return len(shares) > stop_at

    done = world.office.exchange.take_all([bundle], lambda _words, share: shares.append(share), is_stopped)
    while done.left:
        assert (done.taken, done.refused, done.left) == ((), (), 1)
        assert world.office.visits.of_family(family) == ()
        assert world.office.exchange.history() == ()
        stop_at += 1
        shares.clear()
        done = world.office.exchange.take_all(
            [bundle], lambda _words, share: shares.append(share), is_stopped
        )
    assert stop_at >= 4
    assert shares == sorted(shares)
    assert len(world.office.visits.of_family(family)) == len(DAYS)


def test_what_was_noticed_is_said_until_it_was_read(world: World) -> None:
    laptop, family = with_visits(world, DAYS[:1])
    right = world.clock.at
    world.clock.at = right.replace(year=2030)
    laptop.visits.record(held(laptop, family, DAYS[1], start=time(13)))
    bundle = world.bundle(laptop)
    world.clock.at = right
    world.office.exchange.take(bundle)
    found = world.office.exchange.noticed()
    assert len(found) == 1
    assert "Anna Wiśniewska" in found[0].fact
    assert "4 lata" in found[0].fact.replace("\u00a0", " ")
    world.office.exchange.mark_noticed(found[0].number)
    assert world.office.exchange.noticed() == ()
    own = laptop.exchange.noticed()
    assert "cofnął się" in own[0].fact


def test_a_choice_that_two_bundles_bring_is_counted_once_and_one_settled_meanwhile_not(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", phone="1")
    laptop = world.laptop()
    world.office.records.change(family, {"phone": "2"})
    files = []
    for phone in ("3", "4"):
        laptop.records.change(family, {"phone": phone})
        files.append(world.bundle(laptop))
    done = world.office.exchange.take_all(files)
    assert [one.conflicts for one in done.taken] == [1, 1]
    assert done.conflicts == 1
    assert done.sentence == "Przyjęto 2\N{NO-BREAK SPACE}paczki. Do rozstrzygnięcia: 1."
    laptop.exchange.take(world.bundle(world.office, laptop))
    laptop.records.change(family, {"district": "Ołbin"})
    before = world.bundle(laptop)
    laptop.conflicts.settle(laptop.conflicts.all()[0].id, keep=1)
    again = world.office.exchange.take_all([before, world.bundle(laptop)])
    assert [one.conflicts for one in again.taken] == [1, 0]
    assert (again.conflicts, again.needs_person) == (0, False)
