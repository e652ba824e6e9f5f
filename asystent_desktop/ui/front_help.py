"""Help in front of a locked store: the topics that a person may need before the first unlocking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from asystent_desktop.ui import manual
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.dialogs import height_on_screen
from asystent_desktop.ui.parts.pick import Picks
from asystent_desktop.ui.parts.reading import Reading
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

TOPICS: Final = ("start", "dolaczanie-laptopa", "zgubiony-laptop")
_WIDTH, _HEIGHT = 720, 460


class FrontHelp(QDialog):
    """The first topics of the manual; the others are in the program, under F1."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Pomoc"))
        self.setAccessibleName(tr("Pomoc"))
        topics = [manual.topic(name) for name in TOPICS]
        titles = [(one.name, one.title.partition(":")[0]) for one in topics]
        self.topics = Picks(titles, tr("Tematy pomocy"))
        self.topics.picked.connect(self.show_topic)
        self.text = Reading(tr("Tekst pomocy"))
        self.text.followed.connect(self.show_topic)
        width = min(theme().px(_WIDTH), self.screen().availableGeometry().width() * 9 // 10)
        self.text.setMinimumSize(width, height_on_screen(self, theme().px(_HEIGHT)))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addWidget(self.topics)
        column.addWidget(self.text, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(Button(tr("Zamknij"), self.accept, hint="Esc"))
        column.addLayout(line)
        self.show_topic(TOPICS[0])
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_topic(self, name: str) -> None:
        """Show a topic of the manual, also one that a link leads to."""
        found = manual.topic(name)
        if found.name in TOPICS:
            self.topics.choose(found.name)
        else:
            self.topics.choose_none()
        self.text.show_markdown(found.text)


def open_front_help(parent: QWidget) -> None:
    """Open the help over what stands in front of a locked store."""
    dialog = FrontHelp(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
