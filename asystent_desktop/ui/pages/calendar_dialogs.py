"""Small windows of the calendar: the card of a visit, a time for one, calling one off, the calendar file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from asystent_desktop.checks.counting import ATTEMPTS
from asystent_desktop.records import Visit
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.editors import Tick
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, time

    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.parts.calendar_blocks import Block

_TIME_FIELDS = ("day", "start", "end", "place")


class VisitCard(QDialog):
    """One visit and what can be done with it; `chosen` carries record, move, call_off, remove or family."""

    chosen = Signal(str)
    pinned = Signal(bool)

    def __init__(self, parent: QWidget, block: Block, visit: Visit) -> None:
        super().__init__(parent)
        self.setWindowTitle("Asystent rodziny")
        self.setAccessibleName(block.spoken)
        self.setMinimumWidth(theme().px(400))
        state = code_label("visit_state", visit.state)
        if visit.failed_reason:
            state += f", {code_label('failed_reason', visit.failed_reason)}"
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(block.name, "card", wrap=True))
        day = block.spoken.partition(",")[0]
        column.addWidget(label(f"{day}, {block.times}"))
        column.addWidget(label(state.capitalize(), "second"))
        if block.address:
            column.addWidget(label(block.address, "second"))
        for note in block.notes:
            column.addWidget(label(note.capitalize(), "problem", wrap=True))
        if block.can_move:
            self._add_pin(column, visit)
        column.addSpacing(4)
        self._add_buttons(column, block)

    def _add_pin(self, column: QVBoxLayout, visit: Visit) -> None:
        self.pin = Tick(tr("Termin ustalony z rodziną"))
        self.pin.set_value(visit.pinned)
        self.pin.setToolTip(tr("Planowanie od nowa nie przesunie tej wizyty."))
        self.pin.edited.connect(lambda: self.pinned.emit(self.pin.value()))
        column.addWidget(self.pin)

    def _add_buttons(self, column: QVBoxLayout, block: Block) -> None:
        rows: list[list[tuple[str, str, str]]] = [[("family", tr("Otwórz rodzinę"), "plain")]]
        if block.can_move:
            rows = [
                [("record", tr("Zapisz wizytę"), "main"), ("move", tr("Przesuń…"), "plain")],
                [
                    ("call_off", tr("Odwołaj…"), "plain"),
                    ("remove", tr("Usuń z kalendarza"), "plain"),
                    ("family", tr("Otwórz rodzinę"), "plain"),
                ],
            ]
        for row in rows:
            holder = QWidget()
            line = FlowLayout(holder)
            for code, words, look in row:
                button = Button(words, partial(self._choose, code), look=look)
                line.addWidget(button)
                if row is rows[0] and code == row[0][0]:
                    button.setFocus()
            column.addWidget(holder)
        column.addWidget(Button(tr("Zamknij"), self.reject, hint="Esc"), 0, Qt.AlignmentFlag.AlignRight)

    def _choose(self, code: str) -> None:
        self.accept()
        self.chosen.emit(code)


def time_dialog(
    parent: QWidget, context: Context, title: str, families: Sequence[tuple[str, str]]
) -> RecordDialog:
    """Return the form of a visit's time; with `families` it also asks whose visit it is."""
    names = ("family", *_TIME_FIELDS) if families else _TIME_FIELDS
    fields = [Visit.INFO.by_name[name] for name in names]
    return RecordDialog(parent, title, fields, context, lambda _field: families)


def call_off_dialog(parent: QWidget, context: Context, who: str) -> RecordDialog:
    """Return the form that asks why a visit is called off; reasons found on the spot are not offered."""
    from asystent_desktop.ui.parts.editors import Choice

    fields = [Visit.INFO.by_name[name] for name in ("failed_reason", "failed_note")]
    dialog = RecordDialog(parent, f"{tr('Odwołanie wizyty')}: {who}", fields, context)
    # The field is required only for some states; here there is but one, so it is always shown.
    dialog.form.box("failed_reason").show()
    editor = dialog.form.box("failed_reason").editor
    if isinstance(editor, Choice):
        offered = [
            (str(editor.itemData(place)), editor.itemText(place))
            for place in range(editor.count())
            if editor.itemData(place) and editor.itemData(place) not in ATTEMPTS
        ]
        editor.set_options(offered)
    return dialog


def time_values(day: date, start: time, end: time, place: str) -> Mapping[str, object]:
    """Return the values that the form of a time begins with."""
    return {"day": day, "start": start, "end": end, "place": place}
