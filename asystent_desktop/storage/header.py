"""The header of a store: its clear card and its slots, authenticated under the root key."""

from __future__ import annotations

import hashlib
import hmac
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from asystent_desktop.errors import RefusedError
from asystent_desktop.merge.canon import Json, NotCanonicalError, canon, load_object
from asystent_desktop.storage import keys, slots
from asystent_desktop.storage.durable import copy_durably, sync_folder, write_durably
from asystent_desktop.storage.faults import DamagedVaultError, NewerVersionError, NotAVaultError
from asystent_desktop.storage.keys import Label
from asystent_desktop.storage.slots import Slot

NAME: Final = "vault.hdr"
PREVIOUS: Final = "vault.hdr.prev"
DATABASE: Final = "vault.db"
BACKUPS: Final = "backup"
MAGIC: Final = "ARVAULT"
VERSION: Final = 1
MAX_BYTES: Final = 16 * 1024
MAX_SLOTS: Final = 32
MAX_LABEL: Final = 24
_FIELDS: Final = frozenset({"magic", "v", "vault", "label", "created", "gen", "seq", "db", "slots", "mac"})
_DB: Final[dict[str, Json]] = {"file": DATABASE, "fmt": "sqlcipher4", "page": 4096}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What `vault.hdr` holds; `gen` is the root key's generation, `seq` grows with each writing."""

    vault: str
    label: str
    created: date
    gen: int
    seq: int
    slots: tuple[Slot, ...]

    def clear(self) -> dict[str, Json]:
        """Return every field but the MAC."""
        listed: list[Json] = [slot.as_json() for slot in self.slots]
        return {
            "magic": MAGIC,
            "v": VERSION,
            "vault": self.vault,
            "label": self.label,
            "created": self.created.isoformat(),
            "gen": self.gen,
            "seq": self.seq,
            "db": dict(_DB),
            "slots": listed,
        }

    def of_type(self, kind: str) -> tuple[Slot, ...]:
        """Return the slots of one type, in their order."""
        return tuple(slot for slot in self.slots if slot.type == kind)

    def next(self, changed: tuple[Slot, ...], gen: int | None = None) -> Header:
        """Return the header to be written after this one, with other slots; RefusedError above 32."""
        if len(changed) > MAX_SLOTS:
            raise _crowded()
        return replace(self, seq=self.seq + 1, slots=changed, gen=gen or self.gen)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadHeader:
    """A parsed header with its MAC as found, not yet checked; `is_previous`: the fallback file was used."""

    header: Header
    mac: bytes
    is_previous: bool = False

    def check(self, root: bytes) -> None:
        """Check the MAC under the unwrapped root key; DamagedVaultError when anything was changed."""
        if not hmac.compare_digest(self.mac, _mac(self.header, root)):
            raise DamagedVaultError(reason="MAC")


def sealed(header: Header, root: bytes) -> bytes:
    """Return the bytes of `vault.hdr`; RefusedError when they would be more than 16 KiB."""
    data = canon({**header.clear(), "mac": slots.to_text(_mac(header, root))})
    if len(data) > MAX_BYTES:
        raise _crowded()
    return data


def parse(data: bytes) -> ReadHeader:
    """Read a header's bytes; NewerVersionError for another `v`, DamagedVaultError for any wrong byte."""
    try:
        value = load_object(data, max_bytes=MAX_BYTES)
    except NotCanonicalError as error:
        raise _damaged() from error
    if value.get("magic") != MAGIC:
        raise _damaged()
    version = slots.whole(value.get("v"))
    if version != VERSION:
        raise NewerVersionError(format=version)
    vault, label, listed = value.get("vault"), value.get("label"), value.get("slots")
    if set(value) != _FIELDS or value["db"] != _DB or not isinstance(listed, list):
        raise _damaged()
    if not isinstance(vault, str) or not re.fullmatch(r"[0-9a-f]{32}", vault):
        raise _damaged()
    if not isinstance(label, str) or not 1 <= len(label) <= MAX_LABEL or not 1 <= len(listed) <= MAX_SLOTS:
        raise _damaged()
    header = Header(
        vault=vault,
        label=label,
        created=_day(value["created"]),
        gen=slots.whole(value["gen"]),
        seq=slots.whole(value["seq"]),
        slots=tuple(slots.parse_slot(item, vault) for item in listed),
    )
    if len({(slot.gen, slot.id) for slot in header.slots}) != len(header.slots):
        raise _damaged()
    return ReadHeader(header=header, mac=slots.from_text(value["mac"], keys.KEY_BYTES))


def is_there(folder: Path) -> bool:
    """Say whether the folder holds a header or what remained of one."""
    return (folder / NAME).is_file() or (folder / PREVIOUS).is_file()


def read(folder: Path) -> ReadHeader:
    """Read the folder's header, or the previous one when a crash made it unreadable.

    NotAVaultError without any header, NewerVersionError and DamagedVaultError as `parse`; a header that
    reads well but fails its MAC is never replaced by the previous one, which an older password opens.
    """
    if not is_there(folder):
        raise NotAVaultError(reason="NO_HEADER")
    try:
        return parse(_bytes(folder / NAME))
    except DamagedVaultError as damage:
        with suppress(DamagedVaultError):
            return replace(parse(_bytes(folder / PREVIOUS)), is_previous=True)
        raise damage from None


def write(folder: Path, header: Header, root: bytes) -> None:
    """Put a new header in place; a crash at any point leaves this one or the one before."""
    current, previous = folder / NAME, folder / PREVIOUS
    data = sealed(header, root)
    if current.exists():
        fresh = previous.with_name(PREVIOUS + ".new")
        fresh.unlink(missing_ok=True)
        copy_durably(current, fresh)
        fresh.replace(previous)
        sync_folder(folder)
    write_durably(current, data)


def write_back(folder: Path, header: Header, root: bytes) -> None:
    """Put a header that was read from the previous file in place of the unreadable one."""
    write_durably(folder / NAME, sealed(header, root))


def retire_older(folder: Path, root: bytes, copies: tuple[Path, ...]) -> None:
    """Overwrite the previous header and those in `copies`: an old header is an old password that opens.

    The new header is read back and checked first.
    """
    data = _bytes(folder / NAME)
    parse(data).check(root)
    for path in (folder / PREVIOUS, *copies):
        if path.exists():
            write_durably(path, data)


def _mac(header: Header, root: bytes) -> bytes:
    key = keys.derive(root, Label.HEADER_MAC)
    return hmac.new(key, Label.HEADER.prefix() + canon(header.clear()), hashlib.sha256).digest()


def _bytes(path: Path) -> bytes:
    """Return a little more than a header may have; DamagedVaultError when the file is missing."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise _damaged() from error


def _day(value: Json) -> date:
    try:
        day = date.fromisoformat(str(value))
    except ValueError as error:
        raise _damaged() from error
    if day.isoformat() != value:
        raise _damaged()
    return day


def _crowded() -> RefusedError:
    return RefusedError("W tym sejfie nie zmieści się więcej haseł. Usuń hasło osoby, która już nie pracuje.")


def _damaged() -> DamagedVaultError:
    return DamagedVaultError(reason="HEADER")
