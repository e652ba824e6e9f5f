"""The month as a table of weeks: five days and a narrow weekend, each cell drawn with its visits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from asystent_desktop.polish import WEEKDAYS, WEEKDAYS_SHORT
from asystent_desktop.ui.parts.calendar_blocks import Block, DaySheet, weeks_of
from asystent_desktop.ui.parts.calendar_hand import Hand, HandEvents, Spot
from asystent_desktop.ui.parts.calendar_look import Look, paint_line
from asystent_desktop.ui.parts.calendar_show import ensure_shown
from asystent_desktop.ui.parts.text import announce
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AnyIndex = QModelIndex | QPersistentModelIndex
DAYS_ROLE: Final = Qt.ItemDataRole.UserRole + 1
WEEKEND: Final = 5
_COLUMNS: Final = 6
_LEAST_DAY, _LEAST_WEEKEND, _LEAST_LARGE_DAY = 128, 78, 150
_LARGE = 150
_NOWHERE = QModelIndex()


class MonthModel(QAbstractTableModel):
    """Weeks by days; the last column holds Saturday and Sunday."""

    def __init__(self, parent: QTableView | None = None) -> None:
        super().__init__(parent)
        self._weeks: tuple[tuple[tuple[DaySheet, ...], ...], ...] = ()
        self._places: dict[date, tuple[int, int]] = {}
        self.short_names = False

    def set_days(self, days: Mapping[date, DaySheet]) -> None:
        """Show the weeks that these days lie in."""
        self.beginResetModel()
        listed = sorted(days)
        weeks = weeks_of(listed[0], listed[-1]) if listed else ()
        outside = {day: DaySheet(day=day, is_inside=False) for week in weeks for day in week}
        known = {**outside, **days}
        self._weeks = tuple(
            (*((known[day],) for day in week[:WEEKEND]), tuple(known[day] for day in week[WEEKEND:]))
            for week in weeks
        )
        self._places = {
            sheet.day: (row, column)
            for row, week in enumerate(self._weeks)
            for column, cell in enumerate(week)
            for sheet in cell
        }
        self.endResetModel()

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day; an invalid index for a day that is not shown."""
        place = self._places.get(day)
        return self.index(*place) if place else QModelIndex()

    def has_weekend_visits(self) -> bool:
        """Tell whether any Saturday or Sunday has something on it."""
        return any(sheet.blocks for week in self._weeks for sheet in week[WEEKEND])

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of weeks."""
        return 0 if parent.isValid() else len(self._weeks)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return six: five days and the weekend."""
        return 0 if parent.isValid() else _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a day."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("sobota i niedziela") if section == WEEKEND else WEEKDAYS[section]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == WEEKEND:
            return tr("Sob., niedz.")
        names = WEEKDAYS_SHORT if self.short_names else WEEKDAYS
        return names[section].capitalize()

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the days of a cell, or its sentence."""
        if not index.isValid():
            return None
        cell = self._weeks[index.row()][index.column()]
        if role == DAYS_ROLE:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(sheet.spoken for sheet in cell if sheet.is_inside)
        return None


class MonthView(HandEvents, QTableView):
    """The month with its keys and its mouse; `hand` carries what the person wants."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.look = Look()
        self.month = MonthModel(self)
        self.hand = Hand(self, today, has_hours=False, parent=self)
        self.hand.chosen.connect(self._follow)
        self.hand.redrawn.connect(self.viewport().update)
        self.setModel(self.month)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName(tr("Miesiąc"))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(1)
        self.viewport().setMouseTracking(True)
        self._least_height = 0
        self._marked: tuple[date, str] | None = None

    def set_days(self, days: dict[date, DaySheet]) -> None:
        """Show a month; one that is shown already is not drawn anew."""
        is_shown = days == self.hand.days and self.hand.drag is None
        self.hand.set_days(days)
        if not is_shown:
            self.month.set_days(days)
            self.fit()
            self._marked = None
        self._set_current()

    def set_least_height(self, pixels: int) -> None:
        """Spread the weeks over at least so many pixels."""
        if pixels != self._least_height:
            self._least_height = pixels
            self.fit()

    def fit(self) -> None:
        """Give columns and rows the room that their days need."""
        self.look = Look()
        self._fit_columns()
        heights = [
            max(CellPlaces(cell, QRect(), self.look).height for cell in self._cells(row))
            for row in range(self.month.rowCount())
        ]
        bar = self.horizontalScrollBar().sizeHint().height() if self._is_wider() else 0
        frame = self.horizontalHeader().sizeHint().height() + bar + 2
        spare = max(self._least_height - frame - sum(heights), 0)
        for row, height in enumerate(heights):
            self.setRowHeight(row, height + spare // max(len(heights), 1))
        self.setFixedHeight(frame + sum(self.rowHeight(row) for row in range(len(heights))))

    def rect_of(self, key: str) -> QRect:
        """Return where a block is drawn, in the viewport; an empty place when it is not shown."""
        for row in range(self.month.rowCount()):
            for column in range(_COLUMNS):
                for block, place in self._places(row, column).blocks():
                    if block.key == key:
                        return place
        return QRect()

    def rect_of_day(self, day: date) -> QRect:
        """Return where a day is drawn, in the viewport."""
        index = self.month.index_of(day)
        if not index.isValid():
            return QRect()
        return self._places(index.row(), index.column()).day_rect(day)

    def spot_at(self, at: QPoint) -> Spot | None:
        """Return the day and the block under a point."""
        index = self.indexAt(at)
        if not index.isValid():
            return None
        return self._places(index.row(), index.column()).spot_at(at)

    def sizeHint(self) -> QSize:
        """Return the height of all weeks."""
        return QSize(self.look.theme.px(620), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Shrink in width down to a scroll bar."""
        return QSize(self.look.theme.px(200), self.minimumHeight())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, and keep the edge of the page in sight."""
        self.hand.move(event)
        if self.hand.drag is not None:
            ensure_shown(self, QRect(self.viewport().mapTo(self, self.hand.drag.at), QSize(1, 1)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the chosen day."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it quieter."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the columns out anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew after a change of scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "month"):
            self.fit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the whole of what the mouse rests on."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot_at(event.pos())
            QToolTip.showText(event.globalPos(), self.hand.spoken(spot) if spot else "", self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, then what is carried by the mouse."""
        super().paintEvent(event)
        drag = self.hand.drag
        if drag is None:
            return
        painter = QPainter(self.viewport())
        target = self.rect_of_day(drag.day)
        painter.setPen(QPen(self.look.colour("focus"), 2, Qt.PenStyle.DashLine))
        painter.drawRect(target.adjusted(2, 2, -2, -2))
        width = max(self.columnWidth(0) - 2 * self.look.side, 40)
        place = QRect(drag.at.x() - width // 3, drag.at.y() - self.look.line // 2, width, self.look.line)
        painter.setOpacity(0.92)
        paint_line(painter, place, drag.block, self.look, chosen=True)
        painter.end()

    def _follow(self, scrolls: bool) -> None:
        self._set_current()
        self.viewport().update()
        block = self.hand.block()
        place = self.rect_of(block.key) if block else self.rect_of_day(self.hand.cursor.day)
        if scrolls:
            ensure_shown(self, QRect(self.viewport().mapTo(self, place.topLeft()), place.size()))
        announce(self, self.hand.spoken_choice())

    def _set_current(self) -> None:
        mark = (self.hand.cursor.day, self.hand.cursor.key)
        if mark == self._marked:
            return
        self._marked = mark
        index = self.month.index_of(self.hand.cursor.day)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.viewport().update()

    def _cells(self, row: int) -> Iterator[tuple[DaySheet, ...]]:
        for column in range(_COLUMNS):
            yield self.month.index(row, column).data(DAYS_ROLE)

    def _places(self, row: int, column: int) -> CellPlaces:
        index = self.month.index(row, column)
        return CellPlaces(index.data(DAYS_ROLE), self.visualRect(index), self.look)

    def _fit_columns(self) -> None:
        px, room = self.look.theme.px, self.viewport().width()
        weekend = px(_LEAST_DAY - 8) if self.month.has_weekend_visits() else px(_LEAST_WEEKEND)
        # From this scale on the month scrolls sideways anyway: then names are given their room.
        least = px(_LEAST_LARGE_DAY if self.look.theme.scale >= _LARGE else _LEAST_DAY)
        day = (room - weekend) // WEEKEND
        if day < least:
            # Whole days, so that none stands there cut in half before it is scrolled to.
            day = max(room // max(room // least, 1), px(_LEAST_DAY))
        for column in range(WEEKEND):
            self.setColumnWidth(column, day)
        self.setColumnWidth(WEEKEND, max(room - WEEKEND * day, weekend))
        names = max(self.look.width(name.capitalize(), self.look.half) for name in WEEKDAYS)
        self.month.short_names = names + px(20) > day

    def _is_wider(self) -> bool:
        whole = sum(self.columnWidth(column) for column in range(_COLUMNS))
        return whole > self.viewport().width() + 1


class CellPlaces:
    """Where the days of one cell and their blocks lie; `height` is what they need."""

    def __init__(self, cell: tuple[DaySheet, ...], place: QRect, look: Look) -> None:
        self.cell, self.place, self.look = cell, place, look
        inside = [sheet for sheet in cell if sheet.is_inside]
        heights = [self._needed(sheet) for sheet in inside]
        empty = len(cell) > 1 and not any(sheet.blocks for sheet in inside)
        self.height = sum(heights) + (look.line if empty else 0) + look.theme.px(6)
        self._tops: dict[date, tuple[int, int]] = {}
        top = place.top() + look.theme.px(3)
        for number, (sheet, height) in enumerate(zip(inside, heights, strict=True)):
            last = number == len(inside) - 1
            self._tops[sheet.day] = (top, place.bottom() - top if last else height)
            top += height

    def day_rect(self, day: date) -> QRect:
        """Return the place of a day: the whole cell, or its part of the weekend."""
        if len(self.cell) == 1 or day not in self._tops:
            return self.place
        top, height = self._tops[day]
        return QRect(self.place.left(), top - 2, self.place.width(), height + 1)

    def head(self, day: date) -> QRect:
        """Return the line of a day's number."""
        top, _height = self._tops[day]
        side = self.look.side
        return QRect(self.place.left() + side, top, self.place.width() - 2 * side, self.look.head)

    def blocks(self) -> Iterator[tuple[Block, QRect]]:
        """Return each block with its place."""
        side, step = self.look.theme.px(3), self.look.line + self.look.gap
        for sheet in self.cell:
            if not sheet.is_inside:
                continue
            top = self._tops[sheet.day][0] + self.look.head
            for number, block in enumerate(sheet.blocks):
                yield (
                    block,
                    QRect(
                        self.place.left() + side,
                        top + number * step,
                        self.place.width() - 2 * side,
                        self.look.line,
                    ),
                )

    def spot_at(self, at: QPoint) -> Spot | None:
        """Return the day and the block under a point."""
        for block, place in self.blocks():
            if place.contains(at):
                return Spot(block.day, key=block.key)
        inside = [sheet.day for sheet in self.cell if sheet.is_inside]
        under = [day for day in inside if self.day_rect(day).top() <= at.y()]
        return Spot((under or inside)[-1 if under else 0]) if inside else None

    def _needed(self, sheet: DaySheet) -> int:
        return self.look.head + len(sheet.blocks) * (self.look.line + self.look.gap)


class _CellDelegate(QStyledItemDelegate):
    """Draws the cells of the month."""

    def __init__(self, view: MonthView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the field, its lines, the days and their visits."""
        cell: tuple[DaySheet, ...] = index.data(DAYS_ROLE)
        look, place = self._view.look, option.rect
        painter.save()
        painter.setClipRect(place)
        quiet = index.column() == WEEKEND or not cell[0].is_inside
        off = cell[0].off and index.column() != WEEKEND
        painter.fillRect(place, look.colour("quiet" if off else "ground" if quiet else "paper"))
        line = look.colour("line")
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), line)
        if index.column() < WEEKEND:
            painter.fillRect(QRect(place.right(), place.top(), 1, place.height()), line)
        places = CellPlaces(cell, place, look)
        for sheet in cell:
            if sheet.is_inside:
                self._paint_head(painter, places, sheet)
        if index.column() == WEEKEND and not any(sheet.blocks for sheet in cell):
            self._paint_dash(painter, places, cell)
        cursor, drag = self._view.hand.cursor, self._view.hand.drag
        for block, at in places.blocks():
            painter.setOpacity(0.35 if drag is not None and drag.block.key == block.key else 1.0)
            paint_line(painter, at, block, look, chosen=bool(cursor.key) and block.key == cursor.key)
        painter.restore()

    def _paint_head(self, painter: QPainter, places: CellPlaces, sheet: DaySheet) -> None:
        look, head = self._view.look, places.head(sheet.day)
        px = look.theme.px
        number = str(sheet.day.day)
        width = look.width(number, look.number)
        if sheet.is_today:
            field = QRect(head.left() - px(4), head.top() + 1, width + px(8), head.height() - px(3))
            painter.setBrush(look.colour("brand"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(field, px(4), px(4))
        if self._view.hand.cursor.day == sheet.day and not self._view.hand.cursor.key:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            focused = self._view.hasFocus()
            painter.setPen(QPen(look.colour("focus" if focused else "edge"), 2 if focused else 1))
            painter.drawRect(places.day_rect(sheet.day).adjusted(1, 1, -2, -2))
        look.write(painter, head, number, look.number, "white" if sheet.is_today else "ink")
        left = head.left() + width + px(8)
        fact = sheet.alarm or sheet.fact
        room = head.right() - left
        off = sheet.off
        if look.width(off, look.second) > room:
            off = sheet.off_short
            if not sheet.blocks and len(places.cell) == 1:
                self._paint_long_off(painter, places, sheet)
        words = ", ".join(filter(None, (tr("dziś") if sheet.is_today else "", off)))
        if look.width(fact, look.second) > room and sheet.blocks:
            fact = str(len(sheet.blocks)) + ("!" if sheet.alarm else "")
        taken = look.width(fact, look.second) + px(6) if fact else 0
        look.write(painter, QRect(left, head.top(), room - taken, head.height()), words, look.second, "ink_2")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        ink = "bad" if sheet.alarm else "ink_2"
        look.write(painter, QRect(left, head.top(), room, head.height()), fact, look.second, ink, side=right)

    def _paint_long_off(self, painter: QPainter, places: CellPlaces, sheet: DaySheet) -> None:
        look, head = self._view.look, places.head(sheet.day)
        room = QRect(head.left(), head.bottom() + 1, head.width(), places.place.bottom() - head.bottom() - 3)
        painter.setFont(look.plain)
        painter.setPen(look.colour("ink_2"))
        painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, sheet.off)

    def _paint_dash(self, painter: QPainter, places: CellPlaces, cell: tuple[DaySheet, ...]) -> None:
        inside = [sheet.day for sheet in cell if sheet.is_inside]
        if inside:
            head = places.head(inside[-1])
            self._view.look.write(
                painter, head.translated(0, self._view.look.head), "–", self._view.look.second, "ink_2"
            )
