"""Picks: rounded filters with numbers, of which at most one is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence


class Picks(QWidget):
    """A line of filters; `picked` carries the code of the chosen one, also when code sets it."""

    picked = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, Button] = {}
        layout = FlowLayout(self)
        for code, words in options:
            button = Button(words, look="pick")
            button.setCheckable(True)
            button.toggled.connect(partial(self._tell, code))
            self._group.addButton(button)
            self._buttons[code] = button
            layout.addWidget(button)
        if options:
            self.choose(options[0][0])

    def _tell(self, code: str, on: bool) -> None:
        if on:
            self.picked.emit(code)

    def chosen(self) -> str:
        """Return the code of the chosen filter; empty when none is."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, code: str) -> None:
        """Choose a filter."""
        self._buttons[code].setChecked(True)

    def choose_none(self) -> None:
        """Choose none of them: what is shown is not one of theirs."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def set_words(self, code: str, words: str) -> None:
        """Change the words of one filter, e.g. when its number changed."""
        self._buttons[code].set_words(words)
