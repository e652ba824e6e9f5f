"""Settings: hours, limits, looks, what waits to be saved."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from asystent_desktop.settings import Look, read_look
from asystent_desktop.ui.look import Looks
from asystent_desktop.ui.parts.reading import Reading
from asystent_desktop.ui.theme import apply_theme, theme
from tests.ui.finding import button, named, shown_words, spoken, type_text
from tests.ui.settings.stage import Stage
from tests.world import PASSWORD


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


def test_the_longest_day_of_the_office_is_typed_in_hours(office: Stage) -> None:
    caption = "Najdłuższy dzień pracy, godz."
    office.type_into(caption, "pół", office.page.work)
    office.press("Zapisz ustawienia")
    assert "nie jest liczba godzin" in shown_words(office.page.work)
    office.type_into(caption, "9:30", office.page.work)
    office.press("Zapisz ustawienia")
    view = office.context.services.settings.view()
    assert {one.name: one.value for one in view.limits}["longest_day_minutes"] == 570


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
