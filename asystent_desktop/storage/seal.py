"""The seal outside the store, which tells an old copy, a moved store and a clone from the store itself."""

from __future__ import annotations

import getpass
import hashlib
import hmac
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from asystent_desktop.merge.canon import Json, NotCanonicalError, canon, load_object
from asystent_desktop.paths import state_dir
from asystent_desktop.storage import keys
from asystent_desktop.storage.durable import private_folder, write_durably
from asystent_desktop.storage.keys import Label

MAX_BYTES: Final = 1024
_MACHINE_ID_FILES: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


class Standing(Enum):
    """What seal and machine say of the store that was opened; all but HERE call for a new epoch."""

    HERE = "here"
    OLD_COPY = "old-copy"
    NO_SEAL = "no-seal"
    OTHER_PLACE = "other-place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """How far the store had come: `counter` of sealings, writing `epoch`, `tip` of the operation chain."""

    vault: str
    counter: int
    epoch: str = ""
    tip: str = ""


def path_of(vault_id: str) -> Path:
    """Return the seal's place, on purpose not beside the store."""
    return state_dir() / f"{vault_id}.seal"


def write(seal: Seal, root: bytes) -> None:
    """Put the seal in place, authenticated under the root key."""
    private_folder(path_of(seal.vault).parent)
    write_durably(path_of(seal.vault), canon({**_body(seal), "mac": _mac(seal, root)}))


def read(vault_id: str, root: bytes) -> Seal | None:
    """Return the store's seal; None when it is missing, unreadable or not made under this root key."""
    try:
        value = load_object(path_of(vault_id).read_bytes(), max_bytes=MAX_BYTES)
    except (OSError, NotCanonicalError):
        return None
    counter = value.get("counter")
    if value.get("vault") != vault_id or not isinstance(counter, int):
        return None
    seal = Seal(vault=vault_id, counter=counter, epoch=str(value.get("epoch")), tip=str(value.get("tip")))
    return seal if hmac.compare_digest(str(value.get("mac")).encode(), _mac(seal, root).encode()) else None


def carry_over(vault_id: str, roots: Iterable[bytes], root: bytes) -> None:
    """Make the store's seal anew under `root`, whichever of `roots` it stands under; nothing without one."""
    for one in roots:
        found = read(vault_id, one)
        if found is not None:
            write(found, root)
            return


def judge(*, counter: int, bound_to: str, seal: Seal | None, here: str) -> Standing:
    """Compare the store's own `counter` and binding with its seal and with this machine."""
    if seal is None:
        return Standing.NO_SEAL
    if counter < seal.counter:
        return Standing.OLD_COPY
    return Standing.HERE if bound_to == here else Standing.OTHER_PLACE


def binding(vault_id: str, folder: Path) -> str:
    """Return the hash that ties a store to this machine, this user and this folder."""
    parts = (vault_id, _machine_id(), _user_id(), str(folder.resolve()))
    digest = hashlib.sha256(Label.BINDING.prefix())
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()


def _body(seal: Seal) -> dict[str, Json]:
    return {"vault": seal.vault, "counter": seal.counter, "epoch": seal.epoch, "tip": seal.tip}


def _mac(seal: Seal, root: bytes) -> str:
    key = keys.derive(root, Label.SEAL)
    return hmac.new(key, Label.SEAL.prefix() + canon(_body(seal)), hashlib.sha256).hexdigest()


def _user_id() -> str:
    return getpass.getuser() if sys.platform == "win32" else str(os.getuid())


def _machine_id() -> str:
    """Return what the system calls this machine; empty when it has no name for it."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    for path in _MACHINE_ID_FILES:
        try:
            return path.read_text(encoding="ascii").strip()
        except OSError:
            continue
    return ""
