"""A locked store asks two officers by file: the request, the eight words, the answers sealed to the request.

The request holds the halves as they stand in the header, each sealed to its officer, and a key made for this
request alone. An officer opens the own halves and seals them to that key; one answer opens nothing.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from asystent_desktop.errors import AppError
from asystent_desktop.exchange import agebox, words
from asystent_desktop.exchange.faults import PaperError
from asystent_desktop.exchange.officer_key import OfficerKey
from asystent_desktop.exchange.signed import ID_BYTES, Fields, hash_hex
from asystent_desktop.merge import labels
from asystent_desktop.merge.canon import Json, canon

MAX_BYTES: Final = 64 * 1024
NONCE_BYTES: Final = 32
_MOST_PAIRS: Final = 10
_KEY_BYTES: Final = 32

Halves = Mapping[tuple[str, str], tuple[bytes, bytes]]


class BadEscrowRequestError(PaperError):
    """Not a request of a locked store to its officers."""

    sentence = "To nie jest prośba o otwarcie sejfu albo plik jest uszkodzony. Poproś o nowy plik."


class BadEscrowAnswerError(PaperError):
    """Not an officer's answer to this very request."""

    sentence = (
        "To nie jest odpowiedź na prośbę tego sejfu. Poproś uprawnioną osobę o plik zapisany dla tej prośby. "
        "Niczego nie zmieniono."
    )


class NotAnOfficerOfItError(AppError):
    """The key belongs to nobody who was an officer when the store last exchanged."""

    sentence = (
        "Ten klucz nie otwiera części tego sejfu: ta osoba nie była uprawniona przy ostatniej wymianie."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowRequest:
    """A request: its id, the store's id (hex both), the key for answers, the sealed halves, its bytes."""

    id: str
    vault: str
    recipient: str
    halves: Halves
    data: bytes

    @property
    def words(self) -> tuple[str, ...]:
        """Return the eight words to compare by voice: they hold every byte of the request."""
        return words.spoken(labels.ESCROW_WORDS, self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowAnswer:
    """What one officer opened: account (hex), the own half by pair of accounts."""

    account: str
    halves: Mapping[tuple[str, str], bytes] = field(repr=False)


def write(vault: str, recipient: str, halves: Halves) -> EscrowRequest:
    """Return a new request with a random id and nonce."""
    listed: list[Json] = [
        {"a": a, "b": b, "ha": _text(one), "hb": _text(two)} for (a, b), (one, two) in sorted(halves.items())
    ]
    number = secrets.token_hex(ID_BYTES)
    data = canon(
        {
            "v": 1,
            "id": number,
            "nonce": secrets.token_hex(NONCE_BYTES),
            "pairs": listed,
            "recipient": recipient,
            "vault": vault,
        }
    )
    return EscrowRequest(id=number, vault=vault, recipient=recipient, halves=halves, data=data)


def read(data: bytes) -> EscrowRequest:
    """Read a request; BadEscrowRequestError for anything else."""
    fields = Fields.of(data, BadEscrowRequestError, max_bytes=MAX_BYTES)
    fields.raw("nonce", NONCE_BYTES)
    recipient = fields.text("recipient", longest=256)
    if not agebox.is_recipient(recipient):
        raise BadEscrowRequestError(code="recipient")
    halves = {
        (one.hex("a", ID_BYTES), one.hex("b", ID_BYTES)): (_half(one, "ha"), _half(one, "hb"))
        for one in fields.objects("pairs", most=_MOST_PAIRS)
    }
    return EscrowRequest(
        id=fields.hex("id", ID_BYTES),
        vault=fields.hex("vault", ID_BYTES),
        recipient=recipient,
        halves=halves,
        data=data,
    )


def answer(request: EscrowRequest, key: OfficerKey) -> bytes:
    """Return an officer's answer, which only the store that asked can open; NotAnOfficerOfItError else."""
    opened: list[Json] = []
    for (a, b), (one, two) in request.halves.items():
        if key.account in (a, b):
            half = agebox.open_box(one if key.account == a else two, [key.identity])
            opened.append({"a": a, "b": b, "half": half.hex()})
    if not opened:
        raise NotAnOfficerOfItError
    content: Json = {"v": 1, "account": key.account, "halves": opened, "request": hash_hex(request.data)}
    return agebox.seal(canon(content), [request.recipient])


def read_answer(data: bytes, request: EscrowRequest, identity: str) -> EscrowAnswer:
    """Open an answer to this request; BadEscrowAnswerError for any other."""
    try:
        content = agebox.open_box(data, [identity])
    except AppError as error:
        raise BadEscrowAnswerError(code="AGE") from error
    fields = Fields.of(content, BadEscrowAnswerError, max_bytes=MAX_BYTES)
    if fields.values.get("request") != hash_hex(request.data):
        raise BadEscrowAnswerError(code="request")
    return EscrowAnswer(
        account=fields.hex("account", ID_BYTES),
        halves={
            (one.hex("a", ID_BYTES), one.hex("b", ID_BYTES)): one.raw("half", _KEY_BYTES)
            for one in fields.objects("halves", most=_MOST_PAIRS)
        },
    )


def _half(fields: Fields, name: str) -> bytes:
    try:
        return b64decode(fields.text(name, longest=4096), validate=True)
    except ValueError as error:
        raise BadEscrowRequestError(code=name) from error


def _text(data: bytes) -> str:
    return b64encode(data).decode()
