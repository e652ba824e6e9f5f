"""Ticks with numbers: the digit written before a line ticks it, and long words break into lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.editors import Tick
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One line to tick: its code and words, quieter words under them, a chip as (words, tone)."""

    code: str
    words: str
    context: str = ""
    chip: tuple[str, str] | None = None


class TickRow(QWidget):
    """A number, a tick, its words; a click on the words ticks too."""

    def __init__(self, number: int, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = Tick()
        self.tick.setAccessibleName(", ".join(filter(None, (option.words, option.context))))
        self._key = label(str(number) if number <= _DIGITS else "", "second")
        self._key.setFixedWidth(theme().px(12))
        self.words = label(option.words, wrap=True)
        self._line = QHBoxLayout(self)
        # What stands on two lines keeps a little away from the next.
        self._line.setContentsMargins(0, 2, 0, 8 if option.context or option.chip else 2)
        self._line.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        self._line.addWidget(self._key, 0, top)
        self._line.addWidget(self.tick, 0, top)
        self._line.addLayout(self._said(option), 1)
        for part in (self._key, self.words):
            part.setMinimumHeight(theme().px(26))
        if number <= _DIGITS:
            self.tick.setAccessibleDescription(f"Klawisz {number}")

    def add_part(self, part: QWidget) -> None:
        """Put a part at the right end."""
        self._line.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick by a click on the words."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.tick.click()

    def _said(self, option: Option) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(self.words)
        if option.context:
            column.addWidget(label(option.context, "second", wrap=True))
        if option.chip is not None:
            chip = Chip(*option.chip)
            self.tick.setAccessibleDescription(option.chip[0])
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        return column


class NumberedTicks(QWidget):
    """Lines to tick. Digits tick the line of that number, arrows go up and down, Space ticks where one is."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, TickRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other lines; ticks of codes that stay are kept."""
        kept = self.value()
        empty(self._column)
        self._rows = {}
        for number, option in enumerate(options, 1):
            row = self._rows[option.code] = self.make_row(number, option)
            row.tick.edited.connect(self.edited)
            self._column.addWidget(row)
        self.set_value(kept)

    def make_row(self, number: int, option: Option) -> TickRow:
        """Return the line of an option."""
        return TickRow(number, option)

    def row(self, code: str) -> TickRow:
        """Return the line of a code."""
        return self._rows[code]

    def codes(self) -> tuple[str, ...]:
        """Return all codes in their order."""
        return tuple(self._rows)

    def labels(self) -> tuple[QLabel, ...]:
        """Return the words of all lines."""
        return tuple(row.words for row in self._rows.values())

    def value(self) -> tuple[str, ...]:
        """Return the codes that are ticked."""
        return tuple(code for code, row in self._rows.items() if row.tick.isChecked())

    def set_value(self, value: Sequence[str]) -> None:
        """Tick these codes and no others."""
        for code, row in self._rows.items():
            row.tick.setChecked(code in value)

    def current(self) -> str:
        """Return the code of the line that has the focus; the first one when none has."""
        for code, row in self._rows.items():
            if row.tick.hasFocus():
                return code
        return next(iter(self._rows), "")

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Go to the first tick."""
        first = next(iter(self._rows.values()), None)
        if first is not None:
            first.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by digits, move by arrows."""
        rows = list(self._rows.values())
        text = event.text()
        if text.isdecimal() and text.isascii() and 1 <= int(text) <= min(len(rows), _DIGITS):
            rows[int(text) - 1].tick.setFocus(Qt.FocusReason.OtherFocusReason)
            rows[int(text) - 1].tick.click()
            return
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not rows:
            super().keyPressEvent(event)
            return
        place = self.codes().index(self.current()) + step
        rows[min(max(place, 0), len(rows) - 1)].tick.setFocus(Qt.FocusReason.OtherFocusReason)
