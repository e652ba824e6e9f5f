"""Settings: whose store it is, the password, the recovery code, the lock, and a suspected leak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.polish import counted
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.services.settings import LEAST_MINUTES, MOST_MINUTES
from asystent_desktop.ui.pages.phrases import PhrasesDialog
from asystent_desktop.ui.pages.settings_secrets import NewCodeDialog, PasswordDialog, RekeyDialog
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Row
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.parts.settings_card import SettingsCard
from asystent_desktop.ui.parts.text import set_shown
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QDialog

    from asystent_desktop.services.settings import SettingsView
    from asystent_desktop.ui.context import Context


class AccountCard(SettingsCard):
    """Konto i hasło."""

    NAME = "account"

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Konto i hasło"))
        options = [
            (str(number), counted(number, "minuta", "minuty", "minut"))
            for number in range(LEAST_MINUTES, MOST_MINUTES + 1)
        ]
        self.idle = Choice(options, may_be_empty=False)
        self.idle.setAccessibleName(tr("Blokada bez ruchu"))
        self.idle.setFixedWidth(theme().px(128))
        self.idle.edited.connect(self.edited)
        self._saved = ""
        self._who = Row(" ", " ")
        self._word = Row(tr("Hasło"), " ", Button(tr("Zmień hasło…"), self._change_password))
        self._code = Row(tr("Kod odzyskiwania"), " ", Button(tr("Nowy kod…"), self._new_code))
        lock = Row(tr("Blokada bez ruchu"), tr("od 2 do 15 minut; zawsze Ctrl+L"), self.idle)
        self._phrases = Row(
            tr("Własne zwroty"),
            tr("skróty długich zdań w notatkach"),
            Button(tr("Zwroty…"), self._edit_phrases),
        )
        leak = Button(tr("Podejrzewam wyciek…"), self._rekey)
        leaked = Row(tr("Ktoś mógł poznać hasło?"), right=leak)
        for row in (self._who, self._word, self._code, lock, leaked, self._phrases):
            self.add_row(row)

    def show_view(self, view: SettingsView) -> None:
        """Show whose store it is and since when its secrets are as they are."""
        roles = ", ".join(code_label("role", role) for role in sorted(view.session.roles))
        set_shown(self._phrases, view.session.is_field)
        since = f"{tr('ten komputer')} {tr('od')} {view.made_on:%d.%m.%Y}"
        number = f"{tr('numer')} {view.device[:8]}" if view.session.is_field else ""
        self._who.set_words(view.session.name, " · ".join(filter(None, (roles, since, number))))
        self._word.set_words(tr("Hasło"), f"{tr('ustalone')} {view.password_on:%d.%m.%Y}")
        self._code.set_words(tr("Kod odzyskiwania"), f"{tr('z dnia')} {view.code_on:%d.%m.%Y}")
        self._saved = str(view.idle_minutes)
        self.idle.set_value(self._saved)

    def waiting(self) -> tuple[str, ...]:
        """Return the lock when it waits."""
        return (tr("blokada"),) if self.idle.value() != self._saved else ()

    def change(self) -> Mapping[str, Any]:
        """Return the minutes that wait."""
        return {"idle_minutes": int(self.idle.value())} if self.waiting() else {}

    def typed(self) -> Mapping[str, Any]:
        """Return the minutes that wait."""
        return {"idle": self.idle.value()} if self.waiting() else {}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Choose the minutes again."""
        self.idle.set_value(str(typed["idle"]))

    def _change_password(self) -> None:
        self._run(PasswordDialog(self, self.context))

    def _new_code(self) -> None:
        self._run(NewCodeDialog(self, self.context))

    def _rekey(self) -> None:
        self._run(RekeyDialog(self, self.context))

    def _edit_phrases(self) -> None:
        self._run(PhrasesDialog(self, self.context))

    def _run(self, dialog: QDialog) -> None:
        dialog.open()
