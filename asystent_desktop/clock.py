"""Time as an injected value: rules never ask the machine for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """What the program may ask about time."""

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""

    def local(self) -> datetime:
        """Return the local wall time, naive."""

    def today(self) -> date:
        """Return the local date."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""
        return datetime.now(UTC)

    def local(self) -> datetime:
        """Return the local wall time, naive."""
        return datetime.now().astimezone().replace(tzinfo=None)

    def today(self) -> date:
        """Return the local date."""
        return self.local().date()


@dataclass
class SetClock:
    """A clock set by hand (`at`: naive local wall time, taken as UTC too): tests and demonstration stores."""

    at: datetime

    def now(self) -> datetime:
        """Return the set instant as UTC."""
        return self.at.replace(tzinfo=UTC)

    def local(self) -> datetime:
        """Return the set wall time."""
        return self.at

    def today(self) -> date:
        """Return the set date."""
        return self.at.date()
