"""What the page of a visit reads: a family's form with its draft, or the families to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asystent_desktop.services.visit_drafts import visit_key
from asystent_desktop.ui.pages.visit_choose import Choosable

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.records import Phrase
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.services.visit_entry import VisitForm, VisitRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A form with its family's row, draft and phrases; without a form, what a family is chosen from."""

    form: VisitForm | None = None
    row: FamilyRow | None = None
    draft: Draft | None = None
    phrases: tuple[Phrase, ...] = ()
    waiting: tuple[VisitRow, ...] = ()
    rows: tuple[FamilyRow, ...] = ()

    def choosable(
        self, shown_name: Callable[[str], str], shown_text: Callable[[str], str]
    ) -> tuple[Choosable, ...]:
        """Return the lines to choose from: today's unsaved visits by time, then all families."""
        first = [
            Choosable(
                family=one.visit.family,
                visit=one.visit.id,
                name=one.family_name,
                words=f"{one.visit.start:%H:%M}  {shown_name(one.family_name)}",
            )
            for one in self.waiting
        ]
        others = [
            Choosable(
                family=one.id,
                visit="",
                name=f"{one.name} {one.reference_person}",
                words=" · ".join(filter(None, (shown_name(one.name), shown_text(one.address)))),
            )
            for one in self.rows
        ]
        return (*first, *others)


def load(services: Services, args: dict[str, Any]) -> Loaded:
    """Read the form of the family in `args`, else of today's next unsaved visit, else what to choose from."""
    family, visit = args.get("family", ""), args.get("visit", "")
    today = services.clock.today()
    if not family:
        rows = services.visits.between(today, today, state="planned")
        waiting = tuple(row for row in rows if row.visit.account == services.desk.account)
        if args.get("choose") or not waiting:
            return Loaded(waiting=waiting, rows=services.cases.rows())
        family, visit = waiting[0].visit.family, waiting[0].visit.id
    form = services.visits.form(family, visit)
    return Loaded(
        form=form,
        row=services.cases.row(family),
        draft=services.drafts.get(visit_key(family, form.entry.id)),
        phrases=services.phrases.all(),
    )
