"""The one-time code of an enrolment: told in person or by telephone, never in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.exchange.faults import NotEnoughMemoryError
from asystent_desktop.exchange.names import ALPHABET, random_text
from asystent_desktop.merge import labels

CODE_LENGTH: Final = 10
SALT_BYTES: Final = 16
_GROUP: Final = 5
_MISREAD: Final = str.maketrans("OIL", "011", " -–\u00a0\t\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCost:
    """Argon2id cost of the code's key: memory in MiB, passes, lanes. Both sides must use the same."""

    memory_mib: int = 256
    passes: int = 3
    lanes: int = 4


def new_code() -> str:
    """Return a new code of 50 random bits as two groups of five, such as `7KQ2M-9XAPD`."""
    text = random_text(CODE_LENGTH)
    return f"{text[:_GROUP]}-{text[_GROUP:]}"


def plain_code(text: str) -> str:
    """Return the ten characters of a code as typed: any case, spaces and hyphens, O for 0, I and L for 1.

    InvalidValueError for anything else; it says nothing about whether the code is the right one.
    """
    code = text.upper().translate(_MISREAD)
    if len(code) != CODE_LENGTH:
        raise InvalidValueError("code", "Kod ma 10 znaków: dwie grupy po 5. Sprawdź, czy są wszystkie.")
    if not set(code) <= set(ALPHABET):
        raise InvalidValueError("code", "W kodzie są tylko cyfry i litery bez polskich znaków, bez litery U.")
    return code


def code_key(code: str, nonce: bytes, cost: CodeCost) -> bytes:
    """Return the 32-byte key of the request's MAC from the typed code and the invitation's nonce.

    NotEnoughMemoryError when the machine cannot give `cost.memory_mib`: that is no wrong code.
    """
    try:
        secret = hash_secret_raw(
            plain_code(code).encode(),
            nonce[:SALT_BYTES],
            time_cost=cost.passes,
            memory_cost=cost.memory_mib * 1024,
            parallelism=cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except HashingError as error:
        raise NotEnoughMemoryError(memory_mib=cost.memory_mib) from error
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=labels.ENROLMENT_KEY).derive(secret)
