"""A device joins an office: invitation and code, request, eight words compared by voice, welcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from asystent_desktop import __version__
from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.exchange import (
    certificate,
    enrolment,
    frame,
    invitation,
    onetime,
    request,
    revocation,
    welcome,
    words,
)
from asystent_desktop.exchange.head import VERSION, Kind
from asystent_desktop.exchange.records import ObjectRecord, RecordType
from asystent_desktop.records import Account
from asystent_desktop.services import keys, office_anew, replacing
from asystent_desktop.services.files import read_file, write_checked
from asystent_desktop.storage import devices, exchange_log, former, invitations, state
from asystent_desktop.storage.exchange_log import DeviceRow
from asystent_desktop.storage.invitations import InvitationRow
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.tables import SCHEMA_VERSION
from asystent_desktop.storage.views import NOTHING, Changes

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.exchange.invitation import Invitation
    from asystent_desktop.exchange.onetime import CodeCost
    from asystent_desktop.exchange.replacement import Replacement
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.exchange import Exchange
    from asystent_desktop.storage import Connection


REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A written invitation: its file, and the code, told in person or by phone, that stands in no file."""

    file: Path
    code: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that knew the code: who asks, from which device, the eight words to compare.

    `replaces` is the device whose place it takes, whose key signed the request; it is revoked then.
    """

    device: str
    account: str
    name: str
    words: tuple[str, ...]
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What joining brought to the laptop."""

    families: int
    changes: Changes


class Enrolment:
    """Both sides of joining; a laptop uses the first half, an office the second."""

    def __init__(self, desk: Desk, exchange: Exchange, cost: CodeCost) -> None:
        self._desk = desk
        self._exchange = exchange
        self._cost = cost

    @property
    def state(self) -> str:
        """Return where a laptop stands: `asked` before the words, `joined`, `refused`."""
        with self._desk.store.reading() as reader:
            return state.get(reader.connection, "join_state") or "joined"

    def words(self) -> tuple[str, ...]:
        """Return the eight words of this laptop's own request."""
        with self._desk.store.reading() as reader:
            connection = reader.connection
            return _words(_invitation(connection), keys.read_own(connection).public)

    def save_request(self, target: Path) -> None:
        """Write the request for the office; it may be written again any number of times."""
        with self._desk.store.reading() as reader:
            connection = reader.connection
            own, invited = keys.read_own(connection), _invitation(connection)
            code_key = bytes.fromhex(state.get(connection, "code_key") or "")
            epoch = state.get(connection, "epoch") or ""
        versions = request.Versions(program=__version__, frame=VERSION, schema=SCHEMA_VERSION)
        body = request.write(invited, own.public, versions, code_key)
        sealed = frame.seal_frame(
            frame.FrameOut(
                kind=Kind.REQUEST,
                office=invited.office,
                sender=own.device,
                epoch=epoch,
                number=1,
                recipient=invited.office,
                recipient_keys=tuple(invited.key_set.recipients),
                records=[ObjectRecord(RecordType.REQUEST, body)],
                signing_key=own.signing,
            )
        )
        write_checked(target, sealed.data)

    def read_answer(self, file: Path) -> tuple[str, ...]:
        """Check that a file answers this laptop's request; return the words to compare before trusting it."""
        with self._desk.store.reading() as reader:
            self._open_welcome(reader.connection, read_file(file, frame.MAX_FILE))
        return self.words()

    def refuse(self) -> None:
        """Note that the words differ: this invitation is worth nothing any more."""
        with self._desk.store.writing() as connection:
            state.put(connection, "join_state", "refused")

    def join(self, file: Path) -> Joined:
        """Take the answer once a person said that the words agree: pin the office's keys, take families."""
        data = read_file(file, frame.MAX_FILE)
        with self._desk.store.writing() as connection:
            if state.get(connection, "join_state") == "refused":
                raise RefusedError(
                    "To zaproszenie odrzucono, bo słowa się nie zgadzały. Poproś biuro o nowe."
                )
            own, invited = keys.read_own(connection), _invitation(connection)
            opened = self._open_welcome(connection, data)
            found = welcome.read(opened, invited.key_set, own.public, invited.account)
            keys.pin(connection, found.key_set)
            state.put(connection, "role", _store_role(found.certificate.roles))
            state.put(connection, "grant_number", found.certificate.grant)
            state.put(connection, "join_state", "joined")
            changes = self._exchange.take_first(connection, found.records, opened.head.sender)
            office_anew.meet(connection, opened.head.sender, opened.head.epoch, None)
            self._desk.store.note(connection, "ENROL", own.device)
            families = len(self._desk.households(Reader(connection)))
        self._desk.store.reload_identity()
        return Joined(families=families, changes=changes or NOTHING)

    def invite(self, account: str, target: Path) -> Invited:
        """Write an invitation for one account; NotFoundError for an unknown account."""
        with self._desk.store.writing() as connection:
            person = Reader(connection).one(Account, account)
            if person.closed:
                raise RefusedError(f"Konto jest zamknięte: {person.name}. Nie można na nie zaprosić laptopa.")
            pinned = keys.pinned(connection)
            if pinned is None or not state.get(connection, "identity_key"):
                raise RefusedError("Zaproszenie wystawia tylko biuro.")
            made = invitation.write(account, pinned, keys.identity_key(connection))
            code = onetime.new_code()
            write_checked(target, made.data)
            issued = enrolment.Issued(
                invitation=made,
                code_key=onetime.code_key(code, made.nonce, self._cost),
                issued_at=self._desk.clock.now(),
            )
            _keep(connection, issued)
            self._desk.store.note(connection, "ENROL", account, detail="INVITED")
        return Invited(file=target, code=code, account=account)

    def accept(self, file: Path) -> Asked:
        """Take a request; return the words to compare. Wrong codes are counted: five void the invitation."""
        data = read_file(file, frame.MAX_FILE)
        fault: Exception | None = None
        with self._desk.store.writing() as connection:
            record = self._open_request(connection, data)
            if record.type == RecordType.REPLACEMENT:
                wanted, name, found = replacing.take_request(self._desk, connection, record.body)
                return Asked(
                    device=wanted.device.id,
                    account=wanted.account,
                    name=name,
                    words=found,
                    replaces=wanted.old_device,
                )
            asked = request.read(record.body)
            issued = _issued(connection, asked.invitation)
            verdict = enrolment.judge(issued, asked, self._desk.clock.now())
            kept = asked.data if verdict.fault is None else None
            _keep(connection, verdict.issued, kept)
            fault = verdict.fault
            reader = Reader(connection)
            person = reader.get(Account, asked.account)
        if fault is not None:
            raise fault
        return Asked(
            device=asked.device.id,
            account=asked.account,
            name=person.name if person else "",
            words=_words(issued.invitation, asked.device),
        )

    def confirm(self, device: str, target: Path) -> None:
        """Let a device in after its words agreed, and write the welcome with its families for it."""
        with self._desk.store.writing() as connection:
            wanted = replacing.asked_by(connection, device)
            asked = wanted or _use_invitation(connection, device)
            row = DeviceRow(
                id=asked.device.id,
                account=asked.account,
                signing_key=asked.device.signing_key,
                age_key=asked.device.recipient,
                state="active",
                joined_at_ms=self._desk.store.now_ms(),
                acknowledged=0,
            )
            if wanted is None or not replacing.is_answered(connection, wanted):
                exchange_log.add_device(connection, row)
            if wanted is not None:
                self._replace(connection, wanted)
            self._write_welcome(connection, row, target)
            self._desk.store.note(connection, "ENROL", asked.account, device, detail="CONFIRMED")

    def reject(self, device: str) -> None:
        """Void the invitation of a device whose words differ, or drop its request for another one's place."""
        with self._desk.store.writing() as connection:
            wanted = replacing.asked_by(connection, device)
            if wanted is not None:
                replacing.drop_request(connection, wanted)
            else:
                issued, _asked = _claimed(connection, device)
                _keep(connection, enrolment.voided(issued))
            self._desk.store.note(connection, "ENROL", device, detail="REJECTED")

    def revoke(self, device: str, reason: str = "LOST") -> None:
        """Refuse all later bundles of a device; its families are safe to hand on.

        `reason` is LOST, LEFT, REPLACED or LEAKED. NotFoundError for an unknown device, RefusedError for one
        that was revoked before.
        """
        with self._desk.store.writing() as connection:
            row = next((one for one in exchange_log.devices(connection) if one.id == device), None)
            if row is None:
                raise NotFoundError("Nie ma takiego urządzenia. Sprawdź numer na liście urządzeń.")
            if row.state == REVOKED:
                raise RefusedError("To urządzenie jest już odwołane. Niczego nie zmieniono.")
            self._revoke(connection, device, reason)

    def _replace(self, connection: Connection, wanted: Replacement) -> None:
        if not replacing.is_answered(connection, wanted):
            former.replace(connection, wanted.old_device, wanted.device.id)
            self._revoke(connection, wanted.old_device, "REPLACED")
        replacing.drop_request(connection, wanted)

    def _revoke(self, connection: Connection, device: str, reason: str) -> None:
        own = keys.read_own(connection)
        target = revocation.Revocation(
            office=state.get(connection, "office") or "",
            kind=revocation.DEVICE,
            target=device,
            reason=reason,
            grant=state.number(connection, "grant_number"),
        )
        signed = revocation.write_device(target, own.device, own.signing)
        state.put(connection, f"revocation:{device}", signed.hex())
        devices.set_state(connection, device, REVOKED, reason, self._desk.store.now_ms())
        self._desk.store.note(connection, "REVOKED", device, detail=reason)

    def _open_welcome(self, connection: Connection, data: bytes) -> frame.OpenFrame:
        own, invited = keys.read_own(connection), _invitation(connection)
        expected = frame.Expected(
            kinds=frozenset({Kind.WELCOME}),
            office=invited.office,
            recipients=frozenset({own.device}),
            recipient_keys=((own.public.recipient,),),
        )
        return frame.open_file(data, [own.age_identity], expected, invited.key_set.machine_key)

    def _open_request(self, connection: Connection, data: bytes) -> ObjectRecord:
        pinned = keys.pinned(connection)
        if pinned is None:
            raise RefusedError("Prośbę o dołączenie przyjmuje tylko biuro.")
        own = keys.read_own(connection)
        expected = frame.Expected(
            kinds=frozenset({Kind.REQUEST}),
            office=pinned.office,
            recipients=frozenset({pinned.office}),
            recipient_keys=(tuple(pinned.recipients),),
        )
        opened = frame.open_file(data, [own.age_identity], expected, lambda _sender: None)
        record = next(opened.records())
        assert isinstance(record, ObjectRecord)  # noqa: S101 - checked while opening
        return record

    def _write_welcome(self, connection: Connection, device: DeviceRow, target: Path) -> None:
        own = keys.read_own(connection)
        pinned = keys.pinned(connection)
        account = Reader(connection).one(Account, device.account)
        assert pinned is not None  # noqa: S101 - the request was opened with it
        signed = certificate.write(
            certificate.Certificate(
                office=pinned.office,
                device=request.DeviceKeys(
                    id=device.id, signing_key=device.signing_key, recipient=device.age_key
                ),
                account=device.account,
                roles=account.roles,
                grant=state.number(connection, "grant_number"),
                predecessors=former.of(connection, device.id)[: certificate.MAX_PREDECESSORS],
            ),
            own.device,
            own.signing,
        )
        records = [*welcome.lead(pinned, signed), *self._exchange.welcome_records(connection, device)]
        sealed = frame.seal_frame(
            frame.FrameOut(
                kind=Kind.WELCOME,
                office=pinned.office,
                sender=own.device,
                epoch=state.get(connection, "epoch") or "",
                number=1,
                recipient=device.id,
                recipient_keys=(device.age_key,),
                records=records,
                signing_key=own.signing,
            )
        )
        write_checked(target, sealed.data)
        state.put(connection, f"bundle_number:{device.id}", 1)
        state.put(connection, f"bundle_hash:{device.id}", sealed.hash)


def begin_joining(connection: Connection, invited: Invitation, code: str, cost: CodeCost) -> None:
    """Keep the invitation and the key of the code in a laptop's new store."""
    state.put(connection, "invitation", invited.data.hex())
    state.put(connection, "code_key", onetime.code_key(code, invited.nonce, cost).hex())
    state.put(connection, "join_state", "asked")


def _store_role(roles: tuple[str, ...]) -> str:
    return "coordinator" if "coordinator" in roles and "assistant" not in roles else "assistant"


def _words(invited: Invitation, device: request.DeviceKeys) -> tuple[str, ...]:
    return words.compare(
        invited.key_set, device, account=invited.account, invitation=invited.id, nonce=invited.nonce
    )


def _invitation(connection: Connection) -> Invitation:
    data = state.get(connection, "invitation")
    if not data:
        raise RefusedError("Ten sejf nie czeka na dołączenie do biura.")
    return invitation.read(bytes.fromhex(data))


def _keep(connection: Connection, issued: enrolment.Issued, asked: bytes | None = None) -> None:
    invitations.keep(
        connection,
        InvitationRow(
            id=issued.invitation.id,
            account=issued.invitation.account,
            body=issued.invitation.data,
            code_key=issued.code_key,
            state=issued.state.value,
            made_at_ms=int(issued.issued_at.timestamp() * 1000),
            wrong_codes=issued.wrong_codes,
            claimed_by=issued.claimed_by,
            request=asked,
        ),
    )


def _issued(connection: Connection, invitation_id: str) -> enrolment.Issued:
    row = invitations.get(connection, invitation_id)
    if row is None:
        raise NotFoundError(
            "Ta prośba dotyczy zaproszenia, którego to biuro nie wystawiło. Wystaw nowe zaproszenie."
        )
    return enrolment.Issued(
        invitation=invitation.read(row.body),
        code_key=row.code_key,
        issued_at=datetime.fromtimestamp(row.made_at_ms / 1000, UTC),
        state=enrolment.State(row.state),
        wrong_codes=row.wrong_codes,
        claimed_by=row.claimed_by,
    )


def _use_invitation(connection: Connection, device: str) -> request.Request:
    """Use up the invitation that a device has claimed; return its request."""
    issued, asked = _claimed(connection, device)
    _keep(connection, enrolment.confirmed(issued, asked))
    return asked


def _claimed(connection: Connection, device: str) -> tuple[enrolment.Issued, request.Request]:
    """Return the invitation that a device's request has claimed, with that request."""
    for row in invitations.listed(connection):
        asked = request.read(row.request) if row.request is not None else None
        if asked is not None and asked.device.id == device:
            return _issued(connection, row.id), asked
    raise NotFoundError("Nie ma prośby tego urządzenia. Najpierw wczytaj plik z prośbą.")
