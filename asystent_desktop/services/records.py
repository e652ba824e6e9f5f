"""Every kind of record by its own field names, through the same rules as the forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.dates_order import CASE_STEPS, check_case_dates
from asystent_desktop.checks.numbers import check_pesel, check_phone, check_postcode, check_signature
from asystent_desktop.errors import InvalidValueError, NotFoundError, RefusedError
from asystent_desktop.merge.operation import DELETED
from asystent_desktop.records import KINDS, Account, Family, Person, SupportCase
from asystent_desktop.records.fields import KindInfo, Record, empty_values, read_values
from asystent_desktop.services.record_lines import RecordLine, record_lines
from asystent_desktop.storage import audit, log, looks
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Changes, Unit, View, Write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.repository import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a save made: the number of its main record, what changed, and what is worth checking."""

    id: str
    changes: Changes
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One edit of a record: when (ms), who, on which device, the values by label in words."""

    op: str
    at_ms: int
    author: str
    device: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a record: when (ms), who, the audit's code (VIEW, PRINT, EXPORT) and what exactly."""

    at_ms: int
    author: str
    code: str
    detail: str


LOOKS = frozenset({"VIEW", "PRINT", "EXPORT"})


class Records:
    """Reading and saving records of any kind."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def kinds(self) -> tuple[KindInfo, ...]:
        """Return the descriptions of all kinds."""
        return tuple(KINDS.values())

    def listed(self, kind: str) -> tuple[Record, ...]:
        """Return all shown records of a kind; NotFoundError for an unknown kind."""
        with self._desk.store.reading() as reader:
            return reader.find(self.info(kind).cls)

    def lines(self, records: Iterable[Record]) -> tuple[RecordLine, ...]:
        """Return records as one line each, for a list that a person reads."""
        with self._desk.store.reading() as reader:
            return record_lines(reader, records)

    def view(self, record_id: str) -> View:
        """Return one record as read, with open conflicts; NotFoundError when there is none."""
        with self._desk.store.reading() as reader:
            return reader.view(record_id)

    def info(self, kind: str) -> KindInfo:
        """Return the description of a kind; NotFoundError names the known ones."""
        if kind not in KINDS:
            raise NotFoundError(f"Nie ma rodzaju „{kind}”. Znane rodzaje: {', '.join(KINDS)}.")
        return KINDS[kind]

    def read(self, kind: str, typed: Mapping[str, str]) -> dict[str, Any]:
        """Read values typed as text; InvalidValueError names the field that can't be understood."""
        return read_values(self.info(kind), typed)

    def create(self, kind: str, values: Mapping[str, Any], *, draft: str = "") -> Saved:
        """Save a new record; InvalidValueError or RefusedError when a rule refuses it."""
        return self._save(self.info(kind), new_id(), values, None, draft, is_new=True)

    def change(
        self,
        record_id: str,
        values: Mapping[str, Any],
        *,
        base: Mapping[str, tuple[str, ...]] | None = None,
        draft: str = "",
    ) -> Saved:
        """Save changed fields of a record; `base` are the heads that the person saw when the form opened."""
        with self._desk.store.reading() as reader:
            kind = reader.kind_of(record_id)
        return self._save(KINDS[kind], record_id, values, base, draft, is_new=False)

    def remove(self, record_id: str) -> Changes:
        """Hide a record; its history stays, and an unseen edit of another device brings it back."""
        with self._desk.store.reading() as reader:
            info = KINDS[reader.kind_of(record_id)]
        self._desk.refuse_unless_allowed(info, frozenset(), is_new=False)
        return self._desk.store.save(Unit((Write(info, record_id, life=DELETED),)))

    def history(self, record_id: str) -> tuple[HistoryEntry, ...]:
        """Return every edit of a record, oldest first."""
        with self._desk.store.reading() as reader:
            info = KINDS[reader.kind_of(record_id)]
            found = log.edits(reader.connection, [record_id])[record_id]
            names = {one.id: one.name for one in reader.find(Account)}
        return tuple(
            HistoryEntry(
                op=edit.id,
                at_ms=edit.clock[0],
                author=names.get(edit.author, ""),
                device=edit.device,
                values=tuple(_in_words(info, name, value) for name, value in edit.values.items()),
            )
            for edit in sorted(found, key=lambda edit: edit.order)
        )

    def looks(self, record_id: str) -> tuple[Look, ...]:
        """Return who opened, printed or took out a record, newest first, here and on the laptops."""
        with self._desk.store.reading() as reader:
            own = audit.rows_about(reader.connection, record_id)
            rows = sorted((*own, *looks.rows_about(reader.connection, record_id)), key=lambda one: -one.at_ms)
            names = {one.id: one.name for one in reader.find(Account)}
        return tuple(
            Look(at_ms=one.at_ms, author=names.get(one.actor, ""), code=one.code, detail=one.detail)
            for one in rows
            if one.code in LOOKS
        )

    def findings(self, info: KindInfo, record_id: str, values: Mapping[str, Any]) -> list[Finding]:
        """Return what the checks of form say about a record with these values."""
        if info is Person.INFO:
            return check_pesel(
                values.get("pesel", ""),
                seen_in_document=bool(values.get("pesel_checked")),
                birth_date=values.get("birth_date"),
                sex=values.get("sex") or None,
            )
        if info is Family.INFO:
            return check_postcode(values.get("postcode") or "") + check_phone(values.get("phone") or "")
        if info is SupportCase.INFO:
            found = check_case_dates({name: values.get(name) for name, _label in CASE_STEPS})
            return found + check_signature(values.get("court_signature") or "", "court_signature")
        return []

    def _save(
        self,
        info: KindInfo,
        record_id: str,
        values: Mapping[str, Any],
        base: Mapping[str, tuple[str, ...]] | None,
        draft: str,
        *,
        is_new: bool,
    ) -> Saved:
        self._desk.refuse_unless_allowed(info, frozenset(values), is_new=is_new)
        with self._desk.store.reading() as reader:
            before = empty_values(info) if is_new else reader.view(record_id, info.name).values
            whole = {**before, **values}
            self.refuse_twins(reader, info, record_id, values)
        found = self.findings(info, record_id, whole)
        for finding in found:
            if finding.level == "E":
                raise InvalidValueError(finding.field, finding.sentence)
        changes = self._desk.store.save(Unit((Write(info, record_id, values, base),), draft=draft))
        return Saved(id=record_id, changes=changes, findings=tuple(found))

    def refuse_twins(self, reader: Reader, info: KindInfo, record_id: str, values: Mapping[str, Any]) -> None:
        """Refuse (RefusedError) a PESEL or a case number that another record holds already."""
        if info is Person.INFO and values.get("pesel"):
            twins: Sequence[Person] = [
                one for one in reader.find(Person, pesel=values["pesel"]) if one.id != record_id
            ]
            if twins:
                name = f"{twins[0].first_name} {twins[0].last_name}".strip()
                raise RefusedError(
                    f"Osoba z tym numerem PESEL już jest: {name}. Otwórz ją albo popraw numer."
                )
        if info is SupportCase.INFO and values.get("case_number"):
            cases = [
                one
                for one in reader.find(SupportCase, case_number=values["case_number"])
                if one.id != record_id
            ]
            if cases:
                family = reader.get(Family, cases[0].family)
                name = family.display_name if family else ""
                raise RefusedError(f"Sprawa o tym numerze już istnieje: {name}. Sprawdź numer.")


def _in_words(info: KindInfo, name: str, value: Any) -> tuple[str, str]:
    described = info.by_name.get(name)
    if described is None:
        return (name, str(value))
    return (described.label, described.type.words(described.type.from_wire(value)))
