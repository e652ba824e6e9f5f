"""A laptop is returned or wiped: what would be lost, and closing the store for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.services.arrivals import is_office
from asystent_desktop.storage.destroying import destroy

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.exchange import Exchange

PHRASE: Final = "zamykam sejf na zawsze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell:
    """What stands against closing: `undelivered` changes, and all of it in sentences."""

    undelivered: int
    warnings: tuple[str, ...]


class Leaving:
    """The end of a store on this machine."""

    def __init__(self, desk: Desk, exchange: Exchange) -> None:
        self._desk = desk
        self._exchange = exchange

    def farewell(self) -> Farewell:
        """Say what would be lost if the store were closed now."""
        if is_office(self._desk):
            return Farewell(
                undelivered=0, warnings=("To sejf biura: razem z nim znikną dane wszystkich rodzin.",)
            )
        waiting = self._exchange.waiting()
        if not waiting.changes:
            return Farewell(undelivered=0, warnings=())
        words = waiting.sentence.rstrip(".")
        return Farewell(
            undelivered=waiting.changes,
            warnings=(
                f"{words} na pokwitowanie biura. Zapisz paczkę, zanieś ją do biura "
                "i wczytaj odpowiedź. Dopiero potem zamknij sejf.",
            ),
        )

    def close_for_ever(self, typed: str, *, even_undelivered: bool = False) -> None:
        """Destroy the store: keys, folder, copies in it, seal. Nothing brings it back.

        InvalidValueError unless the phrase was typed; RefusedError while work is not delivered, unless that
        is wanted too.
        """
        if " ".join(typed.casefold().split()) != PHRASE:
            raise InvalidValueError("typed", f"Przepisz słowa: {PHRASE}.")
        said = self.farewell()
        if said.undelivered and not even_undelivered:
            raise RefusedError(said.warnings[0])
        destroy(self._desk.store.vault)
