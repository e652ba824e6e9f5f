"""What the office waits for: an assistant's work taken, and taken again."""

from __future__ import annotations

from datetime import timedelta

from asystent_desktop.records import Visit
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.bench.timing import beside, median, say, seconds_of
from tests.bench.work import DAY
from tests.world import World, held

YEAR = 3_000


def measure(world: World) -> None:
    """Print the rows of one bundle."""
    family = world.family("Zielińscy", "Jan Kowal")
    laptop = world.laptop("Jan Kowal")
    laptop.visits.record(held(laptop, family, DAY))
    values = laptop.visits.of_family(family)[0].values()
    writes = [
        Write(Visit.INFO, new_id(), {**values, "day": DAY - timedelta(days=n % 300)}) for n in range(YEAR)
    ]
    laptop.desk.store.save(Unit(tuple(writes)))
    bundle = world.bundle(laptop)
    first = seconds_of(lambda: world.office.exchange.take(bundle))
    again = median(lambda: world.office.exchange.take(bundle))
    say(f"office takes an assistant's year ({YEAR} changes)", first, "2 x rows by hand")
    say("the same bundle again", again, "0.2 x", beside(again, first, "the first"))
