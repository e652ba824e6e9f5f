"""What keys and the mouse do in a calendar, the same for the month and for the hours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from asystent_desktop.ui.parts.calendar_blocks import Block, Cursor, DaySheet

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

KEEP: Final = -1
"""A start or an end that stays as it is."""

STEP: Final = 15
_DAY: Final = 24 * 60
_FARTHEST: Final = 14
_DRAG_FROM: Final = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A place under the mouse: its day, its minute (KEEP where days have no hours), the block there."""

    day: date
    minute: int = KEEP
    key: str = ""
    is_edge: bool = False


@dataclass(frozen=True, slots=True)
class Drag:
    """A block held by the mouse: where it would land. `grip` is how deep in the block it is held."""

    block: Block
    day: date
    start: int
    end: int
    grip: int = 0
    resizes: bool = False
    at: QPoint = field(default_factory=QPoint)

    @property
    def is_change(self) -> bool:
        """Tell whether letting go now would change anything."""
        return (self.day, self.start, self.end) != (self.block.day, self.block.start, self.block.end)


class Surface(Protocol):
    """What a drawn calendar tells about its places, and that it can take the keyboard."""

    def spot_at(self, at: QPoint) -> Spot | None:
        """Return the place under a point."""

    def setFocus(self, reason: Qt.FocusReason, /) -> None:  # noqa: N802 - Qt's name
        """Take the keyboard."""


class Hand(QObject):
    """Holds days and cursor, turns keys and mouse into wishes; it changes no visit itself.

    `move_wanted` carries key, day, start and end (KEEP: as it is), `add_wanted` a day and a minute;
    `chosen` whether to scroll to the place: not for the mouse, under which the page must stand still.
    """

    opened = Signal(str)
    day_opened = Signal(object)
    add_wanted = Signal(object, int)
    move_wanted = Signal(str, object, int, int)
    remove_wanted = Signal(str)
    chosen = Signal(bool)
    redrawn = Signal()

    def __init__(
        self, surface: Surface, day: date, *, has_hours: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._surface = surface
        self._has_hours = has_hours
        self.days: dict[date, DaySheet] = {}
        self.cursor = Cursor(day)
        self.drag: Drag | None = None
        self._pressed: tuple[QPoint, Spot] | None = None

    def set_days(self, days: dict[date, DaySheet]) -> None:
        """Show other days; the cursor stays on its visit where that is still shown."""
        self.days, self.drag, self._pressed = days, None, None
        inside = [day for day, sheet in days.items() if sheet.is_inside]
        if inside and self.cursor.day not in inside:
            self.cursor.go(min(inside, key=lambda day: abs((day - self.cursor.day).days)), self.cursor.key)
        self.cursor.settle(days)

    def block(self, key: str = "") -> Block | None:
        """Return the block with this key, or the chosen one."""
        if not key:
            return self.cursor.block(self.days)
        found = (one for sheet in self.days.values() for one in sheet.blocks if one.key == key)
        return next(found, None)

    def spoken(self, spot: Spot) -> str:
        """Return what stands at a place in one sentence: its visit, else its day."""
        block = self.block(spot.key) if spot.key else None
        sheet = self.days.get(spot.day)
        return block.spoken if block else (sheet.spoken if sheet else "")

    def spoken_choice(self) -> str:
        """Return what the cursor is on in one sentence."""
        return self.spoken(Spot(self.cursor.day, key=self.cursor.key))

    def choose(self, day: date, key: str = "", *, scrolls: bool = True) -> None:
        """Put the cursor on a day and a block."""
        self.cursor.go(day, key)
        self.chosen.emit(scrolls)

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False when it means nothing."""
        if event.key() == Qt.Key.Key_Escape and self.drag is not None:
            self._let_go()
            return True
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        if modifiers == alt:
            return self._key_moves(Qt.Key(event.key()))
        if modifiers == alt | shift and self._has_hours:
            return self._key_resizes(Qt.Key(event.key()))
        if event.text() == "+" or event.key() == Qt.Key.Key_Insert:
            block = self.block()
            self.add_wanted.emit(self.cursor.day, block.end if block and self._has_hours else KEEP)
            return True
        return modifiers == Qt.KeyboardModifier.NoModifier and self._key_goes(Qt.Key(event.key()))

    def press(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse and be ready to drag it."""
        self._surface.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position().toPoint()
        spot = self._surface.spot_at(at)
        if spot is None:
            return
        self.choose(spot.day, spot.key, scrolls=False)
        if event.button() == Qt.MouseButton.RightButton and spot.key:
            self.opened.emit(spot.key)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (at, spot)

    def move(self, event: QMouseEvent) -> None:
        """Carry the block along."""
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        begun, spot = self._pressed
        block = self.block(spot.key) if spot.key else None
        if block is None or not block.can_move:
            return
        if self.drag is None:
            if (at - begun).manhattanLength() < _DRAG_FROM:
                return
            grip = spot.minute - block.start if self._has_hours else 0
            self.drag = Drag(block, block.day, block.start, block.end, grip, spot.is_edge, at)
        there = self._surface.spot_at(at)
        self.drag = replace(self._carried(self.drag, there), at=at)
        self.redrawn.emit()

    def release(self, _event: QMouseEvent) -> None:
        """Put the block down where it is held."""
        drag = self.drag
        self._let_go()
        if drag is not None and drag.is_change:
            keeps = not self._has_hours
            self.move_wanted.emit(
                drag.block.key, drag.day, KEEP if keeps else drag.start, KEEP if keeps else drag.end
            )

    def double_click(self, event: QMouseEvent) -> None:
        """Open a visit, or add one on an empty place."""
        self._let_go()
        spot = self._surface.spot_at(event.position().toPoint())
        if spot is None:
            return
        if spot.key:
            self.opened.emit(spot.key)
        else:
            self.add_wanted.emit(spot.day, spot.minute)

    def _let_go(self) -> None:
        self.drag, self._pressed = None, None
        self.redrawn.emit()

    def _carried(self, drag: Drag, there: Spot | None) -> Drag:
        if there is None:
            return drag
        if not self._has_hours:
            return replace(drag, day=there.day)
        if drag.resizes:
            end = min(max(_snapped(there.minute), drag.start + STEP), _DAY - 1)
            return replace(drag, end=end)
        length = drag.block.end - drag.block.start
        start = min(max(_snapped(there.minute - drag.grip), 0), _DAY - 1 - length)
        return replace(drag, day=there.day, start=start, end=start + length)

    def _key_goes(self, key: Qt.Key) -> bool:
        days, cursor = self.days, self.cursor
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            cursor.step_day(days, 1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            by = 1 if key == Qt.Key.Key_Down else -1
            if not cursor.step_block(days, by) and not self._has_hours:
                self._go_to_week(by)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            inside = [day for day, sheet in days.items() if sheet.is_inside]
            if inside:
                cursor.go(min(inside) if key == Qt.Key.Key_Home else max(inside))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
            return True
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            block = self.block()
            if block is not None and block.kind == "visit":
                self.remove_wanted.emit(block.key)
            return True
        else:
            return False
        self.chosen.emit(True)
        return True

    def _go_to_week(self, by: int) -> None:
        there = self.days.get(self.cursor.day + timedelta(days=7 * by))
        if there is not None and there.is_inside:
            edge = there.blocks[0 if by > 0 else -1] if there.blocks else None
            self.cursor.go(there.day, edge.key if edge else "")

    def _open(self) -> None:
        block = self.block()
        if block is not None:
            self.opened.emit(block.key)
        else:
            self.day_opened.emit(self.cursor.day)

    def _key_moves(self, key: Qt.Key) -> bool:
        """Move the chosen visit: sideways by days, up and down by a week or a quarter of an hour."""
        block = self.block()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if step is None:
            return False
        if block is None or not block.can_move:
            return True
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.move_wanted.emit(block.key, self._next_open(block.day, step), KEEP, KEEP)
        elif not self._has_hours:
            self.move_wanted.emit(block.key, block.day + timedelta(days=7 * step), KEEP, KEEP)
        else:
            by = STEP * step
            if block.start + by >= 0 and block.end + by < _DAY:
                self.move_wanted.emit(block.key, block.day, block.start + by, block.end + by)
        return True

    def _key_resizes(self, key: Qt.Key) -> bool:
        block = self.block()
        step = {Qt.Key.Key_Up: -STEP, Qt.Key.Key_Down: STEP}.get(key)
        if step is None or block is None or not block.can_move:
            return step is not None
        if block.start < block.end + step < _DAY:
            self.move_wanted.emit(block.key, block.day, block.start, block.end + step)
        return True

    def _next_open(self, day: date, step: int) -> date:
        """Return the next day that is worked: a key skips days off, the mouse and the form do not."""
        for number in range(1, _FARTHEST):
            there = day + timedelta(days=number * step)
            sheet = self.days.get(there)
            if there.weekday() < 5 if sheet is None or not sheet.is_inside else sheet.hours and not sheet.off:
                return there
        return day + timedelta(days=step)


class HandEvents:
    """Keys and mouse of a drawn calendar, handed to its `hand`; a base that stands before the Qt class."""

    hand: Hand

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to the hand, and those it does not know to the page."""
        if not self.hand.key(event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, be ready to drag."""
        self.hand.press(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down."""
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open or add."""
        self.hand.double_click(event)


def _snapped(minute: int) -> int:
    return round(minute / STEP) * STEP
