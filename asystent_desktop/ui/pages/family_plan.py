"""Plan pracy: its versions, newest first, and the way into each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.pages.family_tab import FamilyTab
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState, Row, pair
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.records import Plan
    from asystent_desktop.services.cases import FamilyPage as FamilyData


class PlanTab(FamilyTab):
    """All versions of the plan."""

    OF = "plan"

    def show_family(self, data: FamilyData) -> None:
        """Ask for the versions."""
        self.host.ask(partial(self.context.services.plans.versions, data.row.id), self._show)

    def _show(self, plans: tuple[Plan, ...]) -> None:
        self.clear()
        family = str(self.host.args.get("family", ""))
        if not plans:
            begin = Button(tr("Zacznij plan"), partial(self.context.go, "plan", family=family), look="main")
            more = tr("Plan zaczyna się od potencjałów i deficytów z diagnozy.")
            self.add(EmptyState(tr("Ta rodzina nie ma jeszcze planu."), more, begin))
            return
        card = Card(tr("Wersje planu pracy"), str(len(plans)))
        for plan in plans:
            opened = Button(tr("Otwórz"), partial(self.context.go, "plan", family=family, plan=plan.id))
            opened.setAccessibleName(f"{tr('Otwórz wersję')} {plan.version_no}")
            back = {"back": "family", "back_args": {"family": family}}
            shown = partial(
                self.context.go, "print", paper="support-plan", family=family, record=plan.id, **back
            )
            preview = Button(tr("Podgląd wydruku"), shown)
            preview.setAccessibleName(f"{tr('Podgląd wydruku, wersja')} {plan.version_no}")
            told = [code_label("plan_state", plan.state), f"{plan.made_on:%d.%m.%Y}"]
            if plan.valid_from and plan.valid_to:
                told.append(f"{plan.valid_from:%d.%m.%Y}–{plan.valid_to:%d.%m.%Y}")
            if plan.change_reason:
                told.append(self.context.shown_text(plan.change_reason))
            card.add_row(Row(f"{tr('Wersja')} {plan.version_no}", " · ".join(told), pair(preview, opened)))
        self.add(card)
