from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from asystent_desktop.ui.parts.eight_dots import MonthDots
from asystent_desktop.ui.rows_model import CHIPS_ROLE, CONTEXT_ROLE, Column, RowsModel


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    name: str
    street: str = ""
    days: int = 0


LINES = (
    Line(1, "Łoś", "ul. Polna", 3),
    Line(2, "Lis", "ul. Leśna", -2),
    Line(3, "Ćma", "", 20),
    Line(4, "Zając"),
)


def make(qapp: QApplication, *, grouped: bool = False) -> RowsModel[Line]:
    columns = (
        Column[Line](
            title="Nazwa",
            text=lambda one: one.name,
            context=lambda one: one.street,
            chips=lambda one: (("piecza", "warn"),) if one.id == 1 else (),
        ),
        Column[Line](title="Dni", text=lambda one: str(one.days), key=lambda one: one.days, right=True),
        Column[Line](
            title="Miesiąc", text=lambda _one: "1/8", dots=lambda _one: MonthDots(held=1, planned=7)
        ),
    )
    group = (lambda one: (0, "Po terminie") if one.days < 0 else (1, "Później")) if grouped else None
    made = RowsModel(columns, lambda one: one.id, group=group, parent=qapp)
    made.set_rows(LINES)
    return made


def names(rows: RowsModel[Line]) -> list[str]:
    return [str(rows.index(place, 0).data()) for place in range(rows.rowCount())]


def test_model_keeps_the_contract_of_models(qapp: QApplication) -> None:
    rows = make(qapp, grouped=True)
    model: QAbstractItemModel = rows
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    rows.sort(0)
    rows.set_filter(lambda one: one.days >= 0)
    rows.set_rows(LINES[:2])
    assert names(rows) == ["Później", "Łoś"]


def test_rows_come_in_polish_order(qapp: QApplication) -> None:
    rows = make(qapp)
    rows.sort(0)
    assert names(rows) == ["Ćma", "Lis", "Łoś", "Zając"]
    rows.sort(0, Qt.SortOrder.DescendingOrder)
    assert names(rows) == ["Zając", "Łoś", "Lis", "Ćma"]
    rows.sort(-1)
    assert names(rows) == ["Łoś", "Lis", "Ćma", "Zając"]


def test_own_key_sorts_numbers_as_numbers(qapp: QApplication) -> None:
    rows = make(qapp)
    rows.sort(1)
    assert [line.days for line in rows.shown_rows()] == [-2, 0, 3, 20]


def test_kept_index_follows_its_row(qapp: QApplication) -> None:
    rows = make(qapp)
    kept = QPersistentModelIndex(rows.index_of(1))
    rows.sort(0, Qt.SortOrder.DescendingOrder)
    assert rows.id_at(kept) == 1
    assert kept.row() == 1


def test_filter_and_sort_work_together(qapp: QApplication) -> None:
    rows = make(qapp)
    rows.sort(0)
    rows.set_filter(lambda one: one.days != 3)
    assert names(rows) == ["Ćma", "Lis", "Zając"]
    rows.set_filter(None)
    assert len(names(rows)) == 4


def test_headings_open_groups_and_are_no_rows(qapp: QApplication) -> None:
    rows = make(qapp, grouped=True)
    assert names(rows) == ["Po terminie", "Lis", "Później", "Łoś", "Ćma", "Zając"]
    assert rows.headings() == (0, 2)
    assert rows.row_at(rows.index(0, 0)) is None
    assert not rows.flags(rows.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_cell_is_read_out_as_one_sentence(qapp: QApplication) -> None:
    rows = make(qapp)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert rows.index(0, 0).data(spoken) == "Łoś, piecza, ul. Polna"
    assert str(rows.index(0, 2).data(spoken)).replace("\u00a0", " ") == "1 z 8 wizyt, 7 zaplanowanych"
    assert rows.index(0, 0).data(CONTEXT_ROLE) == "ul. Polna"
    assert rows.index(0, 0).data(CHIPS_ROLE) == (("piecza", "warn"),)


@pytest.mark.parametrize("row_id", [1, 2, 3, 4])
def test_row_is_found_by_its_id(qapp: QApplication, row_id: int) -> None:
    rows = make(qapp, grouped=True)
    assert rows.id_at(rows.index_of(row_id)) == row_id
    assert not rows.index_of(99).isValid()
