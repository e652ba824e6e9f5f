"""Accounts and allocation on the office's page, through the program's window."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from asystent_desktop.errors import RefusedError
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.workers import WorkersPage
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from tests.pages.conftest import Windows
from tests.ui.finding import button, named, shown_words
from tests.world import World

ANNA = "Anna Wiśniewska"
START = date(2026, 3, 12)


def workers(windows: Windows, window: MainWindow) -> WorkersPage:
    page = windows.go(window, "workers")
    assert isinstance(page, WorkersPage)
    return page


def click(windows: Windows, window: MainWindow, page: WorkersPage, words: str) -> None:
    QTest.mouseClick(button(page, words), Qt.MouseButton.LeftButton)
    windows.settle(window)


def test_the_sixteenth_family_asks_for_a_reason_of_the_office(world: World, windows: Windows) -> None:
    account = world.account(ANNA)
    for number in range(15):
        family = world.office.register.add_family({"display_name": f"Rodzina {number}"}, {}).id
        world.office.register.allocate(family, account, START)
    last = world.office.register.add_family({"display_name": "Szesnasta"}, {}).id
    window = windows.open(world.office)
    page = workers(windows, window)
    card = page.allocation
    card.family.set_value(last)
    card.worker.set_value(account)
    click(windows, window, page, "Przydziel")
    assert "Ten asystent pracuje już z 15 rodzinami." in shown_words(card)
    assert world.office.cases.row(last).assistant == ""
    card.reason.setText("zastępstwo do 30.11")
    click(windows, window, page, "Przydziel")
    assert world.office.cases.row(last).assistant == ANNA
    assert not card.reason.isVisible()
    assert "16 z 15" in shown_words(page)


def test_an_allocation_is_withdrawn_from_a_day(world: World, windows: Windows) -> None:
    family = world.family("Nowakowie", ANNA)
    window = windows.open(world.office)
    page = workers(windows, window)
    page.allocation.family.set_value(family)
    click(windows, window, page, "Cofnij przydział…")
    dialog = next(one for one in page.findChildren(RecordDialog) if one.isVisible())
    dialog.show_values({"until": date(2026, 11, 20)})
    QTest.mouseClick(button(dialog, "Zapisz"), Qt.MouseButton.LeftButton)
    windows.settle(window)
    assert world.office.cases.row(family).assistant == ""
    assert "1 rodzina bez asystenta" in shown_words(page)


def test_an_account_with_families_is_not_closed(world: World, windows: Windows) -> None:
    family = world.family("Nowakowie", ANNA)
    account = world.account(ANNA)
    with pytest.raises(RefusedError, match=r"prowadzi jeszcze 1\srodzinę"):
        world.office.register.close_worker(account)
    world.office.register.release(family, date(2026, 11, 20))
    window = windows.open(world.office)
    page = workers(windows, window)
    world.office.register.close_worker(account)
    page.refresh()
    windows.settle(window)
    found = [one.accessibleName() for one in page.findChildren(QPushButton)]
    assert f"Zaproś laptop: {ANNA}" not in found
    assert named(page, QPushButton, "Zamknij konto: Grażyna Maj").isEnabled()


def test_only_families_in_work_count_to_the_limit(world: World) -> None:
    account = world.account(ANNA)
    for number in range(15):
        world.family(f"Rodzina {number}", ANNA)
    ended = world.office.cases.rows()[0].id
    case = world.office.cases.page(ended).case
    assert case is not None
    last = world.office.register.add_family({"display_name": "Szesnasta"}, {}).id
    with pytest.raises(RefusedError):
        world.office.register.allocate(last, account, date(2026, 11, 23))
    closing = {"work_end": date(2026, 11, 20), "closing_reason": "goals", "remark": "Cele osiągnięte."}
    world.office.case_life.move(case.id, "closed", closing)
    world.office.register.allocate(last, account, date(2026, 11, 23))
    assert world.office.cases.row(last).assistant == ANNA
