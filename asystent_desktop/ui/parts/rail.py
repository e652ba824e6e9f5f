"""The rail: the places of the program, always in the same order, with the number of things to do in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 196
_FOLDED = 64
_ALT_KEYS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class RailEntry:
    """One entry: the page's name, its words, the key at its right, and whether it stands at the foot."""

    name: str
    label: str
    key: str = ""
    at_foot: bool = False


class RailItem(QAbstractButton):
    """One entry of the rail; the chosen one is lighter, bold and has a white bar."""

    def __init__(self, entry: RailEntry, parent: QWidget | None = None, *, place: int = 0) -> None:
        super().__init__(parent)
        self.entry, self._count, self._is_folded = entry, 0, False
        self._keys = " · ".join(filter(None, (entry.key, f"Alt+{place}" if 0 < place <= _ALT_KEYS else "")))
        self.setText(entry.label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def set_count(self, count: int) -> None:
        """Show how many things there are to do; none shows nothing."""
        self._count = count
        self._tell()
        self.update()

    def count(self) -> int:
        """Return the number shown."""
        return self._count

    def set_folded(self, *, folded: bool) -> None:
        """Show the first two letters only, the words in the tooltip."""
        self._is_folded = folded
        self._tell()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of an entry; a folded rail of nine stands on the smallest screen."""
        return QSize(theme().px(40), theme().px(32 if self._is_folded else 36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field, the bar, the words and the number."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setOpacity(1.0 if chosen else 0.45)
            painter.setBrush(look.colour("rail_on"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
            painter.setOpacity(1.0)
        if chosen:
            painter.setBrush(look.colour("white"))
            painter.drawRoundedRect(QRectF(0, 0, 3, self.height()), 1.5, 1.5)
        side = look.px(12)
        words = self.text()[:2] if self._is_folded else self.text()
        painter.setPen(look.colour("white" if chosen else "rail_ink"))
        painter.setFont(look.font(bold=chosen))
        left = look.px(6) if self._is_folded else side
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, words)
        if self._count:
            self._paint_count(painter)
        elif self.entry.key and not self._is_folded:
            right = self.rect().adjusted(0, 0, -side, 0)
            painter.drawText(
                right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.entry.key
            )

    def _paint_count(self, painter: QPainter) -> None:
        look, text = theme(), str(self._count)
        font = look.font("chip", bold=True)
        width = QFontMetrics(font).horizontalAdvance(text) + look.px(8 if self._is_folded else 14)
        height = look.px(18)
        right = look.px(2 if self._is_folded else 12)
        place = QRectF(self.width() - width - right, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("white"))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setPen(look.colour("brand"))
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _tell(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(f"Do zrobienia: {self._count}" if self._count else "")
        words = f"{self.text()} ({self._count})" if self._count else self.text()
        self.setToolTip(" · ".join(filter(None, (words, self._keys))))


class Rail(QFrame):
    """All entries; `picked` carries the name of the page that a person asked for."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "rail")
        self._items: list[RailItem] = []
        self._is_folded = False
        self._brand, self._person = label("Asystent rodziny", "brand"), label("", "second", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 14, 10, 14)
        self._column.setSpacing(2)
        for part, below in ((self._brand, 3), (self._person, 16)):
            part.setContentsMargins(12, part.contentsMargins().top(), 4, below)
            self._column.addWidget(part)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(2)
        self._column.addLayout(self._entries, 1)

    def show_entries(self, person: str, entries: Sequence[RailEntry]) -> None:
        """Show who works and the entries of that role."""
        self._person.setText(person)
        empty(self._entries)
        self._items = [RailItem(entry, self, place=place) for place, entry in enumerate(entries, start=1)]
        for item in self._items:
            item.clicked.connect(lambda _on=False, item=item: self._pick(item))
        for item in self._items:
            if not item.entry.at_foot:
                self._entries.addWidget(item)
        self._entries.addStretch(1)
        for item in self._items:
            if item.entry.at_foot:
                self._entries.addWidget(item)
        self.fold(folded=self._is_folded)

    def choose(self, name: str) -> None:
        """Mark the entry of a page; a page of no entry leaves the mark where one came from."""
        if all(item.entry.name != name for item in self._items):
            return
        has_focus = any(item.hasFocus() for item in self._items)
        for item in self._items:
            item.setChecked(item.entry.name == name)
            if has_focus and item.isChecked():
                item.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_count(self, name: str, count: int) -> None:
        """Show the number of things to do at an entry."""
        for item in self._items:
            if item.entry.name == name:
                item.set_count(count)

    def entries(self) -> tuple[RailItem, ...]:
        """Return the entries in their order."""
        return tuple(self._items)

    def fold(self, *, folded: bool) -> None:
        """Fold to initials, or unfold."""
        self._is_folded = folded
        self.setFixedWidth(theme().px(_FOLDED if folded else WIDTH))
        for part in (self._brand, self._person):
            part.setVisible(not folded)
        for item in self._items:
            item.set_folded(folded=folded)

    def is_folded(self) -> bool:
        """Tell whether only initials are shown."""
        return self._is_folded

    def _pick(self, item: RailItem) -> None:
        item.setChecked(True)
        self.picked.emit(item.entry.name)
