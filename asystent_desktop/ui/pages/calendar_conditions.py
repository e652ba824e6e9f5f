"""The conditions of the month beside the calendar, changed in place: hours, days off, fixed times."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from asystent_desktop.errors import AppError
from asystent_desktop.polish import counted
from asystent_desktop.records import DayOff
from asystent_desktop.services.settings import Free, SettingsChange
from asystent_desktop.ui.form import FieldBox
from asystent_desktop.ui.pages.calendar_side import free_words, hours_words, own_words, wide
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.editors import Choice, DayEdit
from asystent_desktop.ui.parts.text import announce, label, set_shown
from asystent_desktop.ui.parts.week_hours import WeekHoursEdit
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.calendar_view import CalendarSheet
    from asystent_desktop.ui.page import Page


class ConditionsCard(Card):
    """Hours, days off and limits in words; "Zmień" turns the words into fields, in the same place."""

    time_wanted = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(tr("Warunki"))
        self._page = page
        self._sheet: CalendarSheet | None = None
        self._waiting: dict[str, Any] = {}
        self.editor: ConditionsEditor | None = None

    def show_sheet(self, sheet: CalendarSheet) -> None:
        """Show the conditions; what is being typed stays."""
        self._sheet = sheet
        if self.editor is None and self._waiting:
            self.begin()
        elif self.editor is None:
            self._show_words(sheet)

    def typed(self) -> dict[str, Any]:
        """Return what stands in the open fields, read or not; nothing while only words are shown."""
        return self.editor.typed() if self.editor is not None else {}

    def retype(self, typed: dict[str, Any]) -> None:
        """Open the fields with what was typed, once the conditions are read."""
        self._waiting = typed

    def begin(self) -> None:
        """Turn the words into fields and go to the first."""
        if self._sheet is None:
            return
        if self.editor is None:
            self.clear()
            self.editor = ConditionsEditor(self._page, self._sheet)
            self.editor.saved.connect(self._end)
            self.editor.given_up.connect(self._end)
            self.add(self.editor)
            self.editor.retype(self._waiting)
            self._waiting = {}
        self.editor.focus_first()

    def _end(self) -> None:
        self.editor = None
        if self._sheet is not None:
            self._show_words(self._sheet)

    def _show_words(self, sheet: CalendarSheet) -> None:
        limits = sheet.limits
        most = counted(limits.max_visits_per_day, "wizyta", "wizyty", "wizyt")
        gap = counted(limits.min_gap_days, "dzień", "dni", "dni")
        fixed = len({one.id for _day, one in sheet.appointments})
        sentences = [
            f"{tr('Godziny')}: {hours_words(sheet.hours)}",
            f"{tr('Wolne')}: {', '.join(free_words(sheet)) or tr('nic poza weekendami')}",
            f"{tr('Najwyżej')} {most} {tr('dziennie')}",
            f"{tr('W jednej rodzinie: co najmniej')} {gap} {tr('odstępu, równo przez miesiąc')}",
        ]
        if fixed:
            sentences.append(counted(fixed, "termin stały", "terminy stałe", "terminów stałych"))
        if not self.renew(*sentences):
            return
        for sentence in sentences:
            self.add(label(sentence, "small", wrap=True))
        self.add(wide(Button(tr("Zmień godziny i wolne"), self.begin)))
        self.add(wide(Button(tr("Dodaj termin stały…"), self.time_wanted.emit)))


class ConditionsEditor(QWidget):
    """The fields of hours and days off; both are saved together, and typed text stays when refused."""

    saved = Signal()
    given_up = Signal()

    def __init__(self, page: Page, sheet: CalendarSheet) -> None:
        super().__init__()
        self._page, self._hours = page, sheet.hours_text
        self._removed: list[str] = []
        self._rows: dict[str, tuple[Row, Button]] = {}
        self.week = WeekHoursEdit(narrow=True)
        self.week.set_value(sheet.hours_text)
        today = page.context.clock.today
        self.begins, self.ends = DayEdit(today), DayEdit(today)
        self.kind = Choice(_kinds(), may_be_empty=False)
        self.kind.set_value("leave")
        self.problem = label("", "problem", wrap=True)
        self.save_button = wide(Button(tr("Zapisz warunki"), self.save))
        self._set_out(sheet)

    def focus_first(self) -> None:
        """Go to the first hour."""
        self.week.setFocus(Qt.FocusReason.OtherFocusReason)
        self.week.focusNextChild()

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, and which days off are to be removed."""
        return {
            "week": self.week.texts(),
            "begins": self.begins.text(),
            "ends": self.ends.text(),
            "kind": self.kind.value(),
            "removed": list(self._removed),
        }

    def retype(self, typed: dict[str, Any]) -> None:
        """Type again what `typed` gave."""
        if not typed:
            return
        self.week.set_texts(typed["week"])
        self.begins.setText(typed["begins"])
        self.ends.setText(typed["ends"])
        self.kind.set_value(typed["kind"])
        for record_id in typed["removed"]:
            if record_id in self._rows:
                self._turn(record_id, *self._rows[record_id])

    def save(self) -> None:
        """Save what was changed; a sentence says what is wrong."""
        try:
            change = self._change()
        except ValueError as problem:
            self._say(str(problem))
            return
        self._page.save(partial(self._page.context.services.settings.save, change), self._done, self._refused)

    def _set_out(self, sheet: CalendarSheet) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(tr("Godziny pracy od dziś"), "caption"), 0, 0, 1, 2)
        grid.addWidget(self.week, 1, 0, 1, 2)
        grid.addWidget(label(tr("Wolne"), "caption"), 2, 0, 1, 2)
        line = 3
        for one in sheet.own_days:
            grid.addWidget(self._day_row(one), line, 0, 1, 2)
            line += 1
        for part, place in (
            (FieldBox(tr("Dodaj wolne od"), self.begins), (line, 0, 1, 1)),
            (FieldBox(tr("do"), self.ends), (line, 1, 1, 1)),
            (FieldBox(tr("Rodzaj"), self.kind), (line + 1, 0, 1, 2)),
            (self.problem, (line + 2, 0, 1, 2)),
            (self.save_button, (line + 3, 0, 1, 2)),
            (wide(Button(tr("Zrezygnuj"), self.given_up.emit)), (line + 4, 0, 1, 2)),
        ):
            grid.addWidget(part, *place)
        set_shown(self.problem, False)

    def _day_row(self, one: DayOff) -> Row:
        words = own_words(one)
        button = Button(tr("Usuń"), look="small")
        button.setAccessibleName(f"{tr('Usuń')}: {words}")
        row = Row(words, right=button)
        self._rows[one.id] = (row, button)
        button.clicked.connect(partial(self._turn, one.id, row, button))
        return row

    def _turn(self, record_id: str, row: Row, button: Button, _checked: bool = False) -> None:
        """Mark a day off as to be removed, or no longer."""
        goes = record_id not in self._removed
        (self._removed.append if goes else self._removed.remove)(record_id)
        row.name.setEnabled(not goes)
        button.set_words(tr("Przywróć") if goes else tr("Usuń"))

    def _change(self) -> SettingsChange:
        """Return what was changed; ValueError with a sentence when it can't be read."""
        hours = self.week.value()
        since, until = self.begins.value(), self.ends.value()
        if until is not None and since is None:
            raise ValueError(tr("Podaj, od kiedy masz wolne."))
        added = () if since is None else (Free(since=since, until=until or since, type=self.kind.value()),)
        return SettingsChange(
            hours=None if hours == self._hours else hours,
            days_added=added,
            days_removed=tuple(self._removed),
        )

    def _done(self, _saved: Any) -> None:
        self._page.notice.tell(tr("Warunki zapisane. Zaplanowane wizyty zostały, gdzie były."), "ok")
        self.saved.emit()

    def _refused(self, problem: AppError) -> None:
        self._say(tr(problem.sentence))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        set_shown(self.problem, True)
        announce(self, sentence)


def _kinds() -> list[tuple[str, str]]:
    kind: Any = DayOff.INFO.by_name["type"].type
    return list(kind.options())
