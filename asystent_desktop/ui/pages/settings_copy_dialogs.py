"""Dialogs about copies: the drill that says what a copy lacks, and putting one in the place of the store."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from asystent_desktop.ui.form import FieldBox
from asystent_desktop.ui.pages.settings_secrets import SecretDialog
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.parts.notice import ProgressStrip
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.backup import CopiesStatus, Copy, DrillResult
    from asystent_desktop.ui.context import Context


class CopyDialog(SecretDialog):
    """A copy chosen of those known or by its folder, its password, and the drill with its progress."""

    def __init__(self, parent: QWidget, context: Context, title: str, told: str, act: str) -> None:
        self._copies: dict[str, Copy] = {}
        super().__init__(parent, context, title, told, act)
        self.choice = Choice((), may_be_empty=False)
        self.choice.edited.connect(self.check)
        self.choice_box = FieldBox(tr("Kopia"), self.choice)
        self.password_box.caption.setText(tr("Hasło tej kopii"))
        self.password.setAccessibleName(tr("Hasło tej kopii"))
        line = QHBoxLayout()
        line.addWidget(Button(tr("Wskaż inną…"), self._look_for))
        line.addStretch(1)
        self.inside.insertWidget(1, self.choice_box)
        self.inside.insertLayout(2, line)
        self.progress = ProgressStrip()
        self.inside.addWidget(self.progress)
        self.context.ask(context.services.backup.status, self._show_copies, self._refused, owner=self)
        self.check()

    def still_missing(self) -> str:
        """Ask for a copy and its password."""
        if not self._copies:
            return tr("Wskaż kopię")
        return "" if self.password.text() else tr("Wpisz hasło tej kopii")

    def copy(self) -> Copy:
        """Return the copy that is chosen."""
        return self._copies[self.choice.value()]

    def begin(self) -> None:
        """Do the drill."""
        self._set_busy(busy=True)
        self.problem.say("")
        drill = self.context.services.backup.drill
        copy, password = self.copy(), self.password.text()
        job = self.context.run_long(
            lambda say, is_stopped: drill(copy, password, say, is_stopped),
            self.drilled,
            self._refused,
            title=tr("Odtwarzam kopię na próbę…"),
            owner=self,
        )
        self.progress.follow(job)
        job.ended.connect(partial(self._set_busy, busy=False))

    def drilled(self, result: DrillResult) -> None:
        """Say what the drill found."""
        note = partial(self.context.services.backup.note_drill, result)
        self.context.save(note, lambda _nothing: self.done_well.emit(), owner=self)
        self.act_button.setFocus()
        tone = "ok" if result.is_full else "warn"
        self.problem.say(tr(result.sentence), self.more_about(result), "bad" if result.broken else tone)

    def more_about(self, result: DrillResult) -> str:
        """Return what follows from the finding."""
        if result.extra:
            return tr("Kopia ma też zapisy, których w sejfie już nie ma.")
        return "" if result.is_full else tr("Zrób nową kopię.")

    def _show_copies(self, status: CopiesStatus) -> None:
        for copy in status.outside:
            self._offer(copy, status.place.name if status.place else "")
        for copy in status.own:
            self._offer(copy, tr("na tym komputerze"))
        self.check()
        self.fit()

    def _offer(self, copy: Copy, where: str) -> None:
        self._copies[str(copy.path)] = copy
        today = self.context.clock.today()
        words = f"{moment_words(copy.made_at.astimezone(), today)}, {where}"
        self.choice.addItem(words, str(copy.path))

    def _look_for(self) -> None:
        folder = self.context.files.folder(self, tr("Wskaż folder kopii"))
        if folder is not None:
            find = self.context.services.backup.find
            self.context.ask(partial(find, folder), self._found, self._refused, owner=self)

    def _found(self, copy: Copy) -> None:
        if str(copy.path) not in self._copies:
            self._offer(copy, Path(copy.path).parent.name)
        self.choice.set_value(str(copy.path))
        self.problem.say("")
        self.check()

    def _refused(self, problem: AppError) -> None:
        self._set_busy(busy=False)
        self.problem.say(tr(problem.sentence), tone="bad")

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self.choice, self.password):
            part.setEnabled(not busy)
        self.leave_button.setEnabled(not busy)
        self.check()
        if busy:
            self.act_button.setEnabled(False)


class DrillDialog(CopyDialog):
    """Sprawdź kopię."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        told = tr(
            "Program odtworzy kopię na próbę w osobnym folderze, porówna ją z sejfem i usunie próbę. "
            "Sejf się nie zmieni."
        )
        super().__init__(parent, context, tr("Sprawdź kopię"), told, tr("Sprawdź kopię"))

    def drilled(self, result: DrillResult) -> None:
        """Say what was found; there is nothing more to give up."""
        super().drilled(result)
        self.leave_button.set_words(tr("Zamknij"))


class RestoreDialog(CopyDialog):
    """Odtwórz z kopii: the drill first, then, knowing what would be missing, the restore itself."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        self._found_well: DrillResult | None = None
        told = tr(
            "Najpierw program sprawdzi kopię i powie, czego w niej brakuje. Odtworzenie niczego nie "
            "nadpisuje: obecny sejf zostanie obok, w folderze pod inną nazwą."
        )
        super().__init__(parent, context, tr("Odtwórz z kopii"), told, tr("Sprawdź kopię"))

    def begin(self) -> None:
        """Do the drill, or after it the restore."""
        if self._found_well is None:
            super().begin()
            return
        copy, password = self.copy().path, self.password.text()
        self.password.clear()
        self.accept()
        self.context.restore_wanted.emit(copy, password)

    def check(self) -> None:
        """Forget the finding when another copy or password was chosen."""
        super().check()
        if getattr(self, "_found_well", None) is not None and not self._is_the_same():
            self._found_well = None
            self.act_button.set_words(tr("Sprawdź kopię"))

    def drilled(self, result: DrillResult) -> None:
        """Offer the restore once it is known what would be missing."""
        super().drilled(result)
        if not result.broken:
            self._found_well = result
            self._as_found = self._chosen()
            self.act_button.set_words(tr("Odtwórz i zablokuj"))

    def more_about(self, result: DrillResult) -> str:
        """Return what would become of entries that the copy lacks."""
        if result.broken:
            return tr("Z tej kopii nie odtwarzaj. Wybierz inną.")
        if result.is_full:
            return tr("Nic nie zginie.")
        return tr("Tych zapisów nie będzie w odtworzonym sejfie. To, co dotarło do biura, wróci w paczce.")

    def _chosen(self) -> tuple[str, str]:
        return self.choice.value(), self.password.text()

    def _is_the_same(self) -> bool:
        return self._chosen() == self._as_found
