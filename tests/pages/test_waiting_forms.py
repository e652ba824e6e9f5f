"""What is typed in a form and not saved, when the store locks or the program ends."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit

from asystent_desktop.records import PlanGoal
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.plan import PlanPage
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from tests.pages.conftest import Windows
from tests.ui.finding import button, shown_words, type_text
from tests.world import World

ANNA = "Anna Wiśniewska"


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Nowakowie", ANNA)
    made = world.laptop()
    made.plans.begin(made.cases.rows()[0].id)
    return made


def new_goal(windows: Windows, window: MainWindow, services: Services) -> RecordDialog:
    """The form of a new goal, opened on the page of the plan, with what it has read."""
    page = windows.go(window, "plan", family=services.cases.rows()[0].id)
    assert isinstance(page, PlanPage)
    button(page, "+ Dodaj cel").click()
    windows.settle(window)
    [found] = [one for one in window.findChildren(RecordDialog) if one.isVisible()]
    return found


def line(dialog: RecordDialog, name: str) -> QLineEdit:
    editor = dialog.form.box(name).editor
    assert isinstance(editor, QLineEdit)
    return editor


def type_half(dialog: RecordDialog) -> None:
    """Type a goal, and a date that is not yet one."""
    type_text(line(dialog, "text"), "Żłobek od wiosny")
    type_text(line(dialog, "deadline"), "30.1")


def test_form_half_typed_when_the_store_locks_waits_after_unlocking(
    world: World, windows: Windows, laptop: Services
) -> None:
    window = windows.open(laptop)
    folder = laptop.desk.store.vault.folder
    type_half(new_goal(windows, window, laptop))
    window.lock()
    windows.settle(window)
    services = world.reopen(folder)
    window.context.open(services, services.session())
    windows.settle(window)
    assert "Niezapisany tekst czeka w formularzu: „Nowy cel”." in shown_words(window)
    dialog = new_goal(windows, window, services)
    assert line(dialog, "text").text() == "Żłobek od wiosny"
    assert line(dialog, "deadline").text() == "30.1"
    assert "czego nie zapisano" in shown_words(dialog)
    line(dialog, "deadline").setText("30.11.2026")
    dialog.form.retype({"area": "c"})
    dialog.save_button.click()
    windows.qtbot.waitUntil(lambda: not dialog.isVisible())
    [goal] = services.records.listed("plan_goal")
    assert isinstance(goal, PlanGoal)
    assert (goal.text, goal.deadline) == ("Żłobek od wiosny", date(2026, 11, 30))
    assert services.drafts.all() == ()


def test_focus_begins_in_the_first_field_before_the_form_is_shown(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    dialog = RecordDialog(window, "Cel", [PlanGoal.INFO.by_name["text"]], window.context)
    dialog.keep_as("x")
    assert dialog.focusWidget() is line(dialog, "text")


def test_note_in_a_dialog_takes_its_room_from_the_form(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    laptop.drafts.keep("form:x", "form", "", {"title": "Cel", "typed": {"text": "Żłobek"}})
    fields = [one for one in PlanGoal.INFO.fields if one.type.name != "ref"]
    dialog = RecordDialog(window, "Cel", fields, window.context)
    before = dialog.minimumSizeHint().height()
    dialog.keep_as("x")
    windows.qtbot.waitUntil(lambda: not dialog.restored.isHidden())
    assert dialog.minimumSizeHint().height() <= before + 12
    assert dialog.maximumHeight() < dialog.screen().availableGeometry().height()


def test_typing_in_a_form_is_on_disk_within_seconds(windows: Windows, laptop: Services) -> None:
    window = windows.open(laptop)
    type_half(new_goal(windows, window, laptop))
    windows.qtbot.waitUntil(lambda: bool(laptop.drafts.all()))
    [kept] = laptop.drafts.all()
    assert kept.values["typed"] == {"text": "Żłobek od wiosny", "deadline": "30.1"}


@pytest.mark.parametrize("words", ["Zrezygnuj", "Zacznij od nowa"])
def test_given_up_typing_is_forgotten(windows: Windows, laptop: Services, words: str) -> None:
    window = windows.open(laptop)
    dialog = new_goal(windows, window, laptop)
    type_half(dialog)
    windows.qtbot.waitUntil(lambda: bool(laptop.drafts.all()))
    if words == "Zacznij od nowa":
        window.context.locking.emit()
        dialog.done(0)
        dialog = new_goal(windows, window, laptop)
        assert line(dialog, "text").text() == "Żłobek od wiosny"
    button(dialog, words).click()
    windows.settle(window)
    assert laptop.drafts.all() == ()
    assert words == "Zrezygnuj" or line(dialog, "text").text() == ""
