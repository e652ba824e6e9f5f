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
    from asystent_desktop.services.today import MyFamilies, OpenDraft, TodayVisits
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.parts.card import Card


class TodayPage(Page):
    """The day of an assistant or a coordinator; each card reads for itself, so that one error stays in it."""

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
        """Ask for the day, card by card."""
        today = self.context.clock.today()
        title = f"{weekday(today).capitalize()}, {long_date(today).removesuffix(' r.')}"
        self.header.set_words(title, f"{tr('tydzień')} {today.isocalendar().week}")
        day = self.context.services.today
        self.ask(day.visits, self._show_visits, partial(self._failed, self.visits))
        self.ask(day.families, self._show_families, partial(self._failed, self.month))
        self.ask(day.attention, self.attention.show_attention, partial(self._failed, self.attention))
        # A text left a moment ago may still be on its way to the disk.
        self.after_writes(self._ask_drafts)
        self.ask(self.context.services.backup.reminder, self.copies.show_reminder)

    def _show_visits(self, found: TodayVisits) -> None:
        self.visits.show_day(found)
        self.set_main(self.visits.main)

    def _show_families(self, found: MyFamilies) -> None:
        self.month.show_month(found)
        self.mine.show_number(found, at_office=self.context.session.is_office)

    def _ask_drafts(self) -> None:
        drafts = self.context.services.today.drafts
        self.ask(drafts, self._show_drafts, partial(self._failed, self.drafts))

    def _show_drafts(self, drafts: tuple[OpenDraft, ...]) -> None:
        self.drafts.show_drafts(drafts, self.context.clock.today())

    def _failed(self, card: Card, problem: AppError) -> None:
        """Say in the card what went wrong; the others stay as they are."""
        card.clear()
        card.add(Note(self.context.shown_sentence(tr(problem.sentence)), tone="bad"))
        card.show()
