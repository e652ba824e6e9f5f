"""Private mode: initials in place of names, dots in place of what could tell who somebody is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from asystent_desktop.polish import initials

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DOTS", "Initials", "initials"]

DOTS: Final = "• • •"


class Initials:
    """Initials of names; equal ones get a number in the order of meeting, the same until the program ends."""

    def __init__(self) -> None:
        self._met: defaultdict[str, list[str]] = defaultdict(list)

    def know(self, names: Iterable[str]) -> None:
        """Meet names beforehand, so that their numbers don't change while a list is being drawn."""
        for name in names:
            letters = initials(name)
            if name not in self._met[letters]:
                self._met[letters].append(name)

    def of(self, name: str) -> str:
        """Return "J. L." for a name, "K. 1" and "K. 2" when several names have these initials."""
        if not name.strip():
            return ""
        self.know([name])
        letters = initials(name)
        alike = self._met[letters]
        return letters if len(alike) == 1 else f"{letters} {alike.index(name) + 1}"
