"""The calendar through the real window: mouse, keys, proposals, taking back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.app import make_window
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NextVisit
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.calendar import CalendarPage
from asystent_desktop.ui.pages.calendar_dialogs import VisitCard
from asystent_desktop.ui.pages.print_preview import PrintPreviewPage
from asystent_desktop.ui.parts.calendar_hours import HoursView
from asystent_desktop.ui.parts.dialogs import Question
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.theme import apply_theme
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import button
from tests.world import World

TUESDAY = date(2026, 11, 24)


class Driver:
    """The window on its calendar, driven as a person would."""

    def __init__(self, qtbot: QtBot, services: Services, window: MainWindow) -> None:
        self.qtbot, self.services, self.window = qtbot, services, window
        self.families = {row.name: row.id for row in services.cases.rows()}

    @property
    def page(self) -> CalendarPage:
        page = self.window.page()
        assert isinstance(page, CalendarPage)
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.context.tasks.is_busy())

    def plan(self, name: str, day: date, hour: int) -> str:
        wanted = NextVisit(day=day, start=time(hour), end=time(hour + 1))
        return self.services.visits.plan(self.families[name], wanted).id

    def open(self, mode: str = "month", day: date = TUESDAY) -> CalendarPage:
        self.window.context.go("calendar", mode=mode, day=day)
        self.settle()
        return self.page

    def times(self, name: str) -> list[tuple[date, time, time, str]]:
        found = self.services.visits.of_family(self.families[name])
        return sorted((one.day, one.start, one.end, one.state) for one in found)

    def keys(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        view = self.view()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        view.setFocus()
        for key in keys:
            QTest.keyClick(view, key, modifier)
        self.settle()

    def view(self) -> QWidget:
        shown = [one for one in (self.page.month, self.page.hours) if one.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def choose(self, visit: str) -> None:
        block = self.page.hand().block(visit)
        assert block is not None
        self.page.hand().choose(block.day, visit)

    def carry(self, view: QWidget, start: QPoint, end: QPoint) -> None:
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        for step in (1, 2, 3):
            QTest.mouseMove(view, start + (end - start) * step / 3)

    def drag(self, view: QWidget, start: QPoint, end: QPoint) -> None:
        self.carry(view, start, end)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
        self.settle()

    def press(self, parent: QWidget, words: str) -> None:
        """Press a button that may have been made just now: Qt shows it with the next turn."""

        def made() -> list[QPushButton]:
            found = parent.findChildren(QPushButton)
            return [one for one in found if plain(one.text()) == words and one.isVisible()]

        self.qtbot.waitUntil(lambda: len(made()) == 1)
        made()[0].click()
        self.settle()

    def answer(self, words: str) -> str:
        self.qtbot.waitUntil(lambda: bool(self.window.findChildren(Question)))
        question = self.window.findChildren(Question)[-1]
        said = question.accessibleName()
        button(question, words).click()
        self.settle()
        return said.replace("\u00a0", " ")


@pytest.fixture
def driver(world: World, qtbot: QtBot) -> Iterator[Driver]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app)
    for name in ("Nowakowie", "Zielińscy"):
        world.family(name, "Anna Wiśniewska", district="Ołbin")
    laptop = world.laptop()
    window, front = make_window(world.stores)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.context.open(laptop, laptop.session())
    made = Driver(qtbot, laptop, window)
    made.settle()
    yield made
    window.locked.disconnect()
    window.context.lock()
    front.close()


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


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def hour(hours: HoursView) -> int:
    return hours.point_of(TUESDAY, 660).y() - hours.point_of(TUESDAY, 600).y()


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


def test_a_full_day_asks_before_it_takes_one_more(driver: Driver) -> None:
    for hour in (7, 8, 9, 10, 11, 12):
        driver.plan("Zielińscy", date(2026, 11, 26), hour)
    visit = driver.plan("Nowakowie", TUESDAY, 15)
    month = driver.open().month
    start, end = month.rect_of(visit).center(), month.rect_of_day(date(2026, 11, 26)).center()
    driver.drag(month.viewport(), start, end)
    assert "wizyta nr 7" in driver.answer("Zostaw, jak było")
    assert [one[0] for one in driver.times("Nowakowie")] == [TUESDAY]


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


def test_each_cell_of_the_month_speaks_its_day(driver: Driver) -> None:
    driver.plan("Nowakowie", TUESDAY, 10)
    month = driver.open().month
    index = month.month.index_of(TUESDAY)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert plain(said) == "wtorek 24 listopada. 1 wizyta: 10:00 Nowakowie."
    weekend = month.month.index_of(date(2026, 11, 28)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "sobota 28 listopada" in weekend
    assert "niedziela 29 listopada" in weekend


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
