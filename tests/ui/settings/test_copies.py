"""Settings: copies on a stick, checked and restored."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox

from tests.ui.finding import button, named, shown_words
from tests.ui.settings.stage import Stage
from tests.world import PASSWORD


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


def test_copies_that_hold_a_family_given_up_say_until_when(stage: Stage) -> None:
    world, laptop = stage.world, stage.context.services
    family = laptop.cases.rows()[0].id
    laptop.backup.daily()
    assert "oddana rodzina" not in shown_words(stage.page.copies)
    world.clock.at += timedelta(days=1)
    world.office.register.allocate(family, world.account("Marek Pawlak"), world.clock.today())
    for _round in range(3):
        world.exchange(laptop)
    stage.page.refresh()
    said = "W kopiach dnia na tym komputerze jest jeszcze 1 oddana rodzina."
    stage.qtbot.waitUntil(lambda: said in shown_words(stage.page.copies))
    assert "znikną same do 28.12.2026" in shown_words(stage.page.copies)
