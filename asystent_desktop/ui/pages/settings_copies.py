"""Settings: copies of the store, where they lie, when they were checked, and the way back from one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from asystent_desktop.polish import counted, plural, short_date
from asystent_desktop.ui.pages.settings_copy_dialogs import DrillDialog, RestoreDialog
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.settings_card import SettingsCard
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from asystent_desktop.services.backup import BackupResult, CopiesStatus
    from asystent_desktop.services.settings import SettingsView
    from asystent_desktop.ui.context import Context


class CopiesCard(SettingsCard):
    """Kopie zapasowe."""

    NAME = "copies"

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Kopie zapasowe"))
        self.own_chip, self.outside_chip, self.drill_chip = Chip(""), Chip(""), Chip("")
        self.own = Row(tr("Ostatnia kopia"), " ", self.own_chip)
        self.outside = Row(tr("Kopia na nośniku"), " ", self.outside_chip)
        self.drill = Row(tr("Ostatnie sprawdzenie"), " ", self.drill_chip)
        self.place_button = Button(tr("Zmień…"), self._choose_place)
        self.place = Row(tr("Miejsce na kopie"), " ", self.place_button)
        for row in (self.own, self.outside, self.drill, self.place):
            self.add_row(row)
        self.note = Note(tone="warn")
        self.add(self.note)
        self.given_up = Note(tone="info")
        self.add(self.given_up)
        self.make_button = Button(tr("Zrób kopię"), self._make)
        self.check_button = Button(tr("Sprawdź kopię…"), self._drill)
        self.restore_button = Button(tr("Odtwórz z kopii…"), self._restore)
        holder = QWidget()
        flow = FlowLayout(holder)
        flow.setContentsMargins(0, 10, 0, 0)
        for button in (self.make_button, self.check_button, self.restore_button):
            flow.addWidget(button)
        self.add(holder)
        self._after_place: Callable[[], object] | None = None

    def show_view(self, _view: SettingsView) -> None:
        """Ask how the copies stand."""
        self.context.ask(self.context.services.backup.status, self._show, self._say, owner=self)

    def _show(self, status: CopiesStatus) -> None:
        today = self.context.clock.today()
        newest = max((one.made_at for one in status.own), default=None)
        fresh = newest is not None and (today - _local(newest).date()).days <= 1
        self.own.set_words(tr("Ostatnia kopia"), f"{self._when(newest)}, {tr('na tym komputerze')}")
        self.own_chip.show_words(*(("aktualna", "ok") if fresh else ("brak dzisiejszej", "warn")))
        self.outside.set_words(tr("Kopia na nośniku"), self._when(status.outside_at))
        is_due = status.reminder in {"place", "copy"}
        self.outside_chip.show_words(*(("raz w tygodniu", "warn") if is_due else ("aktualna", "ok")))
        self._show_drill(status)
        place = status.place
        self.place.set_words(
            tr("Miejsce na kopie"), _place_words(place) if place else tr("jeszcze nie wybrane")
        )
        self.place_button.set_words(tr("Zmień…") if place else tr("Wybierz…"))
        self._show_note(status)
        self._show_given_up(status)

    def _show_drill(self, status: CopiesStatus) -> None:
        last = status.last_drill
        words = tr("jeszcze nie było") if last is None else f"{short_date(last.checked_on)}: {last.sentence}"
        self.drill.set_words(tr("Ostatnie sprawdzenie"), words)
        days = status.drill_in_days
        if days > 0:
            self.drill_chip.show_words(f"{tr('następne za')} {counted(days, 'dzień', 'dni', 'dni')}", "quiet")
        else:
            self.drill_chip.show_words(tr("czas sprawdzić"), "warn")

    def _show_note(self, status: CopiesStatus) -> None:
        if status.place is None:
            told = tr("Kopie są tylko na tym komputerze i zginą razem z nim.")
            self.note.say(tr("Wybierz miejsce na kopie."), told, "warn")
        elif not status.place_is_there:
            told = f"{tr('Włóż nośnik albo wybierz inne miejsce.')} {self._last_good(status)}"
            self.note.say(f"{tr('Nie widzę miejsca')} „{status.place.name}”.", told, "warn")
        else:
            self.note.say("")

    def _show_given_up(self, status: CopiesStatus) -> None:
        """Say that own copies hold families that were given up, and until when."""
        until = status.given_up_until
        if until is None:
            self.given_up.say("")
            return
        count = counted(status.given_up, "oddana rodzina", "oddane rodziny", "oddanych rodzin")
        verb = plural(status.given_up, "jest", "są", "jest")
        self.given_up.say(
            f"{tr('W kopiach dnia na tym komputerze')} {verb} {tr('jeszcze')} {count}.",
            f"{tr('Są zaszyfrowane i znikną same do')} {short_date(until)}. "
            f"{tr('Kopie na nośnikach zrób od nowa, a stare usuń.')}",
            "info",
        )

    def _last_good(self, status: CopiesStatus) -> str:
        good = max((one.made_at for one in status.own), default=status.outside_at)
        return f"{tr('Ostatnia dobra kopia')}: {self._when(good)}." if good else ""

    def _when(self, moment: datetime | None) -> str:
        if moment is None:
            return tr("jeszcze nie było")
        return moment_words(_local(moment), self.context.clock.today())

    def _choose_place(self) -> None:
        folder = self.context.files.folder(self, tr("Wybierz miejsce na kopie"))
        if folder is None:
            self._after_place = None
            return
        call = partial(self.context.services.backup.choose_place, folder)
        self.context.save(call, self._place_chosen, self._say, owner=self)

    def _place_chosen(self, _nothing: object) -> None:
        after, self._after_place = self._after_place, None
        self._again()
        if after is not None:
            after()

    def _make(self) -> None:
        """Make a copy in the chosen place; without one ask for it first."""
        if self.place_button.text() == tr("Wybierz…"):
            self._after_place = self._make_now
            self._choose_place()
        else:
            self._make_now()

    def _make_now(self) -> None:
        self.make_button.setEnabled(False)
        make = self.context.services.backup.make_there
        self.context.run_long(
            lambda _say, is_stopped: make(is_stopped),
            self._made,
            self._not_made,
            title=tr("Robię kopię i sprawdzam ją…"),
            writes=True,
            owner=self,
        )

    def _made(self, made: BackupResult) -> None:
        self.make_button.setEnabled(True)
        self.context.notice(
            f"{tr('Kopia zapisana i sprawdzona')}: {made.path.parent.name}. {tr('Wyjmij nośnik.')}"
        )
        self._again()

    def _not_made(self, problem: Exception) -> None:
        self.make_button.setEnabled(True)
        self._say(problem)
        self._again()

    def _drill(self) -> None:
        dialog = DrillDialog(self, self.context)
        dialog.done_well.connect(self._again)
        dialog.open()

    def _restore(self) -> None:
        RestoreDialog(self, self.context).open()

    def _again(self) -> None:
        self.context.ask(self.context.services.backup.status, self._show, self._say, owner=self)
        self.context.copies_changed.emit()

    def _say(self, problem: Exception) -> None:
        self.context.notice(tr(str(problem)), "bad")


def _local(moment: datetime) -> datetime:
    return moment.astimezone()


def _place_words(place: Path) -> str:
    """Return a place by its last folder and what it lies in: never a long path."""
    above = place.parent.name
    return f"{place.name} ({above})" if above else str(place)
