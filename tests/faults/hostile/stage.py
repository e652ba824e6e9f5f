"""Where hostile histories are played: an office, two laptops of one assistant and one of another."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from asystent_desktop.clock import SetClock
from asystent_desktop.merge.heads import Edit
from asystent_desktop.records import KINDS, Account, Family, Plan, PlanAction, PlanGoal, Visit
from asystent_desktop.services import refilling
from asystent_desktop.storage import log, quarantine
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.world import PASSWORD, World

if TYPE_CHECKING:
    from asystent_desktop.records.fields import KindInfo
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.storage.repository import Reader

OFFICE: Final = 0
WORKERS: Final = ("Anna Wiśniewska", "Marek Pawlak")
OWNERS: Final = ("", WORKERS[0], WORKERS[0], WORKERS[1])
START: Final = date(2026, 3, 12)
TODAY: Final = date(2026, 11, 23)
MOST_ROUNDS: Final = 10
LONG: Final = " ".join(
    f"W tygodniu {number} rozmowa o wydatkach, szkole i zdrowiu dzieci; mama prowadzi zeszyt numer {number}."
    for number in range(1, 7)
)
_OWN = text("SELECT id FROM op WHERE scope = :scope AND device = :device")
_ALL = text("SELECT id FROM op WHERE scope = :scope AND audience != 'office' AND parked != 2")
_RECORDS = text("SELECT DISTINCT entity, kind FROM op WHERE scope = :scope AND parked = 0")


@dataclass
class Run:
    """One history: its records, the bundles on their way, what was written, what was met, what went wrong.

    `written` are all operations that anybody saved, `forged` those that no honest program writes, `burnt`
    those whose only copies were on disks that are gone, `orphaned` those that an office put back from a copy
    has lost and whose author can't send them again.
    """

    seed: int
    family: str
    visit: str = field(default_factory=new_id)
    plan: str = field(default_factory=new_id)
    goal: str = field(default_factory=new_id)
    actions: list[str] = field(default_factory=list)
    on_the_way: list[tuple[int, Path]] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)
    forged: set[str] = field(default_factory=set)
    burnt: set[str] = field(default_factory=set)
    orphaned: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    @property
    def scope(self) -> str:
        """The scope of all that belongs to the family."""
        return f"family:{self.family}"

    @property
    def records(self) -> tuple[tuple[KindInfo, str], ...]:
        """The records that the history writes, beside the actions of the goal."""
        kinds = (Family.INFO, Visit.INFO, PlanGoal.INFO)
        return tuple(zip(kinds, (self.family, self.visit, self.goal), strict=True))


class Stage:
    """The stores, each with its own clock, for several histories one after the other, of a family each."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        self.office = self.world.office
        self.clocks = [self.world.clock, *(SetClock(self.world.clock.at) for _owner in OWNERS[1:])]
        for worker in WORKERS:
            self.world.account(worker)
        self.stores = [self.office]
        self.copies: dict[int, Path] = {}
        self.right = self.world.clock.at
        self._files = 0
        for place in range(1, len(OWNERS)):
            self.stores.append(self.new_laptop(place))

    @property
    def laptops(self) -> range:
        """The places of the laptops."""
        return range(1, len(self.stores))

    def new_laptop(self, place: int) -> Services:
        """A laptop of the account whose place it takes, with a clock of its own."""
        laptop = self.world.laptop(OWNERS[place])
        laptop.desk.store.clock = self.clocks[place]
        return laptop

    def begin(self, seed: int) -> Run:
        """A new family of one of the two, with a visit and a plan of one goal, on every laptop it is for."""
        self.set_clocks(self.right)
        self.copies.pop(OFFICE, None)  # one from before would not know the family at all
        case = {"case_number": f"AR.{1000 + seed}.2026", "state": "active", "work_start": START}
        values = {"display_name": f"Rodzina {seed}", "phone": "0", "district": "0", "remarks": LONG}
        run = Run(seed, self.office.register.add_family(values, case).id)
        worker = self.world.account(WORKERS[seed % 2])
        self.office.register.allocate(run.family, worker, START)
        visit = {
            **{"family": run.family, "account": worker, "state": "held", "day": START, "areas": ("a", "b")},
            **{"start": time(9), "end": time(10), "course": LONG},
        }
        plan = {"family": run.family, "version_no": 1, "made_on": START}
        goal = {"family": run.family, "plan": run.plan, "text": "Cel", "area": "a"}
        self.office.desk.store.save(
            Unit(
                (
                    Write(Visit.INFO, run.visit, visit),
                    Write(Plan.INFO, run.plan, plan),
                    Write(PlanGoal.INFO, run.goal, goal),
                )
            )
        )
        for place in self.laptops:
            if OWNERS[place] == WORKERS[seed % 2]:
                self.stores[place].exchange.take(self.bundle(OFFICE, place))
        self.note_written(run)
        return run

    def new_action(self, place: int, run: Run, words: str) -> str:
        """An entry more in the list of the goal's actions."""
        action = new_id()
        values = {"family": run.family, "goal": run.goal, "text": words, "order": words}
        self.stores[place].desk.store.save(Unit((Write(PlanAction.INFO, action, values),)))
        return action

    def set_clocks(self, at: datetime) -> None:
        """Set every clock to the same time."""
        for clock in self.clocks:
            clock.at = at

    def save(self, place: int, kind: KindInfo, record: str, values: dict[str, Any]) -> None:
        """Save values as a person would who sees the record as this store has it."""
        store = self.stores[place].desk.store
        with store.reading() as reader:
            view = reader.view(record, kind.name)
        store.save(Unit((Write(kind, record, values, view.heads),)))

    def bundle(self, sender: int, receiver: int = OFFICE) -> Path:
        """A bundle of a laptop for the office, or of the office for a laptop."""
        self._files += 1
        file = self.world.folder / f"{self._files}.paczka"
        device = self.stores[receiver].desk.store.identity.device if sender == OFFICE else ""
        self.stores[sender].exchange.make(self.world.folder, file=file, device=device)
        return file

    def exchange(self, places: list[int]) -> None:
        """Carry everything once each way between the office and these laptops; nothing is lost."""
        for place in places:
            self.carry(place, OFFICE)
        for place in places:
            self.carry(OFFICE, place)

    def exchange_all(self, run: Run) -> None:
        """Carry bundles until nobody has anything more to say to anybody."""
        places = sorted({*self.concerned(run), *self.not_quiet()})
        for _round in range(MOST_ROUNDS):
            self.exchange(places)
            places = self.not_quiet()
            if not places:
                return
        run.faults.append(f"I11: after {MOST_ROUNDS} exchanges something still waits")

    def worker(self, run: Run) -> str:
        """Whose family it is for the office, removed or not; nobody's between two days."""
        with self.office.desk.store.reading() as reader:
            current = self.office.desk.assignments(reader, self.office.desk.today()).get(run.family)
            account = reader.get(Account, current.account) if current else None
        return account.name if account else ""

    def concerned(self, run: Run) -> list[int]:
        """The laptops that have the family or are to have it."""
        worker = self.worker(run)
        return [place for place in self.laptops if OWNERS[place] == worker or self.holds(place, run)]

    def not_quiet(self) -> list[int]:
        """The laptops that wait for something, or for which something waits at the office."""
        waiting = {one.id: one.waiting for one in self.office.exchange.devices()}
        leaving = {one.worker for one in self.office.handover.under_way()}
        found = []
        for place in self.laptops:
            store = self.stores[place].desk.store
            with store.reading() as reader:
                wants = refilling.wanted(reader.connection)
            changes = self.stores[place].exchange.waiting().changes
            if changes or wants or waiting[store.identity.device] or OWNERS[place] in leaving:
                found.append(place)
        return found

    def reopen(self, place: int) -> None:
        """Open the closed store of a laptop again."""
        folder = self.stores[place].desk.store.vault.folder
        again = self.world.stores.at(self.clocks[place]).unlock(folder, PASSWORD)
        self.world.opened.append(again)
        self.stores[place] = again

    def note_written(self, run: Run) -> None:
        """Keep the numbers of all that the stores have written for the family up to now."""
        for place in range(len(self.stores)):
            run.written |= self.own_operations(place, run)

    def own_operations(self, place: int, run: Run) -> set[str]:
        """What this store itself wrote for the family."""
        wanted = {"scope": run.scope, "device": self.stores[place].desk.store.identity.device}
        with self.stores[place].desk.store.reading() as reader:
            return {one.hex() for one in reader.connection.execute(_OWN, wanted).scalars()}

    def operations(self, place: int, run: Run) -> set[str]:
        """What this store holds of the family, without what the office keeps to itself."""
        with self.stores[place].desk.store.reading() as reader:
            return {one.hex() for one in reader.connection.execute(_ALL, {"scope": run.scope}).scalars()}

    def burn(self, place: int, run: Run, before: set[str]) -> None:
        """Note what stood only on a disk that is gone: no other store has it.

        What the office had lost with its own disk, and its author now too, nobody can send any more: a laptop
        answers for its own work alone, not for what it was sent.
        """
        left = before - self.own_operations(place, run)
        if run.steps["office restored"]:
            run.orphaned |= left - self.at_office(run)
        for other in range(len(self.stores)):
            if other != place:
                left -= known(self.stores[other], left)
        run.burnt |= left

    def at_office(self, run: Run) -> set[str]:
        """What of all that was written is at the office, in force or set aside."""
        with self.office.desk.store.reading() as reader:
            held = quarantine.known(reader.connection, run.written)
        return held | known(self.office, run.written)

    def orphan(self, run: Run, before: set[str]) -> None:
        """Note what the office lost and no laptop that wrote it can send again."""
        left = before - self.at_office(run)
        for place in self.laptops:
            left -= self.own_operations(place, run) & known(self.stores[place], left)
        run.orphaned |= left

    def holds(self, place: int, run: Run) -> bool:
        """Tell whether the store has the family, shown or removed."""
        with self.stores[place].desk.store.reading() as reader:
            return bool(edits(reader, run.family))

    def close(self) -> None:
        """Close every store."""
        self.world.close()

    def carry(self, sender: int, receiver: int) -> None:
        """Make a bundle and take it on the other side."""
        file = self.bundle(sender, receiver)
        self.stores[receiver].exchange.take(file)
        file.unlink()


def known(services: Services, ids: set[str]) -> set[str]:
    """Those operations that a store has in its log, given-up ones left out."""
    with services.desk.store.reading() as reader:
        return log.known(reader.connection, list(ids))


def edits(reader: Reader, record: str) -> dict[str, Edit]:
    """The edits of a record by number."""
    return {one.id: one for one in log.edits(reader.connection, [record]).get(record, [])}


def records_of(reader: Reader, run: Run) -> dict[str, str]:
    """All records of the family that a store shows or hides, with their kinds, as far as they are known."""
    rows = reader.connection.execute(_RECORDS, {"scope": run.scope})
    return {row.entity: row.kind for row in rows if row.kind in KINDS}


def pick(dice: random.Random, stage: Stage) -> int:
    """Any of the stores."""
    return dice.randrange(len(stage.stores))
