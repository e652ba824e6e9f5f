"""A bundle comes in: it is opened, checked, sorted and taken in one transaction, or refused as a whole."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.errors import NotFoundError
from asystent_desktop.exchange import frame
from asystent_desktop.exchange.head import Kind
from asystent_desktop.records import Account
from asystent_desktop.services import keys, letters, office_anew, receipts, refilling, taking
from asystent_desktop.services.exchange_views import Taken, sentence_of, set_aside_of, taken_again
from asystent_desktop.services.pace import UNPACED, Pace
from asystent_desktop.storage import alerts, delivery, exchange_log
from asystent_desktop.storage.exchange_log import BundleRow, DeviceRow
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.views import Changes

if TYPE_CHECKING:
    from asystent_desktop.exchange.frame import OpenFrame
    from asystent_desktop.exchange.records import BodyRecord
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.keys import OwnKeys
    from asystent_desktop.storage import Connection

OFFICE = "biuro"
_SORTING, _WRITING = (0.1, 0.4), (0.4, 1.0)
"""What share of the time of a bundle goes where, as measured; before it stands opening the seal."""


def is_office(desk: Desk) -> bool:
    """Tell whether this store is an office's."""
    return desk.store.identity.role == "office"


def open_bundle(desk: Desk, connection: Connection, data: bytes) -> OpenFrame:
    """Open a bundle that is meant for this store; BundleError for every other one."""
    own = keys.read_own(connection)
    return _open_work(connection, own, data) if is_office(desk) else _open_reply(connection, own, data)


def take(desk: Desk, connection: Connection, data: bytes, name: str, pace: Pace = UNPACED) -> Taken:
    """Take one bundle within the caller's transaction; StoppedError when a person stops it."""
    pace.at(0)
    opened = open_bundle(desk, connection, data)
    sender = sender_name(desk, Reader(connection), opened.head.sender)
    if exchange_log.has_bundle(connection, opened.head.hash):
        return taken_again(name, sender, len(taking.read_operations(opened.records())[0]))
    if is_office(desk):
        return _take_work(desk, connection, opened, name, pace)
    return _take_reply(desk, connection, opened, name, pace)


def sender_name(desk: Desk, reader: Reader, device: str) -> str:
    """Return whose device it is, in words; the office itself on a laptop."""
    for one in exchange_log.devices(reader.connection):
        if one.id == device:
            account = reader.get(Account, one.account)
            return account.name if account else ""
    return "" if is_office(desk) else OFFICE


def _take_work(desk: Desk, connection: Connection, opened: OpenFrame, name: str, pace: Pace) -> Taken:
    device = _device(connection, opened.head.sender)
    sender = taking.sender_of(connection, device)
    done = taking.sort_operations(connection, opened.records(), sender, pace=pace.part(*_SORTING))
    changes = taking.apply_sorted(connection, done, _delivery(desk, opened), pace.part(*_WRITING))
    receipts.acknowledged_by(connection, device, done.rest)
    letters.take_at_office(desk, connection, device, opened.head.epoch, done.rest)
    exchange_log.mark_late(connection, done.late, desk.store.now_ms())
    _note_in(desk, connection, opened, done)
    whose = sender_name(desk, Reader(connection), device.id)
    return _taken(connection, (name, whose), done, changes, delivered=0)


def _take_reply(desk: Desk, connection: Connection, opened: OpenFrame, name: str, pace: Pace) -> Taken:
    before = delivery.count(connection)
    read_letters = partial(_letters, desk, connection, opened)
    done = taking.sort_operations(connection, opened.records(), None, read_letters, pace.part(*_SORTING))
    changes = taking.apply_sorted(connection, done, _delivery(desk, opened), pace.part(*_WRITING))
    # After the operations: those that a lost copy of this laptop made are confirmed by the same receipts.
    receipts.take_all(desk, connection, done.rest, are_valid=not done.letters.is_former)
    if not done.letters.is_former:
        receipts.acknowledge(connection, done.rest)
    after = delivery.count(connection)
    if after > before:
        office_anew.say(desk, connection, opened.head.sender, opened.head.epoch, after - before)
    given_up = letters.obey_at_laptop(desk, connection, done.letters)
    done.conflicts -= given_up.records
    _note_in(desk, connection, opened, done)
    taken = _taken(connection, (name, OFFICE), done, changes, delivered=max(0, before - after))
    told = " ".join((taken.sentence, *given_up.sentences))
    return replace(taken, sentence=told, changes=changes | Changes(given_up.kinds, given_up.records))


def _letters(desk: Desk, connection: Connection, opened: OpenFrame, rest: list[BodyRecord]) -> taking.Letters:
    """Read a reply's letters; a restored office is met anew, one that is no more has nothing to say."""
    said = letters.orders_in(rest).get("epochs")
    met = office_anew.meet(connection, opened.head.sender, opened.head.epoch, said)
    if met is office_anew.Met.ANEW:
        refilling.begin_anew(desk, connection, alerts.OFFICE_ANEW)
        office_anew.forget_former(connection)
    if met is office_anew.Met.FORMER:
        return letters.of_former(desk, connection)
    return letters.read_at_laptop(desk, connection, rest)


def open_revoked(connection: Connection, data: bytes) -> OpenFrame:
    """Open a bundle that was sealed because its sender is revoked."""
    return _open_work(connection, keys.read_own(connection), data, takes_revoked=True)


def _open_work(
    connection: Connection, own: OwnKeys, data: bytes, *, takes_revoked: bool = False
) -> OpenFrame:
    pinned = keys.required(connection)
    devices = {one.id: one for one in exchange_log.devices(connection)}
    expected = frame.Expected(
        kinds=frozenset({Kind.WORK, Kind.REFILL}),
        office=pinned.office,
        recipients=frozenset({pinned.office}),
        recipient_keys=(tuple(pinned.recipients),),
        revoked=frozenset(one.id for one in devices.values() if one.state == "revoked" and not takes_revoked),
    )
    return frame.open_file(
        data,
        [own.age_identity],
        expected,
        lambda sender: devices[sender].signing_key if sender in devices else None,
    )


def _open_reply(connection: Connection, own: OwnKeys, data: bytes) -> OpenFrame:
    pinned = keys.required(connection)
    expected = frame.Expected(
        kinds=frozenset({Kind.REPLY, Kind.RECEIPT}),
        office=pinned.office,
        recipients=frozenset({own.device}),
        recipient_keys=((own.public.recipient,),),
        pinned=pinned,
    )
    return frame.open_file(data, [own.age_identity], expected, pinned.machine_key)


def _note_in(desk: Desk, connection: Connection, opened: OpenFrame, done: taking.Sorted) -> None:
    last = exchange_log.last_place(connection)
    content = {
        "kinds": done.by_kind,
        "operations": done.written + done.known + len(done.held),
        "first": last - done.written + 1,
        "last": last,
    }
    row = BundleRow(
        hash=opened.head.hash,
        direction="in",
        device=opened.head.sender,
        epoch=opened.head.epoch,
        number=opened.head.number,
        at_ms=desk.store.now_ms(),
        changes=len(done.good),
        state="taken",
        summary=json.dumps(content),
    )
    exchange_log.add_bundle(connection, row)
    desk.store.note(connection, "BUNDLE_IN", opened.head.sender, detail=str(opened.head.number))
    for number, (reason, _body, _payload) in done.held.items():
        desk.store.note(connection, "HELD", number, detail=reason)


def _delivery(desk: Desk, opened: OpenFrame) -> taking.Delivery:
    return taking.Delivery(opened.head.sender, opened.head.hash, desk.store.now_ms())


def _taken(
    connection: Connection, names: tuple[str, str], done: taking.Sorted, changes: Changes, *, delivered: int
) -> Taken:
    """Return what was done; `names` are those of the file and of the sender."""
    conflicts = len(done.conflicts)
    return Taken(
        file=names[0],
        sender=names[1],
        applied=len(done.good),
        already_known=done.known,
        conflicts=conflicts,
        set_aside=set_aside_of(done),
        parked=len(done.parked),
        delivered=delivered,
        sentence=sentence_of(done, conflicts, delivered),
        by_kind=tuple(sorted(done.by_kind.items())),
        changes=changes,
        open=done.conflicts,
    )


def _device(connection: Connection, device: str) -> DeviceRow:
    for one in exchange_log.devices(connection):
        if one.id == device:
            return one
    raise NotFoundError("Nie znam tego urządzenia.")
