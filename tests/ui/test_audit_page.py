"""The page of who looked: lines in words, names hidden in private mode, the extract of one family."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from asystent_desktop.cli.audit import run
from asystent_desktop.cli.base import Desk
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.pages.audit import ALL, AuditPage
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import shown_words
from tests.world import World


@pytest.fixture
def page(world: World, context: Context, qtbot: QtBot) -> AuditPage:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    world.office.cases.note_opening(family)
    context.open(world.office, world.office.session())
    made = AuditPage(context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.rows.shown_rows()))
    return made


def test_a_look_is_a_line_in_words(page: AuditPage) -> None:
    line = page.rows.shown_rows()[0]
    assert (line.who, line.words, line.families) == ("Grażyna Maj", "podgląd rodziny", ("Nowakowie",))
    assert "Dziennik jest nienaruszony: " in page.state.words()


def test_without_a_family_there_is_no_extract_and_the_reason_is_told(
    page: AuditPage, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not page.extract_button.isEnabled()
    assert page.extract_button.toolTip() == "Najpierw wybierz rodzinę."
    page.context.files = ChosenFiles(tmp_path / "wykaz.pdf")
    page.family.setCurrentIndex(1)
    qtbot.waitUntil(page.extract_button.isEnabled)
    page.extract_button.click()
    qtbot.waitUntil((tmp_path / "wykaz.pdf").exists)
    assert (tmp_path / "wykaz.pdf").read_bytes().startswith(b"%PDF")


def test_another_filter_shows_other_lines_and_none_says_so(page: AuditPage, qtbot: QtBot) -> None:
    page.picks.choose(ALL)
    qtbot.waitUntil(lambda: len(page.rows.shown_rows()) > 3)
    page.since.set_value(page.context.clock.today().replace(year=2027))
    page.refresh_list()
    qtbot.waitUntil(lambda: not page.rows.shown_rows())
    assert "Nie ma takich wpisów." in shown_words(page)


def test_private_mode_hides_the_names_of_families(page: AuditPage, qtbot: QtBot) -> None:
    page.context.set_private(True)
    qtbot.waitUntil(lambda: bool(page.rows.shown_rows()))
    shown = [
        str(page.rows.index(line, column).data())
        for line in range(page.rows.rowCount())
        for column in range(page.rows.columnCount())
    ]
    assert all("Nowakowie" not in words for words in shown)


def test_the_page_says_of_a_changed_row_what_the_command_says(
    page: AuditPage, qtbot: QtBot, world: World
) -> None:
    with world.office.desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE audit SET hash = zeroblob(32) WHERE number = 2")
    page.refresh()
    qtbot.waitUntil(lambda: "Dziennik nie zgadza się od wpisu 2." in page.state.words())
    check = world.office.auditing.verify()
    told = run(cast("Desk", SimpleNamespace(services=world.office))).lines
    assert told == (f"{check.fact} {check.more}",)
    for sentence in (check.fact, check.more):
        assert sentence in page.state.words()
