"""The guide's preview: every row of the list as it will be in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.importing import ImportPlan, ImportRow
    from asystent_desktop.ui.context import Context

_STATES = {"created": ("nowa", "ok"), "updated": ("zmiana", "warn"), "unchanged": ("bez zmian", "quiet")}
_MOST_SKIPPED = 5


def counts_words(plan: ImportPlan) -> str:
    """Return how many families are new, changed and unchanged, in words."""
    return (
        f"{tr('Nowych rodzin')}: {plan.created}, {tr('zmienionych')}: {plan.updated}, "
        f"{tr('bez zmian')}: {plan.unchanged}."
    )


def preview_card(plan: ImportPlan, context: Context) -> Card:
    """Return the card with the table of rows, and the rows left out with their reason."""
    rows: RowsModel[ImportRow] = RowsModel(_columns(context), lambda row: row.row)
    rows.set_rows(plan.rows)
    table = TableView(rows, tr("Wiersze wykazu"))
    table.setMinimumHeight(theme().px(320))
    card = Card(tr("Wiersze, jak będą w wykazie"), counts_words(plan))
    card.add(table, 1)
    for number, why in plan.skipped[:_MOST_SKIPPED]:
        card.add(label(f"{tr('Wiersz')} {number}: {why}", "second", wrap=True))
    if len(plan.skipped) > _MOST_SKIPPED:
        card.add(label(f"{tr('Pominiętych wierszy razem')}: {len(plan.skipped)}", "second"))
    return card


def _columns(context: Context) -> list[Column[ImportRow]]:
    return [
        Column(title=tr("Wiersz"), text=lambda row: str(row.row), key=lambda row: row.row, width=60),
        Column(
            title=tr("Rodzina"),
            text=lambda row: context.shown_name(row.name),
            context=lambda row: context.shown_text(row.address),
            bold=True,
            stretch=True,
            width=220,
        ),
        Column(title=tr("Nr sprawy"), text=lambda row: context.shown_text(row.case_number), width=150),
        Column(
            title=tr("Dzieci"),
            text=lambda row: str(row.children) if row.children else "–",
            key=lambda row: row.children,
            width=70,
            drop=2,
        ),
        Column(title=tr("Asystent"), text=lambda row: row.assistant or "–", width=170, drop=1),
        Column(
            title=tr("Co się stanie"),
            text=lambda _row: "",
            chips=lambda row: ((tr(_STATES[row.state][0]), _STATES[row.state][1]),),
            key=lambda row: row.state,
            width=120,
        ),
    ]
