"""Taking a bundle: each operation checked by itself, the good ones applied in the one transaction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asystent_desktop.exchange import scope
from asystent_desktop.exchange.records import OperationRecord, ValueRecord
from asystent_desktop.exchange.scope import Sender
from asystent_desktop.merge import operation as ops
from asystent_desktop.merge.canon import MAX_INT, NotCanonicalError
from asystent_desktop.records import KINDS, Account, Assignment
from asystent_desktop.storage import exchange_log, log, projection, withdrawals
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.views import NOTHING, Changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from asystent_desktop.exchange.records import BodyRecord
    from asystent_desktop.merge.operation import Operation, Payload
    from asystent_desktop.storage import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The office's orders in a reply, read but not yet obeyed; `gone` are the scopes given up for good."""

    orders: Mapping[str, Any] | None = None
    is_stale: bool = False
    gone: frozenset[str] = frozenset()


NO_LETTERS = Letters()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One record that was set aside: its number, the reason's code and words."""

    op: str
    reason: str
    words: str


@dataclass(slots=True)
class Sorted:
    """The operations of a bundle, sorted by what becomes of them."""

    good: list[tuple[Operation, Payload | None]] = field(default_factory=list)
    parked: list[tuple[Operation, Payload | None]] = field(default_factory=list)
    held: list[tuple[str, str, tuple[bytes, bytes | None, bytes | None]]] = field(default_factory=list)
    late: set[str] = field(default_factory=set)
    known: int = 0
    rest: list[BodyRecord] = field(default_factory=list)
    letters: Letters = NO_LETTERS

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
        if isinstance(record, OperationRecord):
            bodies[ops.operation_id(record.body)] = record.body
        elif isinstance(record, ValueRecord):
            values[record.operation] = ops.Payload(salt=record.salt, body=record.body)
        else:
            rest.append(record)
    return {number: (body, values.get(number)) for number, body in bodies.items()}, rest


def sort_operations(
    connection: Connection,
    records: Iterable[BodyRecord],
    sender: Sender | None,
    read_letters: Callable[[list[BodyRecord]], Letters] | None = None,
) -> Sorted:
    """Sort a bundle's operations; `sender` None means the office, which has checked them already.

    `read_letters` reads what else the bundle holds before its operations are looked at: those of a household
    that was given up are left out, and a stale bundle brings nothing back that was given up.
    """
    found, rest = read_operations(records)
    letters = read_letters(rest) if read_letters else NO_LETTERS
    done = Sorted(rest=rest, letters=letters)
    known = log.known(connection, list(found), given_up=letters.is_stale)
    done.known = len(known)
    fresh: list[tuple[Operation, Payload | None]] = []
    for number, (body, payload) in found.items():
        if number in known:
            continue
        try:
            fresh.append((ops.read(body), payload))
        except (ops.BadOperationError, NotCanonicalError):
            done.held.append((number, "FORM", raw_of(body, payload)))
    around = _surroundings(connection, fresh, sender)
    for operation, payload in fresh:
        if operation.scope in letters.gone:
            done.known += 1
            continue
        _sort_one(operation, payload, sender, around, done)
    return done


def apply_sorted(connection: Connection, done: Sorted, device: str, now_ms: int) -> Changes:
    """Write what a bundle brought: log, projection, set-aside records; return what changed."""
    parked = frozenset(operation.id for operation, _payload in done.parked)
    log.insert(connection, [*done.good, *done.parked], parked)
    for number, reason, raw in done.held:
        exchange_log.hold(connection, op_id=number, device=device, reason=reason, row=raw, at=now_ms)
    if not done.good:
        return NOTHING
    newest = max(operation.origin.clock for operation, _payload in done.good)
    log.see_clock(connection, newest, now_ms)
    touched = {operation.entity: operation.kind for operation, _payload in done.good}
    projection.apply(connection, touched)
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
    )


def _surroundings(
    connection: Connection, fresh: list[tuple[Operation, Payload | None]], sender: Sender | None
) -> scope.Surroundings:
    if sender is None:
        return scope.Surroundings({})
    return scope.Surroundings(
        scopes=exchange_log.scopes_of(connection, list({operation.entity for operation, _payload in fresh})),
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
    if fault is None and (operation.kind not in KINDS or operation.type not in ops.KNOWN_TYPES):
        done.parked.append((operation, payload))
        return
    if fault is None and sender is not None:
        fault = scope.fault_of(operation, values, sender, around)
    if fault is not None:
        done.held.append((operation.id, fault, raw_of(operation.body, payload)))
        return
    done.good.append((operation, payload))
    if sender is not None:
        around.scopes.setdefault(operation.entity, operation.scope)
        if around.scopes[operation.entity] == "shared":
            around.linked.add(operation.entity)
        if scope.is_late(operation, sender):
            done.late.add(operation.id)


def raw_of(body: bytes, payload: Payload | None) -> tuple[bytes, bytes | None, bytes | None]:
    """Return an operation as it is set aside: its bytes, the salt and the values."""
    return (body, payload.salt if payload else None, payload.body if payload else None)
