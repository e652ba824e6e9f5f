"""Settings: size of type and private mode; what is chosen here works at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import NBSP
from asystent_desktop.settings import SCALES
from asystent_desktop.ui.parts.editors import Tick
from asystent_desktop.ui.parts.pick import Picks
from asystent_desktop.ui.parts.settings_card import SettingsCard
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.settings import SettingsView
    from asystent_desktop.ui.context import Context


class LookCard(SettingsCard):
    """Wygląd."""

    NAME = "look"

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Wygląd"), tr("działa od razu"))
        self.add(label(tr("Rozmiar pisma"), "caption"))
        self.scale = Picks([(str(one), f"{one}{NBSP}%") for one in SCALES], tr("Rozmiar pisma"))
        self.scale.choose(str(theme().scale))
        self.scale.picked.connect(self._set_scale)
        self.private = Tick(tr("tryb prywatny (F9)"))
        self.private.setChecked(context.private)
        self.private.edited.connect(lambda: context.set_private(self.private.isChecked()))
        context.private_changed.connect(self.private.setChecked)
        self.always = Tick(tr("zaczynaj zawsze w trybie prywatnym"))
        self.always.edited.connect(self._set_always)
        for part in (self.scale, self.private):
            self.add(part)
        self.add(label(tr("Inicjały zamiast nazwisk, kropki zamiast notatek."), "second", wrap=True))
        self.add(self.always)
        self.add(label(tr("Wysoki kontrast: jak w systemie."), "second", wrap=True))

    def show_view(self, view: SettingsView) -> None:
        """Show how work begins."""
        self.always.setChecked(view.starts_private)

    def _set_scale(self, code: str) -> None:
        self.context.looks.set_scale(int(code))

    def _set_always(self) -> None:
        call = partial(self.context.services.settings.start_private, self.always.isChecked())
        self.context.save(call, owner=self)
