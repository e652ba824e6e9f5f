"""The areas of a visit: each one by its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from asystent_desktop.records.codes import area_words, code_list
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.parts.ticks import TagPicker
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence


class AreaTags(TagPicker):
    """Tags of areas; a letter adds its area, the same letter takes it away."""

    def __init__(self) -> None:
        super().__init__([(code, area_words(code)) for code in code_list("area")], tr("+ Dodaj obszar"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add or take away the area of a letter."""
        code = event.text().casefold()
        if code not in code_list("area"):
            super().keyPressEvent(event)
        elif code in self.value():
            self.remove(code)
        else:
            self.add(code)


class AreaPicker(QWidget):
    """The tags with a line under them that names the letters while the focus is here."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = AreaTags()
        self.edited = self.tags.edited
        self._letters = label(
            " · ".join(f"{code}\u00a0{words}" for code, words in code_list("area").items()),
            "second",
            wrap=True,
        )
        self._letters.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tags)
        column.addWidget(self._letters)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def value(self) -> tuple[str, ...]:
        """Return the letters chosen."""
        return self.tags.value()

    def set_value(self, value: Sequence[str]) -> None:
        """Choose these letters."""
        self.tags.set_value(value)

    def add(self, code: str) -> None:
        """Choose one area more."""
        self.tags.add(code)

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Go to the tags."""
        self.tags.setFocus()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._letters.setVisible(now is not None and self.isAncestorOf(now))
