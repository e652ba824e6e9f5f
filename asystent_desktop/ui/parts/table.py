"""The table of every list: whole rows, opened by Enter, walked through with the arrows."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from asystent_desktop.ui.parts.cells import CellDelegate, row_height
from asystent_desktop.ui.parts.typed_jump import TypedJump
from asystent_desktop.ui.rows_model import RowsModel
from asystent_desktop.ui.theme import theme

R = TypeVar("R")
_MEASURED_ROWS = 60
_LEAST_WIDTH = 40
_LEAST_STRETCH = 170


class TableView(QTableView, Generic[R]):
    """A list of rows. `opened` carries the row of Enter or a double click, `chosen` the current one.

    With `grows` the table is as high as its rows and the page scrolls; otherwise it scrolls itself.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        rows: RowsModel[R],
        name: str,
        *,
        grows: bool = False,
        sorts: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        self._grows = grows
        self._kept: object | None = None
        self._needs: dict[int, int] = {}
        self._jump = TypedJump()
        self._has_two_lines = any(column.context for column in rows.columns)
        self.setAccessibleName(name)
        self._look_like_a_list(sorts=sorts)
        self.setModel(rows)
        self.setItemDelegate(CellDelegate(self))
        rows.modelAboutToBeReset.connect(self._keep_choice)
        rows.modelReset.connect(self._after_reset)
        rows.layoutChanged.connect(self._span_headings)
        self.selectionModel().currentRowChanged.connect(self._tell_choice)
        self.doubleClicked.connect(self._open)
        self._measure()

    def current(self) -> R | None:
        """Return the row that is chosen."""
        return self.rows.row_at(self.currentIndex())

    def choose(self, row_id: object) -> None:
        """Choose a row by its identity; nothing happens when it is not shown."""
        index = self.rows.index_of(row_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def choose_first(self) -> None:
        """Choose the first row, unless one is chosen."""
        if self.current() is None and self.rows.shown_rows():
            self.setCurrentIndex(self._row_index(0, 1))

    def sizeHint(self) -> QSize:
        """Return room for all rows when the table grows."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._whole_height()) if self._grows else hint

    def minimumSizeHint(self) -> QSize:
        """Never be squeezed below the rows when the table grows."""
        least = row_height(two_lines=self._has_two_lines) * 3
        return QSize(theme().px(160), self._whole_height() if self._grows else least)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; other keys move or jump to what is typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next row that begins with what is typed; l finds Łuczak too, headings are no rows."""
        cells = (self.rows.index(line, self._first_column()) for line in range(self.rows.rowCount()))
        texts = ["" if self.rows.row_at(cell) is None else str(cell.data() or "") for cell in cells]
        place = self._jump.place(search, texts, self.currentIndex().row())
        if place is not None:
            self.setCurrentIndex(self.rows.index(place, 0))

    def _first_column(self) -> int:
        """Return the column that names a row: the one that stretches, else the first."""
        return next((place for place, one in enumerate(self.rows.columns) if one.stretch), 0)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and last row; moving steps over headings."""
        last = self.rows.rowCount() - 1
        if action is QAbstractItemView.CursorAction.MoveHome:
            return self._row_index(0, 1)
        if action is QAbstractItemView.CursorAction.MoveEnd:
            return self._row_index(last, -1)
        if action in (QAbstractItemView.CursorAction.MoveLeft, QAbstractItemView.CursorAction.MoveRight):
            return self.currentIndex()
        target = super().moveCursor(action, modifiers)
        if self.rows.row_at(target) is None and target.isValid():
            return self._row_index(target.row(), 1 if target.row() > self.currentIndex().row() else -1)
        return target

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns go that don't fit."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after a change of scale."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "rows"):
            QTimer.singleShot(0, self, self._measure)

    def _look_like_a_list(self, *, sorts: bool) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self._grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(_LEAST_WIDTH)
        head.setSectionsClickable(sorts)
        head.setSortIndicatorShown(False)
        if sorts:
            head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            head.sectionClicked.connect(self._sort_by)

    def _sort_by(self, column: int) -> None:
        head = self.horizontalHeader()
        rising = Qt.SortOrder.AscendingOrder
        same = head.property("sorted_by") == column
        falls = same and head.property("sorted_falling") is not True
        head.setProperty("sorted_by", column)
        head.setProperty("sorted_falling", falls)
        self.rows.sort(column, Qt.SortOrder.DescendingOrder if falls else rising)

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if row is not None:
            self.opened.emit(row)

    def _tell_choice(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.rows.row_at(current))

    def _keep_choice(self) -> None:
        self._kept = self.rows.id_at(self.currentIndex())

    def _after_reset(self) -> None:
        self._span_headings()
        self._measure()
        index = self.rows.index_of(self._kept) if self._kept is not None else QModelIndex()
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        elif self._kept is not None:
            self.chosen.emit(None)

    def _span_headings(self) -> None:
        self.clearSpans()
        height = row_height(two_lines=self._has_two_lines)
        self.verticalHeader().setDefaultSectionSize(height)
        for place in self.rows.headings():
            self.setSpan(place, 0, 1, len(self.rows.columns))
            self.setRowHeight(place, theme().px(27))

    def _measure(self) -> None:
        """Set heights, and widths from the columns' own wishes or from what the first rows need."""
        self._span_headings()
        head = self.horizontalHeader()
        for place, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(place, mode)
        self._needs = {place: self._needed(place) for place in range(len(self.rows.columns))}
        self._fit_columns()
        self.updateGeometry()

    def _needed(self, place: int) -> int:
        column = self.rows.columns[place]
        title = QFontMetrics(theme().font("chip", bold=True)).horizontalAdvance(column.title) + theme().px(18)
        if column.stretch:
            return max(theme().px(column.width or _LEAST_STRETCH), title)
        if column.width:
            return max(theme().px(column.width), title)
        delegate = self.itemDelegate()
        option = self._plain_option()
        lines = range(min(self.rows.rowCount(), _MEASURED_ROWS))
        cells = (self.rows.index(line, place) for line in lines)
        widths = (
            delegate.sizeHint(option, cell).width() for cell in cells if self.rows.row_at(cell) is not None
        )
        return max(title, *widths, _LEAST_WIDTH)

    def _plain_option(self) -> Any:
        from PySide6.QtWidgets import QStyleOptionViewItem

        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option

    def _fit_columns(self) -> None:
        room = self.viewport().width()
        shown = dict(self._needs)
        for place, column in sorted(enumerate(self.rows.columns), key=lambda item: -item[1].drop):
            if column.drop and sum(shown.values()) > room:
                del shown[place]
        for place, needed in self._needs.items():
            self.setColumnHidden(place, place not in shown)
            if place in shown and not self.rows.columns[place].stretch:
                self.setColumnWidth(place, needed)

    def _whole_height(self) -> int:
        head = self.horizontalHeader()
        lines = sum(self.rowHeight(place) for place in range(self.rows.rowCount()))
        return lines + (head.sizeHint().height() if not head.isHidden() else 0) + 2

    def _row_index(self, start: int, step: int) -> QModelIndex:
        """Return the nearest row that is no heading, from `start` in the direction of `step`."""
        last = self.rows.rowCount()
        place = start
        while 0 <= place < last:
            index = self.rows.index(place, 0)
            if self.rows.row_at(index) is not None:
                return index
            place += step
        return self.currentIndex()
