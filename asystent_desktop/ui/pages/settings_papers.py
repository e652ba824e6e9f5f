"""Settings: the heading of the office on papers; the office writes it, a laptop reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.records import Office
from asystent_desktop.services.settings import HEADING
from asystent_desktop.ui.form import Form
from asystent_desktop.ui.parts.settings_card import SettingsCard
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.settings import SettingsView
    from asystent_desktop.ui.context import Context


class PapersCard(SettingsCard):
    """Papiery."""

    NAME = "papers"

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Papiery"))
        self._saved: Mapping[str, Any] = {}
        self._form: Form | None = None
        self.set_spacing(4)

    def show_view(self, view: SettingsView) -> None:
        """Show the heading: a form at the office, lines elsewhere."""
        office = view.office
        self._saved = {name: getattr(office, name) for name in HEADING} if office is not None else {}
        if view.may_edit_office and office is not None:
            self._show_form()
        else:
            self._show_lines(office)

    def waiting(self) -> tuple[str, ...]:
        """Return the heading when it waits."""
        return (tr("nagłówek"),) if self._changed() else ()

    def change(self) -> Mapping[str, Any]:
        """Return the office's fields that wait; ValueError when one can't be read."""
        if self._form is None or not self._changed():
            return {}
        answer = self._form.read()
        if answer.problems:
            raise ValueError(next(iter(answer.problems.values())))
        return {"office": {name: answer.values[name] for name in self._changed()}}

    def typed(self) -> Mapping[str, Any]:
        """Return what waits."""
        return self._changed()

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Type the heading again."""
        if self._form is not None:
            self._form.show_values(typed)
            self.edited.emit()

    def _changed(self) -> dict[str, Any]:
        if self._form is None:
            return {}
        now = self._form.values()
        return {name: now[name] for name in HEADING if now[name] != self._saved.get(name)}

    def _show_form(self) -> None:
        if self._form is None:
            self.clear()
            self.fact.setText(tr("nagłówek na wydrukach"))
            fields = [Office.INFO.by_name[name] for name in HEADING]
            self._form = Form(fields, self.context.clock.today)
            self._form.edited.connect(lambda _name: self.edited.emit())
            self.add(self._form)
        self._form.show_values(self._saved)
        self._form.show_problems({})

    def _show_lines(self, office: Office | None) -> None:
        self.clear()
        self.fact.setText(tr("nagłówek ustala biuro"))
        if office is None:
            self.add(label(tr("Dane ośrodka przyjdą w paczce z biura."), "second", wrap=True))
            return
        town = " ".join(filter(None, (office.postcode, office.city)))
        address = ", ".join(filter(None, (office.street, town)))
        head = " ".join(filter(None, (office.head_title, office.head_name)))
        self.add(label(office.name, "strong", wrap=True))
        for words in (address, office.unit, office.phone, head):
            if words:
                self.add(label(words, wrap=True))
