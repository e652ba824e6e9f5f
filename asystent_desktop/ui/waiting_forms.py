"""Telling, once a store is open, that a form waits with text that was typed and not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.ui.context import Context


class WaitingForms(QObject):
    """Says on the page that comes first which form to open again."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        context.opened.connect(self._look)

    def _look(self) -> None:
        self._context.ask(self._context.services.drafts.of_forms, self._tell)

    def _tell(self, drafts: tuple[Draft, ...]) -> None:
        titles = [str(one.values.get("title", "")) for one in drafts]
        if titles:
            named = ", ".join(f"„{self._context.shown_sentence(one)}”" for one in dict.fromkeys(titles))
            said = f"{tr('Niezapisany tekst czeka w formularzu')}: {named}. {tr('Otwórz go jeszcze raz.')}"
            self._context.notice(said, "info")
