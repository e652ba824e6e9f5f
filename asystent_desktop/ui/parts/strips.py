"""The strips of the window: the yellow ones above the page, and the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.text import ElidedLabel, label
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Strip(QFrame):
    """A sentence across the window that stays as long as it is true, with one way out when there is one."""

    def __init__(
        self,
        words: str,
        button: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("part", "strip")
        self.setAccessibleName(words)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 3, 24, 3)
        line.setSpacing(12)
        # One line: a sentence that may break asks for three at first, and the window would stay that high.
        line.addWidget(ElidedLabel(words, "body"), 1)
        if button:
            line.addWidget(Button(button, on_click, look="small"))
        self.hide()


class Footer(QFrame):
    """Who works, that data are encrypted, the last backup and bundle; never the name of a family."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "footer")
        self._line = FlowLayout(self, gap=18, line_gap=0)
        self._line.setContentsMargins(24, 3, 24, 3)
        self.setMinimumHeight(theme().px(26))

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show the sentences in a line."""
        empty(self._line)
        for sentence in sentences:
            self._line.addWidget(label(sentence))
        self.setAccessibleName(". ".join(sentences))
