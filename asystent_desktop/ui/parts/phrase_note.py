"""A note in which a short key becomes one's own phrase: ";zak" and a space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from asystent_desktop.ui.parts.editors import NoteEdit

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY: Final = re.compile(r";([^\W_]{1,20})$")
_ENDS: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


class PhraseNote(NoteEdit):
    """Expands the phrases it is given; one Ctrl+Z brings the typed key back, an unknown key stays."""

    def __init__(self, lines: int = 3, *, limit: int = 0) -> None:
        super().__init__(lines, limit=limit)
        self._phrases: Mapping[str, str] = {}

    def set_phrases(self, phrases: Mapping[str, str]) -> None:
        """Give it the phrases by their keys, without the semicolon."""
        self._phrases = phrases

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the phrase in the place of its key when the word ends."""
        if Qt.Key(event.key()) in _ENDS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._expand()
        super().keyPressEvent(event)

    def _expand(self) -> None:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _KEY.search(before)
        text = self._phrases.get(found[1].casefold()) if found else None
        if found is None or text is None:
            return
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(found[0]))
        cursor.insertText(text)
        self.setTextCursor(cursor)
