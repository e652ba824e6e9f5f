"""Drills on random copies: what a copy lacks is counted exactly, and a restored store goes on in a new epoch.

`python -m tests.faults.drills COUNT SEED` prints how many of them found anything else.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from asystent_desktop.services.bundle import Services
from asystent_desktop.storage.copies import Copy
from tests.world import PASSWORD, World


@dataclass
class Drills:
    """One office whose store grows at random; `faults` names each drill that found something else."""

    folder: Path
    seed: int
    faults: list[str] = field(default_factory=list)
    restored: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.world = World(self.folder)
        self.services = self.world.office
        self.copies: list[tuple[Copy, frozenset[str]]] = []

    def run(self, count: int) -> None:
        """Make `count` copies between random saves, each drilled at a random later moment."""
        for number in range(count):
            self._save_something()
            made = self.services.backup.make(self.folder / "nosnik")
            self.copies.append((self.services.backup.find(made.path), ids(self.services)))
            self._save_something()
            self.world.clock.at += timedelta(hours=self.chance.randrange(1, 60))
            self._drill(number, *self.chance.choice(self.copies))
            if self.chance.random() < 0.2:
                self._restore(number, *self.chance.choice(self.copies))
        self.services.close()

    def _save_something(self) -> None:
        for _time in range(self.chance.randrange(4)):
            name = f"Rodzina {self.chance.randrange(10**6)}"
            self.services.register.add_family({"display_name": name}, {})

    def _drill(self, number: int, copy: Copy, held: frozenset[str]) -> None:
        live = ids(self.services)
        found = self.services.backup.drill(copy, PASSWORD, lambda _words, _share: None, lambda: False)
        wanted = (len(held), len(live - held), len(held - live), 0)
        if (found.held, found.missing, found.extra, found.broken) != wanted:
            self.faults.append(f"drill {number}: {found} is not {wanted}")
        if list(self.services.desk.store.vault.folder.glob("proba-*")):
            self.faults.append(f"drill {number}: something was left behind")

    def _restore(self, number: int, copy: Copy, held: frozenset[str]) -> None:
        folder = self.services.desk.store.vault.folder
        before = self.services.desk.store.identity.epoch
        self.services.close()
        done = self.world.stores.restore(copy.path, folder, PASSWORD)
        self.services = self.world.stores.unlock(folder, PASSWORD)
        self.restored += 1
        if ids(self.services) != held:
            self.faults.append(f"restore {number}: the entries are not those of the copy")
        if self.services.desk.store.identity.epoch == before:
            self.faults.append(f"restore {number}: no new epoch")
        if done.moved is None or not (done.moved / "vault.db").is_file():
            self.faults.append(f"restore {number}: the former store is gone")
        if done.moved is not None:
            shutil.rmtree(done.moved)
        self._save_something()


def ids(services: Services) -> frozenset[str]:
    """The numbers of all operations of a store."""
    with services.desk.store.reading() as reader:
        return frozenset(row.id.hex() for row in reader.connection.execute(text("SELECT id FROM op")))


def main(count: int, seed: int) -> int:
    """Run drills in a folder of their own; print the figure; return 1 when any found something else."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["ASYSTENT_STATE"] = f"{place}/state"
        os.environ["ASYSTENT_DATA"] = f"{place}/data"
        drills = Drills(Path(place), seed)
        drills.run(count)
    faults = f"{len(drills.faults)} with a fault {drills.faults[:5]}"
    print(f"{count} drills and {drills.restored} restores, {faults}, bar 0, seed {seed}")
    return int(bool(drills.faults))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
