"""Working hours of a week: two times for each day, empty for a day off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from asystent_desktop.polish import WEEKDAYS, WEEKDAYS_SHORT
from asystent_desktop.ui.parts.editors import TimeEdit
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from datetime import time


class WeekHoursEdit(QWidget):
    """One span of hours for each weekday; the value is text like `1 08:00-16:00; 2 11:00-19:00`.

    A day with a second span keeps it: it is held aside and given back with the value.
    """

    edited = Signal()

    def __init__(self, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: list[tuple[TimeEdit, TimeEdit]] = []
        self._aside: tuple[str, ...] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for place, name in enumerate(WEEKDAYS):
            pair = TimeEdit(), TimeEdit()
            grid.addWidget(label(WEEKDAYS_SHORT[place] if narrow else name), place, 0)
            for column, (edit, words) in enumerate(zip(pair, ("od", "do"), strict=True), start=1):
                edit.setAccessibleName(f"{name}, {words}")
                edit.setFixedWidth(theme().px(72 if narrow else 84))
                edit.setProperty("look", "small")
                edit.edited.connect(self.edited)
                grid.addWidget(edit, place, column)
            self._days.append(pair)

    def value(self) -> str:
        """Return the hours; ValueError with a sentence for times that make no span."""
        spans = list(self._aside)
        for place, (start, end) in enumerate(self._days):
            span = _span(place, start.value(), end.value())
            if span:
                spans.append(f"{place + 1} {span}")
        return "; ".join(sorted(spans))

    def set_value(self, value: str) -> None:
        """Show hours."""
        firsts: dict[int, str] = {}
        aside: list[str] = []
        for part in filter(None, value.split("; ")):
            day, span = part.split(" ", 1)
            if int(day) in firsts:
                aside.append(part)
            else:
                firsts[int(day)] = span
        self._aside = tuple(aside)
        for place, pair in enumerate(self._days):
            times = firsts.get(place + 1, "-").split("-")
            for edit, text in zip(pair, times, strict=True):
                edit.setText(text)

    def texts(self) -> list[str]:
        """Return what stands in the fields, read or not, and spans held aside at the end."""
        return [edit.text() for pair in self._days for edit in pair] + list(self._aside)

    def set_texts(self, texts: list[str]) -> None:
        """Type into the fields what `texts` gave."""
        fields = [edit for pair in self._days for edit in pair]
        for edit, text in zip(fields, texts, strict=False):
            edit.setText(text)
        self._aside = tuple(texts[len(fields) :])


def _span(place: int, start: time | None, end: time | None) -> str:
    if start is None and end is None:
        return ""
    if start is None or end is None:
        raise ValueError(f"Podaj obie godziny ({WEEKDAYS[place]}).")
    if start >= end:
        raise ValueError(f"Koniec pracy jest przed początkiem ({WEEKDAYS[place]}).")
    return f"{start:%H:%M}-{end:%H:%M}"
