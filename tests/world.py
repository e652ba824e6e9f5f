"""An office with laptops in real stores: what several tests begin with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from asystent_desktop.clock import SetClock
from asystent_desktop.exchange.onetime import CodeCost
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.escrow import KeyFile
from asystent_desktop.services.stores import OfficeStart, Stores
from asystent_desktop.services.visits import VisitEntry
from asystent_desktop.storage.keys import Cost

PASSWORD = "krowa lampa zegar most"
CHEAP = Cost(memory_kib=64 * 1024, passes=1, lanes=1)
CHEAP_WORK = 10
CHEAP_CODE = CodeCost(memory_mib=64, passes=1, lanes=1)
TODAY = datetime(2026, 11, 23, 12, 0)


@dataclass
class World:
    """`office` founds it, `laptop(name)` joins a laptop, `family(name, worker)` allocates a family."""

    folder: Path
    clock: SetClock = field(default_factory=lambda: SetClock(TODAY))
    opened: list[Services] = field(default_factory=list)
    _office: Services | None = None

    def __post_init__(self) -> None:
        self.stores = Stores(self.clock, cost=CHEAP, code_cost=CHEAP_CODE, key_work=CHEAP_WORK)

    @property
    def office(self) -> Services:
        """The office, founded at the first call."""
        if self._office is None:
            start = OfficeStart(office_name="MOPS Wzorowo", city="Wzorowo", person_name="Grażyna Maj")
            self._office = self.stores.create_office(start, PASSWORD, folder=self.folder / "biuro").services
            self.opened.append(self._office)
        return self._office

    def exchange(self, laptop: Services) -> None:
        """One whole exchange: the laptop's work to the office, the office's answer back."""
        self.office.exchange.take(self.bundle(laptop))
        laptop.exchange.take(self.bundle(self.office, laptop))

    def restore_office(self, copy: Path) -> Services:
        """The office as it was when a copy of it was made, in place of the present one."""
        self._office = self.restore(self.office, copy)
        return self._office

    def restore(self, services: Services, copy: Path, folder: Path | None = None) -> Services:
        """A store as it was when a copy of it was made: in the place of the present one, or in `folder`."""
        services.close()
        place = folder or services.desk.store.vault.folder
        self.stores.restore(copy, place)
        return self.reopen(place)

    def reopen(self, folder: Path) -> Services:
        """A store that was closed, opened with its password."""
        again = self.stores.unlock(folder, PASSWORD)
        self.opened.append(again)
        return again

    def account(self, name: str, *roles: str) -> str:
        """The number of a worker's account, opened if it isn't there yet."""
        for one in self.office.register.workers():
            if one.account.name == name:
                return one.account.id
        return self.office.register.add_worker(name, roles or ("assistant",)).id

    def officer(self, name: str) -> KeyFile:
        """One of two who open a store together, named at the office: the key file and its password."""
        key = KeyFile(file=self.folder / f"{name}.klucz", password=f"{name} ma swój klucz")
        self.office.escrow.name(self.account(name, "officer"), key.password, key.file)
        return key

    def family(self, name: str, worker: str, **fields: object) -> str:
        """A family in work since 12.03.2026 with a mother, allocated to a worker."""
        account = self.account(worker)
        start = date(2026, 3, 12)
        number = len(self.office.cases.rows()) + 1
        case = {"case_number": f"AR.{number}.2026", "state": "active", "work_start": start}
        family = self.office.register.add_family({"display_name": name, **fields}, case).id
        person = self.office.records.create("person", {"last_name": name, "first_name": "Ewa"}).id
        member = {"family": family, "person": person, "role": "mother", "is_reference_person": True}
        self.office.records.create("family_member", {**member, "lives_with": True})
        self.office.register.allocate(family, account, start)
        return family

    def laptop(self, worker: str = "Anna Wiśniewska") -> Services:
        """A laptop that has joined, with its families."""
        account = self.account(worker)
        number = len(self.opened)
        invited = self.office.enrolment.invite(account, self.folder / f"{number}.zaproszenie")
        opened = self.stores.create_joining(
            self.stores.open_invitation(invited.file),
            invited.code,
            PASSWORD,
            folder=self.folder / f"laptop{number}",
        )
        laptop = opened.services
        self.opened.append(laptop)
        request, answer = self.folder / f"{number}.prosba", self.folder / f"{number}.odpowiedz"
        laptop.enrolment.save_request(request)
        asked = self.office.enrolment.accept(request)
        assert asked.words == laptop.enrolment.words()
        self.office.enrolment.confirm(asked.device, answer)
        laptop.enrolment.join(answer)
        return laptop

    def bundle(self, sender: Services, receiver: Services | None = None) -> Path:
        """A bundle of `sender`, for `receiver` when an office makes it."""
        path = self.folder / f"paczka-{len(list(self.folder.glob('*.paczka')))}.paczka"
        device = receiver.desk.store.identity.device if receiver else ""
        sender.exchange.make(self.folder, file=path, device=device)
        return path

    def close(self) -> None:
        """Close every store."""
        for one in self.opened:
            one.close()


def held(services: Services, family: str, day: date, start: time = time(9, 0), **more: object) -> VisitEntry:
    """A finished visit of one hour."""
    members = services.cases.page(family).members
    end = time(start.hour + 1, start.minute)
    given: dict[str, object] = {
        "family": family,
        "state": "held",
        "day": day,
        "start": start,
        "end": end,
        "present": tuple(one.person.id for one in members),
        "areas": ("c",),
        "course": "Rozmowa o wydatkach.",
    }
    return VisitEntry(**{**given, **more})  # type: ignore[arg-type]
