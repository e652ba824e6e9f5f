"""A laptop whose records are full of planted words, and a home of its own for the program that opens it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.safety.planted import CAUTION, PHONE, STREET, SURNAME
from tests.world import World

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Laptop:
    """The store, the home of its user, the folder for what is saved on purpose; `run` lives the day."""

    store: Path
    home: Path
    out: Path
    run: Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def laptop(world: World, tmp_path: Path) -> Laptop:
    fields = {"street": STREET, "phone": PHONE, "safety_note": CAUTION, "two_workers": True}
    world.family(SURNAME, "Anna Wiśniewska", **fields)
    opened = world.laptop()
    opened.desk.store.vault.confirm_code()
    store = opened.desk.store.vault.folder
    world.close()
    world.opened.clear()
    other = tmp_path / "inny-komputer"
    other.mkdir()
    (tmp_path / "biuro").rename(other / "biuro")
    home, out = tmp_path / "dom", tmp_path / "na-nosnik"
    folders = {
        "HOME": home,
        "TMPDIR": home / "tmp",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_DATA_HOME": home / "data",
    }
    for folder in (*folders.values(), out):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    env = {**os.environ, **{name: str(folder) for name, folder in folders.items()}}

    def run(end: str, *before: str) -> subprocess.CompletedProcess[str]:
        command = [*before, sys.executable, "-m", "tests.safety.day", str(store), str(out), end]
        return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=300)

    return Laptop(store, home, out, run)
