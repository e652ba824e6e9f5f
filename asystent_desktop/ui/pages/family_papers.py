"""Dokumenty: every paper that can be printed of the family, each with its preview."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import add_months
from asystent_desktop.polish import month_title
from asystent_desktop.ui.pages.family_tab import FamilyTab
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.services.printouts.base import Printout
    from asystent_desktop.ui.pages.family_tab import FamilyHost

_MONTHS = 18
_HINTS = {
    "support-plan": "Najnowsza wersja. Inne wersje są w zakładce Plan pracy.",
    "visit-card": "Ostatnia zapisana wizyta. Karty całego miesiąca drukują się razem.",
}


class PapersTab(FamilyTab):
    """What can be printed."""

    def __init__(self, host: FamilyHost) -> None:
        super().__init__(host, (0,))
        self.month = ""

    def show_family(self, data: FamilyData) -> None:
        """Show the papers of the family, then those of a month."""
        papers = self.context.services.printing.papers()
        printouts = [one for one in papers if one.is_for(data.row.kind)]
        single, monthly = Card(tr("Pisma rodziny")), Card(tr("Za miesiąc"))
        monthly.add(self._months())
        for one in printouts:
            if one.of in {"family", "record"}:
                single.add_row(self._row(one, data, by_month=False))
            if one.of == "month" or (one.of == "record" and one.batch):
                monthly.add_row(self._row(one, data, by_month=True))
        more = tr("Adres zastrzeżony, Niebieska Karta i obszar j nie trafiają na pisma dla rodziny.")
        single.add(label(more, "second", wrap=True))
        self.add(single)
        self.add(monthly)

    def _months(self) -> Choice:
        first = self.context.clock.today().replace(day=1)
        months = [add_months(first, -back) for back in range(_MONTHS)]
        choice = Choice(
            [(one.isoformat(), month_title(one.year, one.month)) for one in months], may_be_empty=False
        )
        choice.setAccessibleName(tr("Miesiąc wydruku"))
        choice.set_value(self.month or first.isoformat())
        choice.edited.connect(lambda: self._choose(str(choice.value())))
        self.month = str(choice.value())
        return choice

    def _choose(self, month: str) -> None:
        self.month = month

    def _row(self, one: Printout, data: FamilyData, *, by_month: bool) -> Row:
        plural = by_month and one.of == "record"
        title = tr("Karty wszystkich wizyt miesiąca") if plural else tr(one.title)
        button = Button(tr("Podgląd wydruku"), partial(self._open, one, data.row.id, by_month=by_month))
        button.setAccessibleName(f"{tr('Podgląd wydruku')}: {title}")
        return Row(title, "" if by_month else tr(_HINTS.get(one.name, "")), button)

    def _open(self, one: Printout, family: str, *, by_month: bool) -> None:
        args: dict[str, object] = {"paper": one.name, "family": family, "back": "family"}
        args["back_args"] = {"family": family, "tab": "papers"}
        if by_month:
            args["day"] = date.fromisoformat(self.month).isoformat()
        if by_month and one.of == "record":
            args["all"] = "1"
        self.context.go("print", **args)
