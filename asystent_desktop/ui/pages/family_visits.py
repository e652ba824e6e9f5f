"""Wizyty: every visit of the family in one list, newest first; Enter opens one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import counted
from asystent_desktop.records.codes import area_words
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.pages.family_tab import FamilyTab
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.records import Visit
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.ui.pages.family_tab import FamilyHost

_TONES = {"held": "ok", "failed": "bad", "planned": "info"}
_LONGEST = 160


class VisitsTab(FamilyTab):
    """The family's visits."""

    def __init__(self, host: FamilyHost) -> None:
        super().__init__(host, (0,))
        self._visits: tuple[Visit, ...] = ()

    def show_family(self, data: FamilyData) -> None:
        """Ask for the visits."""
        self.host.ask(partial(self.context.services.visits.of_family, data.row.id), self._show)

    def _show(self, visits: tuple[Visit, ...]) -> None:
        self.clear()
        self._visits = visits
        if not visits:
            record = Button(tr("Zapisz wizytę"), self.host.record, look="plain")
            self.add(
                EmptyState(tr("Nie było jeszcze wizyty."), tr("Tu będą wszystkie, od najnowszej."), record)
            )
            return
        rows: RowsModel[Visit] = RowsModel(self._visit_columns(), lambda one: one.id)
        rows.set_rows(visits)
        table = TableView(rows, tr("Wizyty rodziny"))
        table.setMinimumHeight(theme().px(360))
        table.opened.connect(self._open)
        held = sum(one.state == "held" for one in visits)
        card = Card(tr("Wizyty"), f"{counted(held, 'odbyta', 'odbyte', 'odbytych')} z {len(visits)}")
        card.add(table, 1)
        self.add(card, 0, fills=True)

    def _visit_columns(self) -> list[Column[Visit]]:
        return [
            Column(
                title=tr("Data"),
                text=lambda one: f"{one.day:%d.%m.%Y}",
                context=lambda one: f"{one.start:%H:%M}–{one.end:%H:%M}",
                key=lambda one: (one.day, one.start),
                width=110,
            ),
            Column(
                title=tr("Stan"),
                text=lambda _one: "",
                chips=lambda one: ((code_label("visit_state", one.state), _TONES.get(one.state, "quiet")),),
                key=lambda one: one.state,
                width=120,
            ),
            Column(
                title=tr("Przebieg"),
                text=self._told,
                context=lambda one: ", ".join(area_words(area) for area in one.areas),
                stretch=True,
                width=260,
            ),
            Column(title=tr("Gdzie"), text=lambda one: code_label("place", one.place), width=150, drop=1),
        ]

    def _told(self, one: Visit) -> str:
        if one.failed_reason:
            return code_label("failed_reason", one.failed_reason)
        words = " ".join(self.context.shown_text(one.course).split())
        return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0]} …"

    def _open(self, visit: Visit) -> None:
        self.context.go("visit", family=visit.family, visit=visit.id)
