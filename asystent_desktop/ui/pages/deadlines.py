"""Nothing lapses: what is overdue, due in two weeks, or later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.today_attention import shown_what
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row, pair
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import due_words, tr

if TYPE_CHECKING:
    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.ui.context import Context

SOON_DAYS = 14
_GROUPS = (("Po terminie", None, -1), ("Najbliższe 14 dni", 0, SOON_DAYS), ("Później", SOON_DAYS + 1, None))


class DeadlinesPage(Page):
    """Deadlines of all families of this store."""

    SHOWS = frozenset({"support_case", "plan", "plan_goal", "plan_action", "family_assessment", "family"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Terminy"), has_search=True)
        self.page = ScrollPage((0,))
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask for all deadlines."""
        self.ask(partial(_read, self.context.services), self._show)

    def _show(self, found: tuple[tuple[Deadline, ...], dict[str, str]]) -> None:
        found_ones, names = found
        deadlines = [one for one in found_ones if not self.context.hides_family(one.family_id or "")]
        self.page.clear()
        for title, low, high in _GROUPS:
            group = [
                one
                for one in deadlines
                if (low is None or one.days_left >= low) and (high is None or one.days_left <= high)
            ]
            if group:
                self.page.add(self._card(tr(title), group, names))
        if not deadlines:
            card = Card()
            card.add(label(tr("Żadnych terminów do końca roku."), "strong"))
            self.page.add(card)

    def _card(self, title: str, group: list[Deadline], names: dict[str, str]) -> Card:
        card = Card(title, str(len(group)))
        today = self.context.clock.today()
        for one in group:
            name = self.context.shown_name(names.get(one.family_id or "", ""))
            told = " · ".join(filter(None, (name, f"{one.due:%d.%m.%Y}", one.free_day_note, one.source)))
            chip = Chip(*due_words(one.due, today))
            go = partial(self.context.go, "family", family=one.family_id)
            button = Button(tr("Otwórz rodzinę"), go)
            button.setAccessibleName(f"{tr('Otwórz rodzinę')}: {name}, {shown_what(self.context, one.what)}")
            button.setEnabled(bool(one.family_id))
            card.add_row(Row(shown_what(self.context, one.what), told, pair(chip, button)))
        return card


def _read(services: Services) -> tuple[tuple[Deadline, ...], dict[str, str]]:
    return services.cases.deadlines(), {row.id: row.name for row in services.cases.rows()}
