"""A form in a dialog: some fields of a record; typed text stays until it is saved or given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from asystent_desktop.errors import AppError, InvalidValueError
from asystent_desktop.ui.form import Form
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.dialogs import height_on_screen
from asystent_desktop.ui.parts.form_draft import FormDraft
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.records.fields import Field
    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.ui.context import Context

_LEAST_FORM = 120
_FRAME = 40


class RecordDialog(QDialog):
    """`wanted` carries the values once they can all be read; whoever listens calls `save` with the act.

    `saved` carries the answer of that act.
    """

    wanted = Signal(object)
    saved = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        fields: Sequence[Field],
        context: Context,
        choices: Callable[[Field], Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._draft: FormDraft | None = None
        self.setWindowTitle("Asystent rodziny")
        self.setAccessibleName(title)
        self.setMinimumWidth(theme().px(560))
        self.setMaximumHeight(self.screen().availableGeometry().height() - _FRAME)
        self.restored = Note()
        self.restored.add_button(Button(tr("Zacznij od nowa"), self._begin_anew, look="small"))
        self.form = Form(fields, context.clock.today, choices, columns=2)
        self.problem = Note(tone="bad")
        self.save_button = Button(tr("Zapisz"), self._want, look="main", hint="Ctrl+Enter")
        self.save_button.setShortcut("Ctrl+Return")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(title, "card", wrap=True))
        column.addWidget(self.restored)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        # Room for the ring around a field that has the focus.
        self.form.layout().setContentsMargins(5, 5, 8, 5)  # type: ignore[union-attr]
        area.setWidget(self.form)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wanted = min(self.form.sizeHint().height() + 8, theme().px(480))
        self._least = height_on_screen(self, wanted)
        area.setMinimumHeight(self._least)
        column.addWidget(area, 1)
        column.addWidget(self.problem)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(Button(tr("Zrezygnuj"), self.reject, hint="Esc"))
        line.addWidget(self.save_button)
        column.addLayout(line)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the values that a record has now."""
        self.form.show_values(values)

    def keep_as(self, key: str) -> None:
        """Keep what is typed from now on as a draft under a key, and show again what was kept there.

        The focus begins in the first field, not on the button of that note: Enter there would throw it away.
        """
        self.form.start()
        self._draft = FormDraft(self.form, self._context, key, self.accessibleName())
        self._draft.found.connect(self._show_restored)

    def done(self, result: int) -> None:
        """Close; what was typed is saved or given up, unless the store is being locked."""
        if self._draft is not None:
            self._draft.give_up()
        super().done(result)

    def save(self, act: Callable[[], Any]) -> None:
        """Run the act on the writer; the dialog goes away when it is done and stays when it is refused."""
        self.save_button.setEnabled(False)
        if self._draft is not None:
            act = self._draft.dropped_after(act)
        self._context.save(act, self._saved, self._refused, owner=self)

    def _show_restored(self, draft: Draft) -> None:
        when = moment_words(draft.at_local, self._context.clock.today())
        self.restored.say(
            f"{tr('Jest tu znowu to, co wpisano i czego nie zapisano')} ({when}).",
            tr("Popraw i zapisz."),
            "info",
        )
        self._leave_room()

    def _leave_room(self) -> None:
        """Take the room of a note from what scrolls: the buttons stay on the screen."""
        notes = (one for one in (self.restored, self.problem) if not one.isHidden())
        taken = sum(one.sizeHint().height() for one in notes)
        self._area.setMinimumHeight(max(self._least - taken, theme().px(_LEAST_FORM)))

    def _begin_anew(self) -> None:
        if self._draft is not None:
            self._draft.begin_anew()
        self.restored.say("")

    def _want(self) -> None:
        answer = self.form.read()
        if not answer.problems:
            self.wanted.emit(dict(answer.values))

    def _saved(self, saved: Any) -> None:
        findings = [one.sentence for one in getattr(saved, "findings", ())]
        self._context.notice(" ".join((tr("Zapisano."), *findings)), "warn" if findings else "ok")
        self.saved.emit(saved)
        self.accept()

    def _refused(self, problem: AppError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(problem, InvalidValueError):
            self.form.show_problems({problem.field: tr(problem.sentence)})
        self.problem.say(tr(problem.sentence), tr("To, co wpisano, zostaje."), "bad")
        self._leave_room()
