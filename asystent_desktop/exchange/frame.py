"""Frames: a head that binds sender, recipient and content, the records, zeros up to a common size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from asystent_desktop.exchange import agebox, head, keyset, padding, records, request
from asystent_desktop.exchange.faults import (
    AlteredBundleError,
    BadKeySetError,
    NotABundleError,
    NotForMeError,
    PaperError,
    RevokedSenderError,
    TooLargeError,
    UnknownSenderError,
    UnreadableFileError,
)
from asystent_desktop.exchange.head import HEAD_BYTES, READER, VERSION, Head, Kind
from asystent_desktop.exchange.keyset import KeySet
from asystent_desktop.exchange.records import BodyRecord, RecordType
from asystent_desktop.exchange.signed import is_signed, signature
from asystent_desktop.merge import labels

MAX_FILE: Final = padding.LARGEST + 64 * 1024
NO_PREVIOUS: Final = "00" * 32
SignerOf = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameOut:
    """A frame to be written: ids and hashes as hex, age keys of the recipient, the sender's private key."""

    kind: Kind
    office: str
    sender: str
    epoch: str
    number: int
    recipient: str
    recipient_keys: tuple[str, ...]
    records: Iterable[BodyRecord]
    signing_key: bytes = field(repr=False)
    previous_hash: str = NO_PREVIOUS


@dataclass(frozen=True, slots=True)
class SealedFrame:
    """A finished bundle: the file's bytes, and the hash (hex) that receipts and the next frame name."""

    data: bytes
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a reader takes: kinds, its office, its own ids, its key lists (now and before).

    `pinned` lets a bundle of a new office machine bring the key set that names it; `revoked` senders are
    refused.
    """

    kinds: frozenset[Kind]
    office: str
    recipients: frozenset[str]
    recipient_keys: tuple[tuple[str, ...], ...]
    pinned: KeySet | None = None
    revoked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenFrame:
    """A frame that passed every check; its records can be walked any number of times."""

    head: Head
    _plain: bytes = field(repr=False)

    def records(self) -> Iterator[BodyRecord]:
        """Yield the records one by one."""
        return records.read(_body(self.head, self._plain), self.head.count)


def write(out: FrameOut) -> bytes:
    """Return the plain bytes of a frame, padded; TooLargeError above 64 MiB or 200,000 records."""
    packed = [records.pack(record) for record in out.records]
    body = b"".join(packed)
    unpadded = HEAD_BYTES + len(body)
    size = padding.padded(unpadded)
    if size > padding.LARGEST or len(packed) > records.MAX_COUNT:
        raise TooLargeError(code="WRITE")
    unsigned = Head(
        version=VERSION,
        reader=READER,
        kind=out.kind,
        office=out.office,
        sender=out.sender,
        epoch=out.epoch,
        number=out.number,
        recipient=out.recipient,
        recipient_hash=head.recipient_hash(out.recipient_keys),
        previous=out.previous_hash,
        body_length=len(body),
        count=len(packed),
        padding=size - unpadded,
        body_hash=sha256(body).hexdigest(),
    )
    to_sign = unsigned.unsigned_bytes()
    return to_sign + signature(labels.FRAME, to_sign, out.signing_key) + body + bytes(size - unpadded)


def seal_frame(out: FrameOut) -> SealedFrame:
    """Write a frame and seal it to its recipient's keys."""
    plain = write(out)
    return SealedFrame(agebox.seal(plain, out.recipient_keys), head.hash_of(plain))


def open_file(
    source: Path | bytes, identities: Sequence[str], expected: Expected, signer_of: SignerOf
) -> OpenFrame:
    """Open one bundle: a path or its bytes, with the reader's own age identities.

    `signer_of` gives the public key of a sender id, or None. Every fault is a BundleError, and nothing of a
    frame that failed comes out.
    """
    data = _read(source)
    try:
        plain = agebox.open_box(data, identities)
    except AlteredBundleError as error:
        size = agebox.content_size(data)
        if size is None or size != padding.padded(size):
            raise NotABundleError(code="CUT") from error
        raise
    return open_plain(plain, expected, signer_of)


def open_plain(plain: bytes, expected: Expected, signer_of: SignerOf) -> OpenFrame:
    """Check what an opened age file holds, in the order of the contract, and stop at the first failure."""
    found = head.parse(plain)
    _check_address(found, expected)
    head.check_lengths(found, len(plain))
    _check_signature(found, plain, expected, signer_of)
    body = _body(found, plain)
    if sha256(body).hexdigest() != found.body_hash:
        raise AlteredBundleError(code="BODY_HASH")
    if plain.count(0, HEAD_BYTES + found.body_length) != found.padding:
        raise AlteredBundleError(code="PADDING")
    records.check_framing(body, found.count)
    return OpenFrame(found, plain)


def _read(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if source.stat().st_size > MAX_FILE:
                raise TooLargeError(code="FILE")
            with source.open("rb") as file:
                data = file.read(MAX_FILE + 1)
        except OSError as error:
            raise UnreadableFileError(code="OS", number=error.errno) from error
    if len(data) > MAX_FILE:
        raise TooLargeError(code="FILE")
    return data


def _body(found: Head, plain: bytes) -> memoryview:
    return memoryview(plain)[HEAD_BYTES : HEAD_BYTES + found.body_length]


def _check_address(found: Head, expected: Expected) -> None:
    if found.office != expected.office:
        raise NotForMeError(code="OFFICE")
    if found.recipient not in expected.recipients:
        raise NotForMeError(code="RECIPIENT")
    if found.recipient_hash not in {head.recipient_hash(keys) for keys in expected.recipient_keys}:
        raise NotForMeError(code="RECIPIENT_KEYS")
    if found.kind not in expected.kinds:
        raise NotForMeError(code="KIND")


def _check_signature(found: Head, plain: bytes, expected: Expected, signer_of: SignerOf) -> None:
    key = _sender_key(found, plain, expected, signer_of)
    if key is None:
        raise UnknownSenderError(code="SENDER", sender=found.sender)
    mark = plain[head.SIGNED_BYTES : HEAD_BYTES]
    if not is_signed(labels.FRAME, plain[: head.SIGNED_BYTES], mark, key):
        raise AlteredBundleError(code="SIGNATURE")
    if found.sender in expected.revoked:
        raise RevokedSenderError(code="REVOKED", sender=found.sender, hash=found.hash)


def _sender_key(found: Head, plain: bytes, expected: Expected, signer_of: SignerOf) -> bytes | None:
    if found.kind == Kind.REQUEST:
        return _key_in_request(found, plain)
    return signer_of(found.sender) or _key_in_key_set(found, plain, expected.pinned)


def _key_in_request(found: Head, plain: bytes) -> bytes:
    """Return the key inside a request: it proves the request whole; the code's MAC proves the rest."""
    record = records.first_object(_body(found, plain), found.count)
    if record is None or found.count != 1:
        raise AlteredBundleError(code="REQUEST")
    try:
        device, key = request.sender_of(record)
    except PaperError as error:
        raise AlteredBundleError(code="REQUEST") from error
    if device != found.sender:
        raise AlteredBundleError(code="REQUEST_SENDER")
    return key


def _key_in_key_set(found: Head, plain: bytes, pinned: KeySet | None) -> bytes | None:
    """Return the sender's key from a newer key set in front, if the pinned identity key signed that."""
    if pinned is None:
        return None
    record = records.first_object(_body(found, plain), found.count)
    if record is None or record.type != RecordType.KEY_SET:
        return None
    try:
        return keyset.successor(pinned, record.body).machine_key(found.sender)
    except BadKeySetError:
        return None
