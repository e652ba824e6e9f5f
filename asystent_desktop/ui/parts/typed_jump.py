"""Jumping in a list to what is typed, letter after letter, without Polish letters too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from asystent_desktop.polish import fold


class TypedJump:
    """What was typed in a list so far; after a pause the next letter begins anew."""

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    def place(self, typed: str, texts: Sequence[str], now: int) -> int | None:
        """Return the row to go to after a letter more: the next that begins with what is typed.

        The same letter again goes on to the next row; a longer word stays while the current row fits it.
        """
        if not self._since.isValid() or self._since.elapsed() > QApplication.keyboardInputInterval():
            self._typed = ""
        self._since.start()
        self._typed += fold(typed)
        wanted = self._typed[0] if len(set(self._typed)) == 1 else self._typed
        first = now + 1 if len(wanted) == 1 else max(now, 0)
        order = [*range(first, len(texts)), *range(min(first, len(texts)))]
        return next((place for place in order if fold(texts[place]).startswith(wanted)), None)
