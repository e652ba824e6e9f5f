"""What a family agreed to, through its page: hours, consents, a changed target, a spell away."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from asystent_desktop.ui.pages.family import FamilyPage
from asystent_desktop.ui.pages.family_times import hours_words
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from tests.journeys.conftest import Typist
from tests.ui.finding import button, shown_words
from tests.world import World


def test_what_is_agreed_with_a_family_reaches_the_plan(world: World, typist: Typist, qtbot: QtBot) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    keyboard = typist.open(laptop)
    keyboard.window.context.go("family", family=family, tab="home")
    keyboard.settle()
    page = keyboard.page()
    assert isinstance(page, FamilyPage)
    qtbot.waitUntil(lambda: "każda godzina pracy" in shown_words(page))

    button(page, "Zmień pory spotkań…").click()
    dialog = keyboard.window.findChildren(RecordDialog)[-1]
    dialog.show_values({"meeting_hours": "2 08:00-16:00", "visit_target": 4, "weekend_ok": True})
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "wt. 08:00–16:00" in shown_words(page))
    button(page, "Dodaj nieobecność…").click()
    dialog = keyboard.window.findChildren(RecordDialog)[-1]
    dialog.show_values({"since": date(2026, 12, 7), "until": date(2026, 12, 11), "reason": "sanatorium"})
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "sanatorium" in shown_words(page))

    words = shown_words(page)
    for told in ("wt. 08:00–16:00", "soboty i niedziele", "Nieobecność: 07.12.2026–11.12.2026"):
        assert told in words
    days = [one.day.day for one in laptop.planning.propose(2026, 12, seconds=3).proposal.visits]
    assert days == [1, 15, 22, 29]


def test_hours_of_a_week_in_words() -> None:
    assert hours_words("") == ""
    assert hours_words("2 15:00-18:00; 4 09:00-12:00") == "wt. 15:00–18:00, czw. 09:00–12:00"
