"""A laptop takes a new identity: after a move to another machine, or after a suspected leak of its keys.

The request is signed by the old device's key, so that no code is needed; the eight words are compared as when
joining. The office then revokes the old device; its work stays the new one's to deliver, and everything that
the account may see comes along in the answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.exchange import agebox, frame, replacement, welcome, words
from asystent_desktop.exchange.head import Kind
from asystent_desktop.exchange.records import ObjectRecord, RecordType
from asystent_desktop.exchange.signed import new_signing_key
from asystent_desktop.records import Account
from asystent_desktop.services import keys, office_anew, settling
from asystent_desktop.services.files import read_file, write_checked
from asystent_desktop.services.keys import OwnKeys
from asystent_desktop.storage import delivery, exchange_log, former, state, withdrawals
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.store import new_id

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.exchange.replacement import Replacement
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.exchange import Exchange
    from asystent_desktop.storage import Connection

_PENDING = "replacing"
_ASKED = "replacement_asked:"
_OLDER = "Laptop zna starsze klucze biura. Niech najpierw wczyta paczkę z biura i zapisze prośbę jeszcze raz."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a laptop stands: whether it has asked, the words to compare, how many changes wait."""

    is_asked: bool
    words: tuple[str, ...]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """What the office's answer brought: how many families this laptop holds now."""

    families: int


class Replacing:
    """The laptop's side; the office answers as it does to any request."""

    def __init__(self, desk: Desk, exchange: Exchange) -> None:
        self._desk, self._exchange = desk, exchange

    def standing(self) -> Standing:
        """Return where this laptop stands."""
        with self._desk.store.reading() as reader:
            connection = reader.connection
            asked = state.get(connection, _PENDING)
            found = _pending_words(connection) if asked else ()
            return Standing(is_asked=bool(asked), words=found, waiting=delivery.count(connection))

    def words(self) -> tuple[str, ...]:
        """Return the eight words of the request; RefusedError before there is one."""
        with self._desk.store.reading() as reader:
            return _pending_words(reader.connection)

    def save_request(self, target: Path) -> None:
        """Write the request: the same one until it is answered, given up, or the keys of the office change.

        RefusedError in an office's store and before a laptop has joined.
        """
        with self._desk.store.writing() as connection:
            if self._desk.store.identity.role == "office":
                raise RefusedError("O wymianę prosi laptop, w swoim sejfie. Biuro ją przyjmuje.")
            pinned, own = keys.required(connection), keys.read_own(connection)
            if not state.get(connection, _PENDING) or _pending(connection)[0].key_set != pinned.hash:
                _begin(connection)
            asked, fresh = _pending(connection)
            sealed = frame.seal_frame(
                frame.FrameOut(
                    kind=Kind.REQUEST,
                    office=pinned.office,
                    sender=fresh.device,
                    epoch=state.get(connection, "epoch") or "",
                    number=1,
                    recipient=pinned.office,
                    recipient_keys=tuple(pinned.recipients),
                    records=[ObjectRecord(RecordType.REPLACEMENT, replacement.write(asked, own.signing))],
                    signing_key=fresh.signing,
                )
            )
            write_checked(target, sealed.data)

    def read_answer(self, file: Path) -> tuple[str, ...]:
        """Check that a file answers this laptop's request; return the words to compare before trusting it."""
        with self._desk.store.reading() as reader:
            _open_welcome(reader.connection, read_file(file, frame.MAX_FILE))
            return _pending_words(reader.connection)

    def refuse(self) -> None:
        """Give the request up; this laptop stays what it is."""
        with self._desk.store.writing() as connection:
            state.put(connection, _PENDING, "")

    def join(self, file: Path) -> Replaced:
        """Take the office's answer once the words agree: from now on this is the new device."""
        data = read_file(file, frame.MAX_FILE)
        with self._desk.store.writing() as connection:
            opened = _open_welcome(connection, data)
            asked, fresh = _pending(connection)
            found = welcome.read(opened, keys.required(connection), fresh.public, asked.account)
            keys.pin(connection, found.key_set)
            _become(connection, fresh, asked.old_device)
            grant = max(found.certificate.grant, state.number(connection, "grant_number"))
            state.put(connection, "grant_number", grant)
            self._desk.store.note(connection, "NEW_EPOCH", detail="REPLACED")
            self._exchange.take_first(connection, found.records, opened.head.sender)
            office_anew.meet(connection, opened.head.sender, opened.head.epoch, None)
            self._desk.store.note(connection, "ENROL", fresh.device, asked.old_device, detail="REPLACED")
            families = len(self._desk.households(Reader(connection)))
        self._desk.store.reload_identity()
        settling.after_taking(self._desk)
        return Replaced(families=families)


def take_request(desk: Desk, connection: Connection, body: bytes) -> tuple[Replacement, str, tuple[str, ...]]:
    """Keep, at the office, a laptop's request; return it with the name of its owner and the words.

    BadRequestError for one that no known device signed; RefusedError for a revoked one, a closed account or
    old keys of the office.
    """
    asked = _read_at_office(connection, body)
    person = Reader(connection).one(Account, asked.account)
    if person.closed:
        raise RefusedError(f"Konto jest zamknięte: {person.name}. Nie można na nie przyjąć laptopa.")
    pinned = keys.required(connection)
    if asked.key_set != pinned.hash:
        raise RefusedError(_OLDER)
    state.put(connection, f"{_ASKED}{asked.device.id}", body.hex())
    desk.store.note(connection, "ENROL", asked.account, asked.old_device, detail="REPLACING")
    return asked, person.name, _words(connection, asked)


def asked_by(connection: Connection, device: str) -> Replacement | None:
    """Return the kept request of a device that wants another one's place, or None."""
    kept = state.get(connection, f"{_ASKED}{device}")
    return _read_at_office(connection, bytes.fromhex(kept)) if kept else None


def drop_request(connection: Connection, asked: Replacement) -> None:
    """Forget a request that was answered or refused; an answered one may be brought again for its answer."""
    state.put(connection, f"{_ASKED}{asked.device.id}", "")


def is_answered(connection: Connection, asked: Replacement) -> bool:
    """Tell whether the device has taken the old one's place already: only its answer was lost."""
    return former.successor(connection, asked.old_device) == asked.device.id


def _begin(connection: Connection) -> None:
    own, pinned = keys.read_own(connection), keys.required(connection)
    fresh = OwnKeys(device=new_id(), signing=new_signing_key(), age_identity=agebox.new_identity())
    account = state.get(connection, "account") or ""
    asked = replacement.new(pinned.office, account, own.device, fresh.public, pinned.hash)
    kept: dict[str, str] = {
        "id": asked.id,
        "nonce": asked.nonce.hex(),
        "key_set": asked.key_set,
        "device": fresh.device,
        "signing": fresh.signing.hex(),
        "age": fresh.age_identity,
    }
    state.put(connection, _PENDING, json.dumps(kept))


def _pending(connection: Connection) -> tuple[Replacement, OwnKeys]:
    kept: dict[str, Any] = json.loads(state.get(connection, _PENDING) or "{}")
    if not kept:
        raise RefusedError("Ten laptop nie prosił o wymianę. Najpierw zapisz prośbę.")
    fresh = OwnKeys(device=kept["device"], signing=bytes.fromhex(kept["signing"]), age_identity=kept["age"])
    asked = replacement.Replacement(
        id=kept["id"],
        nonce=bytes.fromhex(kept["nonce"]),
        office=keys.required(connection).office,
        account=state.get(connection, "account") or "",
        old_device=state.get(connection, "device") or "",
        device=fresh.public,
        key_set=kept["key_set"],
    )
    return asked, fresh


def _pending_words(connection: Connection) -> tuple[str, ...]:
    return _words(connection, _pending(connection)[0])


def _words(connection: Connection, asked: Replacement) -> tuple[str, ...]:
    return words.compare(
        keys.required(connection),
        asked.device,
        account=asked.account,
        invitation=asked.id,
        nonce=asked.nonce,
    )


def _open_welcome(connection: Connection, data: bytes) -> frame.OpenFrame:
    _asked, fresh = _pending(connection)
    pinned = keys.required(connection)
    expected = frame.Expected(
        kinds=frozenset({Kind.WELCOME}),
        office=pinned.office,
        recipients=frozenset({fresh.device}),
        recipient_keys=((fresh.public.recipient,),),
        pinned=pinned,
    )
    return frame.open_file(data, [fresh.age_identity], expected, pinned.machine_key)


def _become(connection: Connection, fresh: OwnKeys, old: str) -> None:
    """Take the new device's identity: its keys, an epoch of its own, a stream from its first item."""
    office_anew.leave_epoch(connection, is_office=False)
    state.put(connection, "device", fresh.device)
    state.put(connection, "signing_key", fresh.signing.hex())
    state.put(connection, "age_identity", fresh.age_identity)
    state.begin_epoch(connection)
    former.replace(connection, old, fresh.device)
    withdrawals.move(connection, old, fresh.device)
    for key in ("stream_ack", "stream_parts", "refill", _PENDING):
        state.put(connection, key, 0 if key == "stream_ack" else "")


def _read_at_office(connection: Connection, body: bytes) -> Replacement:
    """Read a request that an active device signed, or the one whose place was given to this very device."""
    known = {one.id: one for one in exchange_log.devices(connection)}
    asked = replacement.read(body, lambda old: known[old].signing_key if old in known else None)
    if known[asked.old_device].state != "active" and not is_answered(connection, asked):
        raise RefusedError("Laptop, który podpisał tę prośbę, jest odwołany. Wystaw nowe zaproszenie.")
    if known[asked.old_device].account != asked.account:
        raise NotFoundError("Prośba podaje inne konto niż to, do którego należy laptop. Nie przyjęto jej.")
    return asked
