from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from asystent_desktop.app import make_window
from asystent_desktop.services.doorbell import Doorbell
from asystent_desktop.services.leaving import PHRASE
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.pages.bundles import BundlesPage
from asystent_desktop.ui.pages.closing import ClosingDialog
from asystent_desktop.ui.pages.exchange import ELSEWHERE, ExchangePage
from asystent_desktop.ui.pages.held import HeldPage
from asystent_desktop.ui.pages.unlock import UnlockPage
from asystent_desktop.ui.parts.drives import Drive
from tests.services.test_held import foreign_visit
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import button, named, shown_words
from tests.ui.showing import calm, chips, shown
from tests.world import World, held

DAY = date(2026, 11, 20)


@pytest.fixture
def family(world: World) -> str:
    return world.family("Nowakowie", "Anna Wiśniewska")


def test_the_way_of_a_bundle_waiting_saved_delivered(
    qtbot: QtBot, context: Context, world: World, family: str, tmp_path: Path
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    page = shown(qtbot, context, laptop, ExchangePage)
    assert isinstance(page, ExchangePage)
    assert "czeka" in chips(page)
    assert "od 23 listopada" in shown_words(page)
    save = page.save_button
    page.enter()
    calm(qtbot, context)
    assert page.save_button is save
    target = tmp_path / "p.paczka"
    context.files = ChosenFiles(target)
    page.place_choice.set_value(ELSEWHERE)
    page.save_button.click()
    calm(qtbot, context)
    assert page.save_button is not save
    assert target.exists()
    assert "zapisana" in chips(page)
    assert "nie potwierdziło" in page.notice.words()
    world.office.exchange.take(target)
    context.files = ChosenFiles(world.bundle(world.office, laptop))
    page.take_button.click()
    calm(qtbot, context)
    assert "dostarczona" in chips(page)
    assert "Biuro ma wszystko." in shown_words(page)
    assert "Grażyna Maj" in shown_words(page)


def test_a_bundle_without_changes_waits_for_no_receipt(
    qtbot: QtBot, context: Context, world: World, tmp_path: Path
) -> None:
    page = shown(qtbot, context, world.laptop(), ExchangePage)
    assert isinstance(page, ExchangePage)
    context.files = ChosenFiles(tmp_path / "p.paczka")
    page.place_choice.set_value(ELSEWHERE)
    assert page.save_button.text() == "Zapisz paczkę (bez zmian)"
    page.save_button.click()
    calm(qtbot, context)
    assert "nic nie czeka na potwierdzenie" in page.notice.words()
    assert (chips(page)[0], "zapisana" in chips(page)) == ("nie czeka", False)
    assert "Paczka nr 1: bez zmian" in shown_words(page)


def test_after_a_restore_two_bundles_of_one_number_are_told_apart(
    qtbot: QtBot, context: Context, world: World, family: str, tmp_path: Path
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    world.bundle(laptop)
    restored = world.restore(laptop, laptop.backup.make(tmp_path / "pendrive").path)
    world.bundle(restored)
    page = shown(qtbot, context, restored, ExchangePage)
    words = shown_words(page)
    assert "Paczka nr 1: 1 zmiana" in words
    assert "Paczka nr 1 (dawna numeracja): 1 zmiana" in words
    assert "niosą następne paczki" in words
    assert chips(page) == ["zapisana", "nie czeka"]


def test_a_removed_drive_says_what_to_do_and_marks_nothing_as_sent(
    qtbot: QtBot, context: Context, world: World, family: str, tmp_path: Path
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    page = shown(qtbot, context, laptop, ExchangePage)
    assert isinstance(page, ExchangePage)
    context.files = ChosenFiles(tmp_path / "wyjęty" / "p.paczka")
    page.place_choice.set_value(ELSEWHERE)
    page.save_button.click()
    calm(qtbot, context)
    assert "nośnik" in page.notice.words()
    assert {"czeka", "nieudana"} <= set(chips(page))
    assert laptop.exchange.waiting().changes == 1


def test_a_drive_plugged_in_is_offered_and_a_named_place_stays(
    qtbot: QtBot, context: Context, world: World, family: str
) -> None:
    page = shown(qtbot, context, world.laptop(), ExchangePage)
    assert isinstance(page, ExchangePage)
    stick = Drive("KINGSTON", world.folder / "kingston", 12_400_000)
    other = Drive("ADATA", world.folder / "adata", 1_000_000)
    page.drives.changed.emit((stick,))
    assert page.place_choice.value() == str(stick.folder)
    assert page.place_choice.currentText().replace("\N{NO-BREAK SPACE}", " ") == "KINGSTON · wolne 12,4 MB"
    page.drives.changed.emit((other, stick))
    assert page.place_choice.value() == str(stick.folder)
    page.drives.changed.emit(())
    assert (page.place_choice.value(), page.place_choice.count()) == (ELSEWHERE, 1)
    page.place_choice.edited.emit()
    page.drives.changed.emit((stick,))
    assert page.place_choice.value() == ELSEWHERE


def test_a_bundle_in_the_watched_folder_is_offered_and_not_taken(
    qtbot: QtBot, context: Context, world: World, family: str, tmp_path: Path
) -> None:
    laptop = world.laptop()
    inbox = tmp_path / "z biura"
    inbox.mkdir()
    laptop.exchange.watch_folder(inbox)
    page = shown(qtbot, context, laptop, ExchangePage)
    assert isinstance(page, ExchangePage)
    world.office.records.change(family, {"phone": "601 200 300"})
    reply = world.bundle(world.office, laptop)
    with qtbot.waitSignal(page.arrivals.changed):
        shutil.copy(reply, inbox / "paczka-1.paczka")
    qtbot.waitUntil(lambda: "Wczytaj" in [one.text() for one in page.findChildren(type(page.take_button))])
    calm(qtbot, context)
    assert laptop.records.view(family).values["phone"] == ""
    button(page, "Wczytaj").click()
    calm(qtbot, context)
    assert laptop.records.view(family).values["phone"] == "601 200 300"


def test_what_the_office_refused_is_read_on_the_laptop(
    qtbot: QtBot, context: Context, world: World, family: str
) -> None:
    laptop = world.laptop()
    foreign_visit(laptop, world.family("Zielińscy", "Marek Pawlak"))
    world.office.exchange.take(world.bundle(laptop))
    world.office.held.refuse(world.office.held.all()[0].id, "Tę rodzinę prowadzi Marek.")
    laptop.exchange.take(world.bundle(world.office, laptop))
    page = shown(qtbot, context, laptop, ExchangePage)
    assert "odrzucone" in chips(page)
    assert "Odpowiedź: Tę rodzinę prowadzi Marek." in shown_words(page)
    button(page, "Rozumiem").click()
    qtbot.waitUntil(lambda: "odrzucone" not in chips(page))
    laptop.exchange.take(world.bundle(world.office, laptop))
    assert laptop.held.answers() == ()


def test_a_record_set_aside_is_looked_at_and_refused_with_an_answer(
    qtbot: QtBot, context: Context, world: World, family: str
) -> None:
    laptop = world.laptop()
    foreign = world.family("Zielińscy", "Marek Pawlak")
    foreign_visit(laptop, foreign)
    foreign_visit(laptop, foreign)
    world.office.exchange.take(world.bundle(laptop))
    page = shown(qtbot, context, world.office, HeldPage)
    assert isinstance(page, HeldPage)
    words = shown_words(page)
    assert "Zielińscy" in words
    assert "rodzina nie jest przydzielona nadawcy" in words
    page.refuse_button.click()
    calm(qtbot, context)
    assert "dlaczego" in page.notice.words()
    named(page, QPlainTextEdit, "Odpowiedź dla nadawcy").setPlainText("To rodzina Marka.")
    page.refuse_button.click()
    calm(qtbot, context)
    assert len(world.office.held.all()) == 1
    page.release_button.click()
    calm(qtbot, context)
    assert "Nie ma zatrzymanych zapisów." in shown_words(page)
    assert len(world.office.visits.of_family(foreign)) == 1


def test_files_opened_or_dropped_are_offered_once_the_store_is_open(
    qtbot: QtBot, world: World, family: str
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    opened, dropped = world.bundle(laptop), world.bundle(laptop)
    window, front = make_window(world.stores, files=[opened])
    qtbot.addWidget(window)
    window.show()
    context = window.context
    context.open(world.office, world.office.session())
    calm(qtbot, context)
    page = window.page()
    assert isinstance(page, BundlesPage)
    qtbot.waitUntil(lambda: [one.file for one in page.rows.shown_rows()] == [opened])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dropped)), QUrl.fromLocalFile(str(world.folder / "obraz.png"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window.windowHandle(), QDragEnterEvent(QPointF(50, 50), copy, data, left, none))
    QApplication.sendEvent(window.windowHandle(), QDropEvent(QPointF(50, 50), copy, data, left, none))
    qtbot.waitUntil(lambda: [one.file for one in page.rows.shown_rows()] == [opened, dropped])
    assert world.office.visits.of_family(family) == ()
    calm(qtbot, context)
    context.lock()
    front.close()


def test_the_footer_follows_what_was_made_and_what_the_office_confirmed(
    qtbot: QtBot, world: World, family: str, tmp_path: Path
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    window, front = make_window(world.stores)
    qtbot.addWidget(window)
    window.show()
    context = window.context
    context.open(laptop, laptop.session())
    context.go("exchange")
    calm(qtbot, context)
    page = window.page()
    assert isinstance(page, ExchangePage)
    assert "jeszcze nie było" in window.footer.accessibleName()
    target = tmp_path / "p.paczka"
    context.files = ChosenFiles(target)
    page.place_choice.set_value(ELSEWHERE)
    page.save_button.click()
    qtbot.waitUntil(lambda: "Ostatnia paczka do biura" in window.footer.accessibleName())
    assert "zmiana czeka" in window.footer.accessibleName()
    world.office.exchange.take(target)
    context.files = ChosenFiles(world.bundle(world.office, laptop))
    page.take_button.click()
    qtbot.waitUntil(lambda: "czeka" not in window.footer.accessibleName())
    calm(qtbot, context)
    context.lock()
    front.close()


def test_a_bundle_opened_while_the_program_runs_comes_to_its_window_locked_or_open(
    qtbot: QtBot, world: World, family: str, tmp_path: Path
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    bell = Doorbell(tmp_path)
    assert bell.answer()
    window, front = make_window(world.stores, bell=bell)
    qtbot.addWidget(window)
    window.show()
    door = UnlockPage(window.context, world.stores, (world.stores.cards(world.folder)[0],), "")
    window.show_front(door)
    first, second = world.bundle(laptop), world.bundle(laptop)
    open_outside(first, tmp_path)
    qtbot.waitUntil(lambda: "paczka czeka" in shown_words(door).replace("\N{NO-BREAK SPACE}", " "))
    window.context.open(world.office, world.office.session())
    qtbot.waitUntil(lambda: isinstance(window.page(), BundlesPage))
    page = window.page()
    assert isinstance(page, BundlesPage)
    qtbot.waitUntil(lambda: [one.file for one in page.rows.shown_rows()] == [first])
    open_outside(second, tmp_path)
    qtbot.waitUntil(lambda: [one.file for one in page.rows.shown_rows()] == [first, second])
    assert world.office.visits.of_family(family) == ()
    calm(qtbot, window.context)
    window.context.lock()
    front.close()
    bell.close()


def open_outside(file: Path, state: Path) -> None:
    """Open a bundle as the desktop does on a double click: by starting the program with it."""
    environment = {**os.environ, "ASYSTENT_STATE": str(state), "ASYSTENT_DATA": str(state / "data")}
    command = [sys.executable, "-m", "asystent_desktop", str(file)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_closing_for_ever_asks_for_the_words_and_for_the_undelivered_work(
    qtbot: QtBot, context: Context, world: World, family: str
) -> None:
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    folder = laptop.desk.store.vault.folder
    dialog = ClosingDialog(shown(qtbot, context, laptop, ExchangePage), laptop.leaving.farewell(), context)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "na pokwitowanie biura" in dialog.warning.words()
    dialog.typed.setText(PHRASE)
    assert not dialog.close_button.isEnabled()
    dialog.anyway.click()
    assert dialog.close_button.isEnabled()
    with qtbot.waitSignal(dialog.closed):
        dialog.close_button.click()
    assert not folder.exists()
