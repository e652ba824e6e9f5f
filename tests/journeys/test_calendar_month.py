"""A month planned through the real window: proposals, conditions, planning again, its papers and file."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from PySide6.QtCore import Qt

from asystent_desktop.ui.pages.print_preview import PrintPreviewPage
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from tests.journeys.calendar_driver import TUESDAY, Driver, plain
from tests.ui.conftest import ChosenFiles


def test_a_proposal_is_kept_only_when_accepted_and_can_be_taken_back(driver: Driver) -> None:
    page = driver.open(day=date(2026, 12, 1))
    page.plan_button.click()
    driver.qtbot.waitUntil(lambda: not page.proposal.isHidden())
    driver.settle()
    assert driver.times("Nowakowie") == []
    proposed = [one for day in page.hand().days.values() for one in day.blocks if one.kind == "proposed"]
    assert len(proposed) == 16
    assert page.proposal.accept_button is not None
    page.proposal.accept_button.click()
    driver.settle()
    assert len(driver.times("Nowakowie")) == len(driver.times("Zielińscy")) == 8
    driver.keys(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert driver.times("Nowakowie") == driver.times("Zielińscy") == []


def test_hours_and_days_off_are_changed_in_place(driver: Driver) -> None:
    page = driver.open(day=date(2026, 12, 1))
    driver.press(page.conditions, "Zmień godziny i wolne")
    editor = page.conditions.editor
    assert editor is not None
    editor.week.set_value("1 10:00-18:00; 2 08:00-16:00")
    editor.begins.set_value(date(2026, 12, 8))
    editor.ends.set_value(date(2026, 12, 7))
    editor.save_button.click()
    driver.settle()
    assert "wcześniejszy niż początek" in editor.problem.text()
    editor.ends.set_value(date(2026, 12, 9))
    editor.save_button.click()
    driver.settle()
    days = page.hand().days
    assert days[date(2026, 12, 8)].off == "urlop"
    assert days[date(2026, 12, 14)].hours == ((600, 1080),)
    assert days[date(2026, 12, 17)].hours == ()
    driver.press(page.conditions, "Zmień godziny i wolne")
    assert page.conditions.editor is not None
    driver.press(page.conditions.editor, "Usuń")
    page.conditions.editor.save_button.click()
    driver.settle()
    assert page.hand().days[date(2026, 12, 8)].off == ""


def test_a_fixed_time_is_shown_and_a_visit_over_it_is_asked_about(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", TUESDAY, 10)
    page = driver.open()
    page.hand().choose(date(2026, 11, 26))
    page.times.add()
    dialog = driver.window.findChildren(RecordDialog)[-1]
    dialog.show_values({"title": "Narada zespołu", "start": time(10, 30), "end": time(11, 30)})
    dialog.save_button.click()
    driver.settle()
    shown = [one for one in page.hand().days[date(2026, 11, 26)].blocks if one.kind == "busy"]
    assert [one.name for one in shown] == ["Narada zespołu"]
    month = page.month
    start, end = month.rect_of(visit).center(), month.rect_of_day(date(2026, 11, 26)).center()
    driver.drag(month.viewport(), start, end)
    assert "Narada zespołu" in driver.answer("Zapisz mimo to")
    notes = {one.key: one.notes for one in page.hand().days[date(2026, 11, 26)].blocks}
    assert notes[visit] == ("kolizja",)
    page.hand().opened.emit(shown[0].key)
    driver.answer("Usuń")
    assert [one.kind for one in page.hand().days[date(2026, 11, 26)].blocks] == ["visit"]


def test_planning_again_shows_what_would_move_before_it_is_kept(driver: Driver) -> None:
    page = driver.open(day=date(2026, 12, 1))
    page.plan_button.click()
    driver.qtbot.waitUntil(lambda: not page.proposal.isHidden())
    assert page.proposal.accept_button is not None
    page.proposal.accept_button.click()
    driver.settle()
    before = driver.times("Nowakowie")
    first = before[0][0]
    driver.services.calendar.add_day_off(first, first)
    page.refresh_now()
    driver.settle()
    driver.press(page.header, "Zaplanuj od nowa")
    driver.qtbot.waitUntil(lambda: not page.proposal.isHidden())
    driver.settle()
    gone = [one for one in page.hand().days[first].blocks if one.kind == "gone"]
    assert gone
    assert all("→" in one.spoken or "usunięta" in one.spoken for one in gone)
    assert driver.times("Nowakowie") == before
    assert page.proposal.accept_button is not None
    page.proposal.accept_button.click()
    driver.settle()
    assert first not in [one[0] for one in driver.times("Nowakowie")]
    driver.keys(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert driver.times("Nowakowie") == before


def test_a_proposal_goes_away_when_the_calendar_changes(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", date(2026, 12, 1), 10)
    page = driver.open(day=date(2026, 12, 1))
    page.plan_button.click()
    driver.qtbot.waitUntil(lambda: not page.proposal.isHidden())
    driver.choose(visit)
    driver.keys(Qt.Key.Key_Delete)
    assert page.proposal.isHidden()
    assert not [one for day in page.hand().days.values() for one in day.blocks if one.kind == "proposed"]


def test_an_accepted_proposal_can_be_taken_back_in_a_later_session(driver: Driver) -> None:
    plan = driver.services.planning.propose(2026, 12, seconds=1)
    driver.services.planning.accept(plan)
    driver.open(day=date(2026, 12, 1))
    driver.keys(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert "16 wizyt" in driver.answer("Cofnij propozycję")
    assert driver.times("Nowakowie") == []


def test_the_week_is_seen_on_paper_and_esc_leads_back(driver: Driver) -> None:
    driver.plan("Nowakowie", TUESDAY, 10)
    page = driver.open("week")
    page.print_button.click()
    driver.answer("Tydzień 23.11–29.11")
    preview = driver.window.page()
    assert isinstance(preview, PrintPreviewPage)
    driver.qtbot.waitUntil(lambda: preview.preview.page_count() == 1)
    marked = [one.entry.name for one in driver.window.rail.entries() if one.isChecked()]
    assert marked == ["calendar"]
    preview.back_button.click()
    driver.settle()
    assert driver.page.place() == {"day": TUESDAY, "mode": "week"}


def test_the_calendar_file_has_initials_unless_names_are_chosen(driver: Driver, tmp_path: Path) -> None:
    driver.plan("Nowakowie", TUESDAY, 10)
    page = driver.open()
    path = tmp_path / "wizyty.ics"
    driver.window.context.files = ChosenFiles(path)
    page.ics_button.click()
    driver.answer("Same inicjały")
    assert b"Wizyta: N." in path.read_bytes()
    assert b"Nowakowie" not in path.read_bytes()
    page.ics_button.click()
    assert "nie chroni hasło" in driver.answer("Pełne nazwy rodzin")
    assert b"Wizyta: Nowakowie" in path.read_bytes()
    driver.window.context.files = ChosenFiles(tmp_path / "nie-ma" / "wizyty.ics")
    page.ics_button.click()
    driver.answer("Same inicjały")
    assert "Nie udało się zapisać pliku" in page.notice.words()


def test_after_an_illness_the_main_button_plans_again(driver: Driver) -> None:
    driver.plan("Nowakowie", TUESDAY, 10)
    page = driver.open()
    assert plain(page.plan_button.text()) == "Zaplanuj miesiąc"
    services = driver.services
    driver.window.context.save(lambda: services.calendar.add_day_off(TUESDAY, TUESDAY, "sick"), owner=page)
    driver.qtbot.waitUntil(lambda: plain(page.plan_button.text()) == "Zaplanuj od nowa")
    driver.settle()
    page.plan_button.click()
    driver.qtbot.waitUntil(lambda: page.proposal.isVisible())
    driver.settle()
    assert page.proposal.accept_button is not None
    page.proposal.accept_button.click()
    driver.settle()
    assert TUESDAY not in {day for day, *_rest in driver.times("Nowakowie")}


def test_half_typed_conditions_are_there_after_unlocking(driver: Driver) -> None:
    driver.open()
    driver.press(driver.page.conditions, "Zmień godziny i wolne")
    editor = driver.page.conditions.editor
    assert editor is not None
    editor.begins.setText("7.12")
    editor.week.set_texts(["09:00", "1"])
    opened = driver.window.context.session
    driver.window.locked.disconnect()
    driver.window.lock()
    driver.window.context.open(driver.services, opened)
    driver.settle()
    driver.window.locked.connect(lambda _services: None)
    again = driver.page.conditions.editor
    assert again is not None
    assert again.begins.text() == "7.12"
    assert again.week.texts()[:2] == ["09:00", "1"]
