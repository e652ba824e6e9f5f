from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.settings import Look, read_look
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.footer import footer_sentences
from asystent_desktop.ui.front import Front
from asystent_desktop.ui.look import Looks
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages import PAGES
from asystent_desktop.ui.pages.settings import SettingsPage
from asystent_desktop.ui.pages.unlock import UnlockPage
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.parts.reading import Reading
from asystent_desktop.ui.theme import apply_theme, theme
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import button, named, shown_words, spoken, type_text
from tests.world import PASSWORD, World

FRESH = "zielony parasol na moście"


class Stage:
    """The real window on a laptop that has joined, in its settings."""

    def __init__(self, qtbot: QtBot, world: World, *, is_office: bool = False) -> None:
        self.qtbot, self.world = qtbot, world
        if is_office:
            services = world.office
        else:
            world.family("Nowakowie", "Anna Wiśniewska")
            services = world.laptop()
        self.folder = services.desk.store.vault.folder
        services.desk.store.vault.confirm_code()
        services.close()
        self.context = Context(world.clock)
        self.context.stores = world.stores
        self.context.looks = Looks(world.folder / "look.json")
        self.window = MainWindow(self.context, PAGES, footer_sentences)
        qtbot.addWidget(self.window)
        self.front = Front(self.window, self.context, world.stores, world.folder / "pokaz")
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.front.start()
        self.open(PASSWORD)

    def settle(self) -> None:
        """Wait until nothing runs any more."""
        self.qtbot.waitUntil(lambda: not self.context.tasks.is_busy(), timeout=20_000)

    def door(self) -> UnlockPage:
        """The door on screen."""
        [found] = [one for one in self.window.findChildren(UnlockPage) if one.isVisible()]
        return found

    def open(self, password: str) -> None:
        """Unlock at the door and go to the settings."""
        self.settle()
        self.try_password(password)
        if self.window.place_name != "settings":
            self.go("settings")

    def try_password(self, password: str) -> None:
        """Choose the store at the door and try a password."""
        door = self.door()
        choice = next(one for one in door.findChildren(Choice) if spoken(one) == "Sejf")
        choice.set_value(str(self.folder))
        choice.edited.emit()
        door.password.setText(password)
        door.unlock()
        self.settle()

    def go(self, name: str, **args: object) -> None:
        """Go to a page."""
        self.context.go(name, **args)
        self.settle()

    @property
    def page(self) -> SettingsPage:
        """The settings on screen."""
        page = self.window.page()
        assert isinstance(page, SettingsPage)
        return page

    def press(self, words: str, within: QWidget | None = None) -> None:
        """Press the button with these words."""
        place = within or self.page
        self.qtbot.waitUntil(lambda: bool(shown_buttons(place, words)))
        button(place, words).click()
        self.settle()

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        [found] = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return found

    def type_into(self, words: str, text: str, within: QWidget) -> None:
        """Type into the field that is called so."""
        field = named(within, QLineEdit, words)
        field.clear()
        type_text(field, text)

    def notice(self) -> str:
        """What the page says."""
        return self.page.notice.words().replace("\u00a0", " ")


def shown_buttons(place: QWidget, words: str) -> list[QAbstractButton]:
    """The visible buttons with these words; parts added to a card show themselves a moment later."""
    return [one for one in place.findChildren(QAbstractButton) if one.text() == words and one.isVisible()]


@pytest.fixture(autouse=True)
def stores_of_the_world(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The door shows the stores that the world makes."""
    monkeypatch.setenv("ASYSTENT_DATA", str(world.folder))


@pytest.fixture
def stage(qtbot: QtBot, world: World) -> Iterator[Stage]:
    made = Stage(qtbot, world)
    yield made
    made.window.close()
    made.front.close()


@pytest.fixture
def office(qtbot: QtBot, world: World) -> Iterator[Stage]:
    made = Stage(qtbot, world, is_office=True)
    yield made
    made.window.close()
    made.front.close()


def test_settings_are_reached_from_the_keyboard_and_say_what_is_saved(stage: Stage) -> None:
    stage.go("today")
    place = [item.entry.name for item in stage.window.rail.entries()].index("settings") + 1
    QTest.keyClick(stage.window, Qt.Key(Qt.Key.Key_0 + place), Qt.KeyboardModifier.AltModifier)
    stage.settle()
    words = shown_words(stage.page)
    assert "Anna Wiśniewska | asystent rodziny · ten komputer od 23.11.2026" in words
    assert "MOPS Wzorowo" in words
    assert not stage.page.save_button.isEnabled()
    assert not stage.page.undo_button.isVisible()


def test_what_waits_is_named_and_saved_with_one_key(stage: Stage) -> None:
    stage.page.account.idle.set_value("9")
    stage.page.account.idle.edited.emit()
    assert stage.page.waiting.text().replace("\u00a0", " ") == "1 zmiana niezapisana: blokada"
    stage.page.account.idle.setFocus()
    QTest.keyClick(stage.page.account.idle, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert stage.notice() == "Ustawienia zapisane."
    assert stage.context.services.settings.idle_minutes() == 9
    assert not stage.page.save_button.isEnabled()


def test_the_lock_takes_its_minutes_at_once_and_after_unlocking(qtbot: QtBot, stage: Stage) -> None:
    with qtbot.waitSignal(stage.context.idle_changed) as told:
        stage.page.account.idle.set_value("2")
        stage.page.account.idle.edited.emit()
        stage.press("Zapisz ustawienia")
    assert told.args == [2]
    assert stage.front.idle.minutes() == 2
    stage.front.idle.set_minutes(11)
    stage.window.lock()
    stage.settle()
    stage.open(PASSWORD)
    assert stage.front.idle.minutes() == 2


def test_own_phrases_are_reached_from_the_settings(stage: Stage) -> None:
    stage.press("Zwroty…")
    assert stage.dialog().accessibleName() == "Własne zwroty"


def test_a_new_password_opens_and_the_old_one_no_longer(stage: Stage) -> None:
    stage.press("Zmień hasło…")
    dialog = stage.dialog()
    act = button(dialog, "Zmień hasło")
    assert not act.isEnabled()
    stage.type_into("Obecne hasło", PASSWORD, dialog)
    stage.type_into("Hasło", FRESH, dialog)
    stage.type_into("Powtórz hasło", FRESH, dialog)
    act.click()
    stage.settle()
    assert "Hasło zmienione." in stage.notice()
    stage.window.lock()
    stage.settle()
    stage.try_password(PASSWORD)
    assert not stage.context.is_open
    assert "To nie jest właściwe hasło." in shown_words(stage.door())
    stage.try_password(FRESH)
    assert stage.context.is_open
    assert stage.window.place_name == "settings"


def test_a_wrong_current_password_is_said_and_nothing_typed_is_lost(stage: Stage) -> None:
    stage.press("Zmień hasło…")
    dialog = stage.dialog()
    stage.type_into("Obecne hasło", "krowa lampa zegar słoń", dialog)
    stage.type_into("Hasło", FRESH, dialog)
    stage.type_into("Powtórz hasło", FRESH, dialog)
    button(dialog, "Zmień hasło").click()
    stage.settle()
    assert "To nie jest obecne hasło." in shown_words(dialog)
    assert named(dialog, QLineEdit, "Powtórz hasło").text() == FRESH
    dialog.reject()
    stage.world.stores.change_password(stage.context.services, PASSWORD, PASSWORD + " i kot")


def test_a_weak_password_is_refused_while_it_is_typed(stage: Stage) -> None:
    stage.press("Zmień hasło…")
    dialog = stage.dialog()
    stage.type_into("Obecne hasło", PASSWORD, dialog)
    stage.type_into("Hasło", "Anna Wiśniewska 12", dialog)
    stage.type_into("Powtórz hasło", "Anna Wiśniewska 12", dialog)
    assert not button(dialog, "Zmień hasło").isEnabled()
    assert "Wybierz mocniejsze hasło" in shown_words(dialog)
    dialog.reject()


def test_a_new_code_is_typed_back_as_in_the_guide(stage: Stage) -> None:
    stage.press("Nowy kod…")
    dialog = stage.dialog()
    stage.type_into("Obecne hasło", PASSWORD, dialog)
    button(dialog, "Pokaż nowy kod").click()
    stage.settle()
    groups = next(
        one.accessibleName().removeprefix("Kod odzyskiwania: ").split(", ")
        for one in dialog.findChildren(QWidget)
        if one.accessibleName().startswith("Kod odzyskiwania: ")
    )
    for number in range(1, 10):
        for one in dialog.findChildren(QWidget):
            if spoken(one) == f"Grupa {number}" and hasattr(one, "set_text"):
                one.set_text(groups[number - 1])
    button(dialog, "Kod zapisany").click()
    stage.settle()
    assert "Nowy kod odzyskiwania działa." in stage.notice()
    assert not stage.context.services.desk.store.vault.wants_code
    stage.window.lock()
    stage.settle()
    opened = stage.world.stores.recover(stage.folder, "-".join(groups), FRESH)
    opened.services.close()


def test_a_code_left_halfway_is_asked_for_at_the_next_opening(stage: Stage) -> None:
    stage.press("Nowy kod…")
    dialog = stage.dialog()
    stage.type_into("Obecne hasło", PASSWORD, dialog)
    button(dialog, "Pokaż nowy kod").click()
    stage.settle()
    button(dialog, "Dokończę później").click()
    assert "nie jest potwierdzony" in stage.notice()
    assert stage.context.services.desk.store.vault.wants_code


def test_a_suspected_leak_encrypts_everything_anew_while_pages_read(stage: Stage) -> None:
    stage.press("Podejrzewam wyciek…")
    dialog = stage.dialog()
    stage.type_into("Obecne hasło", PASSWORD, dialog)
    stage.type_into("Hasło", FRESH, dialog)
    stage.type_into("Powtórz hasło", FRESH, dialog)
    button(dialog, "Zaszyfruj od nowa").click()
    for _time in range(20):
        stage.context.ask(stage.context.services.cases.rows, lambda _rows: None, owner=stage.page)
    stage.settle()
    assert button(dialog, "Kod zapisany")
    button(dialog, "Dokończę później").click()
    assert [row.name for row in stage.context.services.cases.rows()] == ["Nowakowie"]
    stage.window.lock()
    stage.settle()
    stage.world.stores.unlock(stage.folder, FRESH).close()


def test_days_off_wait_until_they_are_saved(stage: Stage) -> None:
    stage.press("+ Dodaj wolne…")
    dialog = stage.dialog()
    stage.type_into("Od", "28.12.2026", dialog)
    stage.type_into("Do", "27.12.2026", dialog)
    button(dialog, "Dodaj wolne").click()
    assert "Koniec jest wcześniejszy niż początek." in shown_words(dialog)
    stage.type_into("Do", "30.12.2026", dialog)
    button(dialog, "Dodaj wolne").click()
    stage.qtbot.waitUntil(lambda: "28.12–30.12.2026" in shown_words(stage.page))
    assert stage.page.waiting.text().replace("\u00a0", " ") == "1 zmiana niezapisana: wolne"
    stage.press("Zapisz ustawienia")
    [held] = stage.context.services.settings.view().days_off
    assert (held.since, held.until) == (date(2026, 12, 28), date(2026, 12, 30))
    stage.press("Usuń")
    stage.press("Przywróć")
    assert not stage.page.save_button.isEnabled()
    stage.press("Usuń")
    stage.press("Zapisz ustawienia")
    assert stage.context.services.settings.view().days_off == ()


def test_hours_that_make_no_span_are_said_and_stay_typed(stage: Stage) -> None:
    field = named(stage.page.hours, QLineEdit, "poniedziałek, do")
    field.clear()
    type_text(field, "7")
    stage.press("Zapisz ustawienia")
    assert "Koniec pracy jest przed początkiem (poniedziałek)." in shown_words(stage.page.hours)
    assert field.text() == "7"
    field.clear()
    type_text(field, "12")
    stage.press("Zapisz ustawienia")
    assert stage.context.services.settings.view().hours.startswith("1 08:00-12:00; 2 08:00-16:00")


def test_what_waits_survives_locking_and_another_page(stage: Stage) -> None:
    field = named(stage.page.hours, QLineEdit, "wtorek, do")
    field.clear()
    type_text(field, "13:30")
    stage.go("families")
    stage.go("settings")
    assert named(stage.page.hours, QLineEdit, "wtorek, do").text() == "13:30"
    stage.window.lock()
    stage.settle()
    stage.open(PASSWORD)
    assert named(stage.page.hours, QLineEdit, "wtorek, do").text() == "13:30"
    assert "godziny" in stage.page.waiting.text()
    stage.press("Cofnij zmiany")
    assert named(stage.page.hours, QLineEdit, "wtorek, do").text() == "16:00"
    assert stage.context.services.drafts.get("settings") is None


def test_a_laptop_reads_limits_and_heading_as_text(stage: Stage) -> None:
    assert stage.page.work.findChildren(QLineEdit) == []
    assert stage.page.papers.findChildren(QLineEdit) == []
    words = shown_words(stage.page.work)
    assert "Okresowa ocena rodziny | 6 miesięcy" in words
    assert "Pierwszy plan pracy | 30 dni" in words


def test_the_office_edits_its_limits_and_heading(office: Stage) -> None:
    assert not office.page.hours.isVisible()
    office.type_into("Wizyt w miesiącu w jednej rodzinie", "osiem", office.page.work)
    office.press("Zapisz ustawienia")
    assert "wpisz liczbę całkowitą" in shown_words(office.page.work)
    office.type_into("Wizyt w miesiącu w jednej rodzinie", "6", office.page.work)
    office.type_into("Rodzin na asystenta", "16", office.page.work)
    office.press("Zapisz ustawienia")
    assert "od 1 do 15" in shown_words(office.page.work).replace("\u00a0", " ")
    office.type_into("Rodzin na asystenta", "12", office.page.work)
    office.type_into("Nazwa ośrodka", "Centrum Usług Społecznych", office.page.papers)
    assert office.page.waiting.text().replace("\u00a0", " ").startswith("3 zmiany niezapisane")
    office.press("Zapisz ustawienia")
    view = office.context.services.settings.view()
    assert {one.name: one.value for one in view.limits}["visit_target"] == 6
    assert view.office is not None
    assert (view.office.name, view.office.families_limit) == ("Centrum Usług Społecznych", 12)


def test_type_size_works_at_once_and_is_remembered_without_anything_personal(
    own_look: QApplication, stage: Stage
) -> None:
    field = named(stage.page.hours, QLineEdit, "środa, do")
    field.clear()
    type_text(field, "14")
    before = stage.page
    button(stage.page, "200\u00a0%").click()
    stage.qtbot.waitUntil(lambda: stage.window.page() is not before and stage.window.page() is not None)
    stage.settle()
    assert theme().scale == 200
    assert stage.window.rail.is_folded()
    assert named(stage.page.hours, QLineEdit, "środa, do").text() == "14"
    kept = stage.world.folder / "look.json"
    assert read_look(kept).scale == 200
    assert set(kept.read_text(encoding="ascii")) <= set('abcdefghijklmnopqrstuvwxyz_"{}:, 0123456789')
    assert Looks(kept).look == Look(scale=200)


def test_private_mode_from_the_start(stage: Stage) -> None:
    stage.page.look.always.click()
    stage.settle()
    assert stage.context.services.settings.starts_private()
    assert not stage.context.private
    stage.window.lock()
    stage.settle()
    stage.open(PASSWORD)
    assert stage.context.private
    assert stage.page.look.private.isChecked()


def test_a_setting_is_found_by_its_words(stage: Stage) -> None:
    QTest.keyClick(stage.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is stage.page.field
    type_text(stage.page.field, "blokada bez")
    QTest.keyClick(stage.page.field, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is stage.page.account.idle
    stage.page.field.setText("tego tu nie ma")
    assert stage.page.field.property("problem") == "true"
    stage.page.field.setText("")
    assert stage.page.field.property("problem") == "false"


@pytest.fixture
def stick(stage: Stage, tmp_path: Path) -> Path:
    place = tmp_path / "KINGSTON"
    place.mkdir()
    stage.context.files = ChosenFiles(place)
    return place


def test_a_place_is_chosen_and_a_copy_made_and_checked(stage: Stage, stick: Path) -> None:
    assert "Wybierz miejsce na kopie." in shown_words(stage.page.copies)
    assert "wybierz miejsce na kopie" in stage.window.footer.accessibleName().replace("\u00a0", " ")
    stage.press("Zrób kopię")
    [copy] = stick.iterdir()
    assert copy.name.startswith("kopia-20261123T")
    assert "Kopia zapisana i sprawdzona" in stage.notice()
    assert "KINGSTON" in shown_words(stage.page.copies)
    assert "wybierz miejsce" not in stage.window.footer.accessibleName().replace("\u00a0", " ")
    stage.context.services.settings.start_private(False)
    family = stage.context.services.cases.rows()[0].id
    item = {"family": family, "area": "c", "kind": "deficit", "text": "Rachunki"}
    stage.context.services.records.create("diagnosis_item", item)
    stage.press("Sprawdź kopię…")
    dialog = stage.dialog()
    stage.settle()
    assert "KINGSTON" in named(dialog, QComboBox, "Kopia").currentText()
    stage.type_into("Hasło tej kopii", PASSWORD, dialog)
    button(dialog, "Sprawdź kopię").click()
    stage.settle()
    assert "W kopii brakuje 1 zapisu z dzisiaj." in shown_words(dialog)
    button(dialog, "Zamknij").click()
    stage.settle()
    assert "23.11.2026: W kopii brakuje 1 zapisu z dzisiaj." in shown_words(stage.page.copies)


def test_a_stick_that_was_pulled_out_is_named_with_the_last_good_copy(stage: Stage, stick: Path) -> None:
    stage.press("Zrób kopię")
    away = stick.rename(stick.with_name("wyjęty"))
    stage.press("Zrób kopię")
    assert "Nie widzę miejsca na kopie „KINGSTON”." in stage.notice()
    assert "Ostatnia dobra kopia: 23.11.2026" in stage.notice()
    assert "Nie widzę miejsca „KINGSTON”." in shown_words(stage.page.copies)
    assert stage.page.copies.make_button.isEnabled()
    assert away.is_dir()


def test_a_restore_says_what_is_lost_then_begins_a_new_epoch(stage: Stage, stick: Path) -> None:
    stage.press("Zrób kopię")
    family = stage.context.services.cases.rows()[0].id
    item = {"family": family, "area": "c", "kind": "deficit", "text": "Rachunki"}
    stage.context.services.records.create("diagnosis_item", item)
    epoch = stage.context.services.desk.store.identity.epoch
    stage.press("Odtwórz z\u00a0kopii…")
    dialog = stage.dialog()
    stage.settle()
    stage.type_into("Hasło tej kopii", "nie to hasło jednak", dialog)
    button(dialog, "Sprawdź kopię").click()
    stage.settle()
    assert "To hasło nie otwiera tej kopii." in shown_words(dialog)
    stage.type_into("Hasło tej kopii", PASSWORD, dialog)
    button(dialog, "Sprawdź kopię").click()
    stage.settle()
    assert "W kopii brakuje 1 zapisu z dzisiaj." in shown_words(dialog)
    button(dialog, "Odtwórz i\u00a0zablokuj").click()
    stage.settle()
    assert not stage.context.is_open
    assert "Sejf odtworzony z kopii." in shown_words(stage.door())
    [aside] = [one for one in stage.folder.parent.iterdir() if ".stary-" in one.name]
    assert (aside / "vault.db").is_file()
    stage.open(PASSWORD)
    services = stage.context.services
    assert services.records.listed("diagnosis_item") == ()
    assert services.desk.store.identity.epoch != epoch


def test_today_leads_to_the_card_of_copies(stage: Stage, stick: Path) -> None:
    stage.go("today")
    page = stage.window.page()
    assert page is not None
    assert "Wybierz miejsce na kopie" in shown_words(page)
    stage.press("Wybierz", page)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert stage.page.copies.isAncestorOf(focus)
    stage.press("Zrób kopię")
    stage.go("today")
    assert "Kopie zapasowe" not in shown_words(page)


def test_about_names_version_numbers_and_licences(stage: Stage) -> None:
    words = shown_words(stage.page.about)
    assert "wersja 0.1.0" in words
    assert "Biuro nie potwierdziło jeszcze dziennika." in words or "Biuro potwierdziło dziennik" in words
    stage.press("Licencje")
    dialog = stage.dialog()
    told = dialog.findChildren(Reading)[0].toPlainText()
    assert "EUPL-1.2" in told
    assert "SQLAlchemy" in told
    dialog.accept()


def test_each_control_speaks_its_name(stage: Stage) -> None:
    nameless = [
        one
        for one in stage.page.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not spoken(one)
    ]
    assert nameless == []


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_what_waits_leaves_room_for_saving_at_any_size_of_type(
    own_look: QApplication, stage: Stage, scale: int
) -> None:
    apply_theme(own_look, scale, high_contrast=False)
    stage.window.rebuild()
    stage.window.resize(1280, 720)
    stage.settle()
    stage.page.account.idle.set_value("9")
    stage.page.account.idle.edited.emit()
    field = named(stage.page.hours, QLineEdit, "wtorek, do")
    field.clear()
    type_text(field, "13:30")
    QApplication.processEvents()
    right = stage.page.save_button.rect().topRight()
    assert stage.page.save_button.mapTo(stage.window, right).x() < stage.window.width() == 1280
    assert "2 zmiany niezapisane: blokada i godziny" in spoken(stage.page.waiting)


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_nothing_is_cut_off_at_the_side(stage: Stage, size: tuple[int, int]) -> None:
    stage.window.resize(*size)
    stage.settle()
    area = stage.page.page
    content = area.widget()
    assert content is not None
    assert content.width() <= area.viewport().width()
