"""Records set aside: looked at, released under the name of who releases, or refused with an answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.errors import InvalidValueError, NotFoundError, RefusedError
from asystent_desktop.exchange.receipt import MAX_NOTE
from asystent_desktop.exchange.scope import REASON_WORDS
from asystent_desktop.merge import operation as ops
from asystent_desktop.merge.canon import NotCanonicalError
from asystent_desktop.records import KINDS, Account, Family, FosterFamily
from asystent_desktop.records.types import ValueProblemError
from asystent_desktop.services.desk import DESK_ROLES
from asystent_desktop.services.value_words import value_words
from asystent_desktop.storage import exchange_log, quarantine, state
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.views import NOTHING, Changes, Unit, Write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.merge.canon import Json
    from asystent_desktop.merge.operation import Operation
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.quarantine import Aside

_REMOVED = "usunięcie całego zapisu"
_MOST_LETTERS = 200
_READ = "answer_read:"
REFUSED: Final = "REFUSED"
"""The code of an answer that ends the matter."""
_IS_ID = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One record set aside, in words: who sent it when, what it is about, its fields, why it waits.

    `can_release` is false where the content cannot be read, then `obstacle` says so.
    """

    id: str
    sender: str
    at: datetime
    made_at: datetime | None
    reason: str
    words: str
    kind_label: str
    family_name: str
    fields: tuple[tuple[str, str], ...]
    can_release: bool
    obstacle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the office did with one own record: held, parked or refused, in words, and its answer."""

    op: str
    reason: str
    words: str
    note: str
    kind_label: str
    family_name: str
    fields: tuple[tuple[str, str], ...]
    at: datetime


class HeldRecords:
    """The records that an office set aside, and on a laptop what became of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[Held, ...]:
        """Return the records that wait for a decision, oldest first."""
        with self._desk.store.reading() as reader:
            rows = quarantine.records(reader.connection)
            names = _sender_names(reader)
            return tuple(self._held(reader, one, names) for one in sorted(rows, key=_order))

    def answers(self) -> tuple[Answered, ...]:
        """Return what the office said of this store's own records, newest first, without what was read."""
        with self._desk.store.reading() as reader:
            found = []
            for one in quarantine.answers(reader.connection):
                if one.code == REFUSED and state.get(reader.connection, f"{_READ}{one.op}"):
                    continue
                row = exchange_log.row_of(reader.connection, one.op)
                content = _content(reader, row.body, row.values) if row else _Content()
                found.append(
                    Answered(
                        op=one.op,
                        reason=one.code,
                        words=REASON_WORDS.get(one.code, one.code),
                        note=one.note,
                        kind_label=content.kind_label,
                        family_name=content.family_name,
                        fields=content.fields,
                        at=_moment(one.at_ms),
                    )
                )
            return tuple(found)

    def mark_read(self, op_id: str) -> None:
        """Note that a person has read why the office refused a record; what still waits stays shown."""
        with self._desk.store.writing() as connection:
            state.put(connection, f"{_READ}{op_id}", 1)

    def release(self, op_id: str) -> Changes:
        """Write the content of a record set aside as this person's own; it travels like any edit.

        RefusedError for who may not, for what cannot be read, and where an earlier record has to come first.
        """
        self._require_desk()
        with self._desk.store.writing() as connection:
            aside = _waiting(connection, op_id)
            write = _write_of(Reader(connection), aside)
            try:
                changes = self._desk.store.save_in(connection, Unit((write,), audit="RELEASED"))
            except InvalidValueError as problem:
                raise RefusedError(
                    f"Tego zapisu nie można przyjąć samego. {problem.sentence} "
                    "Najpierw przyjmij wcześniejszy zapis tej samej kartoteki."
                ) from problem
            quarantine.decide(
                connection,
                op_id,
                quarantine.RELEASED,
                by=self._desk.account,
                at_ms=self._desk.store.now_ms(),
                adopted=state.get(connection, "own_tip") or "",
            )
            if changes is NOTHING:
                self._desk.store.note(connection, "RELEASED", op_id)
        return changes

    def refuse(self, op_id: str, answer: str) -> None:
        """Refuse a record with an answer in words, which the next bundle carries to its sender."""
        self._require_desk()
        note = " ".join(answer.split())
        if not 1 <= len(note) <= MAX_NOTE:
            raise InvalidValueError("answer", f"Napisz nadawcy, dlaczego: od 1 do {MAX_NOTE} znaków.")
        with self._desk.store.writing() as connection:
            _waiting(connection, op_id)
            quarantine.decide(
                connection,
                op_id,
                quarantine.REFUSED,
                by=self._desk.account,
                at_ms=self._desk.store.now_ms(),
                note=note,
            )
            self._desk.store.note(connection, "HELD", op_id, detail="REFUSED")

    def _require_desk(self) -> None:
        session = self._desk.session()
        if not session.is_office or not session.roles & DESK_ROLES:
            raise RefusedError("O zatrzymanych zapisach decyduje biuro.")

    def _held(self, reader: Reader, one: Aside, names: Mapping[str, str]) -> Held:
        content = _content(reader, one.body, one.values)
        obstacle = (
            "" if content.is_whole else "Treści tego zapisu nie da się odczytać. Można go tylko odrzucić."
        )
        return Held(
            id=one.id,
            sender=names.get(one.device, ""),
            at=_moment(one.at_ms),
            made_at=content.made_at,
            reason=one.reason,
            words=REASON_WORDS.get(one.reason, one.reason),
            kind_label=content.kind_label,
            family_name=content.family_name,
            fields=content.fields,
            can_release=content.is_whole,
            obstacle=obstacle,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    kind_label: str = "Zapis, którego nie da się odczytać"
    family_name: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    made_at: datetime | None = None
    is_whole: bool = False


def _content(reader: Reader, body: bytes, values: bytes | None) -> _Content:
    """Say in words what an operation writes; nothing of one that cannot be read."""
    operation, wire = _read(body, values)
    if operation is None:
        return _Content()
    info = KINDS.get(operation.kind)
    words = _field_words(reader, operation, wire) if info else _unknown_words(wire)
    return _Content(
        kind_label=info.label if info else "Zapis nieznanego rodzaju",
        family_name=_family_name(reader, operation, wire),
        fields=words,
        made_at=_moment(operation.origin.clock[0]),
        is_whole=info is not None and bool(wire) and operation.type in ops.KNOWN_TYPES,
    )


def _read(body: bytes, values: bytes | None) -> tuple[Operation | None, dict[str, Json]]:
    try:
        operation = ops.read(body)
        wire = ops.Payload(b"", values).values() if values is not None else {}
    except (ops.BadOperationError, NotCanonicalError):
        return None, {}
    return operation, wire


def _unknown_words(wire: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
    """Return what a kind of a newer program says: no names of fields, no numbers of records."""
    said = [str(one) for one in wire.values() if isinstance(one, str | int) and not _IS_ID.match(str(one))]
    return (("Treść", ", ".join(said)[:_MOST_LETTERS]),) if said else ()


def _field_words(
    reader: Reader, operation: Operation, wire: Mapping[str, Json]
) -> tuple[tuple[str, str], ...]:
    info = KINDS[operation.kind]
    found = []
    for name, value in wire.items():
        described = info.by_name.get(name)
        if name == ops.LIFE_FIELD:
            found.append((_REMOVED if value == ops.DELETED else "przywrócenie zapisu", ""))
        elif described is None or value is None or name == "family":
            continue
        else:
            plain = json.dumps(value, ensure_ascii=False)[:_MOST_LETTERS]
            found.append((described.label, value_words(reader, described, value) or plain))
    return tuple(found)


def _order(one: Aside) -> tuple[int, str, int]:
    """Return the key of a list in which each device's records stand in the order of their making."""
    operation, _wire = _read(one.body, None)
    return one.at_ms, one.device, operation.origin.number if operation else 0


def _family_name(reader: Reader, operation: Operation, wire: Mapping[str, Json]) -> str:
    name, _, family = operation.scope.partition(":")
    if name != "family":
        return ""
    household = reader.get(Family, family) or reader.get(FosterFamily, family)
    if household is not None:
        return household.display_name
    return str(wire.get("display_name") or "")


def _waiting(connection: Any, op_id: str) -> Aside:
    try:
        aside = quarantine.one(connection, op_id)
    except ValueError:
        aside = None
    if aside is None or aside.state != quarantine.HELD:
        raise NotFoundError("Ten zapis już nie czeka. Ktoś zdecydował o nim wcześniej.")
    return aside


def _write_of(reader: Reader, aside: Aside) -> Write:
    """Return the write that adopts a record's content; RefusedError when it cannot be read."""
    operation, wire = _read(aside.body, aside.values)
    info = KINDS.get(operation.kind) if operation else None
    if operation is None or info is None or not wire:
        raise RefusedError("Treści tego zapisu nie da się odczytać. Można go tylko odrzucić z odpowiedzią.")
    if operation.type == ops.LIFE:
        return Write(info, operation.entity, life=str(wire[ops.LIFE_FIELD]))
    values = {}
    for name, value in wire.items():
        described = info.by_name.get(name)
        if described is None:
            continue
        try:
            values[name] = described.type.from_wire(value)
        except (ValueProblemError, TypeError, AttributeError) as problem:
            raise RefusedError(
                f"{described.label}: tej wartości nie można przyjąć. Odrzuć zapis z odpowiedzią."
            ) from problem
    return Write(info, operation.entity, values, dict(operation.parents))


def _sender_names(reader: Reader) -> dict[str, str]:
    accounts = {one.id: one.name for one in reader.find(Account)}
    return {one.id: accounts.get(one.account, "") for one in exchange_log.devices(reader.connection)}


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
