from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.eight_dots import MonthDots
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.rows_model import Column, RowsModel


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    name: str
    late: bool = False


LINES = tuple(Line(number, name, number == 2) for number, name in enumerate(("Ala", "Bela", "Cela", "Dela")))


def by_lateness(one: Line) -> tuple[int, str]:
    return (0, "Po terminie") if one.late else (1, "Później")


@pytest.fixture
def table(qtbot: QtBot) -> TableView[Line]:
    columns = (
        Column[Line](
            title="Nazwa", text=lambda one: one.name, context=lambda _one: "ul. Polna 1", stretch=True
        ),
        Column[Line](title="Listopad", text=lambda _one: "3/8", dots=lambda _one: MonthDots(held=3), drop=1),
        Column[Line](
            title="Termin",
            text=lambda _one: "ocena",
            chips=lambda one: (("po terminie", "bad"),) if one.late else (),
            chips_right=True,
            drop=2,
        ),
    )
    made = TableView(RowsModel(columns, lambda one: one.id, group=by_lateness), "Lista")
    made.rows.setParent(made)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.rows.set_rows(LINES)
    made.show()
    return made


def test_enter_opens_the_chosen_row(qtbot: QtBot, table: TableView[Line]) -> None:
    table.choose(3)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [LINES[3]]


def test_arrows_step_over_headings(qtbot: QtBot, table: TableView[Line]) -> None:
    table.choose(2)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current() == LINES[0]
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.current() == LINES[2]


def test_home_and_end_go_to_the_first_and_last_row(qtbot: QtBot, table: TableView[Line]) -> None:
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.current() == LINES[3]
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.current() == LINES[2]


def test_letter_jumps_to_a_name(qtbot: QtBot, table: TableView[Line]) -> None:
    table.choose(2)
    QTest.keyClicks(table, "d")
    assert table.current() == LINES[3]


def test_choice_stays_on_its_row_when_rows_come_anew(table: TableView[Line]) -> None:
    table.choose(1)
    table.rows.set_rows((Line(9, "Zenon"), *LINES))
    assert table.current() == LINES[1]


def test_choice_that_went_away_is_told(qtbot: QtBot, table: TableView[Line]) -> None:
    table.choose(1)
    with qtbot.waitSignal(table.chosen, check_params_cb=lambda row: row is None):
        table.rows.set_rows(LINES[2:])


def test_narrow_table_lets_the_last_columns_go_first(qtbot: QtBot, table: TableView[Line]) -> None:
    assert not table.isColumnHidden(2)
    table.resize(400, 300)
    assert table.isColumnHidden(2)
    assert not table.isColumnHidden(1)
    table.resize(230, 300)
    assert table.isColumnHidden(1)
    assert not table.isColumnHidden(0)


def test_heading_spans_the_whole_table(table: TableView[Line]) -> None:
    assert table.columnSpan(0, 0) == 3
    assert table.columnSpan(1, 0) == 1


def test_two_line_rows_are_high_enough_to_hit(table: TableView[Line]) -> None:
    assert table.rowHeight(1) >= 44


def test_a_letter_jumps_to_the_next_row_with_or_without_polish_letters(table: TableView[Line]) -> None:
    table.rows.set_rows(
        Line(number, name) for number, name in enumerate(("Lis", "Łuczak", "Śliwa", "Sowa", "Łoś"))
    )
    table.choose(0)
    for name in ("Łuczak", "Łoś", "Lis", "Łuczak"):
        QTest.keyClick(table, Qt.Key.Key_L)
        current = table.current()
        assert current is not None
        assert current.name == name


def test_letters_typed_together_are_one_word(table: TableView[Line]) -> None:
    table.rows.set_rows(Line(number, name) for number, name in enumerate(("Ala", "Sowa", "Śliwa")))
    QTest.keyClicks(table, "sl")
    current = table.current()
    assert current is not None
    assert current.name == "Śliwa"
