from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from asystent_desktop.errors import AppError, RefusedError
from asystent_desktop.services.backup import (
    CopyDamagedError,
    CopyPasswordError,
    NoCopyError,
    PlaceGoneError,
)
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.settings import SettingsChange
from asystent_desktop.storage.backup import StoppedError
from asystent_desktop.storage.faults import VaultInUseError
from tests.world import PASSWORD, World, held


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


def never() -> bool:
    return False


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Nowakowie", "Anna Wiśniewska")
    return world.laptop()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "KINGSTON"
    place.mkdir()
    return place


def test_a_fresh_copy_is_full(laptop: Services, stick: Path) -> None:
    made = laptop.backup.make(stick)
    result = laptop.backup.drill(laptop.backup.find(made.path), PASSWORD, quiet, never)
    assert (result.missing, result.extra, result.broken, result.sentence) == (0, 0, 0, "Kopia pełna.")
    assert result.held > 0


@pytest.mark.parametrize(
    ("saves", "later", "sentence"),
    [
        (1, timedelta(), "W kopii brakuje 1 zapisu z dzisiaj."),
        (2, timedelta(days=1), "W kopii brakuje 2 zapisów z ostatnich 2 dni."),
        (12, timedelta(days=6), "W kopii brakuje 12 zapisów z ostatnich 7 dni."),
    ],
)
def test_what_a_copy_lacks_is_counted_in_one_sentence(
    world: World, laptop: Services, stick: Path, saves: int, later: timedelta, sentence: str
) -> None:
    family = laptop.cases.rows()[0].id
    made = laptop.backup.make(stick)
    for number in range(saves):
        laptop.records.create(
            "diagnosis_item", {"family": family, "area": "c", "kind": "deficit", "text": str(number)}
        )
    world.clock.at += later
    result = laptop.backup.drill(laptop.backup.find(made.path), PASSWORD, quiet, never)
    assert result.sentence.replace("\u00a0", " ") == sentence


def test_the_days_begin_with_the_first_entry_that_is_missing(
    world: World, laptop: Services, stick: Path
) -> None:
    made = laptop.backup.make(stick)
    world.clock.at += timedelta(days=10)
    laptop.visits.record(held(laptop, laptop.cases.rows()[0].id, world.clock.today()))
    result = laptop.backup.drill(laptop.backup.find(made.path), PASSWORD, quiet, never)
    assert result.days == 1
    assert result.missing > 0


def test_a_drill_leaves_nothing_behind_and_writes_nothing(laptop: Services, stick: Path) -> None:
    made = laptop.backup.make(stick)
    before = laptop.backup.facts().audit_entries
    laptop.backup.drill(laptop.backup.find(made.path), PASSWORD, quiet, never)
    assert list(laptop.desk.store.vault.folder.glob("proba-*")) == []
    assert laptop.backup.facts().audit_entries == before
    result = laptop.backup.drill(laptop.backup.find(made.path), PASSWORD, quiet, never)
    laptop.backup.note_drill(result)
    assert laptop.backup.facts().audit_entries == before + 1
    assert laptop.backup.status().last_drill == result


def test_a_rehearsal_cut_short_is_swept_away_with_the_next_days_copy(world: World, laptop: Services) -> None:
    leftover = laptop.desk.store.vault.folder / "proba-12345678"
    leftover.mkdir()
    (leftover / "vault.db").write_bytes(b"x")
    world.clock.at += timedelta(days=1)
    assert laptop.backup.daily() is not None
    assert not leftover.exists()


def test_an_older_copy_opens_with_the_password_of_its_day(
    world: World, laptop: Services, stick: Path
) -> None:
    made = laptop.backup.make(stick)
    world.stores.change_password(laptop, PASSWORD, "zielony parasol na moście")
    copy = laptop.backup.find(made.path)
    with pytest.raises(CopyPasswordError, match="z dnia, w którym powstała"):
        laptop.backup.drill(copy, "zielony parasol na moście", quiet, never)
    assert laptop.backup.drill(copy, PASSWORD, quiet, never).is_full


def _damage(copy: Path) -> None:
    data = bytearray((copy / "vault.db").read_bytes())
    for page in range(4, len(data) // 4096):
        data[page * 4096 + 100] ^= 0xFF
    (copy / "vault.db").write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (_damage, CopyDamagedError),
        (lambda copy: (copy / "vault.db").unlink(), NoCopyError),
        (lambda copy: (copy / "vault.hdr").write_bytes(b"{}"), CopyDamagedError),
    ],
)
def test_a_harmed_copy_is_said_to_be_so(
    laptop: Services, stick: Path, harm: Callable[[Path], object], error: type[AppError]
) -> None:
    made = laptop.backup.make(stick)
    copy = laptop.backup.find(made.path)
    harm(made.path)
    with pytest.raises(error):
        laptop.backup.drill(copy, PASSWORD, quiet, never)
    assert laptop.backup.check().problems == ()


def test_copies_of_other_stores_on_the_same_stick_are_not_taken(
    world: World, laptop: Services, stick: Path
) -> None:
    world.office.backup.make(stick)
    with pytest.raises(NoCopyError):
        laptop.backup.find(stick)
    mine = laptop.backup.make(stick)
    assert laptop.backup.find(stick).path == mine.path
    laptop.backup.choose_place(stick)
    assert [one.path for one in laptop.backup.status().outside] == [mine.path]


def test_a_copy_is_found_by_any_name(laptop: Services, stick: Path) -> None:
    made = laptop.backup.make(stick)
    renamed = made.path.rename(stick / "przed urlopem")
    assert laptop.backup.find(renamed).path == renamed


@pytest.mark.parametrize("stops_at", [1, 2])
def test_a_copy_that_is_stopped_leaves_no_trace(laptop: Services, stick: Path, stops_at: int) -> None:
    asked = 0

    def is_stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked >= stops_at

    with pytest.raises(StoppedError):
        laptop.backup.make(stick, is_stopped)
    assert list(stick.iterdir()) == []
    assert laptop.backup.status().outside_at is None


def test_a_stopped_drill_says_so_and_leaves_nothing(laptop: Services, stick: Path) -> None:
    made = laptop.backup.make(stick)
    with pytest.raises(StoppedError):
        laptop.backup.drill(laptop.backup.find(made.path), PASSWORD, quiet, lambda: True)
    assert list(laptop.desk.store.vault.folder.glob("proba-*")) == []


def test_reminders_come_in_order_and_go_when_done(world: World, laptop: Services, stick: Path) -> None:
    assert laptop.backup.reminder() == "place"
    laptop.backup.choose_place(stick)
    assert laptop.backup.reminder() == "copy"
    made = laptop.backup.make_there()
    assert laptop.backup.reminder() == ""
    world.clock.at += timedelta(days=6)
    assert laptop.backup.reminder() == ""
    world.clock.at += timedelta(days=1)
    assert laptop.backup.reminder() == "copy"
    laptop.backup.make_there()
    world.clock.at = datetime(2027, 2, 22, 12, 0)
    laptop.backup.make_there()
    assert laptop.backup.reminder() == "drill"
    laptop.backup.note_drill(laptop.backup.drill(laptop.backup.find(made.path), PASSWORD, quiet, never))
    assert laptop.backup.reminder() == ""
    assert laptop.backup.status().reminder == ""


def test_a_stick_that_is_away_is_named_with_the_last_good_copy(laptop: Services, stick: Path) -> None:
    laptop.backup.choose_place(stick)
    laptop.backup.make_there()
    shutil.rmtree(stick)
    status = laptop.backup.status()
    assert (status.place, status.place_is_there, status.outside) == (stick, False, ())
    assert status.outside_at is not None
    with pytest.raises(PlaceGoneError) as caught:
        laptop.backup.make_there()
    assert "„KINGSTON”" in caught.value.sentence
    assert "Ostatnia dobra kopia: 23.11.2026" in caught.value.sentence
    assert not stick.exists()


def test_the_store_itself_is_no_place_for_copies(laptop: Services, tmp_path: Path) -> None:
    folder = laptop.desk.store.vault.folder
    for place in (folder, folder / "backup"):
        with pytest.raises(RefusedError, match="leży sam sejf"):
            laptop.backup.choose_place(place)
    with pytest.raises(RefusedError, match="Nie widzę"):
        laptop.backup.choose_place(tmp_path / "nie ma")
    with pytest.raises(RefusedError, match="Nie wybrano"):
        laptop.backup.make_there()


def test_a_restore_never_overwrites_and_the_office_refills_it(
    world: World, laptop: Services, stick: Path
) -> None:
    made = laptop.backup.make(stick)
    laptop.settings.save(SettingsChange(idle_minutes=9))
    laptop.visits.record(held(laptop, laptop.cases.rows()[0].id, world.clock.today()))
    world.office.exchange.take(world.bundle(laptop))
    folder, epoch = laptop.desk.store.vault.folder, laptop.desk.store.identity.epoch
    with pytest.raises(VaultInUseError):
        world.stores.restore(made.path, folder, PASSWORD)
    laptop.close()
    done = world.stores.restore(stick, folder, PASSWORD)
    assert done.copy == made.path
    assert done.moved is not None
    assert (done.moved / "vault.db").stat().st_size > 0
    again = world.reopen(folder)
    assert again.desk.store.identity.epoch != epoch
    assert again.settings.idle_minutes() == 5
    assert again.visits.between(world.clock.today(), world.clock.today()) == ()
    world.exchange(again)
    [back] = again.visits.between(world.clock.today(), world.clock.today())
    assert back.visit.state == "held"


def test_a_folder_put_aside_is_not_offered_at_the_door(world: World, laptop: Services, stick: Path) -> None:
    made = laptop.backup.make(stick)
    folder = laptop.desk.store.vault.folder
    laptop.close()
    world.stores.restore(made.path, folder)
    shown = [card.folder for card in world.stores.cards(folder.parent)]
    assert folder in shown
    assert not any(".stary-" in one.name for one in shown)


def test_a_restore_with_a_wrong_password_changes_nothing(world: World, laptop: Services, stick: Path) -> None:
    made = laptop.backup.make(stick)
    folder = laptop.desk.store.vault.folder
    laptop.close()
    before = (folder / "vault.db").read_bytes()
    with pytest.raises(AppError):
        world.stores.restore(made.path, folder, "to nie jest to hasło")
    assert (folder / "vault.db").read_bytes() == before
    assert [one.name for one in folder.parent.iterdir() if one.name.startswith(folder.name + ".")] == []
