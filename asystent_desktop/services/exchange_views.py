"""What exchange tells a person: what waits, what was made, taken and shown, with their sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asystent_desktop.exchange.scope import REASON_WORDS
from asystent_desktop.polish import counted, day_month, plural
from asystent_desktop.services.taking import SetAside
from asystent_desktop.storage.views import NOTHING, Changes

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from asystent_desktop.services.taking import Sorted

ALREADY_TAKEN = "Ta paczka była już wczytana. Nic nie trzeba robić."


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for the office: operations by kind, since when; `number` is that of the next bundle.

    `unsaved` of the changes are in no bundle yet.
    """

    by_kind: tuple[tuple[str, int], ...]
    changes: int
    unsaved: int
    since: datetime | None
    number: int
    last_made: datetime | None

    @property
    def sentence(self) -> str:
        """Say how much waits since when."""
        if not self.changes:
            return "Biuro ma wszystko."
        waits = counted(self.changes, "zmiana czeka", "zmiany czekają", "zmian czeka")
        return f"{waits} od {day_month(self.since.astimezone().date())}." if self.since else f"{waits}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A bundle that was written: where, how many changes, for whom."""

    file: Path
    changes: int
    device: str
    number: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a bundle brought; `sentence` says it to a person.

    `open` are the records of it in which a person has to choose.
    """

    file: str
    sender: str
    applied: int
    already_known: int
    conflicts: int
    set_aside: tuple[SetAside, ...]
    parked: int
    delivered: int
    sentence: str
    by_kind: tuple[tuple[str, int], ...] = ()
    changes: Changes = field(default=NOTHING)
    open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What can be said of a bundle before it is taken."""

    size: int
    sender: str
    number: int | None
    changes: int | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A bundle that lies in a folder, looked into but not taken.

    `state` is good, known, or the kind of fault; `words` say it in a chip, `sentence` in full. `missing` are
    the numbers of bundles between the last one that came and this one: they come along with a later one.
    """

    file: Path
    state: str
    words: str
    sentence: str
    sender: str = ""
    device: str = ""
    number: int = 0
    changes: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    missing: tuple[int, ...] = ()

    @property
    def is_good(self) -> bool:
        """Tell whether it may be taken."""
        return self.state == "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that was not taken, and why in one sentence."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAll:
    """What several files brought; `left` were not looked at because a person stopped it.

    `conflicts` counts a record once, and only if no later file of them settled it.
    """

    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]
    left: int = 0
    conflicts: int = 0

    @property
    def changes(self) -> Changes:
        """Return all that changed."""
        found = NOTHING
        for one in self.taken:
            found = found | one.changes
        return found

    @property
    def needs_person(self) -> bool:
        """Tell whether something waits for a decision or was refused."""
        return bool(self.refused or self.conflicts) or any(one.set_aside for one in self.taken)

    @property
    def sentence(self) -> str:
        """Say all of it in short sentences."""
        if len(self.taken) + len(self.refused) == 1 and not self.left:
            return self.taken[0].sentence if self.taken else self.refused[0].sentence
        said = []
        if self.taken:
            said.append(f"Przyjęto {counted(len(self.taken), 'paczkę', 'paczki', 'paczek')}.")
        if self.conflicts:
            said.append(f"Do rozstrzygnięcia: {self.conflicts}.")
        if aside := sum(len(one.set_aside) for one in self.taken):
            said.append(f"Zatrzymane zapisy: {aside}.")
        if len({one.sentence for one in self.refused}) == 1 < len(self.refused):
            said.append(f"{', '.join(one.file for one in self.refused)}: {self.refused[0].sentence}")
        else:
            said += [f"{one.file}: {one.sentence}" for one in self.refused]
        if self.left:
            said.append(f"Przerwano, zostało plików: {self.left}. Można je wczytać później.")
        return " ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """Something a person should know: what, what to do, since when; `number` marks it as read."""

    number: int
    fact: str
    more: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """A device as the office sees it; `receipt` is owed, sent or empty (see `receipts.owed`)."""

    id: str
    account: str
    name: str
    state: str
    waiting: int
    receipt: str = ""

    @property
    def short(self) -> str:
        """Return the number by which people tell two laptops of one person apart."""
        return self.id[:8]


def set_aside_of(done: Sorted) -> tuple[SetAside, ...]:
    """Return what a bundle's sorting set aside, each with its reason in words."""
    return tuple(
        SetAside(op=number, reason=reason, words=REASON_WORDS.get(reason, reason))
        for number, (reason, _body, _payload) in done.held.items()
    )


def sentence_of(done: Sorted, conflicts: int, delivered: int) -> str:
    """Say to a person what a bundle brought."""
    good = counted(len(done.good), "zapis", "zapisy", "zapisów")
    said = [f"Wczytano {good}." if done.good or done.held else "Nowych zapisów nie było."]
    if done.held:
        waits = plural(len(done.held), "czeka", "czekają", "czeka")
        said.append(f"{len(done.held)} zatrzymano i {waits} na wyjaśnienie. Reszta jest bezpieczna.")
    if done.parked:
        parked = counted(len(done.parked), "zapis", "zapisy", "zapisów")
        said.append(f"{parked} odczytam po aktualizacji programu. Są zachowane.")
    if conflicts:
        said.append(f"Do rozstrzygnięcia: {conflicts}.")
    if delivered:
        said.append(f"Biuro potwierdziło {counted(delivered, 'zmianę', 'zmiany', 'zmian')}.")
    if not done.good and done.known and not done.held and not delivered:
        return "Wszystkie zapisy z tej paczki były już znane. Nic nie trzeba robić."
    return " ".join(said)


def taken_again(name: str, sender: str, known: int) -> Taken:
    """Return the answer for a bundle that was taken before."""
    return Taken(
        file=name,
        sender=sender,
        applied=0,
        already_known=known,
        conflicts=0,
        set_aside=(),
        parked=0,
        delivered=0,
        sentence=ALREADY_TAKEN,
    )
