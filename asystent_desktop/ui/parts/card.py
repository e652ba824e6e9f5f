"""A card: one subject on white, its title at the left and one fact at the right, rows under them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.letting_go import empty, let_go
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.theme import theme

_BREAKS_FROM = 150


class Card(QFrame):
    """One subject. What is added stands under the title from the top down."""

    def __init__(self, title: str = "", fact: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        # At a large type title and fact are together wider than the smallest screen: the fact breaks then.
        breaks = theme().scale >= _BREAKS_FROM
        self.title, self.fact = label(title, "card"), label(fact, "second", wrap=breaks)
        self.fact.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 13, 16, 14)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.setContentsMargins(0, 0, 0, 3)
        head.addWidget(self.title)
        if not breaks:
            head.addStretch(1)
        head.addWidget(self.fact, 1 if breaks else 0)
        if title:
            self._column.addLayout(head)
        self._rows: QVBoxLayout | None = None
        self._shown: tuple[object, ...] | None = None

    def renew(self, *shown: object) -> bool:
        """Take everything away to show these values; False when the card shows just them already.

        The values are all that the card is made of, names as they may be seen now (`Context.sight`) and
        today's date among them: what is equal need not be made, set out and drawn anew.
        """
        if shown == self._shown:
            return False
        self.clear()
        self._shown = shown
        return True

    def add(self, part: QWidget, stretch: int = 0) -> None:
        """Put a part at the end."""
        self._rows = None
        self._column.addWidget(part, stretch)

    def add_layout(self, part: QLayout) -> None:
        """Put a layout at the end."""
        self._rows = None
        self._column.addLayout(part)

    def add_row(self, row: Row) -> None:
        """Put a row at the end; a thin line, and no other space, parts it from a row before it."""
        rows, is_first = self._rows, self._rows is None
        if rows is None:
            holder = QWidget()
            rows = QVBoxLayout(holder)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(0)
            self.add(holder)
            self._rows = rows
        row.setProperty("first", "true" if is_first else "false")
        rows.addWidget(row)

    def clear(self) -> None:
        """Take away everything under the title."""
        for place in reversed(range(self._column.count())):
            item = self._column.itemAt(place)
            part = item.widget() if item is not None else None
            if part is not None:
                self._column.takeAt(place)
                let_go(part)
        self._rows = self._shown = None

    def add_stretch(self) -> None:
        """Keep the parts at the top when the card is higher than they are."""
        self._column.addStretch(1)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Set the space around the parts."""
        self._column.setContentsMargins(left, top, right, bottom)

    def set_spacing(self, pixels: int) -> None:
        """Set the space between the parts."""
        self._column.setSpacing(pixels)


class Row(QFrame):
    """A name in bold, its context under it, and a chip or a button at the right."""

    def __init__(
        self, name: str, context: str = "", right: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("part", "row")
        self.setProperty("first", "true")
        self.name, self.context = label(name, "strong", wrap=True), label(context, "second", wrap=True)
        set_shown(self.context, bool(context))
        self.setAccessibleName(", ".join(filter(None, (name, context))))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.name)
        words.addWidget(self.context)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        line.addLayout(words, 1)
        if right is not None:
            line.addWidget(right, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

    def set_words(self, name: str, context: str = "") -> None:
        """Show another name and context."""
        self.name.setText(name)
        self.context.setText(context)
        set_shown(self.context, bool(context))
        self.setAccessibleName(", ".join(filter(None, (name, context))))


def pair(first: QWidget, second: QWidget) -> QWidget:
    """Return two small parts side by side, at the left of what room there is."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(first)
    line.addWidget(second)
    line.addStretch(1)
    return holder


def fact(caption: str, value: str) -> QWidget:
    """Return a caption with its value close under it, for a card that states facts."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(label(caption, "caption"))
    column.addWidget(label(value, wrap=True))
    return holder


class EmptyState(QFrame):
    """What stands where nothing is yet: what will be here, and the way to it. It has no frame of its own."""

    def __init__(
        self, fact: str = "", more: str = "", button: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 24, 8, 24)
        self._column.setSpacing(6)
        self.say(fact, more, button)

    def say(self, fact: str, more: str = "", button: QWidget | None = None) -> None:
        """Say something else, with another way on or none; what was said before goes, its button too."""
        empty(self._column)
        self.setAccessibleName(" ".join(filter(None, (fact, more))))
        self._column.addWidget(label(fact, "strong", wrap=True))
        if more:
            self._column.addWidget(label(more, "muted", wrap=True))
        if button is not None:
            self._column.addSpacing(8)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
