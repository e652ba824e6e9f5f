"""Two laptops and an office in three windows write one field; bundles, a joined text, the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.exchange import frame
from asystent_desktop.exchange.head import Kind
from asystent_desktop.exchange.signed import new_signing_key
from asystent_desktop.services import keys
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage.store import new_id
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.bundles import BundlesPage
from asystent_desktop.ui.pages.conflict import ConflictPage
from asystent_desktop.ui.pages.exchange import ELSEWHERE, ExchangePage
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.rows_model import CHIPS_ROLE
from tests.journeys.driving import Open, go, settle
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import named, shown_words, spoken, type_text
from tests.world import World

ANNA, MAREK = "Anna Wiśniewska", "Marek Pawlak"
FIELD = "Szkoła albo praca"
JOINED = "piekarnia, od grudnia na noc; kurs kucharski"
P = TypeVar("P", bound=Page)


@dataclass
class Side:
    """One of the three: a store, its window, and the family through which it knows the person."""

    qtbot: QtBot
    services: Services
    window: MainWindow
    family: str

    def page(self, name: str, kind: type[P], **args: object) -> P:
        page = go(self.qtbot, self.window, name, **args)
        assert isinstance(page, kind)
        return page

    def press(self, page: QWidget, name: str) -> None:
        """Press the button of this name once it is there, and wait for what it begins."""

        def found() -> list[QAbstractButton]:
            buttons = page.findChildren(QAbstractButton)
            return [one for one in buttons if spoken(one) == name and one.isVisibleTo(page)]

        self.qtbot.waitUntil(lambda: len(found()) == 1)
        found()[0].click()
        settle(self.qtbot, self.window)

    def write(self, words: str) -> None:
        """Change the field in the form of the person, on the page of the family."""
        page = self.page("family", Page, family=self.family, tab="people")
        self.press(page, "Zmień: Ewa Nowakowie")
        dialog = self.window.findChildren(RecordDialog)[-1]
        named(dialog, QLineEdit, FIELD).setText(words)
        dialog.save_button.click()
        self.qtbot.waitUntil(lambda: not dialog.isVisible())
        settle(self.qtbot, self.window)

    def save_bundle(self, file: Path) -> Path:
        """Save a bundle for the office with the button of the page."""
        page = self.page("exchange", ExchangePage)
        self.window.context.files = ChosenFiles(file)
        # A stick in the machine of who runs the tests would be offered first.
        page.place_choice.set_value(ELSEWHERE)
        page.save_button.click()
        settle(self.qtbot, self.window)
        assert file.is_file()
        self.qtbot.waitUntil(lambda: "zapisana" in self.chips(page))
        return file

    def take_reply(self, file: Path) -> None:
        page = self.page("exchange", ExchangePage)
        self.window.context.files = ChosenFiles(file)
        page.take_button.click()
        settle(self.qtbot, self.window)

    def wait_until_delivered(self) -> None:
        """Wait until the page of this laptop says of its bundle that the office has it."""
        page = self.page("exchange", ExchangePage)
        self.qtbot.waitUntil(lambda: "dostarczona" in self.chips(page))
        self.qtbot.waitUntil(lambda: "Biuro ma wszystko." in shown_words(page))

    def chips(self, page: QWidget) -> list[str]:
        return [one.text() for one in page.findChildren(Chip) if one.isVisibleTo(page)]

    def drop(self, *files: Path) -> None:
        """Let files fall onto the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            self.window.windowHandle(), QDragEnterEvent(QPointF(50, 50), copy, data, left, none)
        )
        QApplication.sendEvent(
            self.window.windowHandle(), QDropEvent(QPointF(50, 50), copy, data, left, none)
        )
        settle(self.qtbot, self.window)

    def take_dropped(self, *files: Path) -> BundlesPage:
        """Drop bundles onto the office's window and press „Przyjmij poprawne”."""
        self.drop(*files)
        page = self.window.page()
        assert isinstance(page, BundlesPage)
        words = f"Przyjmij poprawne ({len(files)})"
        self.qtbot.waitUntil(lambda: spoken(page.take_button).startswith(words))
        page.take_button.click()
        self.qtbot.waitUntil(lambda: page.notice.words() != "")
        settle(self.qtbot, self.window)
        return page


@dataclass
class Three:
    """The office and both laptops, and a grandmother who belongs to a family of each assistant."""

    person: str
    office: Side
    anna: Side
    marek: Side

    def shown(self) -> set[str]:
        """What the three stores show in the field."""
        sides = (self.office, self.anna, self.marek)
        return {str(one.services.records.view(self.person).values["school_or_work"]) for one in sides}


def stranger_to(known: Services) -> bytes:
    """A bundle that fits the office in every way but one: nobody knows the device that signed it."""
    with known.desk.store.reading() as reader:
        office = keys.required(reader.connection)
    out = frame.FrameOut(
        kind=Kind.WORK,
        office=office.office,
        sender=new_id(),
        epoch=new_id()[:16],
        number=1,
        recipient=office.office,
        recipient_keys=tuple(office.recipients),
        records=[],
        signing_key=new_signing_key(),
    )
    return frame.seal_frame(out).data


@pytest.fixture
def three(world: World, open_window: Open, qtbot: QtBot) -> Three:
    ours, theirs = world.family("Nowakowie", ANNA), world.family("Zielińscy", MAREK)
    person = world.office.cases.page(ours).members[0].person.id
    place = {"family": theirs, "person": person, "role": "grandmother", "lives_with": False}
    world.office.records.create("family_member", place)
    stores = [(world.office, ours), (world.laptop(ANNA), ours), (world.laptop(MAREK), theirs)]
    sides = [Side(qtbot, services, open_window(services), family) for services, family in stores]
    return Three(person, *sides)


def test_three_write_one_field_and_all_end_with_the_joined_text(three: Three, tmp_path: Path) -> None:
    three.office.write("kurs kucharski")
    three.anna.write("piekarnia")
    three.marek.write("piekarnia, od grudnia na noc")
    first = three.anna.save_bundle(tmp_path / "anna.paczka")
    second = three.marek.save_bundle(tmp_path / "marek.paczka")
    page = three.office.take_dropped(first, second)
    assert "rozstrzygnięcia" in page.notice.words()

    decision = three.office.page("office-conflicts", ConflictPage)
    told = ("Ewa Nowakowie", ANNA, MAREK, "Grażyna Maj", "laptop w terenie", "ten komputer", "paczka nr 1")
    three.office.qtbot.waitUntil(lambda: all(one in shown_words(decision) for one in told))
    assert not decision.save_button.isEnabled()
    type_text(named(decision, QLineEdit, FIELD), JOINED)
    decision.save_button.click()
    three.office.qtbot.waitUntil(lambda: "Zapisano" in decision.notice.words())
    assert three.office.services.conflicts.count() == 0

    replies = tmp_path / "dla laptopów"
    replies.mkdir()
    page = three.office.page("bundles", BundlesPage)
    three.office.window.context.files = ChosenFiles(replies)
    three.office.press(page, "Zapisz paczki dla laptopów")
    for side in (three.anna, three.marek):
        for reply in sorted(replies.iterdir()):
            side.take_reply(reply)
        side.wait_until_delivered()
        assert side.services.conflicts.all() == ()
    assert three.shown() == {JOINED}


def test_a_lost_bundle_heals_with_the_next_and_a_stranger_changes_nothing(
    three: Three, tmp_path: Path
) -> None:
    three.anna.write("piekarnia")
    three.anna.save_bundle(tmp_path / "zgubiona.paczka").unlink()
    three.anna.write("piekarnia, zmiana nocna")
    page = three.office.take_dropped(three.anna.save_bundle(tmp_path / "następna.paczka"))
    assert (
        three.office.services.records.view(three.person).values["school_or_work"] == "piekarnia, zmiana nocna"
    )

    file = tmp_path / "obca.paczka"
    file.write_bytes(stranger_to(three.anna.services))
    three.office.drop(file)
    three.office.qtbot.waitUntil(lambda: file in [one.file for one in page.rows.shown_rows()])
    row = [one.file for one in page.rows.shown_rows()].index(file)
    page.table.setCurrentIndex(page.rows.index(row, 0))
    three.office.qtbot.waitUntil(lambda: "Nie znam nadawcy tej paczki." in shown_words(page))
    chips = page.rows.data(page.rows.index(row, 3), CHIPS_ROLE)
    assert "odrzucona: nieznane urządzenie" in [words for words, _tone in chips]
    assert not page.take_button.isEnabled()
