"""Help: the manual beside its contents, opened at the topic of the page that one comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QWidget

from asystent_desktop.polish import counted
from asystent_desktop.ui import manual
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.header import SearchLine
from asystent_desktop.ui.parts.reading import Reading
from asystent_desktop.ui.parts.text import announce, label, set_shown
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.manual import Topic

_LIST = 280
_NARROW = 760


class Contents(QListWidget):
    """The titles; Enter goes on to the text."""

    def __init__(self, read: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.setAccessibleName(tr("Spis treści"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the text with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._read.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


class HelpPage(Page):
    """The manual. It is opened with `topic`, or with `come_from`, the page that the person was on."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Pomoc"))
        self.field = SearchLine(tr("Szukaj w pomocy"), "Ctrl+F")
        self.field.textChanged.connect(self._search)
        self.header.add_part(self.field)
        self.back_button = self.add_action(tr("Wróć"), self._go_back, hint="Esc")
        self.text = Reading(tr("Tekst pomocy"))
        self.text.followed.connect(self.open)
        self.contents = Contents(self.text)
        self.contents.currentItemChanged.connect(lambda now, _before: self._show(now))
        self.found = label("", "second", wrap=True)
        self.add_keys({"Esc": self._escape})
        self._lay_out()

    def start_filter(self) -> None:
        """Go to the field that searches the manual."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def place(self) -> dict[str, Any]:
        """Return the topic on screen."""
        return {**self.args, "topic": self.topic_name()}

    def refresh(self) -> None:
        """Open the topic asked for; nothing is read from the store."""
        self._stack_ready()
        set_shown(self.back_button, bool(self.args.get("come_from")))
        asked = self.args.get("topic")
        wanted = manual.topic(asked) if asked else manual.topic_of(self.args.get("come_from", ""))
        self.field.clear()
        self._list(manual.topics(), wanted.name)
        self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, name: str) -> None:
        """Go to another topic."""
        self.field.clear()
        self._list(manual.topics(), name)

    def topic_name(self) -> str:
        """Return the name of the topic on screen."""
        item = self.contents.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the contents above the text where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self._list_card, reading = Card(tr("Spis treści")), Card()
        self._list_card.add(self.found)
        self._list_card.add(self.contents, 1)
        self._list_card.set_margins(12, 13, 8, 10)
        self.found.hide()
        reading.set_margins(14, 8, 8, 8)
        reading.add(self.text, 1)
        holder = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._across.setContentsMargins(24, 16, 24, 16)
        self._across.setSpacing(14)
        self._across.addWidget(self._list_card)
        self._across.addWidget(reading, 1)
        self.add(holder, 1)

    def _stack_ready(self) -> None:
        self.show_content()
        self._fit()

    def _fit(self) -> None:
        look = theme()
        narrow = self.width() < look.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)
        self._list_card.setMaximumWidth(16_777_215 if narrow else look.px(_LIST))
        self._list_card.setMinimumWidth(0 if narrow else look.px(_LIST))
        self._list_card.setMaximumHeight(look.px(92) if narrow else 16_777_215)
        self._list_card.title.setVisible(not narrow)

    def _list(self, topics: Sequence[Topic], wanted: str) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        chosen = 0
        for place, one in enumerate(topics):
            item = QListWidgetItem(one.title)
            item.setData(Qt.ItemDataRole.UserRole, one.name)
            self.contents.addItem(item)
            chosen = place if one.name == wanted else chosen
        self.contents.blockSignals(False)
        self.contents.setCurrentRow(chosen if topics else -1)
        self._show(self.contents.currentItem())

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.text.show_markdown(manual.topic(str(item.data(Qt.ItemDataRole.UserRole))).text)
        self.text.mark(self.field.text())

    def _search(self, typed: str) -> None:
        phrase = typed.strip()
        found = manual.search(phrase) if phrase else manual.topics()
        kept = self.topic_name()
        self._list(found, kept if any(one.name == kept for one in found) else "")
        said = f"{tr('Pasuje')}: {counted(len(found), 'temat', 'tematy', 'tematów')}" if found else ""
        words = (
            said
            or f"{tr('Nic nie pasuje do')} „{phrase}”. {tr('Wpisz inne słowo, także bez polskich liter.')}"
        )
        self.found.setText(words if phrase else "")
        set_shown(self.found, bool(phrase))
        if phrase:
            announce(self, words)

    def _escape(self) -> None:
        if self.field.text():
            self.field.clear()
            self.contents.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_back()

    def _go_back(self) -> None:
        if self.args.get("come_from"):
            self.context.go(self.args["come_from"], **self.args.get("back", {}))
