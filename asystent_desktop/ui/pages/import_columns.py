"""The guide's step of columns: heading, examples, what it was taken for and why; each can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.ui.parts.card import Card, Row, pair
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asystent_desktop.services.importing import ImportPlan
    from asystent_desktop.services.register_reading import ColumnGuess
    from asystent_desktop.ui.context import Context

_CHOICE_WIDTH = 230
_SURE = 0.8


def columns_card(
    plan: ImportPlan,
    choices: Sequence[tuple[str, str]],
    choose: Callable[[int, str], object],
    context: Context,
) -> Card:
    """Return the card of all columns; `choose` is told the column and the field, empty for leaving it out."""
    taken = sum(one.target is not None for one in plan.columns)
    card = Card(tr("Co jest w kolumnach"), f"{taken} z {len(plan.columns)}")
    options = [("", tr("(pomiń tę kolumnę)")), *choices]
    for one in plan.columns:
        card.add_row(_row(one, options, choose, context))
    return card


def _row(
    one: ColumnGuess,
    options: Sequence[tuple[str, str]],
    choose: Callable[[int, str], object],
    context: Context,
) -> Row:
    heading = one.heading or f"{tr('Kolumna')} {one.index + 1} {tr('bez nagłówka')}"
    choice = Choice(options, may_be_empty=False)
    choice.setAccessibleName(f"{tr('Pole dla kolumny')}: {heading}")
    choice.setFixedWidth(theme().px(_CHOICE_WIDTH))
    choice.set_value(one.target or "")
    choice.edited.connect(lambda: choose(one.index, str(choice.value())))
    if one.target is None:
        chip = Chip(tr("pominięta"))
    elif one.confidence >= _SURE:
        chip = Chip(tr("pewne"), "ok")
    else:
        chip = Chip(tr("sprawdź"), "warn")
    examples = context.shown_text(", ".join(one.examples))
    told = " · ".join(filter(None, (examples and f"{tr('np.')} {examples}", one.why)))
    return Row(heading, told, pair(chip, choice))
