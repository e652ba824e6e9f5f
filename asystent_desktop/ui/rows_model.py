"""One table model for every list: it is fed with frozen rows and sorts, filters and groups them itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from asystent_desktop.polish import sort_key
from asystent_desktop.ui.parts.eight_dots import MonthDots

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex
Chips = tuple[tuple[str, str], ...]

CONTEXT_ROLE = Qt.ItemDataRole.UserRole + 1
CHIPS_ROLE = Qt.ItemDataRole.UserRole + 2
DOTS_ROLE = Qt.ItemDataRole.UserRole + 3
HEADING_ROLE = Qt.ItemDataRole.UserRole + 4

_NOWHERE = QModelIndex()


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """One column: what a row says in it.

    `text` is the first line, `context` a quieter second one, `chips` are (words, tone), `dots` a month.
    `key` sorts, by default the Polish order of the text. `spoken` is what a screen reader says instead.
    `width` is in pixels at 100 %, 0 lets the content decide; one column may `stretch`, then it is the least
    width. Where the window is narrow, the columns with the highest `drop` go first; 0 never goes.
    """

    title: str
    text: Callable[[R], str]
    context: Callable[[R], str] | None = None
    chips: Callable[[R], Chips] | None = None
    dots: Callable[[R], MonthDots] | None = None
    key: Callable[[R], Any] | None = None
    spoken: Callable[[R], str] | None = None
    bold: bool = False
    right: bool = False
    chips_right: bool = False
    stretch: bool = False
    width: int = 0
    drop: int = 0

    def order(self, row: R) -> Any:
        """Return what the column sorts a row by."""
        return self.key(row) if self.key else sort_key(self.text(row))

    def sentence(self, row: R) -> str:
        """Return all that the cell shows, in words."""
        if self.spoken:
            return self.spoken(row)
        month = self.dots(row).sentence() if self.dots else ""
        chips = [words for words, _tone in self.chips(row)] if self.chips else []
        context = self.context(row) if self.context else ""
        return ", ".join(filter(None, (month or self.text(row), *chips, context)))


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a group of rows."""

    words: str


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of one list. `row_id` tells rows apart, so that a selection stays on its row when they move."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        row_id: Callable[[R], object],
        *,
        group: Callable[[R], tuple[int, str]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._row_id, self._group = row_id, group
        self._all: tuple[R, ...] = ()
        self._shown: list[R | Heading] = []
        self._wanted: Callable[[R], bool] | None = None
        self._sort: tuple[int, bool] = (-1, False)

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show other rows; the view puts its selection back on the same row when it is still there."""
        self.beginResetModel()
        self._all = tuple(rows)
        self._shown = self._arranged()
        self.endResetModel()

    def set_filter(self, wanted: Callable[[R], bool] | None) -> None:
        """Show only the rows that `wanted` accepts; nothing shows all."""
        self.beginResetModel()
        self._wanted = wanted
        self._shown = self._arranged()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 keeps the order in which the rows came."""
        self._sort = (column, order is Qt.SortOrder.DescendingOrder)
        before = self._shown
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self._id_at(before, index.row()) for index in old]
        self._shown = self._arranged()
        places = {self._id_of(row): place for place, row in enumerate(self._shown)}
        new = [self.createIndex(places[one], index.column()) for one, index in zip(ids, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def row_at(self, index: AnyIndex) -> R | None:
        """Return the row under an index; nothing for a heading or no place at all."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        row = self._shown[index.row()]
        return None if isinstance(row, Heading) else row

    def id_at(self, index: AnyIndex) -> object | None:
        """Return the identity of the row under an index."""
        row = self.row_at(index)
        return None if row is None else self._row_id(row)

    def index_of(self, row_id: object) -> QModelIndex:
        """Return the first cell of a row; an invalid index when it is not shown."""
        for place, row in enumerate(self._shown):
            if not isinstance(row, Heading) and self._row_id(row) == row_id:
                return self.index(place, 0)
        return QModelIndex()

    def shown_rows(self) -> tuple[R, ...]:
        """Return the rows shown, in their order."""
        return tuple(row for row in self._shown if not isinstance(row, Heading))

    def headings(self) -> tuple[int, ...]:
        """Return the places of the headings."""
        return tuple(place for place, row in enumerate(self._shown) if isinstance(row, Heading))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of lines, headings among them."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Headings can't be chosen, and nowhere has no flags at all."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.row_at(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], self.columns[index.column()]
        if isinstance(row, Heading):
            return self._heading_data(row, index.column(), role)
        return self._cell_data(row, column, role)

    def _cell_data(self, row: R, column: Column[R], role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return column.sentence(row)
        if role == CONTEXT_ROLE:
            return column.context(row) if column.context else ""
        if role == CHIPS_ROLE:
            return column.chips(row) if column.chips else ()
        if role == DOTS_ROLE:
            return column.dots(row) if column.dots else None
        return None

    def _heading_data(self, heading: Heading, column: int, role: int) -> Any:
        if role == HEADING_ROLE:
            return True
        if column == 0 and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return heading.words
        return None

    def _arranged(self) -> list[R | Heading]:
        rows = [row for row in self._all if self._wanted is None or self._wanted(row)]
        place, falling = self._sort
        if 0 <= place < len(self.columns):
            rows.sort(key=self.columns[place].order, reverse=falling)
        return self._grouped(rows, self._group) if self._group else list(rows)

    def _grouped(self, rows: list[R], group: Callable[[R], tuple[int, str]]) -> list[R | Heading]:
        groups: dict[tuple[int, str], list[R]] = {}
        for row in rows:
            groups.setdefault(group(row), []).append(row)
        made: list[R | Heading] = []
        for (_order, words), members in sorted(groups.items(), key=lambda item: item[0]):
            made += [Heading(words), *members]
        return made

    def _id_of(self, row: R | Heading) -> object:
        return row if isinstance(row, Heading) else self._row_id(row)

    def _id_at(self, rows: list[R | Heading], place: int) -> object:
        return self._id_of(rows[place])
