"""The invitation: a signed file with which one account may join an office from one device."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from asystent_desktop.exchange import keyset
from asystent_desktop.exchange.faults import BadInvitationError, BadKeySetError
from asystent_desktop.exchange.keyset import KeySet
from asystent_desktop.exchange.signed import ID_BYTES, KEY_BYTES, Fields, seal_object
from asystent_desktop.merge import labels
from asystent_desktop.merge.canon import Json, canon, load_object

NONCE_BYTES: Final = 32
MAX_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation that agrees with itself; trust comes only with the compared words.

    Ids are hex; `data` are the bytes of the file. It names no person, only an account's id.
    """

    id: str
    account: str
    nonce: bytes
    key_set: KeySet
    data: bytes

    @property
    def office(self) -> str:
        """The office's id (hex)."""
        return self.key_set.office

    @property
    def identity_key(self) -> bytes:
        """The office's public identity key."""
        return self.key_set.identity_key


def write(account: str, key_set: KeySet, identity: bytes) -> Invitation:
    """Sign a new invitation for one account with the office's private identity key."""
    fields: dict[str, Json] = {
        "v": 1,
        "account": account,
        "id": secrets.token_hex(ID_BYTES),
        "identity": key_set.identity_key.hex(),
        "keyset": load_object(key_set.data, max_bytes=MAX_BYTES),
        "nonce": secrets.token_hex(NONCE_BYTES),
        "office": key_set.office,
    }
    return read(seal_object(labels.INVITATION, fields, identity))


def read(data: bytes) -> Invitation:
    """Read an invitation file; BadInvitationError unless the identity key inside signed the whole of it."""
    fields = Fields.of(data, BadInvitationError, max_bytes=MAX_BYTES)
    identity_key = fields.raw("identity", KEY_BYTES)
    fields.signed_by(labels.INVITATION, identity_key)
    try:
        key_set = keyset.read(canon(fields.object("keyset").values), identity_key)
    except BadKeySetError as error:
        raise BadInvitationError(code="keyset") from error
    if key_set.office != fields.hex("office", ID_BYTES):
        raise BadInvitationError(code="office")
    return Invitation(
        id=fields.hex("id", ID_BYTES),
        account=fields.hex("account", ID_BYTES),
        nonce=fields.raw("nonce", NONCE_BYTES),
        key_set=key_set,
        data=data,
    )
