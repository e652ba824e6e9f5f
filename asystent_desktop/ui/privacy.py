"""Private mode: initials in place of names, dots in place of what could tell who somebody is."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

DOTS: Final = "• • •"
_LEAST_LETTERS = 3


class Initials:
    """Initials of names, the same until the program ends: the first is "K.", the next alike "K. 2"."""

    def __init__(self) -> None:
        self._met: defaultdict[str, list[str]] = defaultdict(list)
        self._telling: tuple[str, ...] = ()
        self._pattern: re.Pattern[str] | None = None

    def know(self, names: Iterable[str], telling: Iterable[str] = ()) -> None:
        """Meet names beforehand, so that their numbers don't change while a list is being drawn.

        `telling` are streets, phones and case numbers, which become dots within sentences.
        """
        for name in names:
            alike = self._met[initials(name)]
            if name not in alike:
                alike.append(name)
                self._pattern = None
        if more := tuple(one for one in telling if one not in self._telling):
            self._telling += more
            self._pattern = None

    def of(self, name: str) -> str:
        """Return "J. L." for a name, "K. 2" for the second name met that has the initials "K."."""
        if not name.strip():
            return ""
        self.know([name])
        letters = initials(name)
        place = self._met[letters].index(name)
        return letters if place == 0 else f"{letters} {place + 1}"

    def hidden_in(self, text: str) -> str:
        """Return a text in which every name met so far, whole or in part, is its initials."""
        if self._pattern is None:
            self._pattern = self._made()
        return self._pattern.sub(self._shown, text)

    def _shown(self, found: re.Match[str]) -> str:
        plain = " ".join(found[1].split())
        if plain in self._telling:
            return DOTS + found[2]
        shown = self.of(plain) if plain in self._met.get(initials(plain), ()) else initials(plain)
        # The full stop of initials is also the one that ends a sentence.
        return shown if found[2] and shown.endswith(".") else shown + found[2]

    def _made(self) -> re.Pattern[str]:
        words = {part for names in self._met.values() for name in names for part in _parts(name)}
        # A text on screen may hold no-break spaces where the name has plain ones.
        ordered = sorted({*words, *self._telling}, key=len, reverse=True)
        either = "|".join(r"\s".join(map(re.escape, one.split())) for one in ordered)
        return re.compile(rf"(?<!\w)({either})(?!\w)(\.?)" if either else r"(?!)()()")


def _parts(name: str) -> set[str]:
    """Return a name and those of its words that tell somebody by themselves."""
    words = [part for part in name.split() if len(part) >= _LEAST_LETTERS and part[0].isupper()]
    return {
        name,
        *words,
        *(half for part in words for half in part.split("-") if len(half) >= _LEAST_LETTERS),
    }


def initials(name: str) -> str:
    """Return the first letters of all words of a name: "Nowak-Zielińska Anna" is "N.-Z. A."."""
    words = ["-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.split()]
    return " ".join(filter(None, words))
