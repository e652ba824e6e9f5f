"""How far a long act has come, and the wish to stop it: asked between its steps, inside its transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from asystent_desktop.errors import AppError

T = TypeVar("T")

STEP: Final = 1_000


class StoppedError(AppError):
    """A person stopped it; the transaction that it leaves is rolled back, so nothing is half done."""

    sentence = "Przerwano. Niczego z tej paczki nie wczytano, można ją wczytać później."


def _say_nothing(_share: float) -> None:
    """Show no progress."""


def _never() -> bool:
    """Go on to the end."""
    return False


@dataclass(frozen=True, slots=True)
class Pace:
    """Where an act stands between `first` and `last` of the whole (0..1); `tell` shows it."""

    tell: Callable[[float], object] = _say_nothing
    is_stopped: Callable[[], bool] = _never
    first: float = 0.0
    last: float = 1.0

    def at(self, share: float) -> None:
        """Say that this share (0..1) is done; StoppedError when a person wants no more of it."""
        self.tell(self.first + share * (self.last - self.first))
        if self.is_stopped():
            raise StoppedError

    def part(self, first: float, last: float) -> Pace:
        """Return the pace of a part that goes from one share of this act to another."""
        span = self.last - self.first
        return Pace(self.tell, self.is_stopped, self.first + first * span, self.first + last * span)

    def steps(self, values: Sequence[T]) -> Iterator[Sequence[T]]:
        """Yield the values in pieces, saying before each how far it has come; StoppedError as `at`."""
        for start in range(0, len(values), STEP):
            self.at(start / len(values))
            yield values[start : start + STEP]


UNPACED: Final = Pace()
