"""Cost against size: search and lists at 1, 10 and 100 times of an assistant's year."""

from __future__ import annotations

from datetime import timedelta

from asystent_desktop.records import Family, Visit
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.bench.timing import median, say
from tests.bench.work import DAY
from tests.world import World, held

SIZES = ((20, 2_000), (200, 20_000), (2_000, 200_000))
_AT_ONCE = 4_000
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
    """Print search and the list of families for each size, in one growing office store."""
    office = world.office
    family = world.family("Pierwsi", "Anna Wiśniewska")
    office.visits.record(held(office, family, DAY))
    pattern = office.visits.of_family(family)[0].values()
    families = [family]
    done = 0
    for wanted, visits in SIZES:
        families += _add_families(office, wanted - len(families), len(families))
        _add_visits(office, pattern, families, visits - done)
        done = visits
        for typed in ("rozm", "wisn"):
            taken = median(lambda typed=typed: office.search.find(typed))  # type: ignore[misc]
            say(f"search „{typed}” in {wanted} families, {visits} visits", taken, "20 ms")
        say(
            f"list of {wanted} families with counts",
            median(lambda: office.cases.rows(), 2),
            "as the work grows",
        )


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
