"""The key file of an officer: a half of the office's way into a store, sealed with the officer's password."""

from __future__ import annotations

from dataclasses import dataclass, field

from asystent_desktop.errors import AppError
from asystent_desktop.exchange import agebox, agepass
from asystent_desktop.exchange.faults import PaperError
from asystent_desktop.exchange.signed import ID_BYTES, Fields
from asystent_desktop.merge.canon import canon

MAX_BYTES = 64 * 1024


class WrongOfficerKeyError(AppError):
    """The file is no officer's key, or the password is not its own."""

    sentence = (
        "Ten plik klucza nie otworzył się. Sprawdź, czy to właściwy plik i czy hasło należy do tej osoby. "
        "Niczego nie zmieniono."
    )


class _BadKeyError(PaperError):
    """The content of a key file does not have its form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerKey:
    """An officer's key: account (hex id), office (hex id), the secret age identity."""

    account: str
    office: str
    identity: str = field(repr=False)

    @property
    def recipient(self) -> str:
        """Return the public key that halves are sealed to."""
        return agebox.recipient_of(self.identity)


def new(account: str, office: str) -> OfficerKey:
    """Return a new random key for an officer."""
    return OfficerKey(account=account, office=office, identity=agebox.new_identity())


def write(key: OfficerKey, password: str, work: int = agepass.STANDARD_WORK) -> bytes:
    """Return the bytes of the key file, sealed with the officer's own password (age, scrypt of this work)."""
    content = canon({"v": 1, "account": key.account, "identity": key.identity, "office": key.office})
    return agepass.seal(content, password, work)


def read(data: bytes, password: str) -> OfficerKey:
    """Open a key file; WrongOfficerKeyError for another file or another password."""
    content = agepass.opened(data, password)
    if content is None:
        raise WrongOfficerKeyError(code="OFFICER_KEY")
    try:
        fields = Fields.of(content, _BadKeyError, max_bytes=MAX_BYTES)
        return OfficerKey(
            account=fields.hex("account", ID_BYTES),
            office=fields.hex("office", ID_BYTES),
            identity=fields.text("identity", longest=256),
        )
    except PaperError as error:
        raise WrongOfficerKeyError(code="OFFICER_KEY") from error
