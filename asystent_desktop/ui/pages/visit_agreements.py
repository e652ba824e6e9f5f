"""Agreements on the page of a visit: those of the last time to tick, those for the next time to write."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from asystent_desktop.services.visit_entry import NewAgreement
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.editors import DayEdit, LineEdit
from asystent_desktop.ui.parts.numbered import NumberedTicks, Option, TickRow
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

NOT_DONE = "niezrobione"
MOST_ROWS = 12
_FIRST_ROWS = 2


class OutcomeRow(TickRow):
    """One agreement of the last time: done or not, and what came of it."""

    def __init__(self, number: int, option: Option) -> None:
        super().__init__(number, option)
        self.outcome = LineEdit(limit=300)
        self.outcome.setAccessibleName(f"{tr('Z jakim skutkiem')}: {option.words}")
        self.outcome.setPlaceholderText(tr("z jakim skutkiem"))
        self.outcome.hide()

    def show_outcome(self, text: str) -> None:
        """Show the line of the outcome with a text."""
        self.outcome.set_value(text)
        self.outcome.show()
        self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)
        self.outcome.end(False)


class OldAgreements(QWidget):
    """Agreements of the last time. Digits tick done, N says "niezrobione", S writes what came of it."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks = _OutcomeTicks()
        self.ticks.edited.connect(self.edited)
        self.ticks.outcome_edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.ticks)
        column.addWidget(
            label(tr("cyfra: zrobione · N: niezrobione · S: z jakim skutkiem"), "second", wrap=True)
        )

    def set_options(self, options: Sequence[Option]) -> None:
        """Show other agreements."""
        self.ticks.set_options(options)

    def value(self) -> tuple[str, ...]:
        """Return the agreements that are done."""
        return self.ticks.value()

    def set_value(self, value: Sequence[str]) -> None:
        """Tick these agreements."""
        self.ticks.set_value(value)

    def outcomes(self) -> tuple[tuple[str, str], ...]:
        """Return what came of agreements, as (agreement, words)."""
        rows = ((code, self.ticks.outcome_of(code)) for code in self.ticks.codes())
        return tuple((code, words) for code, words in rows if words)

    def set_outcomes(self, outcomes: Sequence[tuple[str, str]]) -> None:
        """Show what came of agreements."""
        self.ticks.set_outcomes(dict(outcomes))

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Go to the first agreement."""
        self.ticks.setFocus()


class _OutcomeTicks(NumberedTicks):
    outcome_edited = Signal()

    def make_row(self, number: int, option: Option) -> OutcomeRow:
        """Return a line with its outcome."""
        row = OutcomeRow(number, option)
        row.outcome.edited.connect(self.outcome_edited)
        button = Button(tr("skutek"), partial(self._write_outcome, option.code, ""), look="link")
        button.setAccessibleName(f"{tr('Z jakim skutkiem')}: {option.words}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.add_part(button)
        return row

    def set_options(self, options: Sequence[Option]) -> None:
        """Show other lines, each with the line of its outcome under it."""
        super().set_options(options)
        for place, code in enumerate(self.codes()):
            self._column.insertWidget(2 * place + 1, self._outcome(code))

    def outcome_of(self, code: str) -> str:
        """Return what came of one agreement."""
        return str(self._outcome(code).value()).strip()

    def set_outcomes(self, outcomes: dict[str, str]) -> None:
        """Show outcomes where there are some."""
        for code in self.codes():
            line = self._outcome(code)
            line.set_value(outcomes.get(code, ""))
            line.setVisible(code in outcomes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N: not done; S: what came of it; the rest as in every list of ticks."""
        code = self._at()
        key = event.text().casefold()
        if code and key == "n":
            self.row(code).tick.setChecked(False)
            self._write_outcome(code, self.outcome_of(code) or NOT_DONE)
        elif code and key == "s":
            self._write_outcome(code, self.outcome_of(code))
        else:
            super().keyPressEvent(event)

    def _at(self) -> str:
        return self.current()

    def _write_outcome(self, code: str, text: str) -> None:
        row = self.row(code)
        assert isinstance(row, OutcomeRow)  # noqa: S101 - made above
        row.show_outcome(text or self.outcome_of(code))
        self.outcome_edited.emit()

    def _outcome(self, code: str) -> LineEdit:
        row = self.row(code)
        assert isinstance(row, OutcomeRow)  # noqa: S101 - made above
        return row.outcome


class NewAgreements(QWidget):
    """What is agreed for the next time: what, who, by when; Enter goes on, a new line opens by itself."""

    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.rows: list[tuple[LineEdit, LineEdit, DayEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        for column, (words, stretch) in enumerate(((tr("Co"), 5), (tr("Kto"), 2), (tr("Do kiedy"), 2))):
            self._grid.addWidget(label(words, "caption"), 0, column)
            self._grid.setColumnStretch(column, stretch)
        for _ in range(_FIRST_ROWS):
            self._add_row()

    def value(self) -> tuple[NewAgreement, ...]:
        """Return the agreements written; ValueError with a sentence for a date that is none."""
        return tuple(
            NewAgreement(text=text.value().strip(), who=who.value().strip(), due=due.value())
            for text, who, due in self.rows
            if text.value().strip()
        )

    def set_value(self, value: Sequence[NewAgreement]) -> None:
        """Show agreements, and an empty line after them."""
        shown = [(one.text, one.who, f"{one.due:%d.%m.%Y}" if one.due else "") for one in value]
        self._show(shown)

    def raw(self) -> str:
        """Return what stands in the lines, also what is no date yet."""
        return json.dumps([[one.text() for one in row] for row in self.rows], ensure_ascii=False)

    def set_raw(self, text: str) -> None:
        """Show what `raw` returned."""
        self._show([(one[0], one[1], one[2]) for one in json.loads(text)])

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Go to the first empty line."""
        empty = next((row[0] for row in self.rows if not row[0].text().strip()), self.rows[-1][0])
        empty.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, shown: Sequence[tuple[str, str, str]]) -> None:
        while len(self.rows) <= min(len(shown), MOST_ROWS - 1):
            self._add_row()
        for place, row in enumerate(self.rows):
            texts = shown[place] if place < len(shown) else ("", "", "")
            for editor, text in zip(row, texts, strict=True):
                editor.setText(text)

    def _add_row(self) -> None:
        number = len(self.rows) + 1
        row = (LineEdit(limit=300), LineEdit(limit=80), DayEdit(self._today))
        editors: tuple[LineEdit | DayEdit, ...] = row
        for column, (editor, words) in enumerate(zip(editors, ("co", "kto", "do kiedy"), strict=True)):
            editor.setAccessibleName(f"{tr('Ustalenie')} {number}: {tr(words)}")
            editor.edited.connect(self._on_edited)
            editor.returnPressed.connect(partial(self._go_on, number - 1, column))
            self._grid.addWidget(editor, number, column)
        row[2].setPlaceholderText(tr("dd.mm"))
        self.rows.append(row)

    def _on_edited(self) -> None:
        if self.rows[-1][0].text().strip() and len(self.rows) < MOST_ROWS:
            self._add_row()
        self.edited.emit()

    def _go_on(self, line: int, column: int) -> None:
        """Go to the next field of the line, or to the next line."""
        target = (
            self.rows[line][column + 1] if column < 2 else self.rows[min(line + 1, len(self.rows) - 1)][0]
        )
        target.setFocus(Qt.FocusReason.TabFocusReason)
