"""The last places of this session, for an empty search: in memory alone, forgotten at locking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MOST: Final = 5
WORDS: Final = {
    "family": "Rodzina",
    "plan": "Plan pracy",
    "visit": "Zapis wizyty",
    "briefing": "Przed wizytą",
    "today": "Dziś",
    "families": "Rodziny",
    "calendar": "Kalendarz",
    "deadlines": "Terminy",
    "exchange": "Wymiana z biurem",
    "bundles": "Paczki z terenu",
    "workers": "Asystenci",
    "devices": "Urządzenia",
    "settings": "Ustawienia",
}
"""Pages that are worth going back to, with what a person calls them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and the family that it showed."""

    page: str
    family: str = ""


class Recent:
    """Where a person has been, the newest first, each place once."""

    def __init__(self) -> None:
        self._places: tuple[Place, ...] = ()

    def note(self, page: str, args: Mapping[str, object]) -> None:
        """Remember a place; pages without a name here are passed through, not gone to."""
        if page in WORDS:
            place = Place(page, str(args.get("family") or ""))
            self._places = (place, *(one for one in self._places if one != place))[:MOST]

    def places(self) -> tuple[Place, ...]:
        """Return the last places."""
        return self._places

    def forget(self) -> None:
        """Forget all of them."""
        self._places = ()
