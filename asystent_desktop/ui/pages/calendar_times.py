"""Fixed times of the calendar that are no visits (a meeting, a hearing): added, changed, removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from asystent_desktop.polish import day_month
from asystent_desktop.records import Appointment
from asystent_desktop.services.calendar_view import appointment_key
from asystent_desktop.ui.parts.dialogs import ask_later
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.ui.pages.calendar import CalendarPage

_FIELDS = ("title", "type", "day", "start", "end", "weekly", "until")


class FixedTimes(QObject):
    """The dialogs of fixed times."""

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self._page = page

    def add(self) -> None:
        """Ask for a new fixed time on the chosen day."""
        dialog = self._dialog("", {"day": self._page.hand().cursor.day, "type": "meeting"})
        create = self._page.context.services.records.create
        account = self._page.context.services.desk.account
        dialog.wanted.connect(
            lambda read: dialog.save(partial(create, "appointment", {**read, "account": account}))
        )

    def open(self, key: str) -> None:
        """Ask what to do with a fixed time."""
        found = {appointment_key(day, one): (day, one) for day, one in self._page.appointments()}
        if key not in found:
            return
        day, one = found[key]
        name = one.title or tr("Termin stały")
        more = f"{day_month(day)}, {one.start:%H:%M}–{one.end:%H:%M}"
        if one.weekly:
            more += f", {tr('co tydzień')}"
        answers = (
            ("back", tr("Wróć")),
            ("remove", tr("Usuń wszystkie tygodnie") if one.weekly else tr("Usuń")),
            ("change", tr("Zmień…")),
        )
        shown = self._page.context.shown_text(name)
        ask_later(self._page, shown, more, answers, partial(self._do, one), main="change")

    def _do(self, one: Appointment, answer: str) -> None:
        records = self._page.context.services.records
        if answer == "remove":
            self._page.save(partial(records.remove, one.id), self._removed)
        elif answer == "change":
            dialog = self._dialog(one.id, {name: getattr(one, name) for name in _FIELDS})
            dialog.wanted.connect(lambda read: dialog.save(partial(records.change, one.id, read)))

    def _removed(self, _changes: Any) -> None:
        self._page.notice.tell(tr("Termin usunięty."), "ok")
        self._page.refresh_now()

    def _dialog(self, about: str, values: Mapping[str, object]) -> RecordDialog:
        fields = [Appointment.INFO.by_name[name] for name in _FIELDS]
        dialog = RecordDialog(self._page, tr("Termin stały"), fields, self._page.context)
        dialog.show_values(values)
        dialog.keep_as(f"appointment:{about}")
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
