from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.paths import data_dir
from asystent_desktop.services.stores import OfficeStart
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.footer import footer_sentences
from asystent_desktop.ui.front import Front
from asystent_desktop.ui.front_help import FrontHelp
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages import PageEntry
from asystent_desktop.ui.pages.first_run import FirstRunPage
from asystent_desktop.ui.pages.first_run_join import RequestPanel, WordsPanel
from asystent_desktop.ui.pages.recover import RecoverPage
from asystent_desktop.ui.pages.unlock import UnlockPage, facts_card
from asystent_desktop.ui.parts.code_groups import CodeGroups
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import button, named, shown_words, spoken, type_text
from tests.world import PASSWORD, TODAY, World

ALL = frozenset({"assistant", "coordinator", "clerk", "head"})


class Today(Page):
    """Where unlocking leads."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Dziś")


class Stage:
    """The window with what stands before it, on the stores of a test."""

    def __init__(self, qtbot: QtBot, world: World) -> None:
        self.qtbot, self.world = qtbot, world
        self.context = Context(world.clock)
        entries = (PageEntry(name="today", label="Dziś", roles=ALL, factory=Today),)
        self.window = MainWindow(self.context, entries, footer_sentences)
        qtbot.addWidget(self.window)
        self.front = Front(self.window, self.context, world.stores, data_dir() / "pokaz")
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def settle(self) -> None:
        """Wait until nothing runs any more."""
        self.qtbot.waitUntil(lambda: not self.context.tasks.is_busy())

    def guide(self) -> FirstRunPage:
        """The guide on screen."""
        [found] = [one for one in self.window.findChildren(FirstRunPage) if one.isVisible()]
        return found

    def door(self) -> UnlockPage:
        """The door on screen."""
        [found] = [one for one in self.window.findChildren(UnlockPage) if one.isVisible()]
        return found

    def start(self) -> None:
        """Start as the program does."""
        self.front.start()
        self.settle()

    def press(self, words: str) -> None:
        """Press a button of the screen and wait for what follows."""
        button(self.window, words).click()
        self.settle()

    def type_into(self, name: str, text: str) -> None:
        """Type into the field with this accessible name."""
        [field] = [
            one for one in self.window.findChildren(QLineEdit) if spoken(one) == name and one.isVisible()
        ]
        field.setFocus()
        type_text(field, text)

    def set_password(self, password: str = PASSWORD) -> None:
        """Type a new password twice and go on."""
        self.type_into("Hasło", password)
        self.type_into("Powtórz hasło", password)
        self.press("Dalej")

    def type_code_back(self) -> None:
        """Read the printed code from the screen and type the two groups asked for."""
        guide = self.guide()
        [grid] = [
            one.accessibleName()
            for one in guide.findChildren(QWidget)
            if one.accessibleName().startswith("Kod odzyskiwania: ")
        ]
        code = grid.removeprefix("Kod odzyskiwania: ").split(", ")
        assert len(code) == 9
        for groups in guide.panel().findChildren(CodeGroups):
            number = int(groups.accessibleName().removeprefix("Grupa "))
            groups.set_text(code[number - 1])
        self.press("Dalej")

    def unlock(self, password: str = PASSWORD) -> None:
        """Type a password at the door and press Enter."""
        self.type_into("Hasło", password)
        QTest.keyClick(self.door().password, Qt.Key.Key_Return)
        self.settle()


@pytest.fixture
def stage(qtbot: QtBot, world: World) -> Iterator[Stage]:
    made = Stage(qtbot, world)
    yield made
    made.window.close()
    made.front.close()


def found_office(stage: Stage) -> None:
    """Found an office without the window, its code confirmed."""
    start = OfficeStart(office_name="MOPS Wzorowo", person_name="Grażyna Maj")
    opened = stage.world.stores.create_office(start, PASSWORD)
    stage.world.stores.check_code_back(opened, {1: opened.recovery_code.split("-")[0]})
    opened.services.close()


def test_new_machine_meets_the_guide(stage: Stage) -> None:
    stage.start()
    assert stage.guide().step() == "who"
    assert "Krok 1 z 7" in shown_words(stage.window)
    assert "Wybierz jedno z trzech" in shown_words(stage.window)
    assert not button(stage.window, "Dalej").isEnabled()


def test_office_is_founded_from_the_keyboard_to_the_first_page(stage: Stage) -> None:
    stage.start()
    stage.guide().choose("office")
    stage.press("Dalej")
    assert "Wpisz nazwę ośrodka" in shown_words(stage.window)
    stage.type_into("Nazwa ośrodka", "MOPS Wzorowo")
    stage.type_into("Twoje imię i nazwisko", "Grażyna Maj")
    stage.press("Dalej")
    stage.set_password()
    assert stage.guide().step() == "code"
    stage.type_code_back()
    assert stage.context.session.name == "Grażyna Maj"
    assert stage.context.session.store == "office"
    assert isinstance(stage.window.page(), Today)


class Windows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.add(type(watched).__name__)
        return False


def test_nothing_flashes_up_as_a_window_of_its_own(stage: Stage, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    found_office(stage)
    stage.start()
    stage.unlock("to nie jest to hasło")
    stage.press("Nie pamiętam hasła")
    stage.press("Wstecz")
    stage.press("Załóż inny sejf")
    for way in ("office", "join", "demo"):
        stage.guide().choose(way)
        stage.press("Dalej")
        stage.press("Wstecz")
    qapp.removeEventFilter(windows)
    assert windows.shown == set()


def test_wrong_groups_are_refused_and_the_step_stays(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    stage.start()
    stage.guide().choose("office")
    stage.press("Dalej")
    stage.type_into("Nazwa ośrodka", "MOPS Wzorowo")
    stage.type_into("Twoje imię i nazwisko", "Grażyna Maj")
    stage.press("Dalej")
    stage.set_password()
    stage.press("Drukuj kod…")
    [paper] = [one for one in stage.window.findChildren(QDialog) if one.isVisible()]
    button(paper, "Drukuj").click()
    assert "Nie ma drukarki." in shown_words(paper)
    paper.reject()
    for groups in stage.guide().panel().findChildren(CodeGroups):
        groups.set_text("UUUU")
    stage.press("Dalej")
    assert stage.guide().step() == "code"
    assert "Grupy nie zgadzają się z kodem." in shown_words(stage.window)
    stage.type_code_back()
    assert stage.context.is_open


def test_wrong_postcode_of_an_office_is_said_before_going_on(stage: Stage) -> None:
    stage.start()
    stage.guide().choose("office")
    stage.press("Dalej")
    stage.type_into("Nazwa ośrodka", "MOPS Wzorowo")
    stage.type_into("Twoje imię i nazwisko", "Grażyna Maj")
    stage.type_into("Kod pocztowy", "5x-1")
    assert "Kod pocztowy zapisz w postaci 00-000." in shown_words(stage.window)
    assert not button(stage.window, "Dalej").isEnabled()


def test_back_keeps_what_was_filled_in(stage: Stage) -> None:
    stage.start()
    stage.guide().choose("office")
    stage.press("Dalej")
    stage.type_into("Nazwa ośrodka", "MOPS Wzorowo")
    stage.press("Wstecz")
    stage.press("Dalej")
    assert named(stage.guide(), QLineEdit, "Nazwa ośrodka").text() == "MOPS Wzorowo"


def test_weak_password_is_said_under_the_field(stage: Stage) -> None:
    stage.start()
    stage.guide().choose("office")
    stage.press("Dalej")
    stage.type_into("Nazwa ośrodka", "MOPS Wzorowo")
    stage.type_into("Twoje imię i nazwisko", "Grażyna Maj")
    stage.press("Dalej")
    stage.type_into("Hasło", "kot")
    stage.qtbot.waitUntil(lambda: "co najmniej 15 znaków" in shown_words(stage.window))
    assert not button(stage.window, "Dalej").isEnabled()
    button(stage.window, "Zaproponuj sześć słów").click()
    assert button(stage.window, "Dalej").isEnabled()


def test_broken_off_before_the_code_was_typed_back_goes_on_there(stage: Stage) -> None:
    start = OfficeStart(office_name="MOPS Wzorowo", person_name="Grażyna Maj")
    stage.world.stores.create_office(start, PASSWORD).services.close()
    stage.start()
    stage.unlock()
    assert stage.guide().step() == "code"
    assert not stage.context.is_open
    stage.type_code_back()
    assert stage.context.is_open


def test_laptop_joins_in_two_sittings(stage: Stage, tmp_path: Path) -> None:
    world = stage.world
    account = world.account("Anna Wiśniewska")
    world.family("Nowakowie", "Anna Wiśniewska")
    invited = world.office.enrolment.invite(account, tmp_path / "a.zaproszenie")
    stage.start()
    stage.guide().choose("join")
    stage.press("Dalej")
    stage.context.files = ChosenFiles(invited.file)
    button(stage.window, "Wskaż…").click()
    stage.settle()
    assert "Plik wczytany." in shown_words(stage.window)
    assert "MOPS" not in shown_words(stage.window)
    stage.guide().panel().findChildren(CodeGroups)[0].set_text(invited.code)
    stage.press("Dalej")
    stage.set_password()
    stage.type_code_back()
    assert isinstance(stage.guide().panel(), RequestPanel)
    stage.context.files = ChosenFiles(tmp_path / "a.paczka")
    stage.press("Zapisz prośbę…")
    assert "Czekamy na odpowiedź biura" in shown_words(stage.window)
    spoken_words = set(world.office.enrolment.accept(tmp_path / "a.paczka").words)
    stage.qtbot.waitUntil(lambda: spoken_words <= set(shown_words(stage.window).split(" | ")))
    stage.front.start()
    stage.settle()


def asked(stage: Stage, tmp_path: Path) -> Path:
    """A laptop whose request the office has confirmed; the answer waits in a file."""
    world = stage.world
    world.family("Nowakowie", "Anna Wiśniewska")
    invited = world.office.enrolment.invite(world.account("Anna Wiśniewska"), tmp_path / "a.zaproszenie")
    opened = world.stores.create_joining(world.stores.open_invitation(invited.file), invited.code, PASSWORD)
    world.stores.check_code_back(opened, {1: opened.recovery_code.split("-")[0]})
    opened.services.enrolment.save_request(tmp_path / "a.prosba")
    device = world.office.enrolment.accept(tmp_path / "a.prosba").device
    world.office.enrolment.confirm(device, tmp_path / "a.odpowiedz")
    opened.services.close()
    return tmp_path / "a.odpowiedz"


def test_second_sitting_compares_words_and_brings_families(stage: Stage, tmp_path: Path) -> None:
    answer = asked(stage, tmp_path)
    stage.start()
    stage.unlock()
    stage.context.files = ChosenFiles(answer)
    stage.press("Wczytaj odpowiedź…")
    panel = stage.guide().panel()
    assert isinstance(panel, WordsPanel)
    assert "main" not in {button(panel, words).property("look") for words in ("Zgadza się", "Nie zgadza się")}
    stage.press("Zgadza się")
    assert "Wczytano: 1 rodzina." in shown_words(stage.window)
    stage.press("Zacznij pracę")
    assert stage.context.session.name == "Anna Wiśniewska"


def test_different_words_void_the_invitation_for_good(stage: Stage, tmp_path: Path) -> None:
    answer = asked(stage, tmp_path)
    stage.start()
    stage.unlock()
    stage.context.files = ChosenFiles(answer)
    stage.press("Wczytaj odpowiedź…")
    stage.press("Nie zgadza się")
    assert "Zaproszenie odrzucono" in shown_words(stage.window)
    stage.front.close_held()
    stage.settle()
    stage.start()
    stage.unlock()
    assert "Zaproszenie odrzucono" in shown_words(stage.window)
    assert not stage.context.is_open


def test_wrong_password_is_said_and_nothing_is_hinted(stage: Stage) -> None:
    found_office(stage)
    stage.start()
    stage.unlock("to nie jest to hasło")
    assert "To nie jest właściwe hasło." in shown_words(stage.window)
    assert stage.door().password.hasFocus()
    assert button(stage.window, "Odblokuj").isEnabled()
    stage.unlock()
    assert stage.context.is_open


def test_empty_password_is_not_tried(stage: Stage) -> None:
    found_office(stage)
    stage.start()
    stage.press("Odblokuj")
    assert "Wpisz hasło." in shown_words(stage.window)


def test_locked_program_shows_the_door_without_data(stage: Stage) -> None:
    found_office(stage)
    stage.start()
    stage.unlock()
    stage.window.lock()
    stage.settle()
    said = shown_words(stage.window)
    assert "Grażyna Maj · program zablokowany o 12:00" in said
    assert "MOPS" not in said
    stage.unlock()
    assert stage.context.is_open


def test_idle_time_locks(stage: Stage) -> None:
    found_office(stage)
    stage.start()
    stage.unlock()
    stage.front.idle.timed_out.emit()
    assert not stage.context.is_open


def test_forgotten_password_is_replaced_with_the_printed_code(stage: Stage) -> None:
    start = OfficeStart(office_name="MOPS Wzorowo", person_name="Grażyna Maj")
    opened = stage.world.stores.create_office(start, PASSWORD)
    opened.services.close()
    stage.start()
    stage.press("Nie pamiętam hasła")
    [page] = stage.window.findChildren(RecoverPage)
    page.code.set_text(opened.recovery_code)
    stage.type_into("Hasło", "zielony parasol na moście")
    stage.type_into("Powtórz hasło", "zielony parasol na moście")
    stage.press("Ustaw nowe hasło")
    assert stage.guide().step() == "code"
    assert opened.recovery_code.split("-")[0] not in shown_words(stage.guide())
    stage.type_code_back()
    assert stage.context.is_open
    stage.window.lock()
    stage.settle()
    stage.unlock("zielony parasol na moście")
    assert stage.context.is_open


def test_slip_in_the_code_is_said(stage: Stage) -> None:
    found_office(stage)
    stage.start()
    stage.press("Nie pamiętam hasła")
    [page] = stage.window.findChildren(RecoverPage)
    page.code.set_text("0000-1111-2222-3333-4444-5555-6666-7777-8888")
    stage.type_into("Hasło", "zielony parasol na moście")
    stage.type_into("Powtórz hasło", "zielony parasol na moście")
    stage.press("Ustaw nowe hasło")
    assert "jest pomyłka" in shown_words(stage.window)
    stage.press("Wstecz")
    assert stage.door().isVisible()


def test_damaged_store_is_not_opened_but_restored(stage: Stage, tmp_path: Path) -> None:
    found_office(stage)
    [card] = stage.world.stores.cards()
    page = UnlockPage(stage.context, stage.world.stores, [replace(card, state="damaged")])
    stage.qtbot.addWidget(page)
    assert not page.button.isEnabled()
    assert "Nie usuwaj niczego." in shown_words(page)


def test_facts_of_a_store_need_no_password(stage: Stage) -> None:
    found_office(stage)
    [card] = stage.world.stores.cards()
    shown = facts_card(replace(card, last_backup=None, free_bytes=2_000_000), TODAY.date())
    stage.qtbot.addWidget(shown)
    said = shown_words(shown)
    assert "założony 23.11.2026" in said
    assert "jeszcze nie zrobiona" in said
    assert "zwolnij miejsce na dysku" in said


def test_every_control_before_unlocking_has_a_name(stage: Stage) -> None:
    stage.start()
    for way in ("office", "join", "demo"):
        stage.guide().choose(way)
        stage.press("Dalej")
        for one in stage.guide().findChildren(QLineEdit):
            assert not one.isVisible() or one.accessibleName(), way
        stage.press("Wstecz")


def test_help_opens_before_unlocking(stage: Stage) -> None:
    stage.start()
    QTest.keyClick(stage.window, Qt.Key.Key_F1)
    [dialog] = [one for one in stage.window.findChildren(FrontHelp) if one.isVisible()]
    assert dialog.text.toPlainText().startswith("Start")
    for words, start in (
        ("Dołączanie laptopa", "Dołączanie laptopa"),
        ("Zgubiony laptop", "Zgubiony laptop"),
    ):
        button(dialog, words).click()
        assert dialog.text.toPlainText().startswith(start)
    dialog.text.followed.emit("ustawienia")
    assert dialog.topics.chosen() == ""
    button(dialog, "Zgubiony laptop").click()
    assert dialog.text.toPlainText().startswith("Zgubiony laptop")
    dialog.text.followed.emit("start")
    assert dialog.topics.chosen() == "start"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_building_a_demonstration_can_be_stopped_and_begun_again(stage: Stage) -> None:
    stage.start()
    stage.guide().choose("demo")
    stage.press("Dalej")
    button(stage.window, "Przygotuj dane pokazowe").click()
    stage.press("Przerwij")
    assert "Przerwano." in shown_words(stage.window)
    assert not (data_dir() / "pokaz").exists()
    assert button(stage.window, "Przygotuj dane pokazowe").isEnabled()


def test_demonstration_is_removed_at_the_door(stage: Stage) -> None:
    folder = data_dir() / "pokaz"
    start = OfficeStart(office_name="Pokaz", person_name="Grażyna Maj")
    stage.world.stores.create_office(start, PASSWORD, folder=folder / "biuro", is_demo=True).services.close()
    stage.start()
    stage.press("Załóż inny sejf")
    stage.guide().choose("demo")
    stage.press("Dalej")
    assert "Dane pokazowe już są na tym komputerze" in shown_words(stage.window)
    stage.press("Wstecz")
    stage.press("Wstecz")
    stage.press("Usuń…")
    stage.press("Usuń dane pokazowe")
    assert stage.guide().step() == "who"
    assert not folder.exists()


def test_enter_presses_the_button_that_has_the_focus(stage: Stage) -> None:
    stage.start()
    stage.guide().choose("demo")
    QTest.keyClick(button(stage.window, "Dalej"), Qt.Key.Key_Return)
    stage.settle()
    assert stage.guide().step() == "demo"
