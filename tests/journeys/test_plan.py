"""The page of a plan through the real window."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.pages.plan import PlanPage
from asystent_desktop.ui.pages.plan_goals import ActionLine, GoalCard
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from tests.journeys.conftest import Typist
from tests.journeys.keyboard import Keyboard
from tests.ui.finding import button, shown_words
from tests.world import World

TODAY = date(2026, 11, 23)


@pytest.fixture
def laptop(world: World, family: str) -> Services:
    made = world.laptop()
    for area in ("c", "h"):
        values = {"family": family, "kind": "deficit", "area": area, "text": f"Kłopot {area}"}
        made.records.create("diagnosis_item", values)
    return made


def plan_page(keyboard: Keyboard, family: str) -> PlanPage:
    keyboard.window.context.go("plan", family=family)
    keyboard.settle()
    page = keyboard.page()
    assert isinstance(page, PlanPage)
    return page


def dialog(keyboard: Keyboard) -> RecordDialog:
    found = [one for one in keyboard.window.findChildren(RecordDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_an_empty_plan_offers_goals_from_the_diagnosis_and_what_is_missing_leads_to_its_field(
    family: str, laptop: Services, typist: Typist
) -> None:
    keyboard = typist.open(laptop)
    page = plan_page(keyboard, family)
    keyboard.press("Ctrl+Return")
    assert [one.state for one in laptop.plans.versions(family)] == ["draft"]
    assert "Plan nie ma jeszcze celu. Dodaj choć jeden: z diagnozy albo własny." in shown_words(page)
    offered = [one for one in page.findChildren(type(page.main_button)) if one.text() == "Dodaj cel"]
    assert len(offered) == 2
    offered[0].click()
    dialog(keyboard).save_button.click()
    keyboard.settle()
    assert page.view is not None
    assert [one.goal.text for one in page.view.goals] == ["Własny budżet miesięczny"]
    note = next(one for one in page.findChildren(Note) if "Cel 1: brakuje terminu." in one.words())
    button(note, "Uzupełnij").click()
    opened = dialog(keyboard)
    box = opened.form.box("deadline")
    assert box.problem() == "Cel 1: brakuje terminu."
    assert opened.focusWidget() is box.editor


def with_version(laptop: Services, family: str) -> str:
    plan = laptop.plans.begin(family).id
    for area, text in (("c", "Budżet"), ("h", "Urzędy")):
        values = {"text": text, "area": area, "expected_effect": "Skutek", "deadline": date(2027, 1, 31)}
        goal = laptop.plans.save_goal(plan, values).id
        laptop.plans.save_action(goal, {"text": "Zeszyt", "deadline": TODAY, "by_family": True})
    laptop.plans.agree(plan, {"agreed_with_social_worker_on": TODAY})
    return plan


def test_a_locked_version_without_goals_says_so_and_what_to_do(
    family: str, laptop: Services, typist: Typist
) -> None:
    for goal in laptop.plans.view(with_version(laptop, family)).goals:
        laptop.records.remove(goal.goal.id)
    page = plan_page(typist.open(laptop), family)
    assert "Ta wersja nie ma celów." in shown_words(page)
    assert page.main_button.text() == "Nowa wersja"


def test_an_agreed_version_is_locked_and_a_new_one_is_compared_with_it(
    family: str, laptop: Services, typist: Typist, qtbot: QtBot
) -> None:
    with_version(laptop, family)
    keyboard = typist.open(laptop)
    page = plan_page(keyboard, family)
    words = [one.text() for one in page.findChildren(type(page.main_button)) if one.isVisibleTo(page)]
    assert "Zmień cel" not in words
    assert page.main_button.text() == "Nowa wersja"
    page.main_button.click()
    keyboard.settle()
    assert page.view is not None
    assert page.view.plan.version_no == 2
    assert page.compare_button.text().replace("\u00a0", " ") == "Porównaj z wersją 1"
    laptop.plans.save_goal(page.view.plan.id, {"text": "Własny budżet"}, page.view.goals[0].goal.id)
    page.compare_button.click()
    keyboard.settle()
    qtbot.waitUntil(lambda: "Zmiany od wersji 1" in shown_words(page))
    assert "było: Budżet" in shown_words(page)


def test_alt_and_an_arrow_move_a_goal_and_enter_opens_an_action(
    family: str, laptop: Services, typist: Typist
) -> None:
    with_version(laptop, family)
    laptop.plans.begin(family)
    keyboard = typist.open(laptop)
    page = plan_page(keyboard, family)
    page.findChildren(GoalCard)[0].findChildren(ActionLine)[0].setFocus()
    keyboard.press("Alt+Down")
    assert page.view is not None
    assert [one.goal.text for one in page.view.goals] == ["Urzędy", "Budżet"]
    page.findChildren(ActionLine)[0].setFocus()
    keyboard.press("Return")
    assert dialog(keyboard).accessibleName() == "Działanie"


def test_the_print_beside_the_plan_changes_with_it(family: str, laptop: Services, typist: Typist) -> None:
    with_version(laptop, family)
    plan = laptop.plans.begin(family).id
    keyboard = typist.open(laptop)
    keyboard.window.resize(1366, 768)
    QApplication.sendPostedEvents()
    page = plan_page(keyboard, family)
    assert page.preview.isVisible()
    assert "Własny budżet" not in page.preview.text()
    save = laptop.plans.save_goal
    first = laptop.plans.view(plan).goals[0].goal.id
    keyboard.window.context.save(lambda: save(plan, {"text": "Własny budżet"}, first), owner=page)
    keyboard.settle()
    assert "Własny budżet" in page.preview.text()
