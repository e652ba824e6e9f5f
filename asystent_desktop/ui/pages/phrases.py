"""One's own phrases: a short key for each, kept for the account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.records import Phrase
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row, pair
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from typing import Any

    from asystent_desktop.ui.context import Context

_FIELDS = ("key", "text")


class PhrasesDialog(QDialog):
    """The list of phrases; `changed` carries all of them after each change."""

    changed = Signal(object)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Asystent rodziny")
        self.setAccessibleName(tr("Własne zwroty"))
        self.resize(theme().px(620), theme().px(460))
        self._page = ScrollPage((0,))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 16)
        title = label(tr("Własne zwroty"), "card")
        title.setContentsMargins(24, 0, 24, 0)
        column.addWidget(title)
        column.addWidget(self._page, 1)
        line = QHBoxLayout()
        line.setContentsMargins(24, 0, 24, 0)
        add = Button(tr("+ Dodaj zwrot"), partial(self._edit, None), look="main", hint="Ctrl+G")
        add.setShortcut("Ctrl+G")
        line.addWidget(add)
        line.addStretch(1)
        line.addWidget(Button(tr("Zamknij"), self.reject, hint="Esc"))
        column.addLayout(line)
        self._read()

    def _read(self, _done: object = None) -> None:
        self._context.ask(self._context.services.phrases.all, self._show, owner=self)

    def _show(self, phrases: tuple[Phrase, ...]) -> None:
        self._page.clear()
        card = Card()
        if not phrases:
            card.add(label(tr("Tu będą twoje zwroty."), "strong"))
            words = tr("W notatce wpisz średnik, skrót i odstęp, np. ;zak – pojawi się cały tekst.")
            card.add(label(words, "second", wrap=True))
        for one in phrases:
            change = Button(tr("Zmień"), partial(self._edit, one), look="small")
            change.setAccessibleName(f"{tr('Zmień zwrot')} {one.key}")
            remove = Button(tr("Usuń"), partial(self._remove, one), look="small")
            remove.setAccessibleName(f"{tr('Usuń zwrot')} {one.key}")
            card.add_row(Row(f";{one.key}", self._context.shown_text(one.text), pair(change, remove)))
        self._page.add(card)
        self.changed.emit(phrases)

    def _edit(self, phrase: Phrase | None) -> None:
        title = tr("Zwrot") if phrase else tr("Nowy zwrot")
        dialog = RecordDialog(self, title, [Phrase.INFO.by_name[name] for name in _FIELDS], self._context)
        if phrase is not None:
            dialog.show_values({name: getattr(phrase, name) for name in _FIELDS})
        save = self._context.services.phrases.save
        number = phrase.id if phrase else ""
        dialog.keep_as(f"phrase:{number}")

        def keep(read: dict[str, Any]) -> None:
            dialog.save(partial(save, read["key"], read["text"], number))

        dialog.wanted.connect(keep)
        dialog.accepted.connect(self._read)
        dialog.open()

    def _remove(self, phrase: Phrase) -> None:
        remove = partial(self._context.services.phrases.remove, phrase.id)
        self._context.save(remove, self._read, owner=self)
