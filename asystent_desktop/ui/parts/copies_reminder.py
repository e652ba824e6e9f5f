"""The card that reminds of copies: it is there only while something is to be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.ui.context import Context

_WORDS: Final = {
    "place": ("Wybierz miejsce na kopie", "Kopie są tylko na tym komputerze.", "Wybierz"),
    "copy": ("Zrób kopię na nośniku", "Raz w tygodniu, na wypadek zgubienia laptopa.", "Zrób kopię"),
    "drill": ("Sprawdź kopię", "Raz na kwartał: czy da się z niej odtworzyć.", "Sprawdź"),
}


class CopiesReminder(Card):
    """What to do about copies, with the way to it."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Kopie zapasowe"))
        self._context = context
        self.hide()

    def show_reminder(self, reminder: str) -> None:
        """Show `place`, `copy` or `drill` in words; anything else takes the card away."""
        if not self.renew(reminder):
            return
        if reminder in _WORDS:
            fact, more, act = _WORDS[reminder]
            button = Button(tr(act), partial(self._context.go, "settings", card="copies"))
            self.add_row(Row(tr(fact), tr(more), button))
        self.setVisible(reminder in _WORDS)
