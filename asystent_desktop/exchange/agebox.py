"""Sealing to age X25519 keys and opening again: the only module that knows the age library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyrage
from pyrage import x25519

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.exchange.faults import AlteredBundleError, NotABundleError, NotForMeError

_MAGIC: Final = b"age-encryption.org/v1\n"
_MAC_LINE: Final = b"\n--- "
_CHUNK: Final = 64 * 1024
_TAG: Final = 16
_FILE_NONCE: Final = 16
_LONGEST_HEADER: Final = 16 * 1024


def new_identity() -> str:
    """Return a new secret age identity, `AGE-SECRET-KEY-1…`."""
    return str(x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the public recipient key, `age1…`, of a secret identity."""
    return str(_identity(identity).to_public())


def is_recipient(text: str) -> bool:
    """Say whether `text` is an age X25519 recipient key in its one written form."""
    try:
        return str(x25519.Recipient.from_str(text)) == text
    except pyrage.RecipientError:
        return False


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Return an age file that each of `recipients` can open; InvalidValueError for a bad key or none."""
    if not recipients or not all(is_recipient(recipient) for recipient in recipients):
        raise InvalidValueError("recipients", "Klucz odbiorcy paczki jest niepoprawny.")
    sealed: bytes = pyrage.encrypt(data, [x25519.Recipient.from_str(recipient) for recipient in recipients])
    return sealed


def open_box(data: bytes, identities: Sequence[str]) -> bytes:
    """Return what an age file holds.

    NotABundleError for anything but a binary age file, NotForMeError when no identity fits,
    AlteredBundleError when one fits and the content does not.
    """
    if not is_box(data):
        raise NotABundleError(code="AGE_MAGIC")
    keys = [_identity(identity) for identity in identities]
    try:
        opened: bytes = pyrage.decrypt(data, keys)
    except pyrage.DecryptError as error:
        reason = str(error)
        if reason == "No matching keys found":
            raise NotForMeError(code="AGE_KEYS") from error
        if reason in ("Header is invalid", "failed to fill whole buffer"):
            raise NotABundleError(code="AGE_HEADER") from error
        raise AlteredBundleError(code="AGE_CONTENT") from error
    return opened


def is_box(data: bytes) -> bool:
    """Say whether `data` begins like a binary age file; what it holds cannot be said without a key."""
    return data.startswith(_MAGIC)


def content_size(data: bytes) -> int | None:
    """Return how many bytes an age file of this length holds, or None when its header has no end."""
    mac_line = data.find(_MAC_LINE, 0, _LONGEST_HEADER)
    end = data.find(b"\n", mac_line + len(_MAC_LINE), _LONGEST_HEADER)
    if mac_line < 0 or end < 0:
        return None
    sealed = len(data) - end - 1 - _FILE_NONCE
    chunks = -(-sealed // (_CHUNK + _TAG))
    return sealed - chunks * _TAG


def _identity(text: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise InvalidValueError("identities", "Klucz tego urządzenia jest niepoprawny.") from error
