"""Settings: weekly working hours from a day on, leave and other days off."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from asystent_desktop.polish import NBSP, hours, short_date
from asystent_desktop.records import DayOff
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.records.types import week_hours
from asystent_desktop.services.settings import Free
from asystent_desktop.ui.form import FieldBox
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Row, pair
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.editors import DayEdit
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.settings_card import SettingsCard
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.parts.week_hours import WeekHoursEdit
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.settings import SettingsView
    from asystent_desktop.ui.context import Context

_FIELDS = ("since", "until", "type")


class HoursCard(SettingsCard):
    """Godziny pracy i urlopy."""

    NAME = "hours"

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Godziny pracy i urlopy"))
        self.week, self.since = WeekHoursEdit(), DayEdit(context.clock.today)
        self._saved, self._held = "", ()  # type: tuple[str, tuple[DayOff, ...]]
        self._added: list[Free] = []
        self._removed: list[str] = []
        self.week.edited.connect(self._on_edited)
        self.since.edited.connect(self._on_edited)
        self._since_box = FieldBox(tr("Nowe godziny od dnia"), self.since)
        self._days = QVBoxLayout()
        self._days.setSpacing(0)
        for part in (self.week, self._since_box, self.problem):
            self.add(part)
        self.add_layout(self._days)
        line = QHBoxLayout()
        line.addStretch(1)
        self.add_button = Button(tr("+ Dodaj wolne…"), self._ask_days)
        line.addWidget(self.add_button)
        self.add_layout(line)

    def show_view(self, view: SettingsView) -> None:
        """Show the hours in force and the days off not yet over."""
        self._saved, self._held = view.hours, view.days_off
        self._added, self._removed = [], []
        self.week.set_value(view.hours)
        self.since.set_value(None)
        self._since_box.setVisible(False)
        self.say_problem("")
        self._say_sum()
        self._show_days()

    def waiting(self) -> tuple[str, ...]:
        """Return hours and each day off that wait."""
        words = [tr("godziny")] if self._week_differs() else []
        words += [tr("wolne") for _one in (*self._added, *self._removed)]
        return tuple(words)

    def change(self) -> Mapping[str, Any]:
        """Return hours and days off that wait; ValueError with a sentence for times that make no span."""
        change: dict[str, Any] = {"days_added": tuple(self._added), "days_removed": tuple(self._removed)}
        if self._week_differs():
            change |= {"hours": self.week.value(), "hours_since": self.since.value()}
        return {name: value for name, value in change.items() if value}

    def typed(self) -> Mapping[str, Any]:
        """Return hours and days off that wait, as text."""
        if not self.waiting():
            return {}
        added = [[one.since.isoformat(), one.until.isoformat(), one.type] for one in self._added]
        return {
            "week": self.week.texts(),
            "since": self.since.text(),
            "added": added,
            "removed": list(self._removed),
        }

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Type hours and days off again."""
        self.week.set_texts(typed["week"])
        self.since.setText(typed["since"])
        held = {one.id for one in self._held}
        self._added = [
            Free(since=date.fromisoformat(since), until=date.fromisoformat(until), type=kind)
            for since, until, kind in typed["added"]
        ]
        self._removed = [one for one in typed["removed"] if one in held]
        self._show_days()
        self._on_edited()

    def _week_differs(self) -> bool:
        try:
            return self.week.value() != self._saved
        except ValueError:
            return True

    def _on_edited(self) -> None:
        differs = self._week_differs()
        if differs and not self.since.text():
            self.since.set_value(self.context.clock.today())
        self._since_box.setVisible(differs)
        self.say_problem("")
        self._say_sum()
        self.edited.emit()

    def _say_sum(self) -> None:
        try:
            spans = week_hours(self.week.value())
        except ValueError:
            self.fact.setText("")
            return
        minutes = sum(end - start for day in spans.values() for start, end in day)
        self.fact.setText(f"{hours(minutes)}{NBSP}{tr('w tygodniu')}")

    def _show_days(self) -> None:
        empty(self._days)
        rows: list[QFrame] = [self._held_row(one) for one in self._held]
        rows += [self._new_row(one) for one in self._added]
        if not rows:
            rows = [label(tr("Nie masz wpisanego urlopu. Święta są wolne same."), "second", wrap=True)]
        for row in rows:
            row.setProperty("first", "false")
            self._days.addWidget(row)

    def _held_row(self, one: DayOff) -> Row:
        name, kind = _span(one.since, one.until), code_label("day_off", one.type)
        if one.id in self._removed:
            back = Button(tr("Przywróć"), partial(self._restore, one.id), look="small")
            back.setAccessibleName(f"{tr('Przywróć')}: {name}")
            return Row(name, kind, pair(Chip(tr("usuwany"), "warn"), back))
        remove = Button(tr("Usuń"), partial(self._remove, one.id), look="small")
        remove.setAccessibleName(f"{tr('Usuń')}: {name}")
        return Row(name, kind, remove)

    def _new_row(self, one: Free) -> Row:
        name = _span(one.since, one.until)
        remove = Button(tr("Usuń"), partial(self._take_back, one), look="small")
        remove.setAccessibleName(f"{tr('Usuń')}: {name}")
        return Row(name, code_label("day_off", one.type), pair(Chip(tr("nowy"), "warn"), remove))

    def _ask_days(self) -> None:
        fields = [DayOff.INFO.by_name[name] for name in _FIELDS]
        dialog = RecordDialog(self, tr("Dodaj wolne"), fields, self.context)
        dialog.save_button.set_words(tr("Dodaj wolne"))
        dialog.show_values({"type": "leave"})
        dialog.keep_as("day_off")
        dialog.wanted.connect(partial(self._take_days, dialog))
        dialog.open()

    def _take_days(self, dialog: RecordDialog, values: Mapping[str, Any]) -> None:
        if values["until"] < values["since"]:
            dialog.form.show_problems({"until": tr("Koniec jest wcześniejszy niż początek.")})
            return
        spans = [(one.since, one.until) for one in self._held if one.id not in self._removed]
        spans += [(one.since, one.until) for one in self._added]
        if any(since <= values["until"] and values["since"] <= until for since, until in spans):
            dialog.form.show_problems({"since": tr("W tych dniach masz już wolne.")})
            return
        self._added.append(Free(since=values["since"], until=values["until"], type=values["type"] or "leave"))
        dialog.accept()
        self._renew()

    def _remove(self, record_id: str) -> None:
        self._removed.append(record_id)
        self._renew()

    def _restore(self, record_id: str) -> None:
        self._removed.remove(record_id)
        self._renew()

    def _take_back(self, one: Free) -> None:
        self._added.remove(one)
        self._renew()

    def _renew(self) -> None:
        self._show_days()
        self.add_button.setFocus()
        self.edited.emit()


def _span(since: date, until: date) -> str:
    if since == until:
        return short_date(since)
    return (
        f"{since:%d.%m}–{short_date(until)}"
        if since.year == until.year
        else f"{short_date(since)}–{short_date(until)}"
    )
