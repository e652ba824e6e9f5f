"""A day or a week on its hours: working time light, visits as blocks to be carried and made longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from asystent_desktop.polish import weekday, weekday_short
from asystent_desktop.ui.parts.calendar_blocks import Block, DaySheet, hours_span, lanes
from asystent_desktop.ui.parts.calendar_hand import Hand, HandEvents, Spot
from asystent_desktop.ui.parts.calendar_look import Look, paint_block, paint_grip
from asystent_desktop.ui.parts.calendar_show import ensure_shown
from asystent_desktop.ui.parts.text import announce
from asystent_desktop.ui.words import tr

_HOUR: Final = 52
_NARROW: Final = 62
_LEAST: Final = 112
_EDGE: Final = 7
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HoursView(HandEvents, QWidget):
    """Some days side by side on their hours; `hand` carries what the person wants."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.look = Look()
        self.hand = Hand(self, today, has_hours=True, parent=self)
        self.hand.chosen.connect(self._follow)
        self.hand.redrawn.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Godziny"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._span = (7, 17)
        self._lanes: dict[str, tuple[int, int]] = {}

    def set_days(self, days: dict[date, DaySheet]) -> None:
        """Show these days."""
        self.hand.set_days(days)
        self._span = hours_span(list(days.values()))
        self._lanes = {}
        for sheet in days.values():
            self._lanes |= lanes(sheet.blocks)
        names = [f"{weekday(day)} {day:%d.%m.%Y}" for day in (min(days), max(days))] if days else []
        self.setAccessibleName(tr("Godziny") + ": " + " – ".join(dict.fromkeys(names)))
        self.fit()
        self._describe()

    def fit(self) -> None:
        """Take the height that the hours need."""
        self.look = Look()
        hours = self._span[1] - self._span[0]
        self.setFixedHeight(self._top() + hours * self._hour() + self.look.theme.px(8))
        self.setMinimumWidth(self._left() + sum(self._least_widths()))
        self.update()

    def rect_of(self, key: str) -> QRect:
        """Return where a block is drawn; an empty place when it is not shown."""
        return next((place for block, place in self._blocks() if block.key == key), QRect())

    def rect_of_day(self, day: date) -> QRect:
        """Return the column of a day, from its head to the last hour."""
        found = dict(self._columns())
        return found.get(day, QRect())

    def point_of(self, day: date, minute: int) -> QPoint:
        """Return the point of a minute in the middle of a day's column."""
        return QPoint(self.rect_of_day(day).center().x(), self._y(minute))

    def spot_at(self, at: QPoint) -> Spot | None:
        """Return day, minute and block under a point."""
        day = next((day for day, place in self._columns() if place.left() <= at.x() <= place.right()), None)
        if day is None:
            return None
        minute = self._span[0] * 60 + round((at.y() - self._top()) * 60 / self._hour())
        for block, place in reversed(list(self._blocks())):
            if place.contains(at):
                edge = place.bottom() - at.y() < self.look.theme.px(_EDGE) and block.can_move
                return Spot(block.day, minute, block.key, edge)
        return Spot(day, max(minute, 0))

    def sizeHint(self) -> QSize:
        """Return the height of all hours."""
        return QSize(self.look.theme.px(620), self.minimumHeight())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show by the pointer that a block can be made longer."""
        self.hand.move(event)
        if self.hand.drag is not None:
            ensure_shown(self, QRect(self.hand.drag.at, QSize(1, 1)))
        else:
            spot = self.spot_at(event.position().toPoint())
            resizes = spot is not None and spot.is_edge
            self.setCursor(Qt.CursorShape.SizeVerCursor if resizes else Qt.CursorShape.ArrowCursor)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew after a change of scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_lanes"):
            self.fit()

    def event(self, event: QEvent) -> bool:
        """Say the whole of what the mouse rests on."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot_at(event.pos())
            QToolTip.showText(event.globalPos(), self.hand.spoken(spot) if spot else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw hours, days and visits, then what is carried by the mouse."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        columns = list(self._columns())
        for day, place in columns:
            self._paint_ground(painter, self.hand.days[day], place)
        self._paint_hours(painter)
        for day, place in columns:
            self._paint_head(painter, self.hand.days[day], place)
        drag, key = self.hand.drag, self.hand.cursor.key
        for block, place in self._blocks():
            painter.setOpacity(0.35 if drag is not None and drag.block.key == block.key else 1.0)
            paint_block(painter, place, block, self.look, chosen=bool(key) and block.key == key)
            if block.can_move:
                paint_grip(painter, place, self.look)
        painter.setOpacity(1.0)
        if drag is not None:
            self._paint_drag(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter, sheet: DaySheet, place: QRect) -> None:
        look = self.look
        inside = QRect(place.left(), self._top(), place.width(), place.bottom() - self._top())
        painter.fillRect(inside, look.colour("quiet" if sheet.off else "ground"))
        for start, end in () if sheet.off else sheet.hours:
            first = max(self._y(start), self._top())
            painter.fillRect(
                QRect(place.left(), first, place.width(), self._y(end) - first), look.colour("paper")
            )
        painter.fillRect(QRect(place.left(), place.top(), 1, place.height()), look.colour("line"))

    def _paint_hours(self, painter: QPainter) -> None:
        look = self.look
        for hour in range(self._span[0], self._span[1]):
            y = self._y(hour * 60)
            painter.fillRect(QRect(self._left(), y, self.width() - self._left(), 1), look.colour("line"))
            at = QRect(0, y - look.line // 2, self._left() - look.theme.px(6), look.line)
            if hour > self._span[0]:
                look.write(painter, at, f"{hour:02}:00", look.plain, "ink_2", side=_RIGHT)

    def _paint_head(self, painter: QPainter, sheet: DaySheet, place: QRect) -> None:
        look, px = self.look, self.look.theme.px
        head = QRect(place.left() + px(6), px(3), place.width() - px(10), look.head)
        name = f"{weekday_short(sheet.day)} {sheet.day:%d.%m}"
        words = f"{name}, {tr('dziś')}" if sheet.is_today else name
        if look.width(words, look.number) > head.width():
            words = f"{sheet.day.day}"
        look.write(painter, head, words, look.number, "brand" if sheet.is_today else "ink")
        if sheet.is_today:
            painter.fillRect(QRect(place.left() + 1, 0, place.width() - 1, px(3)), look.colour("brand"))
        fact = ", ".join(filter(None, (sheet.off, sheet.alarm or sheet.fact)))
        ink = "bad" if sheet.alarm else "ink_2"
        look.write(painter, head.translated(0, look.head - px(2)), fact, look.second, ink)
        if self.hand.cursor.day == sheet.day and not self.hand.cursor.key:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus" if self.hasFocus() else "edge"), 2))
            painter.drawRect(QRect(place.left() + 2, 2, place.width() - 4, self._top() - 4))

    def _paint_drag(self, painter: QPainter) -> None:
        drag = self.hand.drag
        if drag is None:
            return
        column = self.rect_of_day(drag.day)
        place = QRect(
            column.left() + 3,
            self._y(drag.start),
            column.width() - 6,
            max(self._y(drag.end) - self._y(drag.start), self.look.line),
        )
        paint_block(painter, place, _carried(drag.block, drag.start, drag.end), self.look, chosen=True)

    def _blocks(self) -> Iterator[tuple[Block, QRect]]:
        for day, column in self._columns():
            for block in self.hand.days[day].blocks:
                lane, count = self._lanes.get(block.key, (0, 1))
                width = (column.width() - 6) // count
                top = self._y(block.start)
                height = max(self._y(block.end) - top - 1, self.look.line)
                yield block, QRect(column.left() + 3 + lane * width, top + 1, width - (count > 1), height)

    def _columns(self) -> Iterator[tuple[date, QRect]]:
        """Give days their width: those without work and visits are narrow when others have some."""
        least = self._least_widths()
        spare = max(self.width() - self._left() - sum(least), 0)
        wide = [width > self.look.theme.px(_NARROW) for width in least]
        share = spare // max(sum(wide), 1)
        left = self._left()
        for day, width, grows in zip(self.hand.days, least, wide, strict=True):
            whole = width + (share if grows else 0)
            yield day, QRect(left, 0, whole, self.height())
            left += whole

    def _least_widths(self) -> list[int]:
        px, days = self.look.theme.px, self.hand.days.values()
        some = any(sheet.hours or sheet.blocks for sheet in days)
        return [
            px(_NARROW) if some and len(days) > 1 and not sheet.hours and not sheet.blocks else px(_LEAST)
            for sheet in days
        ]

    def _left(self) -> int:
        return self.look.width("00:00", self.look.plain) + self.look.theme.px(14)

    def _top(self) -> int:
        return 2 * self.look.head + self.look.theme.px(6)

    def _hour(self) -> int:
        return max(self.look.theme.px(_HOUR), 3 * self.look.line + self.look.theme.px(4))

    def _y(self, minute: int) -> int:
        return self._top() + (minute - self._span[0] * 60) * self._hour() // 60

    def _follow(self, scrolls: bool) -> None:
        self.update()
        block = self.hand.block()
        place = self.rect_of(block.key) if block else self.rect_of_day(self.hand.cursor.day)
        if not block:
            place.setHeight(self._top())
        if scrolls:
            ensure_shown(self, place)
        announce(self, self._describe())

    def _describe(self) -> str:
        """Keep what is chosen as the description of the whole, for readers that ask for it."""
        words = self.hand.spoken_choice()
        self.setAccessibleDescription(words)
        return words


def _carried(block: Block, start: int, end: int) -> Block:
    from dataclasses import replace

    return replace(block, start=start, end=end)
