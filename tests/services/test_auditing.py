"""The journal: every tampering before its anchor is found, who looked is told, nothing personal kept."""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from asystent_desktop.errors import AppError
from asystent_desktop.merge.canon import canon
from asystent_desktop.merge.labels import AUDIT
from asystent_desktop.services.auditing import CHANGES, LOOKS, WORDS, Wanted
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import audit
from tests.world import World, held

DAY = date(2026, 11, 20)
ROUNDS = int(os.environ.get("ASYSTENT_TAMPERINGS", "60"))
Tamper = Callable[[Connection, random.Random, int], None]


def rehash(connection: Connection, first: int) -> None:
    """What somebody with the open store can do: make all hashes from a row on fit again."""
    before = bytes(32)
    for row in connection.execute(text("SELECT number, body FROM audit ORDER BY number")).all():
        fresh = hashlib.sha256(AUDIT + before + row.body).digest()
        if row.number >= first:
            connection.execute(
                text("UPDATE audit SET hash = :hash WHERE number = :number"),
                {"hash": fresh, "number": row.number},
            )
        before = fresh


def body_at(connection: Connection, number: int) -> dict[str, object]:
    query = text("SELECT body FROM audit WHERE number = :number")
    found: dict[str, object] = json.loads(connection.execute(query, {"number": number}).scalar_one())
    return found


def put_body(connection: Connection, number: int, body: dict[str, object]) -> None:
    query = text("UPDATE audit SET body = :body WHERE number = :number")
    connection.execute(query, {"body": canon(body), "number": number})  # type: ignore[arg-type]


def change(connection: Connection, dice: random.Random, last: int) -> None:
    number = dice.randint(1, last)
    field = dice.choice(["actor", "code", "detail", "at"])
    body = body_at(connection, number)
    put_body(connection, number, {**body, field: 1 if field == "at" else f"{body[field]}x"})


def remove(connection: Connection, dice: random.Random, last: int) -> None:
    number = dice.randint(1, last)
    connection.execute(text("DELETE FROM audit WHERE number = :number"), {"number": number})
    connection.execute(text("UPDATE audit SET number = -number WHERE number > :number"), {"number": number})
    connection.execute(text("UPDATE audit SET number = -number - 1 WHERE number < 0"))


def insert(connection: Connection, dice: random.Random, last: int) -> None:
    number = dice.randint(1, last - 1)  # a second anchored row would stand behind the anchor
    body = canon(body_at(connection, number))  # type: ignore[arg-type]
    connection.execute(text("UPDATE audit SET number = -number WHERE number >= :number"), {"number": number})
    connection.execute(text("UPDATE audit SET number = -number + 1 WHERE number < 0"))
    connection.execute(
        text("INSERT INTO audit (number, body, hash) VALUES (:number, :body, :hash)"),
        {"number": number, "body": body, "hash": dice.randbytes(32)},
    )


def cut(connection: Connection, dice: random.Random, last: int) -> None:
    number = dice.randint(1, last)
    connection.execute(text("DELETE FROM audit WHERE number >= :number"), {"number": number})


def rewrite(connection: Connection, dice: random.Random, last: int) -> None:
    dice.choice([change, remove, insert])(connection, dice, last)
    rehash(connection, 1)


def retype(connection: Connection, dice: random.Random, last: int) -> None:
    # The result of a replace is a text, not the bytes that were there.
    connection.execute(
        text("UPDATE audit SET body = replace(body, 'a', 'o') WHERE number = :number"),
        {"number": dice.randint(1, last)},
    )


def spoil(connection: Connection, dice: random.Random, last: int) -> None:
    connection.execute(
        text("UPDATE audit SET body = :body WHERE number = :number"),
        {"number": dice.randint(1, last), "body": dice.choice([b"", b"nic", b"[3]", b'{"at": null}'])},
    )


@pytest.fixture
def anchored(world: World) -> Services:
    """A laptop whose chain the office has countersigned, with some rows behind the anchor."""
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    for day in range(1, 8):
        laptop.visits.record(held(laptop, family, date(2026, 11, day)))
    world.exchange(laptop)
    return laptop


@pytest.mark.parametrize("tamper", [change, remove, insert, cut, rewrite, retype, spoil])
def test_every_tampering_before_the_anchor_is_found(anchored: Services, tamper: Tamper) -> None:
    last = anchored.auditing.verify().anchored_to
    assert last >= 9
    found = 0
    for seed in range(ROUNDS):
        with anchored.desk.store.writing() as connection:
            before = connection.begin_nested()
            tamper(connection, random.Random(seed), last)
            check = anchored.auditing.verify_in(connection)
            found += not check.is_whole
            assert (
                len(audit.rows(connection)) == connection.execute(text("SELECT count(*) FROM audit")).scalar()
            )
            before.rollback()
    assert found == ROUNDS
    assert anchored.auditing.verify().is_whole


def test_the_check_says_how_far_another_store_vouches_and_since_when(
    world: World, anchored: Services
) -> None:
    check = anchored.auditing.verify()
    assert check.is_whole
    assert 0 < check.anchored_to < check.entries
    assert check.anchored_at == world.clock.now()


def test_a_laptop_that_only_looks_is_vouched_for_too(world: World) -> None:
    laptop = world.laptop()
    bundle = world.bundle(laptop)
    world.office.exchange.take(bundle)
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.auditing.verify().anchored_to > 0
    assert [one.state for one in laptop.exchange.history() if one.direction == "out"] == ["delivered"]


def test_a_chain_that_nobody_has_seen_yet_is_whole_but_not_vouched_for(world: World) -> None:
    check = world.laptop().auditing.verify()
    assert (check.is_whole, check.anchored_to, check.anchored_at) == (True, 0, None)


def test_the_offices_own_chain_is_vouched_for_by_the_laptops(world: World, anchored: Services) -> None:
    world.office.exchange.take(world.bundle(anchored))
    assert world.office.auditing.verify().anchored_to > 0
    with world.office.desk.store.writing() as connection:
        change(connection, random.Random(1), 3)
        rehash(connection, 1)
    assert not world.office.auditing.verify().is_whole


def test_who_looked_is_listed_for_a_family_a_person_and_a_time(world: World) -> None:
    ours = world.family("Nowakowie", "Anna Wiśniewska")
    other = world.family("Zielińscy", "Anna Wiśniewska")
    office = world.office
    office.cases.note_opening(ours)
    office.cases.note_opening(other)
    world.clock.at += timedelta(days=3)
    office.cases.note_opening(ours)
    looks = office.auditing.entries(Wanted(family=ours, codes=LOOKS))
    assert [(one.who, one.words, one.families) for one in looks] == 2 * [
        ("Grażyna Maj", "podgląd rodziny", ("Nowakowie",))
    ]
    today = world.clock.today()
    assert len(office.auditing.entries(Wanted(family=ours, codes=LOOKS, since=today))) == 1
    assert office.auditing.entries(Wanted(account="nikt")) == ()
    assert office.auditing.looked(Wanted(family=ours)) == ("Grażyna Maj",)


def test_a_change_in_any_record_of_a_family_belongs_to_it(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    lines = laptop.auditing.entries(Wanted(family=family))
    assert lines[0].words == "zapis: wizyta"
    assert lines[0].families == ("Nowakowie",)


def test_the_extract_for_a_family_is_a_pdf_and_leaves_its_own_line(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    assert world.office.auditing.extract(Wanted(family=family)).startswith(b"%PDF")
    assert world.office.auditing.entries(Wanted(family=family))[0].words == (
        "zapis do pliku: wykaz dla rodziny"
    )


def test_the_journal_holds_ids_and_codes_only(world: World) -> None:
    family = world.family("Zqxjkvowie", "Anna Wiśniewska", street="Zqxjkvowa 3")
    office = world.office
    office.cases.note_opening(family)
    office.search.find("Zqxjkv")
    with office.desk.store.reading() as reader:
        bodies = reader.connection.execute(text("SELECT body FROM audit")).scalars().all()
    assert all(b"qxjkv" not in body.lower() and "Wiśniewska".encode() not in body for body in bodies)


def test_opening_failing_to_open_and_closing_are_noted(world: World) -> None:
    office = world.office
    folder = office.desk.store.vault.folder
    office.close()
    for _try in range(2):
        with pytest.raises(AppError):
            world.stores.unlock(folder, "to nie jest to hasło")
    again = world.reopen(folder)
    with again.desk.store.reading() as reader:
        rows = audit.rows(reader.connection)
    assert [(row.code, row.detail) for row in rows[:3]] == [
        ("UNLOCK", ""),
        ("UNLOCK_FAIL", "2"),
        ("LOCK", ""),
    ]


def test_every_code_has_its_words() -> None:
    assert set(WORDS) == set(audit.CODES) | {audit.UNREADABLE}


def test_the_journal_is_whole_after_a_family_was_given_up(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    world.exchange(laptop)
    world.office.register.allocate(family, world.account("Marek Pawlak"), world.clock.today())
    for _round in range(3):
        world.exchange(laptop)
    assert laptop.cases.rows() == ()
    for store in (laptop, world.office):
        check = store.auditing.verify()
        assert check.is_whole
        assert check.anchored_to > 0


def test_the_journal_is_whole_after_an_old_copy_came_back_and_began_anew(
    world: World, tmp_path: Path
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    world.exchange(laptop)
    copy = laptop.backup.make(tmp_path / "nosnik").path
    laptop.visits.record(held(laptop, family, DAY))
    world.exchange(laptop)
    restored = world.restore(laptop, copy)
    for _round in range(2):
        world.exchange(restored)
        assert restored.auditing.verify().is_whole
        assert world.office.auditing.verify().is_whole
    assert len(restored.visits.of_family(family)) == 1


def test_the_journal_is_whole_after_a_laptop_was_revoked(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    lost, other = world.laptop(), world.laptop()
    world.exchange(lost)
    lost.visits.record(held(lost, family, DAY))
    bundle = world.bundle(lost)
    world.office.enrolment.revoke(lost.desk.store.identity.device, "LOST")
    with pytest.raises(AppError, match="odwołane"):
        world.office.exchange.take(bundle)
    world.office.devices.open_sealed(world.office.devices.sealed()[0].id)
    world.exchange(other)
    for store in (world.office, lost, other):
        assert store.auditing.verify().is_whole


def test_a_saving_says_which_kinds_of_records_it_was_about(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    words = {one.words for one in world.office.auditing.entries(Wanted(family=family, codes=CHANGES))}
    assert {"zapis: rodzina, okres pracy", "zapis: osoba w rodzinie"} <= words
