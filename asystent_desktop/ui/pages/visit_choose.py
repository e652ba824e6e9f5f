"""Which family is the visit about: a few letters typed, Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from asystent_desktop.polish import fold
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.editors import LineEdit
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosable:
    """One line: typing finds it by `name`, `words` are shown; `visit` is empty for an unplanned one."""

    family: str
    visit: str
    name: str
    words: str


class FamilyChooser(Card):
    """The families of this store, today's unsaved visits first; `chosen` carries (family, visit)."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("Która rodzina?"), tr("pisz, strzałki, Enter"))
        self._all: tuple[Choosable, ...] = ()
        self.field, self.list = LineEdit(), QListWidget()
        self.field.setAccessibleName(tr("Która rodzina?"))
        self.field.setPlaceholderText(tr("kilka liter nazwiska"))
        self.list.setAccessibleName(tr("Rodziny"))
        self.list.setMinimumHeight(320)
        self._none = label(tr("Żadna rodzina tak się nie zaczyna. Skróć wpisane litery."), "second")
        for part in (self.field, self._none, self.list):
            self.add(part)
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(self._take)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self._take())

    def offer(self, found: Sequence[Choosable]) -> None:
        """Offer these lines and go to the field."""
        self._all = tuple(found)
        self.field.clear()
        self._show("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the focus stays in the field."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and Qt.Key(event.key()) in _MOVES
        ):
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _show(self, typed: str) -> None:
        wanted = fold(typed).split()
        self.list.clear()
        for one in self._all:
            if all(part in fold(one.name) for part in wanted):
                item = QListWidgetItem(one.words)
                item.setData(Qt.ItemDataRole.UserRole, (one.family, one.visit))
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._none.setVisible(self.list.count() == 0)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            family, visit = item.data(Qt.ItemDataRole.UserRole)
            self.chosen.emit(family, visit)
