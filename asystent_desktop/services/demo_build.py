"""What building the demonstration carries from step to step: dice, clock, the writes of the next save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.calendar import add_months, working_days
from asystent_desktop.storage.backup import StoppedError
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from asystent_desktop.clock import SetClock
    from asystent_desktop.records.fields import Record
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.stores import Stores

Say = Callable[[str, float], None]


@dataclass(slots=True)
class Build:
    """What building needs at each step."""

    stores: Stores
    folder: Path
    say: Say
    dice: random.Random
    today: date
    months: int
    clock: SetClock
    is_stopped: Callable[[], bool]
    writes: list[Write] = field(default_factory=list)

    def new(self, cls: type[Record], **values: Any) -> str:
        """Note a new record, with an id from the seeded dice, for the next save."""
        record_id = f"{self.dice.getrandbits(128):032x}"
        self.writes.append(Write(cls.INFO, record_id, values))
        return record_id

    @property
    def start(self) -> date:
        """Return the day on which the office began: a month before the first month of work."""
        return add_months(self.today, -self.months - 1)

    @property
    def first_days(self) -> list[date]:
        """Return the office's first working days: families are entered, then the laptops join."""
        return working_days(self.start, self.start + timedelta(days=20))

    @property
    def last_day(self) -> date:
        """Return the last working day before today."""
        return working_days(self.today - timedelta(days=9), self.today - timedelta(days=1))[-1]

    def moment(self, day: date, number: int, *, first: int = 9) -> datetime:
        """Return when the `number`-th of many like things was done on a day, one after the other."""
        return datetime.combine(day, time(first, 5)) + timedelta(minutes=17 * number)

    def save(self, services: Services, day: date | None = None, at: time = time(15, 40)) -> None:
        """Save what was noted, as if on `day`; StoppedError once a person wants no more of it."""
        if self.is_stopped():
            raise StoppedError
        self.clock.at = datetime.combine(day or self.today, at)
        services.desk.store.save(Unit(tuple(self.writes)))
        self.writes = []
