"""Hostile histories through real stores: an office and two laptops, seeded, and what must hold after each.

Steps: writes, removals, returns, choices, bundles made, lost, repeated and out of order, clones that go on
from one place of the chain, new epochs, clocks wrong by years, families handed on and given up, laptops
revoked and replaced, kinds, fields and types of a newer version and records that no honest program writes.
`python -m tests.faults.store_histories [COUNT] [SEED]`
"""

from __future__ import annotations

import contextlib
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.errors import AppError
from asystent_desktop.exchange.faults import RevokedSenderError
from asystent_desktop.merge import operation as ops
from asystent_desktop.merge.heads import Edit
from asystent_desktop.records import Family
from asystent_desktop.storage import log, projection, quarantine, state
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.world import World

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.storage.repository import Reader

WORKERS: Final = ("Anna Wiśniewska", "Marek Pawlak")
FIELDS: Final = ("phone", "district", "remarks")
WORDS: Final = ("jeden", "dwa", "trzy", "cztery i pięć")
STEPS: Final = (
    *("write",) * 4,
    *("collide",) * 2,
    *("make", "deliver") * 4,
    *("settle", "settle", "remove", "return", "clone", "epoch", "skew", "hand_on", "bad", "lose"),
    *("future", "new_field", "new_type", "give_up", "revoke"),
)
LENGTH: Final = 26
STAGE: Final = 12
REVOKED_SHARE: Final = 0.15
_YEARS: Final = timedelta(days=3 * 365)


@dataclass
class Run:
    """One history: its dice, its family, the bundles on their way, the steps it held."""

    seed: int
    family: str
    on_the_way: list[tuple[int, Path]] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)
    gone: set[str] = field(default_factory=set)
    had_conflict: bool = False
    faults: list[str] = field(default_factory=list)


class Stage:
    """One office with two laptops, for many histories one after the other, each with its own family."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        for worker in WORKERS:
            self.world.account(worker)
        self.office = self.world.office
        self.laptops = [self.world.laptop(worker) for worker in WORKERS]
        self.stores = [self.office, *self.laptops]
        self.right = self.world.clock.at
        self._files = 0

    def play(self, seed: int) -> Run:
        """Run one history to its end and check what must hold."""
        dice = random.Random(seed)
        family = self._family(seed)
        run = Run(seed, family)
        self._exchange_all(run)
        for _ in range(LENGTH):
            step = dice.choice(STEPS)
            run.steps[step] += 1
            try:
                getattr(self, f"_{step}")(dice, run)
            except AppError:
                run.steps["refused"] += 1
            run.had_conflict = run.had_conflict or self._is_open(run)
        # A day later: a family handed on twice in a day stays with the first of both until that day is over.
        self.world.clock.at = self.right + timedelta(days=1)
        for _ in range(3):
            self._exchange_all(run)
        self._check(run)
        self.world.clock.at = self.right
        return run

    def _family(self, seed: int) -> str:
        """Return a new family of one of the two; its case number is never that of a removed one."""
        start = date(2026, 3, 12)
        case = {"case_number": f"AR.{1000 + seed}.2026", "state": "active", "work_start": start}
        values = {"display_name": f"Rodzina {seed}", "phone": "0", "district": "0", "remarks": "zero"}
        family = self.office.register.add_family(values, case).id
        self.office.register.allocate(family, self.world.account(WORKERS[seed % 2]), start)
        return family

    def close(self) -> None:
        """Close every store."""
        self.world.close()

    def _write(self, dice: random.Random, run: Run) -> None:
        store = dice.choice(self.stores)
        with store.desk.store.reading() as reader:
            view = reader.view(run.family, "family")
        names = dice.sample(FIELDS, dice.randint(1, 2))
        values = {name: dice.choice(WORDS) for name in names}
        store.desk.store.save(Unit((Write(Family.INFO, run.family, values, view.heads),)))

    def _collide(self, dice: random.Random, run: Run) -> None:
        """Write one field in every store that has the family, then carry one side's bundle to the office."""
        name = dice.choice(FIELDS)
        for store in self.stores:
            with store.desk.store.reading() as reader:
                if not _edits(reader, run.family):
                    continue
                heads = reader.view(run.family, "family").heads
            written = {name: f"{dice.choice(WORDS)} {dice.random():.3f}"}
            store.desk.store.save(Unit((Write(Family.INFO, run.family, written, heads),)))
            if store is not self.office and dice.random() < 0.7:
                self.office.exchange.take(self._bundle(store))

    def _settle(self, dice: random.Random, run: Run) -> None:
        store = dice.choice(self.stores)
        found = self._conflicts(store, run)
        if found:
            store.conflicts.settle(dice.choice(found).id, keep=dice.choice((1, 2)))

    def _remove(self, dice: random.Random, run: Run) -> None:
        if dice.random() < 0.5:
            dice.choice(self.stores).desk.store.save(
                Unit((Write(Family.INFO, run.family, life=ops.DELETED),))
            )

    def _return(self, dice: random.Random, run: Run) -> None:
        store = dice.choice(self.stores)
        with store.desk.store.reading() as reader:
            if not _edits(reader, run.family):
                return  # it has given the family up, and no program brings back what it does not have
        store.desk.store.save(Unit((Write(Family.INFO, run.family, life=ops.ALIVE),)))

    def _make(self, dice: random.Random, run: Run) -> None:
        place = dice.randrange(len(self.stores))
        if place:
            run.on_the_way.append((0, self._bundle(self.stores[place])))
        else:
            to = dice.randrange(1, len(self.stores))
            run.on_the_way.append((to, self._bundle(self.office, self.stores[to])))

    def _deliver(self, dice: random.Random, run: Run) -> None:
        """Take any bundle that is on its way; it may come again later."""
        if run.on_the_way:
            to, file = dice.choice(run.on_the_way)
            self.stores[to].exchange.take(file)
            if dice.random() < 0.5:
                run.on_the_way.remove((to, file))

    def _lose(self, dice: random.Random, run: Run) -> None:
        run.on_the_way = [one for one in run.on_the_way if dice.random() < 0.5]

    def _clone(self, dice: random.Random, run: Run) -> None:
        """Let a laptop write twice from one place of its chain, as two images of one disk do."""
        store = dice.choice(self.laptops)
        before = self._place(store)
        self._save_on(store, dice, run)
        after = self._place(store)
        run.on_the_way.append((0, self._bundle(store)))
        self._put(store, before)
        try:
            self._save_on(store, dice, run)
        finally:
            if self._place(store) == before:
                # Only one image went on: refused, or the same value. No chain stands before its own log.
                self._put(store, after)

    @staticmethod
    def _place(store: Services) -> dict[str, str]:
        with store.desk.store.reading() as reader:
            return {key: state.get(reader.connection, key) or "" for key in ("own_number", "own_tip")}

    @staticmethod
    def _put(store: Services, values: dict[str, str]) -> None:
        with store.desk.store.writing() as connection:
            for key, value in values.items():
                state.put(connection, key, value)

    def _epoch(self, dice: random.Random, run: Run) -> None:
        """Begin a new epoch, as a restored or moved store does."""
        store = dice.choice(self.laptops)
        with store.desk.store.writing() as connection:
            state.begin_epoch(connection)
        store.desk.store.reload_identity()
        self._save_on(store, dice, run)

    def _skew(self, dice: random.Random, _run: Run) -> None:
        self.world.clock.at = self.right + dice.choice((_YEARS, -_YEARS, timedelta(0)))

    def _hand_on(self, dice: random.Random, run: Run) -> None:
        self.world.clock.at = self.right
        worker = self.world.account(dice.choice(WORKERS))
        self.office.register.allocate(run.family, worker, date(2026, 11, 23))

    def _future(self, dice: random.Random, run: Run) -> None:
        self._forge(
            dice.choice(self.laptops), kind="from_the_future", entity=new_id(), scope=f"family:{run.family}"
        )

    def _new_field(self, dice: random.Random, run: Run) -> None:
        """Write a known field together with one that only a newer version describes."""
        store = dice.choice(self.laptops)
        if not self._holds(store, run):
            return  # a newer version has given the family up just as well
        values = {"district": dice.choice(WORDS), "from_the_future": dice.choice(WORDS)}
        self._forge(store, kind="family", entity=run.family, scope=f"family:{run.family}", values=values)

    def _new_type(self, dice: random.Random, run: Run) -> None:
        """Write a type of operation that only a newer version knows."""
        store, scope = dice.choice(self.laptops), f"family:{run.family}"
        if self._holds(store, run):
            self._forge(store, kind="family", entity=run.family, scope=scope, type_name="from_the_future")

    def _give_up(self, dice: random.Random, run: Run) -> None:
        """Hand the family on and carry bundles until the laptop that had it has given it up."""
        before = [self._holds(laptop, run) for laptop in self.laptops]
        self._hand_on(dice, run)
        for _ in range(3):
            self._exchange_all(run)
        after = [self._holds(laptop, run) for laptop in self.laptops]
        run.steps["gave up"] += sum(had and not has for had, has in zip(before, after, strict=True))

    def _revoke(self, dice: random.Random, run: Run) -> None:
        """Revoke a laptop with unsent work; what it still sends is kept, and its account gets another one."""
        if dice.random() > REVOKED_SHARE:
            return
        self.world.clock.at = self.right
        place = dice.randrange(len(self.laptops))
        lost = self.laptops[place]
        if self._holds(lost, run):
            self._save_on(lost, dice, run)
        file, device = self._bundle(lost), lost.desk.store.identity.device
        self.office.enrolment.revoke(device, "LOST")
        with contextlib.suppress(RevokedSenderError):
            self.office.exchange.take(file)
            run.faults.append("a bundle of a revoked laptop was taken")
        sealed = [one for one in self.office.devices.sealed() if one.device == device]
        self.office.devices.open_sealed(sealed[0].id)
        with lost.desk.store.reading() as reader:
            own = _edits(reader, run.family)
        run.gone |= own.keys()
        self.laptops[place] = self.world.laptop(WORKERS[place])
        self.stores = [self.office, *self.laptops]
        run.on_the_way = [one for one in run.on_the_way if one[0] != place + 1]
        run.steps["revoked"] += 1

    @staticmethod
    def _holds(store: Services, run: Run) -> bool:
        return any(one.id == run.family for one in store.cases.rows())

    def _bad(self, dice: random.Random, run: Run) -> None:
        scope = dice.choice((f"family:{'cd' * 16}", "office", f"family:{run.family}"))
        self._forge(
            dice.choice(self.laptops), kind="visit", entity=new_id(), scope=scope, values={"day": "wczoraj"}
        )

    def _save_on(self, store: Services, dice: random.Random, run: Run) -> None:
        with store.desk.store.reading() as reader:
            view = reader.view(run.family, "family")
        write = Write(Family.INFO, run.family, {dice.choice(FIELDS): dice.choice(WORDS)}, view.heads)
        store.desk.store.save(Unit((write,)))

    def _forge(
        self,
        store: Services,
        *,
        kind: str,
        entity: str,
        scope: str,
        values: Any = None,
        type_name: str = ops.SET,
    ) -> None:
        written = values or {"words": "później"}
        with store.desk.store.writing() as connection:
            writer = log.Writer(connection, store.desk.store.now_ms())
            writer.add(
                type=type_name,
                kind=kind,
                entity=entity,
                parents=dict.fromkeys(written, ()),
                values=written,
                scope=scope,
                audience="scope",
            )
            writer.finish()

    def _bundle(self, sender: Services, receiver: Services | None = None) -> Path:
        self._files += 1
        file = self.world.folder / f"{self._files}.paczka"
        device = receiver.desk.store.identity.device if receiver else ""
        sender.exchange.make(self.world.folder, file=file, device=device)
        return file

    def _exchange_all(self, run: Run) -> None:
        """Carry everything once each way; nothing is lost any more."""
        for place in range(1, len(self.stores)):
            self.office.exchange.take(self._bundle(self.stores[place]))
        for place in range(1, len(self.stores)):
            self.stores[place].exchange.take(self._bundle(self.office, self.stores[place]))

    def _is_open(self, run: Run) -> bool:
        with self.office.desk.store.reading() as reader:
            view = reader.view(run.family, "family")
        return bool(view.conflicts) or view.hidden == "disputed"

    def _conflicts(self, store: Services, run: Run) -> list[Any]:
        return [one for one in store.conflicts.all() if one.record == run.family]

    def _check(self, run: Run) -> None:
        for laptop in self.laptops:
            if laptop.exchange.waiting().changes:
                run.faults.append("I11: not everything was delivered")
        with self.office.desk.store.reading() as reader:
            office, held = (
                _edits(reader, run.family),
                {one.id for one in quarantine.records(reader.connection)},
            )
            owner = reader.view(run.family, "family")
            run.faults += _lost(office, owner.heads)
            run.faults += (
                [] if _is_projected(reader, run.family) else ["I14: the projection is not what the log says"]
            )
        held |= self._parked(run.gone - office.keys())
        if lost := run.gone - office.keys() - held:
            run.faults.append(f"I4: {len(lost)} edits of a revoked laptop wait for nobody")
        main = next((one for one in self.office.cases.rows() if one.id == run.family), None)
        for worker, laptop in zip(WORKERS, self.laptops, strict=True):
            with laptop.desk.store.reading() as reader:
                own = _edits(reader, run.family)
            held |= self._parked(own.keys() - office.keys())
            if missing := own.keys() - office.keys() - held:
                run.faults.append(f"I4: the office lacks {len(missing)} edits of {worker}")
            if main is not None and main.assistant == worker and office.keys() != own.keys() - held:
                run.faults.append("I2: the laptop that holds the family does not end like the office")
            if main is not None and main.assistant != worker and self._holds(laptop, run):
                run.faults.append("the family was handed on and its former laptop still shows it")
        self._check_conflicts(run)

    def _parked(self, ids: set[str]) -> set[str]:
        """Return those that the office keeps until an update can read them."""
        with self.office.desk.store.reading() as reader:
            return log.known(reader.connection, list(ids))

    def _check_conflicts(self, run: Run) -> None:
        """Check I5: every head of every field is shown as long as they differ."""
        with self.office.desk.store.reading() as reader:
            edits = _edits(reader, run.family)
            view = reader.view(run.family, "family")
        for name in FIELDS:
            heads = [edits[one].values.get(name) for one in view.heads.get(name, ())]
            if len(set(map(str, heads))) > 1 and name not in view.conflicts and name not in view.merged:
                run.faults.append(f"I5: {name} has several values and nobody is asked")


def _edits(reader: Reader, family: str) -> dict[str, Edit]:
    return {one.id: one for one in log.edits(reader.connection, [family]).get(family, [])}


def _lost(edits: dict[str, Edit], heads: Any) -> list[str]:
    """Check I4: each edit is a head of what it wrote, or an edit that is there names it."""
    found = []
    for edit in edits.values():
        for name in edit.parents:
            named = any(edit.id in other.parents.get(name, ()) for other in edits.values())
            if name != ops.LIFE_FIELD and not named and edit.id not in heads.get(name, ()):
                found.append(f"I4: an edit of {name} is neither a head nor seen by a later one")
    return found


def _is_projected(reader: Reader, family: str) -> bool:
    shown = reader.find(Family, id=family)
    state_now = projection.state_of("family", list(_edits(reader, family).values()))
    if not shown:
        return state_now.hidden.value == "yes"
    plain = {name: held.value for name, held in state_now.fields.items() if not held.is_conflict}
    return all((getattr(shown[0], name) or None) == plain[name] for name in FIELDS if name in plain)


def coverage(runs: list[Run]) -> list[str]:
    """Return what the histories did not hold often enough to be hostile."""
    count = len(runs)
    found = []
    if sum(one.had_conflict for one in runs) < count * 0.5:
        found.append("fewer than half of the histories held a conflict")
    for step in set(STEPS):
        if sum(step in one.steps for one in runs) < count * 0.3:
            found.append(f"the step {step} is in fewer than 30 % of the histories")
    if sum("clone" in one.steps for one in runs) < count * 0.2:
        found.append("fewer than 20 % of the histories held a fork")
    for step, share in (("gave up", 0.15), ("revoked", 0.04)):
        if sum(one.steps[step] > 0 for one in runs) < count * share:
            found.append(f"what the step was for, {step}, is in fewer than {share:.0%} of the histories")
    return found


def main() -> int:
    """Run histories, a fresh stage for each dozen, and print figure, bar and seed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    runs: list[Run] = []
    began = time.monotonic()
    for start in range(first, first + count, STAGE):
        with tempfile.TemporaryDirectory() as place:
            os.environ["ASYSTENT_STATE"], os.environ["ASYSTENT_DATA"] = f"{place}/state", f"{place}/data"
            stage = Stage(Path(place))
            try:
                runs += [stage.play(seed) for seed in range(start, min(start + STAGE, first + count))]
            finally:
                stage.close()
    bad = [(one.seed, one.faults) for one in runs if one.faults]
    thin = coverage(runs)
    sys.stdout.write(
        f"{count} histories through real stores, {len(bad)} with a fault, bar 0, seed {first}, "
        f"{time.monotonic() - began:.0f} s\n"
    )
    for seed, faults in bad[:10]:
        sys.stdout.write(f"  seed {seed}: {'; '.join(sorted(set(faults)))}\n")
    for one in thin:
        sys.stdout.write(f"  {one}\n")
    return int(bool(bad or thin))


if __name__ == "__main__":
    sys.exit(main())
