"""What now: today's visits, unfinished texts, the month of all families, what needs attention."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import long_date, weekday
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.today_attention import AttentionCard, DraftsCard, MineCard, MonthCard
from asystent_desktop.ui.pages.today_visits import VisitsCard
from asystent_desktop.ui.parts.copies_reminder import CopiesReminder
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.today import Day, OpenDraft
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.parts.card import Card


class TodayPage(Page):
    """The day of an assistant or a coordinator.

    What comes from the families is one question, so that it is read and set out once; unfinished texts and
    copies are asked apart, and an error in one leaves the others.
    """

    SHOWS = frozenset(
        {
            "visit",
            "agreement",
            "family",
            "foster_family",
            "support_case",
            "assignment",
            "plan",
            "plan_action",
            "plan_goal",
            "family_assessment",
            "day_off",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", has_search=True)
        self.page = ScrollPage((0, 348))
        self.visits, self.month = VisitsCard(context), MonthCard(context)
        self.drafts, self.attention, self.mine = DraftsCard(context), AttentionCard(context), MineCard()
        self.copies = CopiesReminder(context)
        for card in (self.visits, self.month):
            self.page.add(card, 0)
        right: tuple[Card, ...] = (self.drafts, self.attention, self.copies, self.mine)
        for one in right:
            self.page.add(one, 1)
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask for the day, the unfinished texts and the state of the copies."""
        today = self.context.clock.today()
        title = f"{weekday(today).capitalize()}, {long_date(today).removesuffix(' r.')}"
        self.header.set_words(title, f"{tr('tydzień')} {today.isocalendar().week}")
        families = (self.visits, self.month, self.attention)
        self.ask(self.context.services.today.day, self._show_day, partial(self._failed, families))
        # A text left a moment ago may still be on its way to the disk.
        self.after_writes(self._ask_drafts)
        self.ask(self.context.services.backup.reminder, self.copies.show_reminder)

    def _show_day(self, found: Day) -> None:
        self.visits.show_day(found.visits)
        self.set_main(self.visits.main)
        self.month.show_month(found.families)
        self.attention.show_attention(found.attention)
        self.mine.show_number(found.families, at_office=self.context.session.is_office)

    def _ask_drafts(self) -> None:
        drafts = self.context.services.today.drafts
        self.ask(drafts, self._show_drafts, partial(self._failed, (self.drafts,)))

    def _show_drafts(self, drafts: tuple[OpenDraft, ...]) -> None:
        self.drafts.show_drafts(drafts, self.context.clock.today())

    def _failed(self, cards: tuple[Card, ...], problem: AppError) -> None:
        """Say in the cards what went wrong; the others stay as they are."""
        for card in cards:
            card.clear()
            card.add(Note(self.context.shown_sentence(tr(problem.sentence)), tone="bad"))
            card.show()
