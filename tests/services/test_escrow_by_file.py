"""Two officers who cannot come open a store by file: request, two answers, the password chosen then."""

from __future__ import annotations

from pathlib import Path

import pytest

from asystent_desktop.errors import AppError, RefusedError
from asystent_desktop.exchange.escrow_request import (
    BadEscrowAnswerError,
    BadEscrowRequestError,
    NotAnOfficerOfItError,
)
from asystent_desktop.exchange.officer_key import WrongOfficerKeyError
from asystent_desktop.services.escrow import KeyFile
from asystent_desktop.services.escrow_by_file import OtherPasswordError
from asystent_desktop.storage import audit
from tests.world import World

NEW = "rower studnia kapelusz most"
OTHER = "kapelusz most rower studnia"


def answered(world: World, request: Path, keys: tuple[KeyFile, ...]) -> list[Path]:
    files = []
    for number, key in enumerate(keys):
        files.append(world.folder / f"odpowiedz-{request.stem}-{number}.plik")
        world.office.escrow.answer_request(request, key, files[-1])
    return files


def asked(world: World, folder: Path, name: str = "prosba") -> Path:
    request = world.folder / f"{name}.plik"
    words = world.stores.ask_officers(folder, NEW, request)
    assert world.office.escrow.look_at_request(request) == words == world.stores.asked_officers(folder)
    return request


def test_two_answers_open_the_store_in_either_order_and_leave_nothing_behind(
    world: World, closed_laptop: Path, officers: tuple[KeyFile, KeyFile]
) -> None:
    files = answered(world, asked(world, closed_laptop), officers)
    services = world.stores.recover_by_answers(closed_laptop, files[::-1], NEW).services
    world.opened.append(services)
    assert [row.name for row in services.cases.rows()] == ["Nowakowie"]
    accounts = {one.account for one in world.office.escrow.officers()}
    with services.desk.store.reading() as reader:
        row = next(one for one in audit.rows(reader.connection) if one.code == "ESCROW_OPEN")
    assert set(row.subjects) == accounts
    with world.office.desk.store.reading() as reader:
        noted = [one for one in audit.rows(reader.connection) if one.detail == "ANSWERED"]
    assert {one.subjects[0] for one in noted} == accounts
    assert world.stores.asked_officers(closed_laptop) == ()
    assert [one.name for one in closed_laptop.iterdir() if one.name.startswith("escrow")] == []
    services.close()
    world.opened.append(world.stores.unlock(closed_laptop, NEW))


def test_one_answer_twice_or_another_password_opens_nothing(
    world: World, closed_laptop: Path, officers: tuple[KeyFile, KeyFile]
) -> None:
    files = answered(world, asked(world, closed_laptop), officers)
    with pytest.raises(RefusedError, match="tej samej osoby"):
        world.stores.recover_by_answers(closed_laptop, [files[0], files[0]], NEW)
    with pytest.raises(OtherPasswordError):
        world.stores.recover_by_answers(closed_laptop, files, OTHER)
    world.reopen(closed_laptop)


def test_an_answer_to_an_earlier_request_opens_nothing(
    world: World, closed_laptop: Path, officers: tuple[KeyFile, KeyFile]
) -> None:
    earlier = answered(world, asked(world, closed_laptop, "pierwsza"), officers)
    later = answered(world, asked(world, closed_laptop, "druga"), officers)
    with pytest.raises(BadEscrowAnswerError):
        world.stores.recover_by_answers(closed_laptop, [earlier[0], later[1]], NEW)
    world.opened.append(world.stores.recover_by_answers(closed_laptop, later, NEW).services)


def test_who_is_no_officer_of_the_store_answers_nothing(
    world: World, closed_laptop: Path, officers: tuple[KeyFile, KeyFile]
) -> None:
    request = asked(world, closed_laptop)
    late = world.officer("Ola Trzecia")
    target = world.folder / "nic.plik"
    with pytest.raises(NotAnOfficerOfItError):
        world.office.escrow.answer_request(request, late, target)
    wrong = KeyFile(file=officers[0].file, password=officers[1].password)
    with pytest.raises(WrongOfficerKeyError):
        world.office.escrow.answer_request(request, wrong, target)
    assert not target.exists()


def test_a_request_changed_on_its_way_has_other_words_or_is_refused(
    world: World, closed_laptop: Path, officers: tuple[KeyFile, KeyFile]
) -> None:
    request = asked(world, closed_laptop)
    data, words = request.read_bytes(), world.stores.asked_officers(closed_laptop)
    for place in range(0, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        request.write_bytes(changed)
        try:
            seen = world.office.escrow.look_at_request(request)
        except (BadEscrowRequestError, AppError):
            continue
        assert seen != words


def test_a_store_without_officers_says_so_and_asks_nobody(world: World) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.close()
    folder = laptop.desk.store.vault.folder
    with pytest.raises(RefusedError, match="nie zna jeszcze uprawnionych"):
        world.stores.ask_officers(folder, NEW, world.folder / "prosba.plik")
    assert world.stores.asked_officers(folder) == ()
    with pytest.raises(RefusedError, match="nie prosił"):
        world.stores.recover_by_answers(folder, [world.folder / "a", world.folder / "b"], NEW)


def test_a_weak_password_is_refused_when_asking(world: World, closed_laptop: Path) -> None:
    with pytest.raises(AppError):
        world.stores.ask_officers(closed_laptop, "krótkie", world.folder / "prosba.plik")
    assert world.stores.asked_officers(closed_laptop) == ()
