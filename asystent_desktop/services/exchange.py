"""Bundles both ways: making them, taking them, receipts, the history of what was sent and delivered."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from asystent_desktop import __version__
from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.exchange import frame, keyset, names, receipt
from asystent_desktop.exchange.head import VERSION, Kind
from asystent_desktop.exchange.records import (
    AuditTip,
    BodyRecord,
    ObjectRecord,
    OperationRecord,
    RecordType,
    ValueRecord,
)
from asystent_desktop.exchange.scope import REASON_WORDS
from asystent_desktop.merge.canon import Json, canon, load_object
from asystent_desktop.polish import counted
from asystent_desktop.records import Account, Assignment
from asystent_desktop.services import keys, taking
from asystent_desktop.services.files import read_file, write_checked
from asystent_desktop.services.taking import SetAside
from asystent_desktop.storage import audit, exchange_log, state
from asystent_desktop.storage.exchange_log import BundleRow, DeviceRow
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.tables import SCHEMA_VERSION
from asystent_desktop.storage.views import NOTHING, Changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from asystent_desktop.exchange.frame import OpenFrame
    from asystent_desktop.exchange.keyset import KeySet
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.keys import OwnKeys
    from asystent_desktop.storage import Connection

__all__ = [
    "ALREADY_TAKEN",
    "BundleRow",
    "DeviceView",
    "Exchange",
    "Made",
    "Shown",
    "Taken",
    "Waiting",
]

ALREADY_TAKEN = "Ta paczka była już wczytana. Nic nie trzeba robić."
_MARKS_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for the office: operations by kind, since when; `number` is that of the next bundle."""

    by_kind: tuple[tuple[str, int], ...]
    changes: int
    since: datetime | None
    number: int
    last_made: datetime | None


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
    """What a bundle brought; `sentence` says it to a person."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What can be said of a bundle before it is taken."""

    size: int
    sender: str
    number: int | None
    changes: int | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """A device as the office sees it."""

    id: str
    account: str
    name: str
    state: str
    waiting: int


class Exchange:
    """The exchange of one store with the other side."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _is_office(self) -> bool:
        return self._desk.store.identity.role == "office"

    def waiting(self) -> Waiting:
        """Return what of this store's own work no receipt has confirmed."""
        device = self._desk.store.identity.device
        with self._desk.store.reading() as reader:
            found = exchange_log.undelivered_kinds(reader.connection, device)
            oldest = exchange_log.oldest_undelivered(reader.connection, device)
            made = [one.at_ms for one in exchange_log.bundles(reader.connection) if one.direction == "out"]
            number = state.number(reader.connection, "bundle_number") + 1
        return Waiting(
            by_kind=tuple(sorted(found.items())),
            changes=sum(found.values()),
            since=_moment(oldest) if oldest is not None else None,
            number=number,
            last_made=_moment(max(made)) if made else None,
        )

    def history(self) -> tuple[BundleRow, ...]:
        """Return the bundles that were made and taken, newest first."""
        with self._desk.store.reading() as reader:
            return exchange_log.bundles(reader.connection)

    def devices(self) -> tuple[DeviceView, ...]:
        """Return the devices of this office with what waits for each; empty on a laptop."""
        with self._desk.store.writing() as connection:
            reader = Reader(connection)
            names_of = {one.id: one.name for one in reader.find(Account)}
            found = []
            for one in exchange_log.devices(connection):
                if one.state == "active":
                    exchange_log.extend_stream(connection, one.id, self._scopes_of(reader, one))
                waiting = len(exchange_log.stream_after(connection, one.id, one.acknowledged))
                found.append(
                    DeviceView(
                        id=one.id,
                        account=one.account,
                        name=names_of.get(one.account, ""),
                        state=one.state,
                        waiting=waiting,
                    )
                )
        return tuple(found)

    def make(self, folder: Path, *, file: Path | None = None, device: str = "") -> tuple[Made, ...]:
        """Write the bundles for the other side into `folder` under neutral names, or one bundle to `file`.

        A laptop makes one for its office; an office one for each active device, or for `device` alone.
        NotWrittenError leaves nothing marked as sent.
        """
        if not self._is_office:
            return (self._make_work(file or folder / names.bundle_name()),)
        with self._desk.store.reading() as reader:
            known = [one for one in exchange_log.devices(reader.connection) if one.state == "active"]
        wanted = [one for one in known if device in {"", one.id}]
        if not wanted:
            raise NotFoundError("Nie ma urządzenia, dla którego można zrobić paczkę. Najpierw dołącz laptop.")
        if file is not None and len(wanted) > 1:
            raise RefusedError("Podaj folder zamiast pliku: paczek będzie kilka, po jednej na urządzenie.")
        return tuple(self._make_reply(one, file or folder / names.bundle_name()) for one in wanted)

    def take(self, file: Path) -> Taken:
        """Take one bundle: all that is good goes in, in one transaction; a BundleError takes nothing."""
        data = read_file(file, frame.MAX_FILE)
        with self._desk.store.writing() as connection:
            own = keys.read_own(connection)
            if self._is_office:
                return self._take_work(connection, own, data, file.name)
            return self._take_reply(connection, own, data, file.name)

    def show(self, file: Path) -> Shown:
        """Say what a bundle is, without taking it."""
        data = read_file(file, frame.MAX_FILE)
        with self._desk.store.reading() as reader:
            opened = self._open(reader.connection, keys.read_own(reader.connection), data)
            found, _rest = taking.read_operations(opened.records())
            sender = self._name_of(reader, opened.head.sender)
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
            rows = exchange_log.held_records(reader.connection)
        return tuple(
            SetAside(op=op, reason=reason, words=REASON_WORDS.get(reason, reason))
            for op, _d, reason, _at in rows
        )

    def welcome_records(self, connection: Connection, device: DeviceRow) -> list[BodyRecord]:
        """Return the records of all that a newly joined device may see, as the first items of its stream."""
        exchange_log.extend_stream(connection, device.id, self._scopes_of(Reader(connection), device))
        return self._stream_records(connection, device)[0]

    def take_first(self, connection: Connection, records: Iterable[BodyRecord], sender: str) -> Changes:
        """Take the records of a welcome that was checked: the families of this laptop."""
        done = taking.sort_operations(connection, records, None)
        self._acknowledge(connection, done.rest)
        return taking.apply_sorted(connection, done, sender, self._desk.store.now_ms())

    def _make_work(self, target: Path) -> Made:
        with self._desk.store.writing() as connection:
            own = keys.read_own(connection)
            pinned = _pinned(connection)
            rows = exchange_log.undelivered(connection, own.device)
            records: list[BodyRecord] = [
                _diagnostics(state.number(connection, "stream_ack")),
                AuditTip(*audit.tip(connection)),
            ]
            for row in rows:
                records += _op_records(row)
            made = self._write_frame(
                connection,
                own,
                Kind.WORK,
                pinned.office,
                tuple(pinned.recipients),
                records,
                target,
                device="",
            )
            kinds = Counter(row.kind for row in rows)
            self._note_out(connection, made, "", len(rows), kinds)
        return Made(file=target, changes=len(rows), device="", number=made.number, size=made.size)

    def _make_reply(self, device: DeviceRow, target: Path) -> Made:
        with self._desk.store.writing() as connection:
            own = keys.read_own(connection)
            pinned = _pinned(connection)
            exchange_log.extend_stream(connection, device.id, self._scopes_of(Reader(connection), device))
            records: list[BodyRecord] = [ObjectRecord(RecordType.KEY_SET, pinned.data)]
            records += self._receipts(connection, own, device)
            items, kinds = self._stream_records(connection, device)
            made = self._write_frame(
                connection,
                own,
                Kind.REPLY,
                device.id,
                (device.age_key,),
                records + items,
                target,
                device=device.id,
            )
            self._note_out(connection, made, device.id, sum(kinds.values()), kinds)
        return Made(
            file=target, changes=sum(kinds.values()), device=device.id, number=made.number, size=made.size
        )

    def _write_frame(
        self,
        connection: Connection,
        own: OwnKeys,
        kind: Kind,
        recipient: str,
        recipient_keys: tuple[str, ...],
        records: list[BodyRecord],
        target: Path,
        *,
        device: str,
    ) -> _Written:
        """Seal the records, write the file, keep number and hash; marks are kept only for a whole file."""
        mark = f":{device}" if device else ""
        number = state.number(connection, f"bundle_number{mark}") + 1
        sealed = frame.seal_frame(
            frame.FrameOut(
                kind=kind,
                office=_pinned(connection).office,
                sender=own.device,
                epoch=state.get(connection, "epoch") or "",
                number=number,
                recipient=recipient,
                recipient_keys=recipient_keys,
                records=records,
                signing_key=own.signing,
                previous_hash=state.get(connection, f"bundle_hash{mark}") or frame.NO_PREVIOUS,
            )
        )
        write_checked(target, sealed.data)
        state.put(connection, f"bundle_number{mark}", number)
        state.put(connection, f"bundle_hash{mark}", sealed.hash)
        return _Written(number, sealed.hash, len(sealed.data))

    def _note_out(
        self, connection: Connection, made: _Written, device: str, changes: int, kinds: Counter[str]
    ) -> None:
        row = BundleRow(
            hash=made.hash,
            direction="out",
            device=device,
            epoch=state.get(connection, "epoch") or "",
            number=made.number,
            at_ms=self._desk.store.now_ms(),
            changes=changes,
            state="saved",
            summary=json.dumps(kinds),
        )
        exchange_log.add_bundle(connection, row)
        self._desk.store.note(connection, "BUNDLE_OUT", device, detail=str(made.number))

    def _take_work(self, connection: Connection, own: OwnKeys, data: bytes, name: str) -> Taken:
        opened = self._open(connection, own, data)
        device = _device(connection, opened.head.sender)
        sender_name = self._name_of(Reader(connection), device.id)
        if exchange_log.has_bundle(connection, opened.head.hash):
            return _again(name, sender_name, opened)
        done = taking.sort_operations(connection, opened.records(), taking.sender_of(connection, device))
        changes = taking.apply_sorted(connection, done, device.id, self._desk.store.now_ms())
        self._acknowledged_by(connection, device, done.rest)
        self._note_in(connection, opened, done)
        return self._taken(connection, name, sender_name, done, changes, delivered=0)

    def _take_reply(self, connection: Connection, own: OwnKeys, data: bytes, name: str) -> Taken:
        opened = self._open(connection, own, data)
        if exchange_log.has_bundle(connection, opened.head.hash):
            return _again(name, "biuro", opened)
        done = taking.sort_operations(connection, opened.records(), None)
        delivered = self._read_office_records(connection, own, done.rest)
        changes = taking.apply_sorted(connection, done, opened.head.sender, self._desk.store.now_ms())
        self._acknowledge(connection, done.rest)
        self._note_in(connection, opened, done)
        return self._taken(connection, name, "biuro", done, changes, delivered=delivered)

    def _open(self, connection: Connection, own: OwnKeys, data: bytes) -> OpenFrame:
        pinned = _pinned(connection)
        if self._is_office:
            devices = {one.id: one for one in exchange_log.devices(connection)}
            expected = frame.Expected(
                kinds=frozenset({Kind.WORK}),
                office=pinned.office,
                recipients=frozenset({pinned.office}),
                recipient_keys=(tuple(pinned.recipients),),
                revoked=frozenset(one.id for one in devices.values() if one.state == "revoked"),
            )
            return frame.open_file(
                data,
                [own.age_identity],
                expected,
                lambda sender: devices[sender].signing_key if sender in devices else None,
            )
        expected = frame.Expected(
            kinds=frozenset({Kind.REPLY, Kind.RECEIPT}),
            office=pinned.office,
            recipients=frozenset({own.device}),
            recipient_keys=((own.public.recipient,),),
            pinned=pinned,
        )
        return frame.open_file(data, [own.age_identity], expected, pinned.machine_key)

    def _receipts(self, connection: Connection, own: OwnKeys, device: DeviceRow) -> list[BodyRecord]:
        """Return a signed receipt for each epoch of the device, computed from committed data only."""
        pinned = _pinned(connection)
        taken = [one for one in exchange_log.bundles(connection, _MARKS_SHOWN) if one.device == device.id]
        held = tuple(
            receipt.Held(op, reason)
            for op, _device_id, reason, _at in exchange_log.held_records(connection, device.id)
        )
        found: list[BodyRecord] = []
        for epoch, number, tip in exchange_log.tips(connection, device.id):
            issued = state.number(connection, f"receipts:{device.id}") + 1
            state.put(connection, f"receipts:{device.id}", issued)
            signed = receipt.write(
                receipt.Receipt(
                    office=pinned.office,
                    device=device.id,
                    epoch=epoch,
                    number=issued,
                    tips=(receipt.Tip(number, tip),) if number else (),
                    held=held,
                    bundles=tuple(
                        receipt.BundleMark(one.number, one.hash)
                        for one in taken
                        if one.direction == "in" and one.epoch == epoch
                    ),
                    reader=VERSION,
                    grant=state.number(connection, "grant_number"),
                ),
                own.device,
                own.signing,
            )
            found.append(ObjectRecord(RecordType.RECEIPT, signed))
        return found

    def _read_office_records(self, connection: Connection, own: OwnKeys, rest: list[BodyRecord]) -> int:
        """Take key set and receipts out of a reply; return how many own operations became delivered."""
        before = exchange_log.undelivered_kinds(connection, own.device)
        for record in rest:
            if not isinstance(record, ObjectRecord):
                continue
            if record.type == RecordType.KEY_SET:
                keys.pin(connection, keyset.successor(_pinned(connection), record.body))
            elif record.type == RecordType.RECEIPT:
                self._take_receipt(connection, receipt.read(record.body, _pinned(connection), own.device))
        after = exchange_log.undelivered_kinds(connection, own.device)
        return sum(before.values()) - sum(after.values())

    def _take_receipt(self, connection: Connection, found: receipt.Receipt) -> None:
        """Count as delivered only what the own chain holds with the same number and id."""
        for tip in found.tips:
            if exchange_log.op_number(connection, tip.operation) == tip.number:
                mark = f"delivered:{found.epoch}"
                state.put(connection, mark, max(state.number(connection, mark), tip.number))
        exchange_log.mark_delivered(connection, [one.hash for one in found.bundles])
        if found.grant > state.number(connection, "grant_number"):
            state.put(connection, "grant_number", found.grant)

    def _stream_records(
        self, connection: Connection, device: DeviceRow
    ) -> tuple[list[BodyRecord], Counter[str]]:
        rows = exchange_log.stream_after(connection, device.id, device.acknowledged)
        records: list[BodyRecord] = [_stream_mark(rows[-1][0])] if rows else []
        for _number, row in rows:
            records += _op_records(row)
        return records, Counter(row.kind for _number, row in rows)

    def _scopes_of(self, reader: Reader, device: DeviceRow) -> list[str]:
        """Return the scopes that a device may see today: its families, its account, what everyone sees."""
        today = self._desk.today()
        families = {
            one.family
            for one in reader.find(Assignment, account=device.account)
            if one.until is None or one.until >= today
        }
        return [*(f"family:{one}" for one in sorted(families)), f"account:{device.account}", "everyone"]

    def _acknowledge(self, connection: Connection, rest: list[BodyRecord]) -> None:
        for record in rest:
            if isinstance(record, ObjectRecord) and record.type == RecordType.CATALOGUE:
                number = load_object(record.body, max_bytes=4096).get("stream")
                if isinstance(number, int):
                    state.put(connection, "stream_ack", max(number, state.number(connection, "stream_ack")))

    def _acknowledged_by(self, connection: Connection, device: DeviceRow, rest: list[BodyRecord]) -> None:
        for record in rest:
            if isinstance(record, ObjectRecord) and record.type == RecordType.DIAGNOSTICS:
                number = load_object(record.body, max_bytes=4096).get("ack")
                if isinstance(number, int):
                    exchange_log.acknowledge(connection, device.id, number)

    def _note_in(self, connection: Connection, opened: OpenFrame, done: taking.Sorted) -> None:
        row = BundleRow(
            hash=opened.head.hash,
            direction="in",
            device=opened.head.sender,
            epoch=opened.head.epoch,
            number=opened.head.number,
            at_ms=self._desk.store.now_ms(),
            changes=len(done.good),
            state="taken",
            summary=json.dumps(done.by_kind),
        )
        exchange_log.add_bundle(connection, row)
        self._desk.store.note(connection, "BUNDLE_IN", opened.head.sender, detail=str(opened.head.number))
        for number, reason, _raw in done.held:
            self._desk.store.note(connection, "HELD", number, detail=reason)

    def _taken(
        self,
        connection: Connection,
        name: str,
        sender: str,
        done: taking.Sorted,
        changes: Changes,
        *,
        delivered: int,
    ) -> Taken:
        touched = changes.ids
        conflicts = sum(1 for _kind, one in Reader(connection).open_conflicts() if one in touched)
        set_aside = tuple(
            SetAside(op=number, reason=reason, words=REASON_WORDS.get(reason, reason))
            for number, reason, _raw in done.held
        )
        return Taken(
            file=name,
            sender=sender,
            applied=len(done.good),
            already_known=done.known,
            conflicts=conflicts,
            set_aside=set_aside,
            parked=len(done.parked),
            delivered=delivered,
            sentence=_sentence(done, conflicts, delivered),
            by_kind=tuple(sorted(done.by_kind.items())),
            changes=changes,
        )

    def _name_of(self, reader: Reader, device: str) -> str:
        for one in exchange_log.devices(reader.connection):
            if one.id == device:
                account = reader.get(Account, one.account)
                return account.name if account else ""
        return "biuro" if not self._is_office else ""


@dataclass(frozen=True, slots=True)
class _Written:
    number: int
    hash: str
    size: int


def _sentence(done: taking.Sorted, conflicts: int, delivered: int) -> str:
    said = [f"Wczytano {counted(len(done.good), 'zapis', 'zapisy', 'zapisów')}."]
    if done.held:
        held = len(done.held)
        waits = (
            "czeka"
            if held == 1
            else "czekają"
            if 2 <= held % 10 <= 4 and held % 100 not in {12, 13, 14}
            else "czeka"
        )
        said.append(f"{held} zatrzymano i {waits} na wyjaśnienie. Reszta jest bezpieczna.")
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


def _again(name: str, sender: str, opened: OpenFrame) -> Taken:
    found, _rest = taking.read_operations(opened.records())
    return Taken(
        file=name,
        sender=sender,
        applied=0,
        already_known=len(found),
        conflicts=0,
        set_aside=(),
        parked=0,
        delivered=0,
        sentence=ALREADY_TAKEN,
    )


def _op_records(row: exchange_log.LogRow) -> list[BodyRecord]:
    records: list[BodyRecord] = [OperationRecord(row.body)]
    if row.salt is not None and row.values is not None:
        records.append(ValueRecord(row.id, row.salt, row.values))
    return records


def _diagnostics(acknowledged: int) -> ObjectRecord:
    content: dict[str, Json] = {"ack": acknowledged, "program": __version__, "schema": SCHEMA_VERSION, "v": 1}
    return ObjectRecord(RecordType.DIAGNOSTICS, canon(content))


def _stream_mark(number: int) -> ObjectRecord:
    return ObjectRecord(RecordType.CATALOGUE, canon({"stream": number, "v": 1}))


def _device(connection: Connection, device: str) -> DeviceRow:
    for one in exchange_log.devices(connection):
        if one.id == device:
            return one
    raise NotFoundError("Nie znam tego urządzenia.")


def _pinned(connection: Connection) -> KeySet:
    found = keys.pinned(connection)
    if found is None:
        raise RefusedError("Ten sejf nie należy jeszcze do żadnego biura. Najpierw dokończ dołączenie.")
    return found


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
