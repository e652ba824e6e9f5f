from __future__ import annotations

import shutil
import threading
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.context import Context
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.bundles import BundlesPage
from asystent_desktop.ui.pages.exchange import ExchangePage
from asystent_desktop.ui.rows_model import CHIPS_ROLE, CONTEXT_ROLE
from asystent_desktop.ui.tasks import Job, Task
from tests.services.test_held import foreign_visit
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import shown_words
from tests.ui.showing import calm, shown
from tests.world import World, held

DAY = date(2026, 11, 20)


@pytest.fixture
def family(world: World) -> str:
    return world.family("Nowakowie", "Anna Wiśniewska")


def test_the_office_sees_what_arrived_and_takes_the_good_ones(
    qtbot: QtBot, context: Context, world: World, family: str, tmp_path: Path
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    folder = tmp_path / "przychodzące"
    folder.mkdir()
    good = world.bundle(laptop)
    shutil.copy(good, folder / "a.paczka")
    (folder / "b.paczka").write_bytes(good.read_bytes()[:20_000])
    world.office.exchange.watch_folder(folder)
    page = shown(qtbot, context, world.office, BundlesPage)
    assert isinstance(page, BundlesPage)
    rows = {one.file.name: one for one in page.rows.shown_rows()}
    assert {name: one.state for name, one in rows.items()} == {"a.paczka": "good", "b.paczka": "cut"}
    assert page.take_button.text() == "Przyjmij poprawne (1)"
    page.take_button.click()
    calm(qtbot, context)
    assert len(world.office.visits.of_family(family)) == 1
    assert page.take_button.text() == "Przyjmij poprawne (0)"


def test_two_laptops_of_one_person_are_told_apart_and_a_record_is_counted_once(
    qtbot: QtBot, context: Context, world: World, family: str
) -> None:
    first, second = world.laptop(), world.laptop()
    for laptop, words in ((first, "Lista"), (second, "Notes")):
        laptop.records.change(family, {"remarks": words})
    world.office.records.change(family, {"remarks": "Zeszyt"})
    page = shown(qtbot, context, world.office, BundlesPage)
    assert isinstance(page, BundlesPage)
    for one in (first, second):
        assert one.desk.store.identity.device[:8] in shown_words(page)
    page.arrivals.add([world.bundle(first), world.bundle(second)])
    calm(qtbot, context)
    said = [page.rows.index(row, 0).data(CONTEXT_ROLE) for row in range(2)]
    for one, words in zip((first, second), said, strict=True):
        assert one.desk.store.identity.device[:8] in words
    page.take_button.click()
    qtbot.waitUntil(lambda: "paczki. Do rozstrzygnięcia: 1." in page.notice.words())


def test_a_laptop_has_everything_only_when_its_receipt_is_known_to_have_come(
    qtbot: QtBot, context: Context, world: World, family: str
) -> None:
    laptop = world.laptop()
    world.exchange(laptop)
    laptop.visits.record(held(laptop, family, DAY))
    world.clock.at += timedelta(minutes=1)
    world.office.exchange.take(world.bundle(laptop))
    page = shown(qtbot, context, world.office, BundlesPage)

    def now_says(words: str) -> bool:
        page.refresh()
        calm(qtbot, context)
        return words in shown_words(page)

    assert now_says("zapisy z biura ma wszystkie · pokwitowanie czeka na paczkę dla laptopa")
    world.clock.at += timedelta(minutes=1)
    reply = world.bundle(world.office, laptop)
    assert now_says("zapisy z biura ma wszystkie · pokwitowanie zapisane, bez potwierdzenia")
    laptop.exchange.take(reply)
    world.clock.at += timedelta(minutes=1)
    world.office.exchange.take(world.bundle(laptop))
    assert now_says("ma wszystko")


def test_what_was_set_aside_is_said_in_the_row_of_its_bundle(
    qtbot: QtBot, context: Context, world: World, family: str
) -> None:
    world.account("Marek Pawlak")
    other = world.family("Zielińscy", "Marek Pawlak")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    foreign_visit(laptop, other)
    page = shown(qtbot, context, world.office, BundlesPage)
    assert isinstance(page, BundlesPage)
    page.arrivals.add([world.bundle(laptop)])
    calm(qtbot, context)
    page.take_button.click()
    qtbot.waitUntil(lambda: row_chips(page) == ["1 zatrzymany"])


def row_chips(page: BundlesPage) -> list[str]:
    """The words of the chips in the first row."""
    index = page.rows.index(0, page.rows.columnCount() - 1)
    return [words for words, _tone in page.rows.data(index, CHIPS_ROLE) or ()]


def test_the_office_sees_which_bundle_is_for_whom_and_a_laptop_passes_the_others_by(
    qtbot: QtBot, context: Context, world: World, family: str, tmp_path: Path
) -> None:
    anna, marek = world.laptop(), world.laptop("Marek Pawlak")
    page = shown(qtbot, context, world.office, BundlesPage)
    assert isinstance(page, BundlesPage)
    context.files = ChosenFiles(tmp_path)
    page.header.actions_in_order()[0].click()
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.paczka"))) == 2)
    qtbot.waitUntil(lambda: all(one.name in shown_words(page) for one in tmp_path.glob("*.paczka")))
    for laptop in (anna, marek):
        laptop.exchange.watch_folder(tmp_path)
        context.lock()
        inbox = shown(qtbot, context, laptop, ExchangePage)
        assert isinstance(inbox, ExchangePage)
        qtbot.waitUntil(partial(offers, inbox))
        assert "dla kogoś innego" not in shown_words(inbox)


def offers(page: Page) -> bool:
    """Tell whether a file is offered to be taken."""
    return any(
        one.text() == "Wczytaj" and one.isVisibleTo(page) for one in page.findChildren(QAbstractButton)
    )


def test_space_ticks_one_bundle_and_only_that_is_taken(
    qtbot: QtBot, context: Context, world: World, family: str, tmp_path: Path
) -> None:
    first, second = world.laptop(), world.laptop("Anna Wiśniewska")
    first.visits.record(held(first, family, DAY))
    second.visits.record(held(second, family, DAY, start=time(12)))
    page = shown(qtbot, context, world.office, BundlesPage)
    assert isinstance(page, BundlesPage)
    page.arrivals.add([world.bundle(first), world.bundle(second)])
    calm(qtbot, context)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.take_button.text() == "Przyjmij zaznaczone (2)"
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.take_button.text() == "Przyjmij zaznaczone (1)"
    page.take_button.click()
    calm(qtbot, context)
    assert len(world.office.visits.of_family(family)) == 1


def test_a_person_stops_before_the_first_bundle_while_another_save_is_on_its_way(
    qtbot: QtBot, context: Context, world: World, family: str
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    page = shown(qtbot, context, world.office, BundlesPage)
    assert isinstance(page, BundlesPage)
    page.arrivals.add([world.bundle(laptop)])
    calm(qtbot, context)
    jobs: list[Job] = []
    context.job_started.connect(jobs.append)
    saved = threading.Event()
    context.tasks.write(
        Task(call=partial(saved.wait, 30), then=lambda _done: None, failed=lambda _problem: None)
    )
    page.take_button.click()
    assert not page.take_button.isEnabled()
    jobs[0].stop()
    saved.set()
    qtbot.waitUntil(page.take_button.isEnabled)
    assert "Przerwano" in page.notice.words()
    assert world.office.visits.of_family(family) == ()
    page.take_button.click()
    calm(qtbot, context)
    assert len(world.office.visits.of_family(family)) == 1


def test_laptops_stand_by_name_and_many_files_are_said_to_be_looked_into(
    qtbot: QtBot, context: Context, world: World, tmp_path: Path
) -> None:
    for name in ("Żaneta Wilk", "Łucja Sowa", "Adam Bąk", "Lena Kos"):
        world.laptop(name)
    told: list[str] = []
    context.noticed.connect(lambda words, _tone: told.append(words))
    page = shown(qtbot, context, world.office, BundlesPage)
    assert isinstance(page, BundlesPage)
    words = shown_words(page.devices)
    places = [words.index(name) for name in ("Adam Bąk", "Lena Kos", "Łucja Sowa", "Żaneta Wilk")]
    assert places == sorted(places)
    page.arrivals.add([tmp_path / f"{number}.paczka" for number in range(5)])
    assert told == ["Sprawdzam 5\N{NO-BREAK SPACE}plików…"]
    calm(qtbot, context)
