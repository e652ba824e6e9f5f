from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.app import make_window
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.exchange import ExchangePage
from asystent_desktop.ui.pages.unlock import UnlockPage
from tests.ui.finding import shown_words
from tests.world import World


@pytest.fixture
def window(qtbot: QtBot, world: World) -> Iterator[MainWindow]:
    made, front = make_window(world.stores)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.context.lock()
    front.close()


def drop(target: QWidget, at: QWidget, *files: Path) -> bool:
    """Let files fall on a place of a window, as the system hands them over; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    place = QPointF(at.mapTo(target, QPoint(5, 5)))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    handle = target.windowHandle()
    assert handle is not None
    enters = QDragEnterEvent(place, copy, data, left, none)
    moves = QDragMoveEvent(place, copy, data, left, none)
    enters.ignore()
    moves.ignore()
    QApplication.sendEvent(handle, enters)
    QApplication.sendEvent(handle, moves)
    if enters.isAccepted() and moves.isAccepted():
        QApplication.sendEvent(handle, QDropEvent(place, copy, data, left, none))
    return enters.isAccepted()


def opened(qtbot: QtBot, window: MainWindow, services: Services, page: str) -> QLineEdit:
    """Open a store on a page; its first line to type in."""
    window.context.open(services, services.session())
    window.context.go(page)
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    fields = [one for one in window.findChildren(QLineEdit) if one.isVisible() and not one.isReadOnly()]
    assert fields[0].acceptDrops()
    return fields[0]


def test_a_bundle_that_falls_on_a_field_is_offered_and_not_typed(
    qtbot: QtBot, window: MainWindow, laptop: Services, tmp_path: Path
) -> None:
    field = opened(qtbot, window, laptop, "families")
    assert drop(window, field, tmp_path / "paczka-7KQ2M9XA.PACZKA")
    assert field.text() == ""
    page = window.page()
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: "paczka-7KQ2M9XA.PACZKA" in shown_words(page))


def test_another_file_is_not_typed_and_a_sentence_says_what_it_is(
    qtbot: QtBot, window: MainWindow, laptop: Services, tmp_path: Path
) -> None:
    field = opened(qtbot, window, laptop, "families")
    before = window.page()
    assert before is not None
    assert drop(window, field, tmp_path / "notatka.txt")
    assert field.text() == ""
    assert window.page() is before
    assert "Ten plik nie jest paczką: notatka.txt." in shown_words(before)


def test_files_are_told_apart_when_both_kinds_fall(
    qtbot: QtBot, window: MainWindow, laptop: Services, tmp_path: Path
) -> None:
    field = opened(qtbot, window, laptop, "families")
    assert drop(window, field, tmp_path / "a.txt", tmp_path / "x.paczka", tmp_path / "b.pdf")
    page = window.page()
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: "x.paczka" in shown_words(page))
    assert "Te pliki nie są paczkami: a.txt, b.pdf." in shown_words(page)


def test_a_locked_window_types_no_path_into_the_password(
    qtbot: QtBot, world: World, laptop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYSTENT_DATA", str(laptop.desk.store.vault.folder.parent))
    window, front = make_window(world.stores)
    qtbot.addWidget(window)
    window.show()
    front.start()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(UnlockPage)))
    [door] = window.findChildren(UnlockPage)
    assert not drop(window, door.password, tmp_path / "notatka.txt")
    assert drop(window, door.password, tmp_path / "x.paczka")
    assert door.password.text() == ""
    assert "1 paczka czeka." in shown_words(door)
    front.close()


def test_a_dialog_takes_no_files(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    field = dialog.findChild(QLineEdit)
    assert field is not None
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not drop(dialog, field, tmp_path / "x.paczka")
    assert field.text() == ""
    dialog.close()
