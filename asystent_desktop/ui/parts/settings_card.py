"""A card of the settings: it shows what is saved and holds what waits to be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.note import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.settings import SettingsView
    from asystent_desktop.ui.context import Context


class SettingsCard(Card):
    """`edited` says that `waiting` may have changed. `typed` is plain JSON, kept through locking."""

    NAME = ""
    edited = Signal()

    def __init__(self, context: Context, title: str, fact: str = "") -> None:
        super().__init__(title, fact)
        self.context = context
        self.problem = Note(tone="bad")

    def show_view(self, view: SettingsView) -> None:
        """Show what is saved."""
        raise NotImplementedError

    def waiting(self) -> tuple[str, ...]:
        """Return in a word each what waits to be saved."""
        return ()

    def change(self) -> Mapping[str, Any]:
        """Return what waits, by the names of `SettingsChange`; ValueError says what is wrong."""
        return {}

    def typed(self) -> Mapping[str, Any]:
        """Return what was typed and waits, as plain JSON."""
        return {}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Type again what waited; called after `show_view`."""

    def say_problem(self, sentence: str) -> None:
        """Say what is wrong within the card; an empty sentence clears it."""
        self.problem.say(sentence, tone="bad")
