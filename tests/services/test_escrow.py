"""Two officers together open a store, one alone never; new password and code, the journal names both."""

from __future__ import annotations

from pathlib import Path

import pytest

from asystent_desktop.errors import RefusedError
from asystent_desktop.exchange.officer_key import WrongOfficerKeyError
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.escrow import KeyFile
from asystent_desktop.storage import audit
from asystent_desktop.storage.faults import WrongPasswordError
from tests.world import PASSWORD, World

NEW = "rower studnia kapelusz most"


def opened(world: World, folder: Path, first: KeyFile, second: KeyFile) -> Services:
    services = world.stores.recover_together(folder, first, second, NEW).services
    world.opened.append(services)
    return services


def test_two_officers_open_a_store_in_either_order_with_everything_in_it(
    world: World, closed_laptop: Path, officers: tuple[KeyFile, KeyFile]
) -> None:
    services = opened(world, closed_laptop, officers[1], officers[0])
    assert [row.name for row in services.cases.rows()] == ["Nowakowie"]
    with services.desk.store.reading() as reader:
        row = next(one for one in audit.rows(reader.connection) if one.code == "ESCROW_OPEN")
    assert set(row.subjects) == {one.account for one in world.office.escrow.officers()}
    services.close()
    with pytest.raises(WrongPasswordError):
        world.stores.unlock(closed_laptop, PASSWORD)
    world.opened.append(world.stores.unlock(closed_laptop, NEW))


def test_one_officer_alone_opens_nothing(
    world: World, closed_laptop: Path, officers: tuple[KeyFile, KeyFile]
) -> None:
    with pytest.raises(RefusedError, match="ta sama osoba"):
        world.stores.recover_together(closed_laptop, officers[0], officers[0], NEW)
    wrong = KeyFile(file=officers[1].file, password=officers[0].password)
    (world.folder / "inny.klucz").write_bytes(b"to nie jest klucz")
    for bad in (wrong, KeyFile(file=world.folder / "inny.klucz", password="x")):
        with pytest.raises(WrongOfficerKeyError, match="nie otworzył się"):
            world.stores.recover_together(closed_laptop, officers[0], bad, NEW)
    world.reopen(closed_laptop)


def test_a_dismissed_officer_opens_nothing_after_the_next_exchange(
    world: World, officers: tuple[KeyFile, KeyFile]
) -> None:
    third = world.officer("Ola Trzecia")
    laptop = world.laptop()
    laptop.exchange.take(world.bundle(world.office, laptop))
    world.office.escrow.dismiss(world.account("Jan Drugi"))
    laptop.exchange.take(world.bundle(world.office, laptop))
    laptop.close()
    folder = laptop.desk.store.vault.folder
    with pytest.raises(RefusedError, match="nie otworzą"):
        world.stores.recover_together(folder, officers[0], officers[1], NEW)
    opened(world, folder, officers[0], third)


def test_two_have_to_stay_and_only_the_head_names_them(
    world: World, officers: tuple[KeyFile, KeyFile]
) -> None:
    with pytest.raises(RefusedError, match="co najmniej dwoje"):
        world.office.escrow.dismiss(world.account("Jan Drugi"))
    laptop = world.laptop()
    with pytest.raises(RefusedError, match="kierownik"):
        laptop.escrow.name(laptop.desk.account, "jakieś długie hasło tu", world.folder / "x.klucz")
    assert [one.name for one in world.office.escrow.officers()] != []


def test_the_office_itself_is_opened_by_two(world: World, officers: tuple[KeyFile, KeyFile]) -> None:
    folder = world.office.desk.store.vault.folder
    world.office.close()
    services = opened(world, folder, *officers)
    assert services.session().is_office
