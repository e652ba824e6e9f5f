"""The page of deadlines through the real window."""

from __future__ import annotations

from asystent_desktop.ui.pages.deadlines import LAW, OTHER, DeadlinesPage
from asystent_desktop.ui.pages.plan import PlanPage
from tests.journeys.conftest import Typist
from tests.world import World


def test_deadlines_are_grouped_filtered_and_opened_by_enter(world: World, typist: Typist) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    world.family("Zielińscy", "Anna Wiśniewska")
    laptop = world.laptop()
    keyboard = typist.open(laptop)
    keyboard.window.context.go("deadlines")
    keyboard.settle()
    page = keyboard.page()
    assert isinstance(page, DeadlinesPage)
    words = page.header.context.text().replace("\u00a0", " ")
    assert words == "4 po terminie, 0 w ciągu 14 dni"
    assert len(page.rows.headings()) == 1
    page.picks.choose(LAW)
    assert {one.deadline.code for one in page.rows.shown_rows()} == {"D3"}
    page.picks.choose(OTHER)
    keyboard.press("Ctrl+F")
    keyboard.write("zielin")
    assert [(one.name, one.deadline.code) for one in page.rows.shown_rows()] == [("Zielińscy", "D1")]
    page.table.setFocus()
    page.table.setCurrentIndex(page.rows.index_of(page.rows.shown_rows()[0].place))
    keyboard.press("Return")
    assert isinstance(keyboard.page(), PlanPage)
