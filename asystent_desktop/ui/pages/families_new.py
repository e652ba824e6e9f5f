"""Entering one family by hand at the office, beside the takeover of whole lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from asystent_desktop.records import Family, FosterFamily, SupportCase
from asystent_desktop.ui.parts.dialogs import ask_later
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from asystent_desktop.records.fields import Field
    from asystent_desktop.services.records import Saved
    from asystent_desktop.ui.context import Context

_WITH_ASSISTANT, _FOSTER = "family", "foster_family"
_WHERE: Final = ("street", "house", "flat", "postcode", "city", "district", "phone", "address_protected")
_CASE: Final = ("case_number", "entry_route", "received_on")


class NewFamily(QObject):
    """Asks which family and for its data; then its page opens, where people are added."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._parent, self._context = parent, context

    def ask(self) -> None:
        """Ask whose family it is: an assistant's or a coordinator's."""
        answers = (
            ("back", tr("Wróć")),
            (_FOSTER, tr("Rodzina zastępcza")),
            (_WITH_ASSISTANT, tr("Rodzina z asystentem")),
        )
        more = tr("Rodzina może mieć jedną osobę. Osoby dopiszesz na jej stronie.")
        ask_later(self._parent, tr("Nowa rodzina"), more, answers, self._open, main=_WITH_ASSISTANT)

    def _open(self, answer: str) -> None:
        if answer == _WITH_ASSISTANT:
            fields = [Family.INFO.by_name[name] for name in ("display_name", *_WHERE)]
            fields += [SupportCase.INFO.by_name[name] for name in _CASE]
            begun = {"entry_route": "consent", "received_on": self._context.clock.today()}
            self._form(tr("Nowa rodzina"), fields, self._add, begun)
        elif answer == _FOSTER:
            fields = [
                FosterFamily.INFO.by_name[name] for name in ("display_name", "type", *_WHERE, "start_on")
            ]
            create = partial(self._context.services.records.create, _FOSTER)
            self._form(tr("Nowa rodzina zastępcza"), fields, create, {})

    def _form(
        self,
        title: str,
        fields: Sequence[Field],
        act: Callable[[dict[str, Any]], Saved],
        begun: Mapping[str, Any],
    ) -> None:
        dialog = RecordDialog(self._parent, title, fields, self._context)
        dialog.show_values(begun)
        dialog.keep_as(title)
        dialog.wanted.connect(lambda read: dialog.save(partial(act, read)))
        dialog.saved.connect(self._go)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add(self, read: dict[str, Any]) -> Saved:
        case = {name: read.pop(name) for name in _CASE}
        return self._context.services.register.add_family(read, case)

    def _go(self, saved: Saved) -> None:
        self._context.go("family", family=saved.id, tab="people")
