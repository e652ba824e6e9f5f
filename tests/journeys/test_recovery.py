"""Through the real windows before the work: two officers open a store; a new machine takes up a backup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from asystent_desktop.app import make_window
from asystent_desktop.services.escrow import KeyFile
from asystent_desktop.services.stores import Stores
from asystent_desktop.ui.pages.officers import RequestCard
from asystent_desktop.ui.pages.recovery_officers import OfficersPage
from asystent_desktop.ui.pages.unlock import UnlockPage
from asystent_desktop.ui.parts.editors import PasswordEdit
from tests.journeys.driving import settle
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import named
from tests.world import PASSWORD, World, held

NEW = "rower studnia kapelusz most"


def test_two_officers_set_a_new_password_in_the_window(
    world: World, qtbot: QtBot, officers: tuple[KeyFile, KeyFile], closed_laptop: Path
) -> None:
    window, front = make_window(world.stores)
    qtbot.addWidget(window)
    page = OfficersPage(window.context, world.stores, world.stores.card(closed_laptop))
    window.show_front(page)
    window.show()
    with qtbot.waitSignal(page.recovered) as got:
        for row, key in zip(page.rows, officers, strict=True):
            window.context.files = ChosenFiles(key.file)
            row.button.click()
            row.password.setText(key.password)
        assert not page.button.isEnabled()
        for edit in page.password.findChildren(PasswordEdit):
            edit.setText(NEW)
            edit.textEdited.emit(NEW)
        qtbot.waitUntil(page.button.isEnabled)
        page.button.click()
    world.opened.append(got.args[0].services)
    assert got.args[0].recovery_code
    front.close()


def test_two_officers_who_cannot_come_answer_by_file_in_their_window(
    world: World, qtbot: QtBot, officers: tuple[KeyFile, KeyFile], closed_laptop: Path
) -> None:
    request = world.folder / "prosba.otwarcie"
    window, front = make_window(world.stores)
    qtbot.addWidget(window)
    page = OfficersPage(window.context, world.stores, world.stores.card(closed_laptop))
    window.show_front(page)
    window.show()
    for edit in page.password.findChildren(PasswordEdit):
        edit.setText(NEW)
        edit.textEdited.emit(NEW)
    qtbot.waitUntil(page.by_file.ask_button.isEnabled)
    window.context.files = ChosenFiles(request)
    page.by_file.ask_button.click()
    qtbot.waitUntil(page.by_file.answer_button.isVisible)

    office, office_front = make_window(world.stores)
    qtbot.addWidget(office)
    office.show()
    office.context.open(world.office, world.office.session())
    office.context.go("officers")
    settle(qtbot, office)
    card = office.findChildren(RequestCard)[0]
    answers = []
    for key in officers:
        office.context.files = ChosenFiles(request)
        named(card, QAbstractButton, "Wczytaj prośbę").click()
        qtbot.waitUntil(card.key.isVisible)
        office.context.files = ChosenFiles(key.file)
        card.key.button.click()
        card.key.password.setText(key.password)
        card.key.password.textEdited.emit(card.key.password.text())
        answers.append(key.file.with_suffix(".otwarcie"))
        office.context.files = ChosenFiles(answers[-1])
        card.button.click()
        qtbot.waitUntil(answers[-1].exists)
        settle(qtbot, office)
    office.locked.disconnect()
    office.context.lock()
    office_front.close()

    with qtbot.waitSignal(page.recovered) as got:
        for answer in answers:
            window.context.files = ChosenFiles(answer)
            page.by_file.answer_button.click()
        assert page.by_file.open_button.isEnabled()
        page.by_file.open_button.click()
    world.opened.append(got.args[0].services)
    assert got.args[0].recovery_code
    front.close()


def test_a_new_machine_takes_up_a_backup_and_asks_for_its_password(
    world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    copy = laptop.backup.make(tmp_path / "pendrive").path
    laptop.close()
    stores: Stores = world.stores
    window, front = make_window(stores)
    qtbot.addWidget(window)
    window.show()
    guide = front.show_first_run()
    window.context.files = ChosenFiles(copy)
    named(guide, QAbstractButton, "Mam kopię zapasową z innego komputera").click()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(window.findChildren(UnlockPage)))
    restored = stores.unlock(stores.cards()[0].folder, PASSWORD)
    world.opened.append(restored)
    assert len(restored.visits.of_family(family)) == 1
    front.close()
