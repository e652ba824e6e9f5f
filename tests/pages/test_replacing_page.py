"""A laptop changes its keys through both windows: request, words, the office's yes, the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.page import Page
from tests.pages.conftest import Windows
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import button, shown_words
from tests.world import World

ANNA = "Anna Wiśniewska"


def press(windows: Windows, window: MainWindow, page: Page, words: str, file: Path | None = None) -> None:
    """Press a button of a page; `file` is what the person chooses in the dialog that it opens."""
    if file is not None:
        page.context.files = ChosenFiles(file)
    windows.qtbot.waitUntil(lambda: is_there(page, words))
    button(page, words).click()
    windows.settle(window)


def is_there(page: QWidget, words: str) -> bool:
    """Tell whether a page shows a button that says these words."""
    return any(one.text() == words and one.isVisibleTo(page) for one in page.findChildren(QAbstractButton))


def spoken(page: QWidget, words: tuple[str, ...]) -> bool:
    """Tell whether a page shows these words to compare."""
    return all(one in shown_words(page).split() for one in words)


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Nowakowie", ANNA)
    return world.laptop()


def test_a_laptop_gets_new_keys_through_both_windows(
    world: World, windows: Windows, laptop: Services, tmp_path: Path
) -> None:
    old = laptop.desk.store.identity.device
    request, answer = tmp_path / "prosba.paczka", tmp_path / "odpowiedz.paczka"
    window = windows.open(laptop)
    guide = windows.go(window, "recovery")
    guide.picks.choose("moves")  # type: ignore[attr-defined]
    press(windows, window, guide, "Wymień laptop…")
    page = windows.go(window, "replacing")
    press(windows, window, page, "Zapisz prośbę…", request)
    words = laptop.replacing.words()
    windows.qtbot.waitUntil(lambda: spoken(page, words))

    office_window = windows.open(world.office)
    workers = windows.go(office_window, "workers")
    press(windows, office_window, workers, "Wczytaj prośbę laptopa…", request)
    windows.qtbot.waitUntil(lambda: spoken(workers, words))
    assert f"laptop {old[:8]} zostanie odwołany" in shown_words(workers)
    press(windows, office_window, workers, "Zgadza się", answer)
    assert {one.id: one.reason for one in world.office.devices.all()}[old] == "REPLACED"
    devices = windows.go(office_window, "devices")
    windows.qtbot.waitUntil(lambda: {"Zastąpił laptop", old[:8]} <= set(shown_words(devices).split(" | ")))

    press(windows, window, page, "Wczytaj odpowiedź…", answer)
    windows.qtbot.waitUntil(lambda: spoken(page, words))
    press(windows, window, page, "Zgadza się")
    windows.qtbot.waitUntil(lambda: "Ten laptop ma nowe klucze." in shown_words(page))
    assert laptop.desk.store.identity.device != old


def test_words_that_differ_leave_everything_as_it_was(
    world: World, windows: Windows, laptop: Services, tmp_path: Path
) -> None:
    old = laptop.desk.store.identity.device
    request, answer = tmp_path / "prosba.paczka", tmp_path / "odpowiedz.paczka"
    laptop.replacing.save_request(request)
    world.office.enrolment.confirm(world.office.enrolment.accept(request).device, answer)
    window = windows.open(laptop)
    page = windows.go(window, "replacing")
    press(windows, window, page, "Wczytaj odpowiedź…", answer)
    press(windows, window, page, "Nie zgadza się")
    assert laptop.desk.store.identity.device == old
    assert not laptop.replacing.standing().is_asked
    windows.qtbot.waitUntil(lambda: is_there(page, "Zapisz prośbę…"))


def test_a_request_may_be_withdrawn(windows: Windows, laptop: Services, tmp_path: Path) -> None:
    laptop.replacing.save_request(tmp_path / "prosba.paczka")
    window = windows.open(laptop)
    page = windows.go(window, "replacing")
    press(windows, window, page, "Wycofaj prośbę")
    assert not laptop.replacing.standing().is_asked
    windows.qtbot.waitUntil(lambda: is_there(page, "Zapisz prośbę…"))
