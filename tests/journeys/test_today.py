"""The first page through the real window: visits in order, unfinished texts, a new day, an error."""

from __future__ import annotations

import threading
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NewAgreement, NextVisit
from asystent_desktop.ui.pages.briefing import BriefingPage
from asystent_desktop.ui.pages.today import TodayPage
from asystent_desktop.ui.pages.today_visits import VisitLine
from asystent_desktop.ui.pages.visit import VisitPage
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.tasks import READERS, Task
from asystent_desktop.ui.theme import apply_theme
from tests.journeys.conftest import Typist
from tests.journeys.keyboard import Keyboard
from tests.ui.finding import button, shown_words
from tests.world import World, held

TODAY = date(2026, 11, 23)


def today_page(keyboard: Keyboard) -> TodayPage:
    page = keyboard.page()
    assert isinstance(page, TodayPage)
    return page


def test_todays_visits_stand_in_order_with_what_was_agreed(
    family: str, laptop: Services, typist: Typist
) -> None:
    told = (NewAgreement(text="Rachunek za prąd"),)
    laptop.visits.record(held(laptop, family, date(2026, 11, 18), new_agreements=told))
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(15), end=time(16)))
    laptop.visits.record(held(laptop, family, TODAY, time(8)))
    page = today_page(typist.open(laptop))
    words = shown_words(page.visits)
    assert "2 wizyty · 2 h" in words
    assert words.index("08:00–09:00") < words.index("15:00–16:00")
    assert "Ustalono: Rachunek za prąd" in words
    main = page.visits.main
    assert main is not None
    assert (main.property("look"), main.text()) == ("main", "Zapisz wizytę")


def test_enter_on_a_visit_opens_the_page_before_it_and_esc_comes_back(
    family: str, laptop: Services, typist: Typist
) -> None:
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(15), end=time(16)))
    keyboard = typist.open(laptop)
    page = today_page(keyboard)
    main = page.visits.main
    assert main is not None
    line = main.parentWidget()
    assert line is not None
    line.setFocus()
    keyboard.press("Return")
    assert isinstance(keyboard.page(), BriefingPage)
    keyboard.press("Esc")
    assert isinstance(keyboard.page(), TodayPage)
    keyboard.press("Ctrl+Return")
    assert isinstance(keyboard.page(), VisitPage)


def test_a_line_that_is_made_anew_keeps_the_keyboard(family: str, laptop: Services, typist: Typist) -> None:
    for hour in (9, 15):
        laptop.visits.plan(family, NextVisit(day=TODAY, start=time(hour), end=time(hour + 1)))
    keyboard = typist.open(laptop)
    page = today_page(keyboard)
    before = page.visits.findChildren(VisitLine)[1]
    before.setFocus()
    name = before.accessibleName()
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(17), end=time(18)))
    page.enter()
    keyboard.settle()
    after = QApplication.focusWidget()
    assert isinstance(after, VisitLine)
    assert after is not before
    assert after.accessibleName() == name


def test_a_day_that_is_read_again_and_equal_is_not_made_anew(
    family: str, laptop: Services, typist: Typist
) -> None:
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(9), end=time(10)))
    keyboard = typist.open(laptop)
    page = today_page(keyboard)
    before = page.visits.findChildren(VisitLine)
    keyboard.press("Alt+2", "Alt+1")
    assert page.visits.findChildren(VisitLine) == before
    keyboard.window.context.set_private(True)
    keyboard.settle()
    [line] = page.visits.findChildren(VisitLine)
    assert line is not before[0]
    assert "Nowakowie" not in line.accessibleName()


def test_the_main_action_has_its_key_while_the_rail_has_the_focus(
    family: str, laptop: Services, typist: Typist
) -> None:
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(15), end=time(16)))
    keyboard = typist.open(laptop)
    keyboard.window.rail.entries()[0].setFocus()
    keyboard.press("Ctrl+Return")
    assert isinstance(keyboard.page(), VisitPage)


def test_a_day_without_visits_says_when_the_next_one_is(
    family: str, laptop: Services, typist: Typist
) -> None:
    laptop.visits.plan(family, NextVisit(day=date(2026, 11, 25), start=time(10), end=time(11)))
    page = today_page(typist.open(laptop))
    assert "Dziś nie ma wizyt. Następna: środa, 10:00." in shown_words(page.visits)


def test_an_unfinished_text_is_offered_and_opens_where_it_was_left(
    family: str, laptop: Services, typist: Typist
) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    keyboard.write("Niedokończone zdanie")
    keyboard.press("Alt+1")
    page = today_page(keyboard)
    assert "Niedokończone zdanie" in shown_words(page.drafts)
    button(page.drafts, "Wróć do wpisu").click()
    keyboard.settle()
    written = keyboard.page()
    assert isinstance(written, VisitPage)
    assert written.course.toPlainText() == "Niedokończone zdanie"


def test_a_text_that_is_still_being_written_to_disk_is_offered_too(
    family: str, laptop: Services, typist: Typist, qtbot: QtBot
) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    keyboard.write("Niedokończone zdanie")
    disk, all_readers = threading.Event(), threading.Barrier(READERS)
    written: list[object] = []
    read: list[object] = []
    tasks = keyboard.window.context.tasks
    tasks.write(Task(call=disk.wait, then=written.append, failed=written.append))
    keyboard.window.context.go("today")
    page = today_page(keyboard)
    for _ in range(READERS):
        tasks.read(Task(call=all_readers.wait, then=read.append, failed=read.append))
    qtbot.waitUntil(lambda: len(read) == READERS)
    disk.set()
    keyboard.settle()
    assert "Niedokończone zdanie" in shown_words(page.drafts)


def test_a_visit_of_an_earlier_day_waits_to_be_recorded(
    world: World, family: str, laptop: Services, typist: Typist
) -> None:
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(15), end=time(16)))
    world.clock.at = datetime(2026, 11, 24, 8)
    page = today_page(typist.open(laptop))
    assert "Wizyta z 23.11.2026 czeka na zapis" in shown_words(page.attention)


def test_all_that_is_overdue_is_shown_and_the_rest_up_to_five(
    world: World, laptop: Services, typist: Typist
) -> None:
    for number in range(6):
        world.family(f"Rodzina{number}", "Anna Wiśniewska")
    laptop.exchange.take(world.bundle(world.office, laptop))
    page = today_page(typist.open(laptop))
    late = [one for one in laptop.cases.deadlines(14) if one.level == "overdue"]
    assert len(late) > 5
    chips = [one.text().replace("\u00a0", " ") for one in page.attention.findChildren(Chip)]
    assert len([one for one in chips if one.endswith("po terminie")]) == len(late)


def test_a_window_left_open_over_midnight_shows_the_new_day_and_keeps_the_drafts_date(
    world: World, family: str, laptop: Services, typist: Typist, qtbot: QtBot
) -> None:
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(11), end=time(12)))
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N")
    keyboard.write("Pisane wieczorem")
    keyboard.press("Alt+1")
    world.clock.at = datetime(2026, 11, 24, 0, 30)
    QApplication.sendEvent(keyboard.window, QEvent(QEvent.Type.WindowActivate))
    keyboard.settle()
    page = today_page(keyboard)
    assert "Wtorek, 24 listopada 2026" in page.header.title.text().replace("\u00a0", " ")
    qtbot.waitUntil(lambda: "Wizyta z 23.11.2026 czeka na zapis" in shown_words(page.attention))
    button(page.drafts, "Wróć do wpisu").click()
    keyboard.settle()
    written = keyboard.page()
    assert isinstance(written, VisitPage)
    assert (written.day.text(), written.course.toPlainText()) == ("23.11.2026", "Pisane wieczorem")


def test_what_is_being_typed_stays_when_the_day_changes_under_it(
    world: World, family: str, laptop: Services, typist: Typist
) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    keyboard.write("W połowie zdania")
    world.clock.at = datetime(2026, 11, 24, 0, 1)
    keyboard.window.context.look_at_day()
    keyboard.settle()
    page = keyboard.page()
    assert isinstance(page, VisitPage)
    assert (page.day.text(), page.course.toPlainText()) == ("23.11.2026", "W połowie zdania")


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_length_counts_wall_time_on_the_day_the_clocks_change(
    world: World, family: str, laptop: Services, typist: Typist, day: date
) -> None:
    world.clock.at = datetime(day.year, day.month, day.day, 9)
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    page = keyboard.page()
    assert isinstance(page, VisitPage)
    page.start.set_value(time(1, 30))
    page.end.set_value(time(4))
    assert page.when.length.text().replace("\u00a0", " ") == "Czas: 2 h 30 min"
    entry = page.whole_entry()
    assert entry is not None
    found = laptop.visits.findings(entry)
    assert {one.rule for one in found if one.level == "W"} == {"C27", "C28"}


def test_an_error_in_one_card_leaves_the_others(family: str, laptop: Services, typist: Typist) -> None:
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(15), end=time(16)))
    with laptop.desk.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE draft")
    page = today_page(typist.open(laptop))
    assert "15:00–16:00" in shown_words(page.visits)
    assert "Coś poszło nie tak" in shown_words(page.drafts)


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_nothing_is_cut_at_the_right_edge(
    scale: int, laptop: Services, family: str, typist: Typist, qtbot: QtBot
) -> None:
    told = (NewAgreement(text="Przynieść rachunek za prąd i umówić wizytę kontrolną w poradni"),)
    laptop.visits.record(held(laptop, family, date(2026, 11, 18), new_agreements=told))
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(15), end=time(16)))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, scale)
    keyboard = typist.open(laptop)
    keyboard.window.resize(1280, 720)
    keyboard.settle()
    area = today_page(keyboard).page
    content = area.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= area.viewport().width()
    layout = content.layout()
    assert layout is not None
    qtbot.waitUntil(
        lambda: content.height() == max(layout.heightForWidth(content.width()), area.viewport().height())
    )
    apply_theme(app)
