"""Settings: what opens the store, how long it stays open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.finding import button, named, shown_words, spoken
from tests.ui.settings.stage import FRESH, Stage
from tests.world import PASSWORD


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
