"""Copies of the store: the day's own copy, a copy on a stick, the drill that says what a copy lacks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from asystent_desktop.errors import AppError, RefusedError
from asystent_desktop.polish import counted
from asystent_desktop.services.withdrawing import aging_copies
from asystent_desktop.storage import anchors, audit, state
from asystent_desktop.storage.backup import BackupResult, StoppedError, rehearsed
from asystent_desktop.storage.copies import Copy, copies_in
from asystent_desktop.storage.drill import Comparison, compare
from asystent_desktop.storage.faults import DamagedVaultError, WrongPasswordError
from asystent_desktop.storage.peek import peek
from asystent_desktop.storage.store import last_position
from asystent_desktop.storage.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection

__all__ = ["Backup", "BackupResult", "CopiesStatus", "Copy", "DrillResult", "StoreFacts"]

WEEK_DAYS: Final = 7
QUARTER_DAYS: Final = 91
_PLACE, _OUTSIDE, _CHECKED = "copies_place", "copies_outside_ms", "copies_checked"


class PlaceGoneError(AppError):
    """The chosen place for copies can't be seen now: a stick that was pulled out."""


class NoCopyError(AppError):
    """There is no copy of this store in the folder."""

    sentence = "W tym folderze nie ma kopii tego sejfu. Wskaż folder kopii albo folder, w którym leżą kopie."


class CopyPasswordError(AppError):
    """A copy that the given password doesn't open."""

    sentence = (
        "To hasło nie otwiera tej kopii. Kopię otwiera hasło z dnia, w którym powstała. "
        "Niczego nie zmieniono."
    )


class CopyDamagedError(AppError):
    """A copy that can't be read to its end."""

    sentence = (
        "Ta kopia jest uszkodzona i nie da się z niej odtworzyć. Sejf jest nienaruszony. Zrób nową kopię."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """What is said of a store: whose it is, its numbers, and when the office last confirmed its audit."""

    role: str
    person: str
    office: str
    operations: int
    version: int
    label: str
    folder: Path
    device: str
    audit_entries: int
    size_bytes: int
    anchored_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check of the open store found; no problems means that all is well."""

    problems: tuple[str, ...]
    audit_entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillResult:
    """What the drill found: `missing` entries from the last `days`, `extra` ones, `broken` ones; and when."""

    made_at: datetime
    checked_on: date
    held: int
    missing: int
    extra: int
    broken: int
    days: int

    @property
    def is_full(self) -> bool:
        """Tell whether the copy holds all that the store holds, unharmed."""
        return not self.missing and not self.broken

    @property
    def sentence(self) -> str:
        """Return the finding in one sentence."""
        if self.broken:
            many = counted(self.broken, "zapis", "zapisy", "zapisów")
            return f"Kopia jest uszkodzona: {many}. Zrób nową kopię."
        if not self.missing:
            return "Kopia pełna."
        many = counted(self.missing, "zapisu", "zapisów", "zapisów")
        when = "z dzisiaj" if self.days == 1 else f"z ostatnich {self.days} dni"
        return f"W kopii brakuje {many} {when}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesStatus:
    """Copies as they stand: own ones of this computer, the place outside and what lies there, the last drill.

    `outside_at` is remembered, so it is known while the stick is away. `reminder` is `place`, `copy`,
    `drill` or nothing. `given_up` households are still in own copies, until the day `given_up_until`.
    """

    own: tuple[Copy, ...]
    place: Path | None
    place_is_there: bool
    outside: tuple[Copy, ...]
    outside_at: datetime | None
    last_drill: DrillResult | None
    drill_in_days: int
    reminder: str
    given_up: int = 0
    given_up_until: date | None = None


class Backup:
    """What a person does for the safety of the store."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def daily(self) -> BackupResult | None:
        """Make the day's copy unless there is one; return it, or None."""
        result = self._desk.store.vault.backup_daily()
        if result is not None:
            self._note()
        return result

    def make(self, folder: Path, is_stopped: Callable[[], bool] = lambda: False) -> BackupResult:
        """Make a checked copy in `folder`, on a stick for instance; see `storage.backup.make`."""
        result = self._desk.store.vault.backup_to(folder, is_stopped=is_stopped)
        with self._desk.store.writing() as connection:
            state.put(connection, _OUTSIDE, int(result.made_at.timestamp() * 1000))
            self._desk.store.note(connection, "BACKUP", detail="OUTSIDE")
        return result

    def make_there(self, is_stopped: Callable[[], bool] = lambda: False) -> BackupResult:
        """Make a copy in the chosen place; PlaceGoneError names it and the last good copy."""
        status = self.status()
        if status.place is None:
            raise RefusedError("Nie wybrano jeszcze miejsca na kopie. Wybierz nośnik albo folder.")
        if not status.place_is_there:
            raise PlaceGoneError(_gone_words(status))
        return self.make(status.place, is_stopped)

    def choose_place(self, folder: Path) -> None:
        """Keep the place for copies; RefusedError when it is the store itself or can't be written to."""
        own = self._desk.store.vault.folder.resolve()
        chosen = folder.resolve()
        if chosen == own or own in chosen.parents:
            raise RefusedError(
                "Tu leży sam sejf, a kopia ma przetrwać jego utratę. Wybierz nośnik albo inny dysk."
            )
        if not chosen.is_dir():
            raise RefusedError(
                "Nie widzę tego folderu. Sprawdź, czy nośnik jest włożony, i wybierz ponownie."
            )
        with self._desk.store.writing() as connection:
            state.put(connection, _PLACE, str(folder))

    def status(self) -> CopiesStatus:
        """Return the copies as they stand now."""
        vault, today = self._desk.store.vault, self._desk.today()
        with self._desk.store.reading() as reader:
            kept = state.get(reader.connection, _PLACE)
            outside_ms = state.number(reader.connection, _OUTSIDE)
            last = _last_drill(reader.connection)
            own = copies_in(vault.folder / "backup")
            given_up, until = aging_copies(
                reader.connection, self._desk.store.identity.device, [one.made_at for one in own]
            )
        place = Path(kept) if kept else None
        there = place is not None and _is_there(place)
        outside_at = datetime.fromtimestamp(outside_ms / 1000, UTC) if outside_ms else None
        since = last.checked_on if last else vault.created_on
        in_days = QUARTER_DAYS - (today - since).days
        return CopiesStatus(
            own=own,
            place=place,
            place_is_there=there,
            outside=self._own_in(place) if place is not None and there else (),
            outside_at=outside_at,
            last_drill=last,
            drill_in_days=in_days,
            reminder=_reminder(place, outside_at, in_days, today),
            given_up=given_up,
            given_up_until=until,
        )

    def reminder(self) -> str:
        """Return what to remind of: `place`, `copy`, `drill` or nothing; without looking at the stick."""
        with self._desk.store.reading() as reader:
            kept = state.get(reader.connection, _PLACE)
            outside_ms = state.number(reader.connection, _OUTSIDE)
            last = _last_drill(reader.connection)
        outside_at = datetime.fromtimestamp(outside_ms / 1000, UTC) if outside_ms else None
        today = self._desk.today()
        since = last.checked_on if last else self._desk.store.vault.created_on
        in_days = QUARTER_DAYS - (today - since).days
        return _reminder(Path(kept) if kept else None, outside_at, in_days, today)

    def find(self, folder: Path) -> Copy:
        """Return the copy in a folder, or the newest of those that lie in it; NoCopyError for none."""
        try:
            if (folder / "vault.hdr").is_file():
                if self._is_own(folder):
                    named = [one for one in copies_in(folder.parent) if one.path == folder]
                    changed = datetime.fromtimestamp((folder / "vault.hdr").stat().st_mtime, UTC)
                    return named[0] if named else Copy(path=folder, made_at=changed, before_version=False)
            else:
                found = self._own_in(folder)
                if found:
                    return found[0]
        except OSError:
            raise NoCopyError from None
        raise NoCopyError

    def drill(
        self, copy: Copy, password: str, say: Callable[[str, float], None], is_stopped: Callable[[], bool]
    ) -> DrillResult:
        """Restore a copy into a temporary folder, compare it with the store, remove it; nothing is written.

        CopyPasswordError, CopyDamagedError, NoCopyError when it has gone, StoppedError, DiskFullError.
        """

        def watch(share: float) -> None:
            if is_stopped():
                raise StoppedError
            say("Porównuję z sejfem…", 0.4 + 0.6 * share)

        if not (copy.path / "vault.db").is_file():
            raise NoCopyError
        say("Odtwarzam kopię na próbę…", 0.05)
        vault = self._desk.store.vault
        try:
            with rehearsed(copy.path, vault.folder, password) as connection:
                watch(0.0)
                with self._desk.store.reading() as reader:
                    found = compare(connection, reader.connection, watch)
        except WrongPasswordError:
            raise CopyPasswordError from None
        except DamagedVaultError:
            raise CopyDamagedError from None
        return self._result(copy, found)

    def note_drill(self, result: DrillResult) -> None:
        """Keep what the last drill found, and write into the audit that it was done."""
        kept = {name: str(value) for name, value in asdict(result).items()}
        with self._desk.store.writing() as connection:
            state.put(connection, _CHECKED, json.dumps(kept))
            self._desk.store.note(
                connection, "BACKUP", detail="DRILL_FULL" if result.is_full else "DRILL_LACKS"
            )

    def last(self) -> datetime | None:
        """Return when the newest own copy was made, or None."""
        found = copies_in(self._desk.store.vault.folder / "backup")
        return found[0].made_at if found else None

    def facts(self) -> StoreFacts:
        """Return what may be said of this store."""
        session, identity = self._desk.session(), self._desk.store.identity
        with self._desk.store.reading() as reader:
            operations = last_position(reader.connection)
            entries = audit.tip(reader.connection)[0]
            anchor = anchors.last(reader.connection, identity.device, identity.epoch)
        vault = self._desk.store.vault
        return StoreFacts(
            role=session.store,
            person=session.name,
            office=session.office_name,
            operations=operations,
            version=SCHEMA_VERSION,
            label=vault.label,
            folder=vault.folder,
            device=identity.device,
            audit_entries=entries,
            size_bytes=sum(one.stat().st_size for one in vault.folder.glob("vault.db*")),
            anchored_at=datetime.fromtimestamp(anchor.at_ms / 1000, UTC) if anchor else None,
        )

    def verify_audit(self) -> tuple[int, int | None]:
        """Walk the audit chain; return how many rows it has and the first that doesn't fit, or None."""
        with self._desk.store.reading() as reader:
            return audit.verify(reader.connection)

    def check(self) -> CheckResult:
        """Check every page of the store and the audit chain."""
        problems = list(self._desk.store.vault.check())
        entries, broken = self.verify_audit()
        if broken is not None:
            problems.append(f"Dziennik zdarzeń nie zgadza się od wpisu {broken}.")
        return CheckResult(problems=tuple(problems), audit_entries=entries)

    def _own_in(self, folder: Path) -> tuple[Copy, ...]:
        return tuple(one for one in copies_in(folder) if self._is_own(one.path))

    def _is_own(self, copy: Path) -> bool:
        """Tell whether a copy is of this store; two people's copies may lie on one stick."""
        try:
            return peek(copy).vault_id == self._desk.store.vault.vault_id
        except AppError:
            return False

    def _result(self, copy: Copy, found: Comparison) -> DrillResult:
        today = self._desk.today()
        since = copy.made_at.astimezone().date()
        if found.oldest_ms:
            since = max(since, datetime.fromtimestamp(found.oldest_ms / 1000, UTC).astimezone().date())
        return DrillResult(
            made_at=copy.made_at,
            checked_on=today,
            held=found.held,
            missing=found.missing,
            extra=found.extra,
            broken=found.broken,
            days=max((today - since).days, 0) + 1,
        )

    def _note(self) -> None:
        with self._desk.store.writing() as connection:
            self._desk.store.note(connection, "BACKUP")


def _last_drill(connection: Connection) -> DrillResult | None:
    text = state.get(connection, _CHECKED)
    if not text:
        return None
    kept = json.loads(text)
    return DrillResult(
        made_at=datetime.fromisoformat(kept["made_at"]),
        checked_on=date.fromisoformat(kept["checked_on"]),
        **{name: int(kept[name]) for name in ("held", "missing", "extra", "broken", "days")},
    )


def _reminder(place: Path | None, outside_at: datetime | None, drill_in_days: int, today: date) -> str:
    if place is None:
        return "place"
    if outside_at is None or (today - outside_at.astimezone().date()).days >= WEEK_DAYS:
        return "copy"
    return "drill" if drill_in_days <= 0 else ""


def _is_there(place: Path) -> bool:
    try:
        return place.is_dir()
    except OSError:
        return False


def _gone_words(status: CopiesStatus) -> str:
    name = status.place.name if status.place is not None else ""
    last = max((one.made_at for one in status.own), default=None)
    good = max(filter(None, (last, status.outside_at)), default=None)
    words = f" Ostatnia dobra kopia: {good.astimezone():%d.%m.%Y %H:%M}." if good else ""
    return f"Nie widzę miejsca na kopie „{name}”. Włóż nośnik i spróbuj ponownie albo wybierz inne.{words}"
