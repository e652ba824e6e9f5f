"""Copies of the store: the day's own copy, a copy on a stick, checking what a copy lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asystent_desktop.storage import audit
from asystent_desktop.storage.copies import copies_in
from asystent_desktop.storage.store import last_position
from asystent_desktop.storage.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.backup import BackupResult


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """What `vault info` says: role, person, office, counts of records, schema version, label."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check of the open store found; no problems means that all is well."""

    problems: tuple[str, ...]
    audit_entries: int


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

    def make(self, folder: Path) -> BackupResult:
        """Make a checked copy in `folder`, on a stick for instance."""
        result = self._desk.store.vault.backup_to(folder)
        self._note()
        return result

    def last(self) -> datetime | None:
        """Return when the newest own copy was made, or None."""
        found = copies_in(self._desk.store.vault.folder / "backup")
        return found[0].made_at if found else None

    def facts(self) -> StoreFacts:
        """Return what may be said of this store."""
        session = self._desk.session()
        with self._desk.store.reading() as reader:
            operations = last_position(reader.connection)
            entries = audit.tip(reader.connection)[0]
        vault = self._desk.store.vault
        return StoreFacts(
            role=session.store,
            person=session.name,
            office=session.office_name,
            operations=operations,
            version=SCHEMA_VERSION,
            label=vault.label,
            folder=vault.folder,
            device=self._desk.store.identity.device,
            audit_entries=entries,
            size_bytes=sum(one.stat().st_size for one in vault.folder.glob("vault.db*")),
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

    def _note(self) -> None:
        with self._desk.store.writing() as connection:
            self._desk.store.note(connection, "BACKUP")
