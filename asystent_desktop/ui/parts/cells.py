"""How a cell of a list is drawn: one or two lines of text, chips, or the eight dots."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asystent_desktop.ui.parts.chip import chip_size, paint_chip
from asystent_desktop.ui.parts.eight_dots import MonthDots, dot_colours, eight_width, paint_eight
from asystent_desktop.ui.rows_model import (
    CHIPS_ROLE,
    CONTEXT_ROLE,
    DOTS_ROLE,
    HEADING_ROLE,
    Chips,
    Column,
    RowsModel,
)
from asystent_desktop.ui.theme import theme

AnyIndex = QModelIndex | QPersistentModelIndex
_SIDE = 8
_GAP = 6
_BAR = 3
_LEAST_CHIP = 44


class CellDelegate(QStyledItemDelegate):
    """Draws every cell from the roles of `RowsModel`, with the theme's fonts and colours."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return what the cell needs so that nothing is cut."""
        look, column = theme(), self._column(index)
        width = QFontMetrics(look.font(bold=column.bold)).horizontalAdvance(self._text(index))
        chips = self._chips(index)
        width += sum(chip_size(words).width() + look.px(_GAP) for words, _tone in chips)
        context = str(index.data(CONTEXT_ROLE) or "")
        width = max(width, QFontMetrics(look.font("second")).horizontalAdvance(context))
        month = index.data(DOTS_ROLE)
        if isinstance(month, MonthDots):
            width = (
                look.px(141) + look.px(_GAP) + QFontMetrics(look.font()).horizontalAdvance(self._text(index))
            )
            width = max(width, round(eight_width(month, look.scale / 100)) + look.px(_GAP))
        return QSize(width + 2 * look.px(_SIDE) + 2, row_height(two_lines=bool(context)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the field of the row, its line below, and the content."""
        painter.save()
        place: QRect = option.rect
        if index.data(HEADING_ROLE):
            self._paint_heading(painter, place, index)
        else:
            self._paint_field(painter, place, option, index)
            self._paint_content(painter, place.adjusted(theme().px(_SIDE), 0, -theme().px(_SIDE), -1), index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRect, index: AnyIndex) -> None:
        look = theme()
        painter.fillRect(place, look.colour("ground"))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font("second", bold=True))
        painter.drawText(
            place.adjusted(look.px(_SIDE), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text(index)
        )

    def _paint_field(
        self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        look = theme()
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, look.colour("brand_soft"))
            if index.column() == 0:
                painter.fillRect(QRect(place.left(), place.top(), _BAR, place.height()), look.colour("brand"))
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), look.colour("line"))

    def _paint_content(self, painter: QPainter, place: QRect, index: AnyIndex) -> None:
        month = index.data(DOTS_ROLE)
        if isinstance(month, MonthDots):
            self._paint_month(painter, place, month, self._text(index))
            return
        context = str(index.data(CONTEXT_ROLE) or "")
        if not context:
            self._paint_first_line(painter, place, index)
            return
        first, second = line_heights()
        top = place.top() + (place.height() - first - second) // 2
        self._paint_first_line(painter, QRect(place.left(), top, place.width(), first), index)
        below = QRect(place.left(), top + first, place.width(), second)
        self._paint_text(painter, below, context, "second", "ink_2")

    def _paint_first_line(self, painter: QPainter, place: QRect, index: AnyIndex) -> None:
        """Draw the words, then the chips: where both don't fit it is the chips that give way."""
        look, column, text = theme(), self._column(index), self._text(index)
        chips, gap = self._chips(index), theme().px(_GAP)
        font = look.font(bold=column.bold)
        words_width = min(QFontMetrics(font).horizontalAdvance(text) + 1, place.width())
        chips_width = sum(chip_size(words).width() + gap for words, _tone in chips)
        chips_width = min(chips_width, max(place.width() - words_width, 0))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, words_width + 1)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        room = QRect(place.left(), place.top(), place.width() - chips_width, place.height())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        x = place.right() - chips_width + gap + 1 if column.chips_right else place.left() + words_width
        x += gap if text and not column.chips_right else 0
        self._paint_chips(painter, QRect(x, place.top(), place.right() + 1 - x, place.height()), chips)

    def _paint_chips(self, painter: QPainter, place: QRect, chips: Chips) -> None:
        x = place.left()
        for words, tone in chips:
            size = chip_size(words)
            width = min(size.width(), place.right() + 1 - x)
            if width < min(theme().px(_LEAST_CHIP), size.width()):
                return
            top = place.top() + (place.height() - size.height()) / 2
            paint_chip(painter, QRectF(x, top, width, size.height()), words, tone)
            x += size.width() + theme().px(_GAP)

    def _paint_month(self, painter: QPainter, place: QRect, month: MonthDots, text: str) -> None:
        paint_eight(painter, QRectF(place), month, dot_colours(), theme().scale / 100)
        if text:
            self._paint_text(painter, place, text, "body", "ink_2", Qt.AlignmentFlag.AlignRight)

    def _paint_text(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        role: str,
        ink: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        font = theme().font(role)
        painter.setFont(font)
        painter.setPen(theme().colour(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _column(self, index: AnyIndex) -> Column[Any]:
        model = index.model()
        if not isinstance(model, RowsModel):
            raise TypeError(type(model).__name__)
        return model.columns[index.column()]

    def _text(self, index: AnyIndex) -> str:
        return str(index.data() or "")

    def _chips(self, index: AnyIndex) -> Chips:
        found: Chips = index.data(CHIPS_ROLE) or ()
        return found


def row_height(*, two_lines: bool) -> int:
    """Return the height of a row in pixels: at least 34, with two lines at least 44, both at 100 %."""
    first, second = line_heights()
    return max(theme().px(46 if two_lines else 35), first + (second if two_lines else 0) + 8)


def line_heights() -> tuple[int, int]:
    """Return the heights of the first and the second line of a cell; a chip fits into the first."""
    look = theme()
    first = max(QFontMetrics(look.font(bold=True)).height(), chip_size("").height())
    return first, max(QFontMetrics(look.font("second")).height(), look.px(17))
