"""Small facts of a store by key: who it is, its epoch, the end of its own chain, its marks."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, text

from asystent_desktop.errors import AppError

if TYPE_CHECKING:
    from sqlalchemy import Connection

_GET = text("SELECT value FROM state WHERE key = :key")
_PUT = text(
    "INSERT INTO state (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value"
)
_MANY = text("SELECT key, value FROM state WHERE key IN :keys").bindparams(bindparam("keys", expanding=True))


class NoIdentityError(AppError):
    """A store in which the first steps were never finished."""

    sentence = "Ten sejf nie został założony do końca. Zacznij zakładanie od nowa. Nie było w nim danych."


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose store it is: role (`office`, `assistant`, `coordinator`), account, office, device, epoch."""

    role: str
    office: str
    account: str
    device: str
    epoch: str
    is_demo: bool


def get(connection: Connection, key: str) -> str | None:
    """Return the value of `key`, or None."""
    return connection.execute(_GET, {"key": key}).scalar()


def number(connection: Connection, key: str) -> int:
    """Return the number kept under `key`; 0 when there is none."""
    return int(get(connection, key) or 0)


def put(connection: Connection, key: str, value: str | int) -> None:
    """Keep `value` under `key`."""
    connection.execute(_PUT, {"key": key, "value": str(value)})


def keys(connection: Connection, beginning: str) -> tuple[str, ...]:
    """Return the keys that begin so, in their order."""
    query = text("SELECT key FROM state WHERE substr(key, 1, :length) = :beginning ORDER BY key")
    wanted = {"length": len(beginning), "beginning": beginning}
    return tuple(connection.execute(query, wanted).scalars())


def write_identity(connection: Connection, identity: Identity) -> None:
    """Keep whose store it is."""
    for name in ("role", "office", "account", "device", "epoch"):
        put(connection, name, getattr(identity, name))
    put(connection, "is_demo", int(identity.is_demo))


def read_identity(connection: Connection) -> Identity:
    """Return whose store it is; NoIdentityError when it was never said."""
    keys = ("role", "office", "account", "device", "epoch", "is_demo")
    found = {row.key: row.value for row in connection.execute(_MANY, {"keys": keys})}
    if len(found) != len(keys):
        raise NoIdentityError
    return Identity(
        role=found["role"],
        office=found["office"],
        account=found["account"],
        device=found["device"],
        epoch=found["epoch"],
        is_demo=found["is_demo"] == "1",
    )


def begin_epoch(connection: Connection) -> str:
    """Start a new epoch of this device, its chain from 1; return it. An epoch is never used again."""
    epoch = secrets.token_hex(8)
    put(connection, "epoch", epoch)
    put(connection, "own_number", 0)
    put(connection, "own_tip", "")
    put(connection, "bundle_number", 0)
    put(connection, "bundle_hash", "")
    return epoch
