"""Several choices at once: a list of ticks, and tags with a menu that adds more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.editors import Tick
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.letting_go import empty, let_go

if TYPE_CHECKING:
    from collections.abc import Sequence


class TickList(QWidget):
    """Ticks under one another; the value is the codes ticked, in the order of the list."""

    edited = Signal()

    def __init__(self, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: dict[str, Tick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other codes with their words; ticks of codes that stay are kept."""
        kept = self.value()
        empty(self._column)
        self._ticks = {}
        for code, words in options:
            self.add_option(code, words)
        self.set_value(kept)

    def add_option(self, code: str, words: str, right: QWidget | None = None) -> None:
        """Add one tick at the end, with a chip at its right when there is something to say."""
        tick = Tick(words)
        tick.edited.connect(self.edited)
        self._ticks[code] = tick
        if right is None:
            self._column.addWidget(tick)
            return
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(tick)
        line.addWidget(right)
        line.addStretch(1)
        tick.setAccessibleDescription(right.accessibleName())
        self._column.addWidget(holder)

    def value(self) -> tuple[str, ...]:
        """Return the codes that are ticked."""
        return tuple(code for code, tick in self._ticks.items() if tick.isChecked())

    def set_value(self, value: Sequence[str]) -> None:
        """Tick these codes and no others."""
        for code, tick in self._ticks.items():
            tick.setChecked(code in value)

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Go to the first tick."""
        first = next(iter(self._ticks.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


class TagPicker(QWidget):
    """Chosen codes as tags that a click takes away, and a button whose menu adds the others."""

    edited = Signal()

    def __init__(
        self, options: Sequence[tuple[str, str]], add_words: str = "+ Dodaj", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._options = dict(options)
        self._chosen: tuple[str, ...] = ()
        self._layout = FlowLayout(self, gap=6)
        self._menu = QMenu(self)
        self._add = Button(add_words, look="pick")
        self._add.setMenu(self._menu)
        self._add.setAccessibleName(add_words.removeprefix("+ "))
        self._show()

    def value(self) -> tuple[str, ...]:
        """Return the chosen codes in the order of choosing."""
        return self._chosen

    def set_value(self, value: Sequence[str]) -> None:
        """Choose these codes; the order stays."""
        self._chosen = tuple(dict.fromkeys(value))
        self._show()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other codes."""
        self._options = dict(options)
        self._show()

    def add(self, code: str) -> None:
        """Choose one code more, as its line in the menu does."""
        self.set_value((*self._chosen, code))
        self.edited.emit()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, code: str) -> None:
        """Take one code away, as its tag does."""
        self.set_value([one for one in self._chosen if one != code])
        self.edited.emit()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Go to the button that adds."""
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_by_menu(self, code: str, _checked: bool = False) -> None:
        self.add(code)

    def _remove_by_tag(self, code: str, _checked: bool = False) -> None:
        self.remove(code)

    def _show(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._add:
                let_go(widget)
        for code in self._chosen:
            words = self._options.get(code, code)
            tag = Button(f"{words}  ✕", look="tag")
            tag.setAccessibleName(f"Usuń: {words}")
            tag.clicked.connect(partial(self._remove_by_tag, code))
            self._layout.addWidget(tag)
        self._layout.addWidget(self._add)
        self._menu.clear()
        for code, words in self._options.items():
            if code not in self._chosen:
                self._menu.addAction(words).triggered.connect(partial(self._add_by_menu, code))
        self._add.setEnabled(not self._menu.isEmpty())
        self.updateGeometry()
