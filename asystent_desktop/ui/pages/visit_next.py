"""The card of the next visit: the planned one, or a date to be planned in the same save."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from asystent_desktop.polish import day_month, weekday
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.services.visit_entry import NextVisit
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.editors import DayEdit, TimeEdit
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from asystent_desktop.records import Visit

_USUAL_MINUTES = 60


class NextCard(Card):
    """Day and hour of the next visit; `value` is nothing while there is no whole date."""

    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(tr("Następna wizyta"), "F12")
        self.day, self.start = DayEdit(today), TimeEdit()
        self.day.setAccessibleName(tr("Następna wizyta: dzień"))
        self.start.setAccessibleName(tr("Następna wizyta: godzina"))
        self._planned: Visit | None = None
        self._words = label("", wrap=True)
        self._change = Button(tr("Zmień termin"), self.setFocus)
        self._fields = QWidget()
        line = QHBoxLayout(self._fields)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.day, 3)
        line.addWidget(self.start, 2)
        for editor in (self.day, self.start):
            editor.edited.connect(self.edited)
        for part in (self._words, self._change, self._fields):
            self.add(part)

    def show_planned(self, planned: Visit | None) -> None:
        """Show what is planned already, or that nothing is."""
        self._planned = planned
        if planned is None:
            self._words.setText(tr("Nie ma jeszcze terminu. Wpisz go albo wybierz po „Zakończ wizytę”."))
        else:
            place = code_label("place", planned.place)
            self._words.setText(f"{visit_words(planned.day, planned.start)} · {place}")
        set_shown(self._change, planned is not None)
        set_shown(self._fields, planned is None)

    def planned_id(self) -> str:
        """Return the planned visit that a typed date moves; nothing when none is planned."""
        return self._planned.id if self._planned is not None else ""

    def value(self) -> NextVisit | None:
        """Return the date typed; ValueError with a sentence for a date or an hour that is none."""
        day, start = self.day.value(), self.start.value()
        if day is None and start is None:
            return None
        if day is None or start is None:
            raise ValueError(tr("Następna wizyta: wpisz dzień i godzinę, albo wyczyść oba pola."))
        end = min(
            datetime.combine(day, start) + timedelta(minutes=_USUAL_MINUTES),
            datetime.combine(day, time(23, 59)),
        )
        place = self._planned.place if self._planned is not None else "home"
        return NextVisit(day=day, start=start, end=end.time(), place=place)

    def set_value(self, value: NextVisit | None) -> None:
        """Show a date."""
        self.day.set_value(value.day if value else None)
        self.start.set_value(value.start if value else None)
        if value is not None:
            set_shown(self._fields, shown=True)

    def raw(self) -> str:
        """Return what is typed, also what is no date yet."""
        return json.dumps([self.day.text(), self.start.text()])

    def set_raw(self, text: str) -> None:
        """Show what `raw` returned."""
        day, start = json.loads(text)
        self.day.setText(day)
        self.start.setText(start)
        set_shown(self._fields, shown=True)

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Go to the day; a planned visit may then be given another date."""
        set_shown(self._fields, shown=True)
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)


def visit_words(day: date, start: time) -> str:
    """Return a visit's day and hour in words: "środa, 25 listopada, 10:00"."""
    return f"{weekday(day)}, {day_month(day)}, {start:%H:%M}"
