"""The main job through the real window: a visit typed, kept, found again, sent, taken and confirmed."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages import PAGES
from asystent_desktop.ui.pages.calendar import CalendarPage
from asystent_desktop.ui.pages.visit import VisitPage
from asystent_desktop.ui.parts.keyed_question import KeyedQuestion
from tests.journeys.driving import Open, go, settle
from tests.ui.finding import button
from tests.world import World


def visit_page(qtbot: QtBot, window: MainWindow, family: str) -> VisitPage:
    page = go(qtbot, window, "visit", family=family)
    assert isinstance(page, VisitPage)
    return page


def test_a_visit_typed_in_the_window_reaches_the_office(
    world: World, qtbot: QtBot, open_window: Open
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    window = open_window(laptop)
    page = visit_page(qtbot, window, family)
    page.course.setPlainText("Rozmowa o wydatkach.")
    page.areas.add("c")
    page.day.set_value(date(2026, 11, 23))
    page.start.set_value(time(9))
    page.end.set_value(time(10))
    page.agreements.rows[0][0].set_value("Prowadzić zeszyt")
    page.finish()
    settle(qtbot, window)
    asked = window.findChild(KeyedQuestion)
    assert asked is not None
    button(asked, "Bez terminu").click()
    qtbot.waitUntil(lambda: len(laptop.visits.of_family(family)) == 1)
    assert [one.text for one in laptop.visits.agreements(family)] == ["Prowadzić zeszyt"]
    world.office.exchange.take(world.bundle(laptop))
    assert [one.course for one in world.office.visits.of_family(family)] == ["Rozmowa o wydatkach."]
    assert laptop.exchange.take(world.bundle(world.office, laptop)).delivered == 2


def test_a_visit_without_a_course_stays_on_the_screen_with_its_sentence(
    world: World, qtbot: QtBot, open_window: Open
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    window = open_window(laptop)
    page = visit_page(qtbot, window, family)
    page.start.set_value(time(9))
    page.end.set_value(time(10))
    page.finish()
    settle(qtbot, window)
    assert "Opisz przebieg wizyty." in page.notice.words()
    assert laptop.visits.of_family(family) == ()


def test_typed_text_is_offered_again_after_locking(world: World, qtbot: QtBot, open_window: Open) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    window = open_window(laptop)
    page = visit_page(qtbot, window, family)
    page.course.setPlainText("Niedokończone zdanie")
    page.save_typed()
    settle(qtbot, window)
    assert [one.values["entry"]["course"] for one in laptop.drafts.all()] == ["Niedokończone zdanie"]
    go(qtbot, window, "today")
    again = visit_page(qtbot, open_window(laptop), family)
    assert again.course.toPlainText() == "Niedokończone zdanie"
    assert "niedokończony wpis" in again.restored.words()


def test_a_proposed_month_is_written_only_when_it_is_accepted(
    world: World, qtbot: QtBot, open_window: Open
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    window = open_window(laptop)
    page = go(qtbot, window, "calendar")
    assert isinstance(page, CalendarPage)
    page.plan_button.click()
    qtbot.waitUntil(lambda: not page.proposal.isHidden())
    assert laptop.visits.of_family(family) == ()
    assert laptop.cases.row(family).count.planned == 0


@pytest.mark.parametrize("store", ["office", "laptop"])
def test_every_page_of_a_store_opens_and_names_its_controls(
    world: World, qtbot: QtBot, open_window: Open, store: str, tmp_path: Path
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    services = world.office if store == "office" else world.laptop()
    window = open_window(services)
    session = services.session()
    for entry in PAGES:
        if entry.roles & session.roles and (not entry.stores or session.store in entry.stores):
            page = go(qtbot, window, entry.name, family=family)
            unnamed = [
                type(one).__name__
                for one in page.findChildren(QWidget)
                if one.isVisible() and one.focusPolicy().value & 1 and not one.accessibleName()
            ]
            assert unnamed == [], entry.name
