"""Exchange with the other side as window and commands call it: what waits, making, taking, history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.errors import AppError, NotFoundError, RefusedError
from asystent_desktop.exchange import frame, names
from asystent_desktop.exchange.faults import RevokedSenderError
from asystent_desktop.exchange.scope import REASON_WORDS
from asystent_desktop.polish import counted
from asystent_desktop.records import Account
from asystent_desktop.services import (
    arrivals,
    arrived,
    making,
    noticing,
    office_anew,
    receipts,
    settling,
    taking,
)
from asystent_desktop.services.exchange_views import (
    ALREADY_TAKEN,
    Arrived,
    DeviceView,
    Made,
    Noticed,
    Refused,
    Shown,
    Taken,
    TakenAll,
    Waiting,
    taken_again,
)
from asystent_desktop.services.files import NotWrittenError, read_file
from asystent_desktop.services.pace import UNPACED, Pace, StoppedError
from asystent_desktop.services.taking import SetAside
from asystent_desktop.storage import alerts, delivery, exchange_log, quarantine, state
from asystent_desktop.storage.exchange_log import BundleRow, DeviceRow
from asystent_desktop.storage.repository import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asystent_desktop.exchange.records import BodyRecord
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.views import Changes

__all__ = [
    "ALREADY_TAKEN",
    "Arrived",
    "BundleRow",
    "DeviceView",
    "Exchange",
    "Made",
    "Noticed",
    "Refused",
    "Shown",
    "Taken",
    "TakenAll",
    "Waiting",
]
Say = Callable[[str, float], None]
InTurn = Callable[[Callable[[], Taken]], Taken]
_WATCHED = "watched_folder"


def _say_nothing(_words: str, _share: float) -> None:
    """Show no progress."""


def _at_once(act: Callable[[], Taken]) -> Taken:
    """Do it now, in this thread."""
    return act()


def _never() -> bool:
    """Go on to the end."""
    return False


class Exchange:
    """The exchange of one store with the other side."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> Waiting:
        """Return what of this store's own work no receipt has confirmed."""
        with self._desk.store.reading() as reader:
            found = delivery.waiting_kinds(reader.connection)
            oldest = delivery.oldest_waiting(reader.connection)
            rows = exchange_log.bundles(reader.connection)
            made = [one.at_ms for one in rows if one.direction == "out" and one.state != "failed"]
            number = state.number(reader.connection, "bundle_number") + 1
            unsaved = delivery.unsaved(reader.connection)
        return Waiting(
            by_kind=tuple(sorted(found.items())),
            changes=sum(found.values()),
            unsaved=unsaved,
            since=_moment(oldest) if oldest is not None else None,
            number=number,
            last_made=_moment(max(made)) if made else None,
        )

    def history(self) -> tuple[BundleRow, ...]:
        """Return the bundles that were made and taken, newest first."""
        with self._desk.store.reading() as reader:
            return exchange_log.bundles(reader.connection)

    def left_epochs(self) -> frozenset[str]:
        """Return the epochs in which bundles are numbered no more: those numbers are given again."""
        with self._desk.store.reading() as reader:
            return office_anew.left(reader.connection)

    def devices(self) -> tuple[DeviceView, ...]:
        """Return the devices of this office with what waits for each; empty on a laptop."""
        with self._desk.store.writing() as connection:
            reader = Reader(connection)
            names_of = {one.id: one.name for one in reader.find(Account)}
            found = []
            for one in exchange_log.devices(connection):
                if one.state == "active":
                    making.extend_stream(self._desk, connection, one)
                waiting = len(exchange_log.stream_after(connection, one.id, one.acknowledged))
                found.append(
                    DeviceView(
                        id=one.id,
                        account=one.account,
                        name=names_of.get(one.account, ""),
                        state=one.state,
                        waiting=waiting,
                        receipt=receipts.owed(connection, one),
                    )
                )
        return tuple(found)

    def make(self, folder: Path, *, file: Path | None = None, device: str = "") -> tuple[Made, ...]:
        """Write the bundles for the other side into `folder` under neutral names, or one bundle to `file`.

        A laptop makes one for its office; an office one for each active device, or for `device` alone.
        NotWrittenError leaves nothing marked as sent; the history says that it failed.
        """
        if not arrivals.is_office(self._desk):
            work = partial(making.make_work, self._desk, file or folder / names.bundle_name())
            return self._made("", work)
        with self._desk.store.reading() as reader:
            known = [one for one in exchange_log.devices(reader.connection) if one.state == "active"]
        wanted = [one for one in known if device in {"", one.id}]
        if not wanted:
            raise NotFoundError("Nie ma urządzenia, dla którego można zrobić paczkę. Najpierw dołącz laptop.")
        if file is not None and len(wanted) > 1:
            raise RefusedError("Podaj folder zamiast pliku: paczek będzie kilka, po jednej na urządzenie.")
        found: list[Made] = []
        for one in wanted:
            reply = partial(making.make_reply, self._desk, one, file or folder / names.bundle_name())
            found += self._made(one.id, reply)
        return tuple(found)

    def _made(self, device: str, make: Callable[[], tuple[Made, ...]]) -> tuple[Made, ...]:
        try:
            return make()
        except NotWrittenError as fault:
            changes = self.waiting().changes if not device else 0
            making.note_failed(self._desk, device, changes, fault.sentence)
            raise

    def take(self, file: Path, pace: Pace = UNPACED) -> Taken:
        """Take one bundle: all that is good goes in, in one transaction; a BundleError takes nothing.

        Nor does a person who stops it: StoppedError.
        """
        data = read_file(file, frame.MAX_FILE)
        try:
            with self._desk.store.writing() as connection:
                taken = arrivals.take(self._desk, connection, data, file.name, pace)
        except RevokedSenderError as fault:
            with self._desk.store.reading() as reader:
                if exchange_log.has_bundle(reader.connection, str(fault.details["hash"])):
                    return taken_again(file.name, "", 0)
            settling.keep_refused(self._desk, str(fault.details["sender"]), data)
            raise
        settling.after_taking(self._desk)
        return taken

    def take_all(
        self,
        files: Sequence[Path],
        say: Say = _say_nothing,
        is_stopped: Callable[[], bool] = _never,
        *,
        in_turn: InTurn = _at_once,
    ) -> TakenAll:
        """Take several bundles one after the other; a refused one does not stop the others, a person may.

        Stopped in the middle of a bundle, nothing of it is taken. Each is taken `in_turn`, so that what a
        person saves meanwhile need not wait for all of them.
        """
        taken: list[Taken] = []
        refused: list[Refused] = []
        left = 0
        for place, file in enumerate(files):
            if is_stopped():
                left = len(files) - place
                break
            words = f"Wczytuję paczkę {place + 1} z {len(files)}" if len(files) > 1 else "Wczytuję paczkę"
            pace = Pace(partial(say, words), is_stopped, place / len(files), (place + 1) / len(files))
            try:
                taken.append(in_turn(partial(self.take, file, pace)))
            except StoppedError:
                left = len(files) - place
                break
            except AppError as fault:
                refused.append(Refused(file=file.name, sentence=fault.sentence))
        conflicts = self.still_open(taken)
        return TakenAll(taken=tuple(taken), refused=tuple(refused), left=left, conflicts=conflicts)

    def still_open(self, taken: Iterable[Taken]) -> int:
        """Return in how many records several bundles left a choice to a person, each counted once."""
        brought = {record for one in taken for record in one.open}
        with self._desk.store.reading() as reader:
            return sum(1 for _kind, record in reader.open_conflicts() if record in brought)

    def look(
        self, files: Sequence[Path], say: Say = _say_nothing, is_stopped: Callable[[], bool] = _never
    ) -> tuple[Arrived, ...]:
        """Say what each file is, without taking it; nothing is raised for a bad one."""
        found: list[Arrived] = []
        with self._desk.store.reading() as reader:
            for place, file in enumerate(files):
                if is_stopped():
                    break
                say(f"Sprawdzam paczkę {place + 1} z {len(files)}", place / len(files))
                found.append(arrived.look(self._desk, reader, file))
        return tuple(found)

    def noticed(self) -> tuple[Noticed, ...]:
        """Return what the program noticed: forked copies, clocks that are wrong."""
        with self._desk.store.reading() as reader:
            return noticing.noticed(self._desk, reader)

    @property
    def watched_folder(self) -> Path | None:
        """Return the folder in which arriving bundles are looked for, or None."""
        with self._desk.store.reading() as reader:
            kept = state.get(reader.connection, _WATCHED)
        return Path(kept) if kept else None

    def watch_folder(self, folder: Path | None) -> None:
        """Look for arriving bundles in another folder, or in none."""
        with self._desk.store.writing() as connection:
            state.put(connection, _WATCHED, str(folder) if folder else "")

    def mark_noticed(self, number: int) -> None:
        """Note that a person has read it."""
        with self._desk.store.writing() as connection:
            alerts.mark_seen(connection, number)

    def show(self, file: Path) -> Shown:
        """Say what a bundle is, without taking it."""
        data = read_file(file, frame.MAX_FILE)
        with self._desk.store.reading() as reader:
            opened = arrivals.open_bundle(self._desk, reader.connection, data)
            found, _rest = taking.read_operations(opened.records())
            sender = arrivals.sender_name(self._desk, reader, opened.head.sender)
        return Shown(
            size=len(data),
            sender=sender,
            number=opened.head.number,
            changes=len(found),
            sentence=f"Paczka nr {opened.head.number}: {counted(len(found), 'zmiana', 'zmiany', 'zmian')}.",
        )

    def held(self) -> tuple[SetAside, ...]:
        """Return the records that were set aside, newest first."""
        with self._desk.store.reading() as reader:
            rows = quarantine.records(reader.connection)
        return tuple(
            SetAside(op=one.id, reason=one.reason, words=REASON_WORDS.get(one.reason, one.reason))
            for one in rows
        )

    def welcome_records(self, connection: Connection, device: DeviceRow) -> list[BodyRecord]:
        """Return the records of all that a newly joined device may see, as the first items of its stream."""
        making.extend_stream(self._desk, connection, device)
        return making.stream_records(connection, device)[0]

    def take_first(self, connection: Connection, records: Iterable[BodyRecord], sender: str) -> Changes:
        """Take the records of a welcome that was checked: the families of this laptop."""
        done = taking.sort_operations(connection, records, None)
        receipts.acknowledge(connection, done.rest)
        delivery = taking.Delivery(sender, "", self._desk.store.now_ms())
        return taking.apply_sorted(connection, done, delivery)


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
