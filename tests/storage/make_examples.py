"""Write stored examples of this schema, once: `python -m tests.storage.make_examples`.

A small office, its laptop, a bundle that was not yet taken and the answer to an earlier one, all invented.
Examples are never written anew: a later program must open what an earlier one kept.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date, time
from pathlib import Path
from typing import Final

from asystent_desktop.storage.tables import SCHEMA_VERSION
from tests.world import World, held

EXAMPLES: Final = Path(__file__).parent.parent / "data" / "stores"
FAMILY: Final = "Nowakowie"
WORKER: Final = "Anna Wiśniewska"


def main() -> None:
    """Make the stores in a passing folder and keep what a person would have on the disk."""
    target = EXAMPLES / f"v{SCHEMA_VERSION}"
    with tempfile.TemporaryDirectory() as name:
        os.environ["ASYSTENT_STATE"], os.environ["ASYSTENT_DATA"] = f"{name}/state", f"{name}/data"
        folder = Path(name)
        world = World(folder)
        family = world.family(FAMILY, WORKER, phone="601 200 300", remarks="Dwa pokoje.")
        laptop = world.laptop(WORKER)
        laptop.visits.record(held(laptop, family, date(2026, 11, 18)))
        world.office.exchange.take(world.bundle(laptop))
        world.office.records.change(family, {"phone": "601 200 330"})
        answer, work = folder / "odpowiedz.paczka", folder / "praca.paczka"
        device = laptop.desk.store.identity.device
        laptop.records.change(family, {"phone": "601 200 399"})
        laptop.visits.record(held(laptop, family, date(2026, 11, 19), start=time(11)))
        laptop.exchange.make(folder, file=work)
        world.office.exchange.make(folder, file=answer, device=device)
        stores = {"biuro": world.office.desk.store.vault.folder, "laptop": laptop.desk.store.vault.folder}
        world.close()
        for store, place in stores.items():
            (target / store).mkdir(parents=True)
            for file in ("vault.hdr", "vault.db"):
                shutil.copy(place / file, target / store / file)
        for bundle in (work, answer):
            shutil.copy(bundle, target / bundle.name)


if __name__ == "__main__":
    main()
