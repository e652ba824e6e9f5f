"""Today's visits in order: each line opens what to know before it; the next one owns the main button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.polish import counted, hours, weekday
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.services.today import TodayVisit, TodayVisits
    from asystent_desktop.services.visit_entry import VisitRow
    from asystent_desktop.ui.context import Context

TWO = "wizyta we dwoje"
_UNDER_FROM = 125
_STATES = {
    "held": ("zapisana", "ok"),
    "failed": ("nieodbyta", "bad"),
    "cancelled": ("odwołana", "quiet"),
}


class VisitLine(QFrame):
    """One visit: Enter opens what to know before it, arrows go to the other lines."""

    def __init__(self, context: Context, one: TodayVisit, *, owns_main: bool) -> None:
        super().__init__()
        self._context, self._one = context, one
        self.button: Button | None = None
        self.setProperty("part", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        visit, family = one.row.visit, one.family
        name = context.shown_name(family.name)
        times = f"{visit.start:%H:%M}–{visit.end:%H:%M}"
        agreed = "; ".join(context.shown_text(text) for text in one.agreed[: 1 if context.private else None])
        told = f"{tr('Ustalono')}: {agreed}" if agreed else ""
        self.setAccessibleName(", ".join(filter(None, (times, name, told))))
        self.setAccessibleDescription(tr("Enter otwiera kartkę przed wizytą"))
        self.setToolTip(tr("Przed wizytą (Enter)"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        line.addWidget(label(times, "strong"))
        dots = EightDots()
        dots.show_month(dots_of(family.count))
        words = self._words(name, told)
        line.addLayout(words, 1)
        # At a large type times, words, dots and button side by side are wider than the smallest screen.
        if theme().scale < _UNDER_FROM:
            line.addWidget(dots)
        else:
            words.addWidget(dots, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self._right(name, owns_main=owns_main))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the briefing with Enter, go to the other visits with the arrows."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            _move(self, 1 if key is Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the briefing with a click on the line."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._open()

    def _open(self) -> None:
        self._context.go("briefing", family=self._one.family.id, visit=self._one.row.visit.id)

    def _words(self, name: str, told: str) -> QVBoxLayout:
        visit, family = self._one.row.visit, self._one.family
        first = QWidget()
        flow = FlowLayout(first, gap=6, line_gap=0)
        flow.addWidget(label(name, "strong"))
        place = visit.place_text if visit.place != "home" else family.address
        shown = self._context.shown_text(place)
        if shown:
            flow.addWidget(label(shown, "muted"))
        if TWO in family.marks or visit.second_worker:
            flow.addWidget(Chip(tr(TWO), "warn"))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(first)
        if told:
            column.addWidget(label(told, "second", wrap=True))
        return column

    def _right(self, name: str, *, owns_main: bool) -> QWidget:
        visit = self._one.row.visit
        if visit.state != "planned":
            words, tone = _STATES.get(visit.state, ("", "quiet"))
            return Chip(tr(words), tone)
        act = partial(self._context.go, "visit", family=visit.family, visit=visit.id)
        self.button = Button(tr("Zapisz wizytę"), act, look="main" if owns_main else "plain")
        self.button.setAccessibleName(f"{tr('Zapisz wizytę')}: {name}")
        return self.button


class VisitsCard(Card):
    """The card of today's visits; `main` is the button of the next unsaved one."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Dzisiejsze wizyty"))
        self._context = context
        self.main: Button | None = None

    def show_day(self, found: TodayVisits) -> None:
        """Show the day's visits, or when the next one is."""
        if not self.renew(found, self._context.clock.today(), self._context.sight):
            return
        self.main = None
        shown = [one for one in found.visits if not self._context.hides_family(one.family.id)]
        self.fact.setText(self._facts(shown))
        if not shown:
            self._show_none(found)
        for one in shown:
            line = VisitLine(self._context, one, owns_main=self.main is None)
            line.setProperty("first", "true" if one is shown[0] else "false")
            self.main = self.main or line.button
            self.add(line)
        self.set_spacing(0 if shown else 8)

    def _show_none(self, found: TodayVisits) -> None:
        if found.visits:
            words = tr("W trybie prywatnym widać tylko rodzinę, u której powstaje wpis.")
            self.add(label(words, "second", wrap=True))
            return
        following = found.following
        words = f"{tr('Następna')}: {_when(following, self._context.clock.today())}." if following else ""
        self.add(label(f"{tr('Dziś nie ma wizyt.')} {words}".strip(), "second", wrap=True))

    def _facts(self, shown: list[TodayVisit]) -> str:
        if not shown:
            return ""
        visits = [one.row.visit for one in shown if one.row.visit.state in {"planned", "held"}]
        minutes = sum(
            (one.end.hour - one.start.hour) * 60 + one.end.minute - one.start.minute for one in visits
        )
        districts = list(dict.fromkeys(one.row.district for one in shown if one.row.district))
        said = [counted(len(shown), "wizyta", "wizyty", "wizyt"), hours(minutes)]
        if districts and not self._context.private:
            word = tr("rejon") if len(districts) == 1 else tr("rejony")
            said.append(f"{word}: {', '.join(districts)}")
        return " · ".join(said)


def _when(row: VisitRow, today: date) -> str:
    near = (row.visit.day - today).days < 7
    day = weekday(row.visit.day) if near else f"{weekday(row.visit.day)} {row.visit.day:%d.%m}"
    return f"{day}, {row.visit.start:%H:%M}"


def _move(line: VisitLine, step: int) -> None:
    parent = line.parentWidget()
    lines = [one for one in parent.findChildren(VisitLine) if one.isVisible()] if parent else []
    if line in lines:
        place = min(max(lines.index(line) + step, 0), len(lines) - 1)
        lines[place].setFocus(Qt.FocusReason.OtherFocusReason)
