"""Search anywhere: families, people, notes; finds without Polish letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.header import SearchLine
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.searching import Found
    from asystent_desktop.ui.context import Context


class SearchPage(Page):
    """What a person looks for; nothing typed is kept."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Szukaj"))
        self.field = SearchLine(tr("Nazwisko, ulica, telefon, słowo z notatki"), "Ctrl+F")
        self.field.textChanged.connect(self.refresh)
        self.header.add_part(self.field)
        self.page = ScrollPage((0,))
        self.add(self.page, 1)

    def start_filter(self) -> None:
        """Go to the field."""
        self.field.setFocus()

    def refresh(self) -> None:
        """Search for what is typed."""
        self.field.setFocus()
        self.ask(partial(self.context.services.search.find, self.field.text()), self._show)

    def _show(self, found: tuple[Found, ...]) -> None:
        self.page.clear()
        found = tuple(one for one in found if not self.context.hides_family(one.family))
        typed = self.field.text().strip()
        card = Card(tr("Znaleziono"), str(len(found))) if typed else Card()
        for one in found:
            go = Button(tr("Otwórz"), partial(self.context.go, "family", family=one.family))
            name = self.context.shown_name(one.family_name)
            go.setAccessibleName(f"{tr('Otwórz')}: {name}")
            card.add_row(
                Row(
                    name or self.context.shown_name(one.line),
                    f"{one.kind_label}: {self.context.shown_text(one.line)}",
                    go if one.family else None,
                )
            )
        if not found:
            said = (
                f"{tr('Nic nie pasuje do')} „{typed}”."
                if typed
                else tr("Wpisz kilka liter, także bez polskich znaków.")
            )
            card.add(label(said, "second"))
        self.page.add(card)
