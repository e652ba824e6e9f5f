"""The guide's questions: one card for each cell that a person has to decide, answered or put off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.services.importing import ImportQuestion
    from asystent_desktop.ui.context import Context

MOST_QUESTIONS = 40
_FIELD_WIDTH = 300


def question_card(
    one: ImportQuestion,
    answer: Callable[[ImportQuestion, str], object],
    postpone: Callable[[ImportQuestion], object],
    context: Context,
) -> Card:
    """Return the card of one question; a question without a column can only be read and put off."""
    where = f"{tr('Wiersz')} {one.row}" + (f", {one.column}" if one.column else "")
    card = Card(where)
    card.add(label(tr(one.problem), wrap=True))
    if one.raw:
        card.add(label(f"{tr('W pliku')}: {context.shown_text(one.raw)}", "second", wrap=True))
    line = QHBoxLayout()
    line.setSpacing(8)
    later = Button(tr("Odłóż"), partial(postpone, one))
    later.setAccessibleName(f"{tr('Odłóż')}: {where}")
    if one.column_index >= 0:
        field = QLineEdit(one.suggestion or one.raw)
        field.setAccessibleName(f"{tr('Odpowiedź')}: {where}")
        field.setFixedWidth(theme().px(_FIELD_WIDTH))
        give = Button(tr("Tak wpisz"), lambda: answer(one, field.text()))
        give.setAccessibleName(f"{tr('Tak wpisz')}: {where}")
        field.returnPressed.connect(give.click)
        line.addWidget(field)
        line.addWidget(give)
    line.addWidget(later)
    line.addStretch(1)
    card.add_layout(line)
    return card
