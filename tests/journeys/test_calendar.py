"""The calendar through the real window: mouse, keys, questions, taking back."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from asystent_desktop.ui.pages.calendar_dialogs import VisitCard
from asystent_desktop.ui.parts.calendar_hours import HoursView
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from tests.journeys.calendar_driver import TUESDAY, Driver, plain
from tests.ui.finding import button

THURSDAY = date(2026, 11, 26)


def hour(hours: HoursView) -> int:
    return hours.point_of(TUESDAY, 660).y() - hours.point_of(TUESDAY, 600).y()


def test_a_visit_dragged_to_another_day_keeps_its_hour_and_comes_back_with_ctrl_z(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", TUESDAY, 10)
    month = driver.open().month
    start, end = month.rect_of(visit).center(), month.rect_of_day(date(2026, 11, 26)).center()
    driver.drag(month.viewport(), start, end)
    assert driver.times("Nowakowie") == [(date(2026, 11, 26), time(10), time(11), "planned")]
    assert "Nowakowie" in driver.page.notice.words()
    driver.keys(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert driver.times("Nowakowie") == [(TUESDAY, time(10), time(11), "planned")]


def test_a_drop_on_a_taken_hour_offers_the_nearest_free_one(driver: Driver) -> None:
    driver.plan("Zielińscy", date(2026, 11, 26), 10)
    visit = driver.plan("Nowakowie", TUESDAY, 10)
    month = driver.open().month
    start, end = month.rect_of(visit).center(), month.rect_of_day(date(2026, 11, 26)).center()
    driver.drag(month.viewport(), start, end)
    assert "jest już wizyta: Zielińscy" in driver.answer("Wstaw na 08:50")
    assert driver.times("Nowakowie") == [(date(2026, 11, 26), time(8, 50), time(9, 50), "planned")]


def test_a_month_that_is_read_again_and_equal_is_not_made_anew(driver: Driver) -> None:
    driver.plan("Nowakowie", TUESDAY, 9)
    month = driver.open().month
    with driver.qtbot.assertNotEmitted(month.month.modelReset):
        driver.window.context.go("today")
        driver.settle()
        driver.open(day=THURSDAY)
    assert month.currentIndex() == month.month.index_of(THURSDAY)
    driver.plan("Nowakowie", THURSDAY, 9)
    with driver.qtbot.waitSignal(month.month.modelReset):
        driver.open()


def test_escape_lets_a_carried_visit_go(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", TUESDAY, 10)
    month = driver.open().month
    there = month.rect_of_day(date(2026, 11, 26)).center()
    driver.carry(month.viewport(), month.rect_of(visit).center(), there)
    driver.keys(Qt.Key.Key_Escape)
    QTest.mouseRelease(month.viewport(), Qt.MouseButton.LeftButton, pos=there)
    driver.settle()
    assert driver.times("Nowakowie") == [(TUESDAY, time(10), time(11), "planned")]


def test_alt_arrows_move_and_skip_the_weekend_and_delete_frees(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", date(2026, 11, 27), 10)
    driver.open()
    driver.choose(visit)
    driver.keys(Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.AltModifier)
    assert [one[0] for one in driver.times("Nowakowie")] == [date(2026, 11, 30)]
    driver.keys(Qt.Key.Key_Up, modifier=Qt.KeyboardModifier.AltModifier)
    assert [one[0] for one in driver.times("Nowakowie")] == [date(2026, 11, 23)]
    driver.keys(Qt.Key.Key_Delete)
    assert driver.times("Nowakowie") == []
    driver.keys(Qt.Key.Key_Z, Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert [one[0] for one in driver.times("Nowakowie")] == [date(2026, 11, 30)]


def test_arrows_go_between_days_and_visits_and_enter_opens(driver: Driver) -> None:
    first = driver.plan("Nowakowie", TUESDAY, 9)
    second = driver.plan("Zielińscy", TUESDAY, 12)
    page = driver.open(day=date(2026, 11, 23))
    page.hand().choose(date(2026, 11, 23))
    driver.keys(Qt.Key.Key_Right)
    assert page.hand().cursor.key == first
    driver.keys(Qt.Key.Key_Down)
    assert page.hand().cursor.key == second
    driver.keys(Qt.Key.Key_Return)
    cards = driver.window.findChildren(VisitCard)
    assert [one.isVisible() for one in cards] == [True]
    assert "Zielińscy" in cards[0].accessibleName()
    cards[0].reject()
    driver.keys(Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert (page.place()["mode"], page.place()["day"]) == ("day", date(2026, 11, 23))


def test_a_block_is_carried_to_another_hour_and_made_longer(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", TUESDAY, 10)
    hours = driver.open("week").hours
    start = hours.rect_of(visit).center()
    thursday = date(2026, 11, 26)
    driver.drag(hours, start, QPoint(hours.rect_of_day(thursday).center().x(), start.y() + 2 * hour(hours)))
    assert driver.times("Nowakowie") == [(thursday, time(12), time(13), "planned")]
    grip = hours.rect_of(visit)
    edge = QPoint(grip.center().x(), grip.bottom() - 2)
    driver.drag(hours, edge, edge + QPoint(0, hour(hours) // 2))
    assert driver.times("Nowakowie") == [(thursday, time(12), time(13, 30), "planned")]
    driver.choose(visit)
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    driver.keys(Qt.Key.Key_Up, modifier=both)
    driver.keys(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    assert driver.times("Nowakowie") == [(thursday, time(12, 15), time(13, 30), "planned")]


def test_a_holiday_asks_before_it_is_taken(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", date(2026, 12, 23), 10)
    month = driver.open(day=date(2026, 12, 23)).month
    start, end = month.rect_of(visit).center(), month.rect_of_day(date(2026, 12, 24)).center()
    driver.drag(month.viewport(), start, end)
    assert "Wigilia" in driver.answer("Zostaw, jak było")
    assert [one[0] for one in driver.times("Nowakowie")] == [date(2026, 12, 23)]
    driver.drag(month.viewport(), start, end)
    driver.answer("Zapisz mimo to")
    assert [one[0] for one in driver.times("Nowakowie")] == [date(2026, 12, 24)]


def test_insert_asks_for_a_visit_and_keeps_it(driver: Driver) -> None:
    page = driver.open(day=date(2026, 11, 26))
    page.hand().choose(date(2026, 11, 26))
    driver.keys(Qt.Key.Key_Insert)
    dialog = driver.window.findChildren(RecordDialog)[0]
    dialog.show_values({"family": driver.families["Nowakowie"], "start": time(11), "end": time(12)})
    dialog.save_button.click()
    driver.settle()
    assert driver.times("Nowakowie") == [(date(2026, 11, 26), time(11), time(12), "planned")]
    driver.keys(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert driver.times("Nowakowie") == []


def test_the_card_pins_and_calls_off(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", TUESDAY, 10)
    page = driver.open()
    page.hand().opened.emit(visit)
    card = driver.window.findChildren(VisitCard)[-1]
    card.pin.click()
    driver.settle()
    assert [one.pinned for one in driver.services.visits.of_family(driver.families["Nowakowie"])] == [True]
    button(card, "Odwołaj…").click()
    dialog = driver.window.findChildren(RecordDialog)[-1]
    offered = dialog.form.box("failed_reason").editor
    assert offered.findData("absent") < 0 <= offered.findData("ill_family")  # type: ignore[attr-defined]
    dialog.show_values({"failed_reason": "ill_family"})
    dialog.save_button.click()
    driver.settle()
    assert [one[3] for one in driver.times("Nowakowie")] == ["cancelled"]


def test_private_mode_hides_names_in_every_view(driver: Driver) -> None:
    driver.plan("Nowakowie", TUESDAY, 10)
    driver.plan("Zielińscy", TUESDAY, 10 + 2)
    driver.window.context.set_private(True)
    for mode in ("month", "week", "day"):
        page = driver.open(mode)
        said = [day.spoken for day in page.hand().days.values()]
        said += [one.spoken + one.name for day in page.hand().days.values() for one in day.blocks]
        assert any("N." in one for one in said)
        assert not [one for one in said if "Nowakowie" in one or "Zielińscy" in one]


def test_a_full_day_asks_before_it_takes_one_more(driver: Driver) -> None:
    for hour in (7, 8, 9, 10, 11, 12):
        driver.plan("Zielińscy", date(2026, 11, 26), hour)
    visit = driver.plan("Nowakowie", TUESDAY, 15)
    month = driver.open().month
    start, end = month.rect_of(visit).center(), month.rect_of_day(date(2026, 11, 26)).center()
    driver.drag(month.viewport(), start, end)
    assert "wizyta nr 7" in driver.answer("Zostaw, jak było")
    assert [one[0] for one in driver.times("Nowakowie")] == [TUESDAY]


def test_each_cell_of_the_month_speaks_its_day(driver: Driver) -> None:
    driver.plan("Nowakowie", TUESDAY, 10)
    month = driver.open().month
    index = month.month.index_of(TUESDAY)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert plain(said) == "wtorek 24 listopada. 1 wizyta: 10:00 Nowakowie."
    weekend = month.month.index_of(date(2026, 11, 28)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "sobota 28 listopada" in weekend
    assert "niedziela 29 listopada" in weekend


def test_the_page_stands_still_under_the_mouse_and_follows_the_keys(driver: Driver) -> None:
    visit = driver.plan("Nowakowie", TUESDAY, 8)
    driver.window.resize(1280, 500)
    page = driver.open("week")
    bar = page.page.verticalScrollBar()
    driver.qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum())
    low = page.hours.point_of(date(2026, 11, 26), 15 * 60)
    QTest.mouseClick(page.hours, Qt.MouseButton.LeftButton, pos=low)
    assert (page.hand().cursor.day, bar.value()) == (date(2026, 11, 26), bar.maximum())
    page.hand().choose(TUESDAY, visit)
    assert bar.value() < bar.maximum()


def test_the_keys_of_the_calendar_work_once_it_was_chosen_and_in_each_view(driver: Driver) -> None:
    driver.window.activateWindow()
    driver.qtbot.waitUntil(driver.window.isActiveWindow)
    page = driver.open()
    driver.qtbot.waitUntil(page.month.hasFocus)
    QTest.keyClick(page.month, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    driver.qtbot.waitUntil(page.hours.hasFocus)
    QTest.keyClick(page.hours, Qt.Key.Key_Right)
    assert page.hand().cursor.day == date(2026, 11, 25)


@pytest.mark.parametrize("key", [Qt.Key.Key_F9, Qt.Key.Key_L])
def test_private_mode_and_lock_work_in_a_dialog(key: Qt.Key, driver: Driver) -> None:
    visit = driver.plan("Nowakowie", TUESDAY, 10)
    page = driver.open()
    driver.window.activateWindow()
    driver.qtbot.waitUntil(driver.window.isActiveWindow)
    driver.choose(visit)
    page.hand().opened.emit(visit)
    [card] = page.findChildren(VisitCard)
    driver.qtbot.waitUntil(card.isActiveWindow)
    assert any("Nowakowie" in one.text() for one in card.findChildren(QLabel))
    driver.qtbot.waitUntil(lambda: card.focusWidget() is not None)
    focused = card.focusWidget()
    assert focused is not None
    if key == Qt.Key.Key_F9:
        QTest.keyClick(focused, key)
        assert driver.window.context.private
        assert not any("Nowakowie" in one.text() for one in card.findChildren(QLabel))
        driver.window.context.set_private(False)
        driver.settle()
    else:
        QTest.keyClick(focused, key, Qt.KeyboardModifier.ControlModifier)
        assert not driver.window.context.is_open
