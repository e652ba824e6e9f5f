"""Text in which the part that was searched for is underlined; plain text, whoever wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from asystent_desktop.polish import fold
from asystent_desktop.ui.theme import theme

Span = tuple[int, int]


class MarkedText(QWidget):
    """One line; where there is no room its end gives way to an ellipsis."""

    def __init__(
        self, text: str, words: Sequence[str] = (), *, bold: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._bold = text, bold
        self.spans = marked(text, words)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return room for the whole line."""
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Need nothing but the height of a line."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, the found ones underlined."""
        painter = QPainter(self)
        plain = self._font()
        metrics = QFontMetrics(plain)
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(theme().colour("ink" if self._bold else "ink_2"))
        under = QFont(plain)
        under.setUnderline(True)
        x = 0
        for part, is_found in _parts(shown, self.spans):
            painter.setFont(under if is_found else plain)
            width = metrics.horizontalAdvance(part)
            painter.drawText(QRect(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, part)
            x += width

    def _font(self) -> QFont:
        return theme().font("body" if self._bold else "second", bold=self._bold)


def marked(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Return the (start, end) of each place where a word stands, letters folded, joined where they meet."""
    places = [index for index, letter in enumerate(text) for _part in fold(letter)]
    folded = "".join(fold(letter) for letter in text)
    hits = set()
    for word in filter(None, words):
        at = folded.find(word)
        while at >= 0:
            hits.update(places[at : at + len(word)])
            at = folded.find(word, at + 1)
    spans: list[Span] = []
    for index in sorted(hits):
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return tuple(spans)


def _parts(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    parts, at = [], 0
    for start, end in spans:
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(part, found) for part, found in [*parts, (text[at:], False)] if part]
