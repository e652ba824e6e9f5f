"""Operations: what one save changed in one record, with its canonical bytes and its own number by content."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.merge.canon import Json, canon, canon_trusted, load_object
from asystent_desktop.merge.labels import OPERATION, VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = 1
MAX_OP_BYTES: Final = 64 * 1024
MAX_VALUE_BYTES: Final = 256 * 1024
SALT_BYTES: Final = 16
MAX_PARENTS: Final = 64
MAX_SEEN: Final = 1000

SET: Final = "set"
LIFE: Final = "life"
GRANT: Final = "grant"
UNGRANT: Final = "ungrant"
KNOWN_TYPES: Final = frozenset({SET, LIFE, GRANT, UNGRANT})

LIFE_FIELD: Final = "_life"
DELETED: Final = "deleted"
ALIVE: Final = "alive"

_HEX32 = re.compile(r"[0-9a-f]{32}")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_HEX16 = re.compile(r"[0-9a-f]{16}")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")
_KEYS = frozenset(["v", "t", "e", "i", "f", "c", "s", "a", "d", "n", "q", "b", "g", "m", "h", "u", "w"])


class BadOperationError(ValueError):
    """Bytes that are not an operation of this format; its text is a code."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an operation comes from: device, epoch, number in it, operation before it, author, save unit."""

    device: str
    epoch: str
    number: int
    before: str | None
    author: str
    unit: str
    grant: int
    schema: int
    clock: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `parents`: by field, the ids of all heads that the author saw; `id`: hash of `body`."""

    id: str
    type: str
    kind: str
    entity: str
    parents: Mapping[str, tuple[str, ...]]
    commitment: str
    scope: str
    audience: str
    origin: Origin
    seen: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Payload:
    """The values that an operation wrote, in canonical bytes, with the salt of their commitment."""

    salt: bytes
    body: bytes

    def values(self) -> dict[str, Json]:
        """Return the values by field; NotCanonicalError for bytes that are not canonical."""
        return load_object(self.body, max_bytes=MAX_VALUE_BYTES)

    def commitment(self) -> str:
        """Return the hash that an operation carries for these values."""
        return hashlib.sha256(VALUE + self.salt + self.body).hexdigest()


def operation_id(body: bytes) -> str:
    """Return the number of an operation with these canonical bytes."""
    return hashlib.sha256(OPERATION + body).hexdigest()


def write(
    *,
    type: str,  # noqa: A002 - the word of the format
    kind: str,
    entity: str,
    parents: Mapping[str, tuple[str, ...]],
    payload: Payload,
    scope: str,
    audience: str,
    origin: Origin,
    seen: tuple[str, ...] = (),
) -> Operation:
    """Make an operation with its canonical bytes."""
    content: dict[str, Any] = {
        "v": FORMAT,
        "t": type,
        "e": kind,
        "i": entity,
        "f": {name: sorted(ids)[:MAX_PARENTS] for name, ids in parents.items()},
        "c": payload.commitment(),
        "s": scope,
        "a": audience,
        "d": origin.device,
        "n": origin.epoch,
        "q": origin.number,
        "b": origin.before,
        "g": origin.grant,
        "m": origin.schema,
        "h": list(origin.clock),
        "u": origin.author,
        "w": origin.unit,
    }
    if type == LIFE:
        content["seen"] = sorted(set(seen))
    body = canon_trusted(content)
    return Operation(
        id=operation_id(body),
        type=type,
        kind=kind,
        entity=entity,
        parents={name: tuple(sorted(ids)) for name, ids in parents.items()},
        commitment=content["c"],
        scope=scope,
        audience=audience,
        origin=origin,
        seen=tuple(sorted(set(seen))),
        body=body,
    )


def payload_of(values: Mapping[str, Json], salt: bytes) -> Payload:
    """Return the payload of `values`; NotCanonicalError when one has no canonical form."""
    return Payload(salt=salt, body=canon(dict(values)))


def read(body: bytes) -> Operation:
    """Read canonical bytes; BadOperationError or NotCanonicalError for anything that is not an operation.

    Unknown types and kinds are read as they are: who applies operations decides what to do with them.
    """
    content = load_object(body, max_bytes=MAX_OP_BYTES)
    if not content.keys() >= _KEYS:
        raise BadOperationError("KEYS")
    if content["v"] != FORMAT:
        raise BadOperationError("FORMAT")
    return Operation(
        id=operation_id(body),
        type=_match(_NAME, content["t"]),
        kind=_match(_NAME, content["e"]),
        entity=_match(_HEX32, content["i"]),
        parents=_parents(content["f"]),
        commitment=_match(_HEX64, content["c"]),
        scope=_text(content["s"], 60),
        audience=_match(_NAME, content["a"]),
        origin=_origin(content),
        seen=_seen(content.get("seen", [])),
        body=body,
    )


def belongs(operation: Operation, payload: Payload) -> bool:
    """Tell whether `payload` holds the values that the operation committed to."""
    return hmac.compare_digest(operation.commitment, payload.commitment())


def _origin(content: Mapping[str, Json]) -> Origin:
    clock = content["h"]
    if not isinstance(clock, list) or len(clock) != 2:
        raise BadOperationError("CLOCK")
    before = content["b"]
    return Origin(
        device=_match(_HEX32, content["d"]),
        epoch=_match(_HEX16, content["n"]),
        number=_count(content["q"], least=1),
        before=None if before is None else _match(_HEX64, before),
        author=_match(_HEX32, content["u"]),
        unit=_match(_HEX16, content["w"]),
        grant=_count(content["g"]),
        schema=_count(content["m"]),
        clock=(_count(clock[0]), _count(clock[1])),
    )


def _parents(value: Json) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or not 1 <= len(value) <= 200:
        raise BadOperationError("FIELDS")
    return {_match(_NAME, name): _ids(ids, MAX_PARENTS) for name, ids in value.items()}


def _ids(value: Json, most: int) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > most:
        raise BadOperationError("IDS")
    if not value:
        return ()
    ids = tuple(_match(_HEX64, one) for one in value)
    if list(ids) != sorted(set(ids)):
        raise BadOperationError("IDS")
    return ids


def _seen(value: Json) -> tuple[str, ...]:
    """Return what a removal had seen; the first versions named an edit once for each field that it wrote."""
    if not isinstance(value, list) or len(value) > MAX_SEEN:
        raise BadOperationError("IDS")
    ids = tuple(_match(_HEX64, one) for one in value)
    if list(ids) != sorted(ids):
        raise BadOperationError("IDS")
    return tuple(dict.fromkeys(ids))


def _match(pattern: re.Pattern[str], value: Json) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadOperationError("TEXT")
    return value


def _text(value: Json, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise BadOperationError("TEXT")
    return value


def _count(value: Json, least: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadOperationError("NUMBER")
    return value
