"""A question answered with one key: each answer has its key written before its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.dialogs import height_on_screen
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_RING = 5
"""Room for the ring of focus inside what scrolls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: its code, its words, the key that gives it; a `heading` opens a group above it."""

    code: str
    words: str
    key: str
    heading: str = ""


class KeyedQuestion(QDialog):
    """`chosen` carries the code of the answer. Esc changes nothing: the question goes away without one."""

    chosen = Signal(str)

    def __init__(
        self, parent: QWidget, fact: str, more: str, answers: Sequence[Answer], *, back: str = "Wróć do wpisu"
    ) -> None:
        super().__init__(parent)
        self._codes = {one.key.casefold(): one.code for one in answers}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Asystent rodziny")
        self.setAccessibleName(" ".join(filter(None, (fact, more))))
        self.setMinimumWidth(theme().px(440))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        column.addWidget(label(fact, "card", wrap=True))
        if more:
            column.addWidget(label(more, wrap=True))
        column.addSpacing(6)
        column.addWidget(self._answers(answers), 1)
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(back, self.reject, hint="Esc"))
        column.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the answer whose key was pressed."""
        code = self._codes.get(event.text().casefold()) if event.text().strip() else None
        if code is None:
            super().keyPressEvent(event)
            return
        self._choose(code)

    def _answers(self, answers: Sequence[Answer]) -> QScrollArea:
        """Return the answers; many of them at a large type scroll, for they are higher than the screen."""
        body = QWidget()
        body.setProperty("part", "page")
        column = QVBoxLayout(body)
        column.setContentsMargins(_RING, _RING, _RING, _RING)
        column.setSpacing(6)
        for one in answers:
            if one.heading:
                column.addSpacing(4)
                column.addWidget(label(one.heading, "caption"))
            column.addLayout(self._line(one))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        area.setMinimumHeight(height_on_screen(self, body.sizeHint().height()))
        area.setMinimumWidth(body.sizeHint().width())
        return area

    def _line(self, one: Answer) -> QHBoxLayout:
        button = Button(one.words, partial(self._choose, one.code), look="link")
        button.setAccessibleDescription(f"Klawisz {one.key}")
        key = label(one.key, "strong")
        key.setFixedWidth(theme().px(18))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(key)
        line.addWidget(button)
        line.addStretch(1)
        return line

    def _choose(self, code: str) -> None:
        self.accept()
        self.chosen.emit(code)
