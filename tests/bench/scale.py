"""Cost against size: search, lists, one worker's month and bundle at 1, 10 and 100 times of a year's work.

What covers the whole store may grow as the store does, what is one worker's should hardly grow at all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from asystent_desktop.checks.calendar import month_bounds
from asystent_desktop.records import Family, Visit
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.bench.timing import median, say, work_of
from tests.bench.work import DAY
from tests.world import World, held

SIZES = ((20, 2_000), (200, 20_000), (2_000, 200_000))
_AT_ONCE = 4_000
_OF_ONE = 15
_NAMES = (
    "Nowak",
    "Kowal",
    "Wiśniewsk",
    "Wójcik",
    "Zieliń",
    "Szymań",
    "Dąbrow",
    "Kozłow",
    "Lewandow",
    "Mazur",
)


def measure(world: World) -> None:
    """Print each row for each size, in one growing office store that one laptop has joined."""
    office = world.office
    family = world.family("Pierwsi", "Anna Wiśniewska")
    office.visits.record(held(office, family, DAY))
    pattern = office.visits.of_family(family)[0].values()
    families, done = [family], 0
    rows = _rows(world, world.laptop())
    first: dict[str, float] = {}
    for wanted, visits in SIZES:
        added = _add_families(office, wanted - len(families), len(families))
        if not done:
            for one in added[: _OF_ONE - 1]:
                office.register.allocate(one, world.account("Anna Wiśniewska"), date(2026, 3, 12))
            added = [family, *added]
        families += added if done else added[1:]
        _add_visits(office, pattern, added, visits - done)
        done = visits
        for what, (act, reach) in rows.items():
            taken = median(act, 3)
            work = work_of(act)
            grown = f"{work / first.setdefault(what, work):.1f} x the work at {SIZES[0][1]}"
            say(f"{what}: {wanted} families, {visits} visits", taken, reach, grown)


def _rows(world: World, laptop: Services) -> dict[str, tuple[Callable[[], object], str]]:
    office, number = world.office, count()
    device = laptop.desk.store.identity.device
    first, last = month_bounds(DAY.year, DAY.month)

    def make() -> object:
        return office.exchange.make(world.folder, file=world.folder / f"{next(number)}.paczka", device=device)

    return {
        "search „rozm”": (lambda: office.search.find("rozm"), "20 ms"),
        "search „wisn”": (lambda: office.search.find("wisn"), "20 ms"),
        "list of families with counts": (office.cases.rows, "as the store grows"),
        "all deadlines": (office.cases.deadlines, "as the store grows"),
        "the day of one worker": (office.today.day, "as the store grows"),
        "a month in the calendar": (lambda: office.calendar_view.sheet(first, last), "as the store grows"),
        f"a bundle for one laptop, {_OF_ONE} families": (make, "no growth"),
    }


def _add_families(office: Services, number: int, first: int) -> list[str]:
    made = [new_id() for _ in range(number)]
    writes = [
        Write(
            Family.INFO,
            one,
            {"display_name": f"{_NAMES[n % len(_NAMES)]}owie {first + n}", "street": f"Polna {n}"},
        )
        for n, one in enumerate(made)
    ]
    office.desk.store.save(Unit(tuple(writes)))
    return made


def _add_visits(office: Services, pattern: dict[str, object], families: list[str], number: int) -> None:
    for begun in range(0, number, _AT_ONCE):
        writes = [
            Write(
                Visit.INFO,
                new_id(),
                {
                    **pattern,
                    "family": families[n % len(families)],
                    "day": DAY - timedelta(days=n % 1_000),
                    "course": f"Rozmowa {n} o wydatkach domowych i planie tygodnia",
                },
            )
            for n in range(begun, min(begun + _AT_ONCE, number))
        ]
        office.desk.store.save(Unit(tuple(writes)))
