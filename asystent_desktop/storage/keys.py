"""The keys of a store: how each is made, from what, and for which single purpose.

Argon2id and HKDF are loaded when a key is made: the start of the program needs none.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from asystent_desktop.errors import AppError
from asystent_desktop.storage.faults import LowMemoryError

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
MIN_MEMORY_KIB: Final = 64 * 1024
MAX_MEMORY_KIB: Final = 1024 * 1024
MAX_PASSES: Final = 10
MAX_LANES: Final = 8


class Label(StrEnum):
    """One name for each purpose of a derived key or a hash; a name is never used twice."""

    DATABASE = "ar/db/v1"
    HEADER_MAC = "ar/header/mac/v1"
    HEADER = "ar/header/v1"
    SEAL = "ar/seal/v1"
    BINDING = "ar/binding/v1"
    PASSWORD = "ar/kek/password/v1"  # noqa: S105 - a label, not a password
    RECOVERY = "ar/kek/recovery/v1"
    ESCROW = "ar/kek/escrow/v1"
    CODE_CHECK = "ar/recovery/check/v1"

    def prefix(self) -> bytes:
        """Return the label as the first bytes of what is hashed or authenticated."""
        return self.value.encode() + b"\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Work of one Argon2id run: `memory_kib` 64 MiB..1 GiB, `passes` 1..10, `lanes` 1..8, else ValueError.

    The bounds keep an edited header from making the work trivial or endless.
    """

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        if not (
            MIN_MEMORY_KIB <= self.memory_kib <= MAX_MEMORY_KIB
            and 1 <= self.passes <= MAX_PASSES
            and 1 <= self.lanes <= MAX_LANES
        ):
            raise ValueError("cost of key derivation out of bounds")

    @staticmethod
    def standard() -> Cost:
        """Return 256 MiB, three passes, four lanes: what a store gets when memory allows."""
        return STANDARD

    def halved(self) -> Cost | None:
        """Return the same work in half the memory; None below the lower bound."""
        if self.memory_kib // 2 < MIN_MEMORY_KIB:
            return None
        return Cost(memory_kib=self.memory_kib // 2, passes=self.passes, lanes=self.lanes)


STANDARD: Final = Cost(memory_kib=256 * 1024, passes=3, lanes=4)


def new_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def new_salt() -> bytes:
    """Return 16 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def derive(secret: bytes, label: Label, salt: bytes | None = None) -> bytes:
    """Return the 32-byte HKDF-SHA256 key of `secret` for one purpose."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=label.value.encode()).derive(secret)


def normal(password: str) -> bytes:
    """Return the password as hashed: NFKC in UTF-8, so that every keyboard's form of a letter opens."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def password_kek(password: str, salt: bytes, cost: Cost) -> bytes:
    """Return the key that wraps the root for a password; LowMemoryError when Argon2id gets no memory."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        stretched = hash_secret_raw(
            normal(password),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except (HashingError, MemoryError) as error:
        raise LowMemoryError(memory_kib=cost.memory_kib) from error
    return derive(stretched, Label.PASSWORD)


def affordable_kek(password: str, salt: bytes, cost: Cost) -> tuple[bytes, Cost]:
    """Return the key with the cost it was made at: half the memory again and again while memory is short."""
    try:
        return password_kek(password, salt, cost), cost
    except LowMemoryError:
        less = cost.halved()
        if less is None:
            raise
    return affordable_kek(password, salt, less)


def recovery_kek(code: bytes, salt: bytes) -> bytes:
    """Return the key that wraps the root for a recovery code; its 160 random bits need no stretching."""
    return derive(code, Label.RECOVERY, salt)


def escrow_kek(secret: bytes) -> bytes:
    """Return the key that wraps the root for two officers' joined halves."""
    return derive(secret, Label.ESCROW)


def joined(first: bytes, second: bytes) -> bytes:
    """Return the XOR of two halves; AppError when they are not both 32 bytes."""
    if len(first) != KEY_BYTES or len(second) != KEY_BYTES:
        raise AppError("Te dwie części klucza do siebie nie pasują. Niczego nie zmieniono.")
    return bytes(a ^ b for a, b in zip(first, second, strict=True))
