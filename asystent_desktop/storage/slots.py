"""Slots of the header: each wraps the root key for one password, one printed code or two officers."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from asystent_desktop.merge.canon import Json, canon
from asystent_desktop.storage import keys
from asystent_desktop.storage.faults import DamagedVaultError
from asystent_desktop.storage.keys import Cost

PASSWORD: Final = "password"  # noqa: S105 - the name of a slot type
RECOVERY: Final = "recovery"
ESCROW: Final = "escrow"
NONCE_BYTES: Final = 12
WRAPPED_BYTES: Final = keys.KEY_BYTES + 16
MAX_PAIRS: Final = 10
MAX_HALF_BYTES: Final = 2048
_COMMON: Final = frozenset({"id", "vault", "gen", "type", "nonce", "ct"})
_OWN: Final[dict[str, frozenset[str]]] = {
    PASSWORD: frozenset({"m", "t", "p", "salt"}),
    RECOVERY: frozenset({"salt"}),
    ESCROW: frozenset({"pairs"}),
}
_PAIR: Final = frozenset({"a", "b", "ha", "hb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One wrapped root key; `params` are in clear, but bound to the ciphertext."""

    id: str
    vault: str
    gen: int
    type: str
    params: Mapping[str, Json]
    nonce: bytes
    ct: bytes

    def clear(self) -> dict[str, Json]:
        """Return everything but nonce and ciphertext: what the ciphertext is bound to."""
        return {"id": self.id, "vault": self.vault, "gen": self.gen, "type": self.type, **self.params}

    def as_json(self) -> dict[str, Json]:
        """Return the slot as it stands in the header."""
        return {**self.clear(), "nonce": to_text(self.nonce), "ct": to_text(self.ct)}

    def unwrap(self, kek: bytes) -> bytes | None:
        """Return the root key; None when the key does not fit or anything of the slot was changed."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        try:
            return ChaCha20Poly1305(kek).decrypt(self.nonce, self.ct, canon(self.clear()))
        except InvalidTag:
            return None

    def salt(self) -> bytes:
        """Return the salt of a password or recovery slot."""
        return from_text(self.params["salt"], keys.SALT_BYTES)

    def cost(self) -> Cost:
        """Return the work of a password slot; DamagedVaultError outside the bounds."""
        return _cost(self.params)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One of the office's key holders: `id` and the public key that a half is sealed to."""

    id: str
    recipient: str


def new_slot_id() -> str:
    """Return 16 random hex digits."""
    return secrets.token_hex(8)


def password_slot(vault: str, gen: int, root: bytes, password: str, cost: Cost, slot_id: str) -> Slot:
    """Wrap the root for a password; with less memory than asked the slot records the lower cost."""
    salt = keys.new_salt()
    kek, spent = keys.affordable_kek(password, salt, cost)
    params: dict[str, Json] = {
        "m": spent.memory_kib,
        "t": spent.passes,
        "p": spent.lanes,
        "salt": to_text(salt),
    }
    return _wrapped(vault, gen, PASSWORD, params, root, kek, slot_id)


def recovery_slot(vault: str, gen: int, root: bytes, code: bytes) -> Slot:
    """Wrap the root for the 20 bytes of a printed code."""
    salt = keys.new_salt()
    params: dict[str, Json] = {"salt": to_text(salt)}
    return _wrapped(vault, gen, RECOVERY, params, root, keys.recovery_kek(code, salt), new_slot_id())


def escrow_slot(
    vault: str, gen: int, root: bytes, officers: Sequence[Officer], seal: Callable[[bytes, str], bytes]
) -> Slot:
    """Wrap the root so that any two of 2..5 officers can open it together, none alone.

    `seal(half, recipient)` returns the half encrypted to one officer.
    """
    pairs = list(combinations(officers, 2))
    if not 1 <= len(pairs) <= MAX_PAIRS:
        raise ValueError("escrow needs two to five officers")
    secret = keys.new_key()
    listed: list[Json] = []
    for first, second in pairs:
        half = keys.new_key()
        rest = keys.joined(secret, half)
        listed.append(
            {
                "a": first.id,
                "b": second.id,
                "ha": to_text(seal(half, first.recipient)),
                "hb": to_text(seal(rest, second.recipient)),
            }
        )
    return _wrapped(vault, gen, ESCROW, {"pairs": listed}, root, keys.escrow_kek(secret), new_slot_id())


def sealed_halves(slot: Slot) -> dict[tuple[str, str], tuple[bytes, bytes]]:
    """Return, for each pair of officer ids, the half sealed to the first and to the second."""
    pairs = slot.params["pairs"]
    if not isinstance(pairs, list):
        raise _damaged()
    halves = {}
    for pair in pairs:
        if not isinstance(pair, dict):
            raise _damaged()
        first, second = (_half(pair[name]) for name in ("ha", "hb"))
        halves[str(pair["a"]), str(pair["b"])] = (first, second)
    return halves


def parse_slot(value: Json, vault: str) -> Slot:
    """Read one slot of a header; DamagedVaultError unless every field has its form and bounds."""
    if not isinstance(value, dict):
        raise _damaged()
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in _OWN or set(value) != _COMMON | _OWN[kind]:
        raise _damaged()
    slot_id, gen = value["id"], value["gen"]
    if not isinstance(slot_id, str) or not re.fullmatch(r"[0-9a-f]{16}", slot_id) or value["vault"] != vault:
        raise _damaged()
    params = {name: value[name] for name in _OWN[kind]}
    slot = Slot(
        id=slot_id,
        vault=vault,
        gen=whole(gen),
        type=kind,
        params=params,
        nonce=from_text(value["nonce"], NONCE_BYTES),
        ct=from_text(value["ct"], WRAPPED_BYTES),
    )
    _check_params(slot)
    return slot


def to_text(data: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(data).decode("ascii")


def from_text(value: Json, length: int | None = None) -> bytes:
    """Read base64 of `length` bytes; DamagedVaultError for any other spelling of the same bytes."""
    if not isinstance(value, str):
        raise _damaged()
    try:
        data = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _damaged() from error
    if to_text(data) != value or (length is not None and len(data) != length):
        raise _damaged()
    return data


def whole(value: Json) -> int:
    """Read a whole number of at least 1; DamagedVaultError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _damaged()
    return value


def _wrapped(
    vault: str, gen: int, kind: str, params: Mapping[str, Json], root: bytes, kek: bytes, slot_id: str
) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(NONCE_BYTES)
    clear = canon({"id": slot_id, "vault": vault, "gen": gen, "type": kind, **params})
    ct = ChaCha20Poly1305(kek).encrypt(nonce, root, clear)
    return Slot(id=slot_id, vault=vault, gen=gen, type=kind, params=params, nonce=nonce, ct=ct)


def _check_params(slot: Slot) -> None:
    if slot.type == ESCROW:
        pairs = slot.params["pairs"]
        if not isinstance(pairs, list) or not 1 <= len(pairs) <= MAX_PAIRS:
            raise _damaged()
        if any(not isinstance(pair, dict) or set(pair) != _PAIR for pair in pairs):
            raise _damaged()
        sealed_halves(slot)
        return
    slot.salt()
    if slot.type == PASSWORD:
        slot.cost()


def _cost(params: Mapping[str, Json]) -> Cost:
    memory, passes, lanes = (whole(params[name]) for name in ("m", "t", "p"))
    try:
        return Cost(memory_kib=memory, passes=passes, lanes=lanes)
    except ValueError as error:
        raise _damaged() from error


def _half(value: Json) -> bytes:
    half = from_text(value)
    if len(half) > MAX_HALF_BYTES:
        raise _damaged()
    return half


def _damaged() -> DamagedVaultError:
    return DamagedVaultError(reason="HEADER")
