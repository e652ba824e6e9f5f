"""Private mode: initials in place of names, dots in place of what could tell who somebody is."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from asystent_desktop.polish import initials

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DOTS", "Initials", "initials"]

DOTS: Final = "• • •"


class Initials:
    """Initials of names, the same until the program ends: the first is "K.", the next alike "K. 2"."""

    def __init__(self) -> None:
        self._met: defaultdict[str, list[str]] = defaultdict(list)

    def know(self, names: Iterable[str]) -> None:
        """Meet names beforehand, so that their numbers don't change while a list is being drawn."""
        for name in names:
            letters = initials(name)
            if name not in self._met[letters]:
                self._met[letters].append(name)

    def of(self, name: str) -> str:
        """Return "J. L." for a name, "K. 2" for the second name met that has the initials "K."."""
        if not name.strip():
            return ""
        self.know([name])
        letters = initials(name)
        place = self._met[letters].index(name)
        return letters if place == 0 else f"{letters} {place + 1}"

    def hidden_in(self, text: str) -> str:
        """Return a text in which every name met so far, whole or its surname alone, is its initials."""
        for name in sorted(self._known_words(), key=len, reverse=True):
            if name in text:
                shown = self.of(name) if self._is_met(name) else initials(name)
                # The full stop of initials is also the one that ends a sentence.
                end = r"\.?" if shown.endswith(".") else ""
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w){end}", shown, text)
        return text

    def _is_met(self, name: str) -> bool:
        return name in self._met.get(initials(name), ())

    def _known_words(self) -> set[str]:
        words: set[str] = set()
        for names in self._met.values():
            for name in names:
                words |= {name, *(part for part in name.split() if len(part) > 2 and part[0].isupper())}
        return words
