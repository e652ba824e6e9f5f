"""The machine's own settings: size of type and of the window; nothing of a person or an office."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

SCALES: Final = (100, 125, 150, 200)
_MOST_BYTES: Final = 1024
_BOUNDS: Final = {"width": (640, 16_384), "height": (480, 16_384)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the window looks on this machine: type in percent, size in pixels, whether it fills the screen."""

    scale: int = 100
    width: int = 1366
    height: int = 768
    is_maximised: bool = False


def read_look(path: Path) -> Look:
    """Return the look kept in a file; what is missing, unreadable or out of bounds is as at the beginning."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError):
        return Look()
    if not isinstance(found, dict):
        return Look()
    kept = {one.name: found[one.name] for one in fields(Look) if _is_fine(one.name, found.get(one.name))}
    return Look(**kept)


def write_look(path: Path, look: Look) -> bool:
    """Keep a look; tell whether it could be kept. A full disk must not stand in the way of larger type."""
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(asdict(look), file)
        fresh.replace(path)
    except OSError:
        return False
    return True


def _is_fine(name: str, value: object) -> bool:
    if name == "is_maximised":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    if name == "scale":
        return value in SCALES
    least, most = _BOUNDS[name]
    return least <= value <= most
