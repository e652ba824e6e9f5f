"""Canonical objects with an Ed25519 signature in them, and careful reading of their fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from asystent_desktop.exchange.faults import PaperError
from asystent_desktop.merge.canon import MAX_INT, Json, NotCanonicalError, canon, load_object

ID_BYTES: Final = 16
EPOCH_BYTES: Final = 8
HASH_BYTES: Final = 32
KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
MAX_OBJECT: Final = 1024 * 1024
_HEX = re.compile(r"[0-9a-f]*")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,31}")


def new_signing_key() -> bytes:
    """Return a new random Ed25519 private key: 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """Return the 32-byte public key of a 32-byte private one."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def signature(label: bytes, data: bytes, private: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature over `label` and `data`."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(label + data)


def is_signed(label: bytes, data: bytes, mark: bytes, public: bytes) -> bool:
    """Say whether `mark` is the signature of `public` over `label` and `data`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(mark, label + data)
    except (InvalidSignature, ValueError):
        return False
    return True


def hash_hex(data: bytes) -> str:
    """Return SHA-256 of `data` as 64 hex digits."""
    return sha256(data).hexdigest()


def seal_object(label: bytes, fields: dict[str, Json], private: bytes) -> bytes:
    """Return the canonical bytes of `fields` with `sig`, the signature over all of them."""
    return canon({**fields, "sig": signature(label, canon(fields), private).hex()})


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an object from outside; a wrong one raises `fault` with its name as the code.

    Fields that this version does not know are left alone: they are signed like the others.
    """

    values: dict[str, Json]
    fault: type[PaperError]

    @classmethod
    def of(cls, data: bytes, fault: type[PaperError], *, max_bytes: int = MAX_OBJECT) -> Fields:
        """Read canonical bytes of an object of version 1."""
        try:
            fields = cls(load_object(data, max_bytes=max_bytes), fault)
        except NotCanonicalError as error:
            raise fault(code="CANON") from error
        fields.number("v", low=1, high=1)
        return fields

    def signed_by(self, label: bytes, public: bytes) -> Fields:
        """Return these fields when `public` signed them, else raise `fault`."""
        rest: dict[str, Json] = {name: value for name, value in self.values.items() if name != "sig"}
        if not is_signed(label, canon(rest), self.raw("sig", SIGNATURE_BYTES), public):
            raise self.fault(code="sig")
        return self

    def hex(self, name: str, size: int) -> str:
        """Return a field of `size` bytes as lower-case hex."""
        return self._hex(name, self.values.get(name), size)

    def raw(self, name: str, size: int) -> bytes:
        """Return a field of `size` bytes."""
        return bytes.fromhex(self.hex(name, size))

    def number(self, name: str, *, low: int = 0, high: int = MAX_INT) -> int:
        """Return a whole number between `low` and `high`."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.fault(code=name)
        return value

    def text(self, name: str, *, longest: int) -> str:
        """Return a text of 1 to `longest` characters."""
        value = self.values.get(name)
        if not isinstance(value, str) or not 1 <= len(value) <= longest:
            raise self.fault(code=name)
        return value

    def code(self, name: str) -> str:
        """Return a code: capital letters, digits and underscores."""
        value = self.text(name, longest=32)
        if not _CODE.fullmatch(value):
            raise self.fault(code=name)
        return value

    def flag(self, name: str, allowed: Sequence[str]) -> str:
        """Return a text that is one of `allowed`."""
        value = self.text(name, longest=32)
        if value not in allowed:
            raise self.fault(code=name)
        return value

    def ids(self, name: str, size: int, *, most: int) -> tuple[str, ...]:
        """Return a sorted list of different hex values of `size` bytes, at most `most`."""
        values = tuple(self._hex(name, value, size) for value in self._list(name, most))
        if list(values) != sorted(set(values)):
            raise self.fault(code=name)
        return values

    def texts(self, name: str, *, least: int, most: int) -> tuple[str, ...]:
        """Return a sorted list of different texts of 1 to 256 characters."""
        values = []
        for value in self._list(name, most):
            if not isinstance(value, str) or not 1 <= len(value) <= 256:
                raise self.fault(code=name)
            values.append(value)
        if len(values) < least or values != sorted(set(values)):
            raise self.fault(code=name)
        return tuple(values)

    def objects(self, name: str, *, most: int) -> tuple[Fields, ...]:
        """Return the objects of a list."""
        return tuple(self._object(name, value) for value in self._list(name, most))

    def object(self, name: str) -> Fields:
        """Return a field that is an object itself."""
        return self._object(name, self.values.get(name))

    def _object(self, name: str, value: Json) -> Fields:
        if not isinstance(value, dict):
            raise self.fault(code=name)
        return Fields(value, self.fault)

    def _list(self, name: str, most: int) -> list[Json]:
        value = self.values.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise self.fault(code=name)
        return value

    def _hex(self, name: str, value: Json, size: int) -> str:
        if not isinstance(value, str) or len(value) != 2 * size or not _HEX.fullmatch(value):
            raise self.fault(code=name)
        return value
