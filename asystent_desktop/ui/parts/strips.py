"""The strips of the window: the yellow ones above the page, and the footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.text import ElidedLabel, set_shown
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FOOTER_GAP = 18


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


@dataclass(frozen=True, slots=True)
class FooterSentence:
    """What the footer says of one thing, in full and in brief; the lightest go first where room is short."""

    whole: str
    brief: str
    weight: int


class Footer(QFrame):
    """Who works, that data are encrypted, the last backup and bundle; never the name of a family.

    It stays one line: where room is short they are said in brief, then left out, the lightest first. The
    tooltip and the accessible name say all of it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "footer")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(24, 3, 24, 3)
        self._line.setSpacing(_FOOTER_GAP)
        self._sentences: tuple[FooterSentence, ...] = ()
        self._labels: list[ElidedLabel] = []
        self.show_sentences(())

    def show_sentences(self, sentences: Sequence[FooterSentence]) -> None:
        """Show the sentences in a line."""
        self.setMinimumHeight(theme().px(26))
        empty(self._line)
        self._sentences = tuple(sentences)
        self._labels = [ElidedLabel(one.whole, "body") for one in sentences]
        for part in self._labels:
            self._line.addWidget(part)
        self._line.addStretch(1)
        self.setAccessibleName(". ".join(one.whole for one in sentences))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Set the line anew in another size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.show_sentences(self._sentences)

    def _fit(self) -> None:
        room = self.contentsRect().marginsRemoved(self._line.contentsMargins()).width()
        versions = self._versions()
        chosen = next((one for one in versions if self._width(one) <= room), versions[-1])
        for part, words in zip(self._labels, chosen, strict=True):
            part.setText(words)
            set_shown(part, bool(words))
        whole = [one.whole for one in self._sentences]
        self.setToolTip("" if chosen == whole else "\n".join(whole))

    def _versions(self) -> list[list[str]]:
        """Return what may be said, the fullest first: no words for a sentence that is left out."""
        said = self._sentences
        lightest_first = sorted(range(len(said)), key=lambda place: said[place].weight)
        shorter = [(place, said[place].brief) for place in lightest_first]
        shorter += [(place, "") for place in lightest_first[:-1]]
        found = [[one.whole for one in said]]
        for place, words in shorter:
            found.append([*found[-1]])
            found[-1][place] = words
        return found

    def _width(self, said: list[str]) -> int:
        widths = [
            part.fontMetrics().horizontalAdvance(words) + 1
            for part, words in zip(self._labels, said, strict=True)
            if words
        ]
        return sum(widths) + self._line.spacing() * len(widths)
