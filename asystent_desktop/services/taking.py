"""Taking a bundle: each operation checked by itself, the good ones applied in the one transaction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeGuard

from asystent_desktop.exchange import scope
from asystent_desktop.exchange.records import OperationRecord, RecordType, UnreadRecord, ValueRecord
from asystent_desktop.exchange.scope import Sender
from asystent_desktop.merge import operation as ops
from asystent_desktop.merge.canon import MAX_INT, NotCanonicalError
from asystent_desktop.records import KINDS, Account, Assignment
from asystent_desktop.services.pace import UNPACED, Pace
from asystent_desktop.storage import (
    alerts,
    chain,
    exchange_log,
    former,
    log,
    projection,
    quarantine,
    withdrawals,
)
from asystent_desktop.storage.quarantine import Aside
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.views import NOTHING, Changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from asystent_desktop.exchange.records import BodyRecord
    from asystent_desktop.merge.operation import Operation, Payload
    from asystent_desktop.storage import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The office's orders in a reply, read but not yet obeyed; `gone` are the scopes given up for good.

    `is_former`: the reply is of an office that was restored since.
    """

    orders: Mapping[str, Any] | None = None
    is_stale: bool = False
    is_former: bool = False
    gone: frozenset[str] = frozenset()


NO_LETTERS = Letters()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One record that was set aside: its number, the reason's code and words."""

    op: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where operations come from and when: the sending device, the bundle's hash, the wall clock (ms)."""

    device: str
    bundle: str
    now_ms: int


@dataclass(slots=True)
class Sorted:
    """The operations of a bundle, sorted by what becomes of them; `held` by number: reason and bytes.

    `aside` are those held that could be read; `fresh` the operations on records of which the log had nothing,
    by record; `conflicts` the records that were touched and in which a person has to choose.
    """

    good: list[tuple[Operation, Payload | None]] = field(default_factory=list)
    parked: list[tuple[Operation, Payload | None]] = field(default_factory=list)
    held: dict[str, tuple[str, bytes, Payload | None]] = field(default_factory=dict)
    aside: list[Operation] = field(default_factory=list)
    late: set[str] = field(default_factory=set)
    known: int = 0
    rest: list[BodyRecord] = field(default_factory=list)
    letters: Letters = NO_LETTERS
    fresh: dict[str, list[tuple[Operation, Payload | None]]] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()

    @property
    def written(self) -> int:
        """Return how many operations go into the log."""
        return len(self.good) + len(self.parked)

    @property
    def by_kind(self) -> Counter[str]:
        """Return how many operations were taken, by kind of record."""
        return Counter(operation.kind for operation, _payload in self.good)


def read_operations(
    records: Iterable[BodyRecord],
) -> tuple[dict[str, tuple[bytes, Payload | None]], list[BodyRecord]]:
    """Return the operations of a frame by number, each with its values, and its other records."""
    bodies: dict[str, bytes] = {}
    values: dict[str, Payload] = {}
    rest: list[BodyRecord] = []
    for record in records:
        if isinstance(record, OperationRecord) or _is_unread_operation(record):
            bodies[ops.operation_id(record.body)] = record.body
        elif isinstance(record, ValueRecord):
            values[record.operation] = ops.Payload(salt=record.salt, body=record.body)
        else:
            rest.append(record)
    return {number: (body, values.get(number)) for number, body in bodies.items()}, rest


def _is_unread_operation(record: BodyRecord) -> TypeGuard[UnreadRecord]:
    return isinstance(record, UnreadRecord) and record.type == RecordType.OPERATION


def sort_operations(
    connection: Connection,
    records: Iterable[BodyRecord],
    sender: Sender | None,
    read_letters: Callable[[list[BodyRecord]], Letters] | None = None,
    pace: Pace = UNPACED,
) -> Sorted:
    """Sort a bundle's operations; `sender` None means the office, which has checked them already.

    `read_letters` reads what else the bundle holds before its operations are looked at: those of a household
    that was given up are left out, and a stale bundle brings nothing back that was given up.
    """
    found, rest = read_operations(records)
    letters = read_letters(rest) if read_letters else NO_LETTERS
    done = Sorted(rest=rest, letters=letters)
    known = log.known(connection, list(found), given_up=letters.is_stale)
    known |= quarantine.known(connection, list(found))
    done.known = len(known)
    fresh = _read_fresh([one for one in found.items() if one[0] not in known], done, pace.part(0, 0.5))
    for record in rest:
        if isinstance(record, UnreadRecord) and record.type != RecordType.VALUE:
            done.held[ops.operation_id(bytes([record.type]) + record.body)] = (
                record.reason,
                record.body,
                None,
            )
    scopes = exchange_log.scopes_of(connection, list({operation.entity for operation, _payload in fresh}))
    there = frozenset(scopes)
    around = _surroundings(connection, scopes, sender)
    for part in pace.part(0.5, 1).steps(fresh):
        for operation, payload in part:
            if operation.scope in letters.gone:
                done.known += 1
            else:
                _sort_one(operation, payload, sender, around, done)
    for one in there & done.fresh.keys():
        del done.fresh[one]
    return done


def _read_fresh(
    found: list[tuple[str, tuple[bytes, Payload | None]]], done: Sorted, pace: Pace
) -> list[tuple[Operation, Payload | None]]:
    """Return the operations that can be read; the others are set aside."""
    fresh: list[tuple[Operation, Payload | None]] = []
    for part in pace.steps(found):
        for number, (body, payload) in part:
            try:
                fresh.append((ops.read(body), payload))
            except (ops.BadOperationError, NotCanonicalError):
                done.held[number] = ("FORM", body, payload)
    return fresh


def apply_sorted(connection: Connection, done: Sorted, delivery: Delivery, pace: Pace = UNPACED) -> Changes:
    """Write what a bundle brought: log, projection, set-aside records; return what changed."""
    _note_forks(connection, done, delivery)
    parked = frozenset(operation.id for operation, _payload in done.parked)
    for part in pace.part(0, 0.4).steps([*done.good, *done.parked]):
        log.insert(connection, part, parked)
    quarantine.hold(connection, [aside_of(number, held, delivery) for number, held in done.held.items()])
    if not done.good:
        return NOTHING
    _see_clock(connection, done, delivery)
    touched = {operation.entity: operation.kind for operation, _payload in done.good}
    for some in pace.part(0.4, 1).steps(list(touched)):
        # Made step by step: the values of a whole bundle, as objects, take several times its size.
        fresh = {one: [log.edit(*pair) for pair in done.fresh[one]] for one in some if one in done.fresh}
        done.conflicts |= projection.apply(connection, {one: touched[one] for one in some}, fresh)
    return Changes(frozenset(touched.values()), frozenset(touched))


def sender_of(connection: Connection, device: exchange_log.DeviceRow) -> Sender:
    """Return what a device's account may write, by the office's own grants."""
    reader = Reader(connection)
    account = reader.get(Account, device.account)
    assignments = reader.find(Assignment, account=device.account)
    ended = exchange_log.withdrawals(connection, [one.id for one in assignments if one.until is not None])
    families: dict[str, int | None] = {}
    for one in assignments:
        withdrawn = ended.get(one.id) if one.until is not None else None
        if one.family not in families or withdrawn is None:
            families[one.family] = withdrawn
    told = withdrawals.of_device(connection, device.id)
    for family in [one for one, withdrawn in families.items() if withdrawn is not None]:
        # The law of good faith: what counts is when the device was told, not when the office decided.
        number = told[family].number if family in told else MAX_INT
        families[family] = number
        if number <= device.grant_seen:
            del families[family]
    return Sender(
        device=device.id,
        account=device.account,
        roles=frozenset(account.roles) if account else frozenset(),
        families=families,
        former=former.of(connection, device.id),
    )


def wake(connection: Connection, *, is_office: bool, now_ms: int) -> Changes:
    """Let parked operations take part that this version can read; an office checks them as if new."""
    rows = log.parked(connection, list(KINDS))
    woken = [(operation, payload) for operation, payload in rows if operation.type in ops.KNOWN_TYPES]
    if not woken:
        return NOTHING
    done = Sorted()
    senders = _senders(connection) if is_office else {}
    for device in {operation.origin.device for operation, _payload in woken}:
        own = [one for one in woken if one[0].origin.device == device]
        sender = senders.get(device)
        entities = list({operation.entity for operation, _payload in own})
        around = _surroundings(connection, exchange_log.scopes_of(connection, entities), sender)
        for operation, payload in own:
            _sort_one(operation, payload, sender, around, done)
    for number, held in done.held.items():
        device = ops.read(held[1]).origin.device
        quarantine.hold(connection, [aside_of(number, held, Delivery(device, "", now_ms))])
    log.wake(connection, [operation.id for operation, _payload in done.good], drop=list(done.held))
    touched = {operation.entity: operation.kind for operation, _payload in done.good}
    projection.apply(connection, touched)
    return Changes(frozenset(touched.values()), frozenset(touched))


def _senders(connection: Connection) -> dict[str, Sender]:
    return {one.id: sender_of(connection, one) for one in exchange_log.devices(connection)}


def _surroundings(
    connection: Connection, scopes: dict[str, str], sender: Sender | None
) -> scope.Surroundings:
    """Return what `sender` is judged by; `scopes` of known records that the operations are about."""
    if sender is None:
        return scope.Surroundings({})
    return scope.Surroundings(
        scopes=scopes,
        linked=exchange_log.linked(connection, [f"family:{one}" for one in sender.families]),
    )


def _sort_one(
    operation: Operation,
    payload: Payload | None,
    sender: Sender | None,
    around: scope.Surroundings,
    done: Sorted,
) -> None:
    values: dict[str, Any] | None = None
    fault: str | None = None
    if payload is not None:
        try:
            values = payload.values()
        except NotCanonicalError:
            fault = scope.VALUE
        if not ops.belongs(operation, payload):
            fault = scope.VALUE
    is_readable = operation.kind in KINDS and operation.type in ops.KNOWN_TYPES
    if fault is None and sender is not None:
        fault = scope.fault_of(operation, values, sender, around, is_readable=is_readable)
    if fault is not None:
        done.held[operation.id] = (fault, operation.body, payload)
        done.aside.append(operation)
        return
    if is_readable:
        done.good.append((operation, payload))
        done.fresh.setdefault(operation.entity, []).append((operation, payload))
    else:
        done.parked.append((operation, payload))
    if sender is not None:
        around.scopes.setdefault(operation.entity, operation.scope)
        if around.scopes[operation.entity] == "shared":
            around.linked.add(operation.entity)
        if scope.is_late(operation, sender):
            done.late.add(operation.id)


def aside_of(number: str, held: tuple[str, bytes, Payload | None], delivery: Delivery) -> Aside:
    """Return a record as it is set aside: its number, the reason with its bytes, how it came."""
    reason, body, payload = held
    return Aside(
        id=number,
        device=delivery.device,
        reason=reason,
        body=body,
        salt=payload.salt if payload else None,
        values=payload.body if payload else None,
        at_ms=delivery.now_ms,
        bundle=delivery.bundle,
    )


def _note_forks(connection: Connection, done: Sorted, delivery: Delivery) -> None:
    """Note, before they are written, operations that stand in a place of a chain that is taken."""
    fresh = [*(operation for operation, _payload in (*done.good, *done.parked)), *done.aside]
    for fork in chain.forks(connection, fresh):
        subject = f"{fork.device}:{fork.epoch}"
        alerts.add(connection, alerts.FORK, subject, delivery.now_ms, number=fork.number)


def _see_clock(connection: Connection, done: Sorted, delivery: Delivery) -> None:
    """Follow the newest reading, and note one that is ahead of this machine's clock by more than a day."""
    newest = max(operation.origin.clock for operation, _payload in done.good)
    log.see_clock(connection, newest, delivery.now_ms)
    days = (newest[0] - delivery.now_ms) // log.DAY_MS
    if days >= 1:
        alerts.add(connection, alerts.CLOCK_AHEAD, delivery.device, delivery.now_ms, days=days)
