from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from asystent_desktop.clock import SetClock
from asystent_desktop.storage import opening
from asystent_desktop.storage.keys import Cost
from asystent_desktop.storage.vault import Vault

PASSWORD = "krowa lampa zegar most"
OTHER_PASSWORD = "zielony parasol na moście"


def build(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")


def add(vault: Vault, *texts: str) -> None:
    with vault.write() as connection:
        for text in texts:
            connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", (text,))


def texts(vault: Vault) -> list[str]:
    with vault.read() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("SELECT text FROM note ORDER BY id")]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASYSTENT_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def cost() -> Cost:
    return Cost(memory_kib=64 * 1024, passes=1, lanes=4)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(at=datetime(2026, 11, 24, 9, 30))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sejf"


@pytest.fixture
def made(folder: Path, cost: Cost, clock: SetClock) -> Iterator[tuple[Vault, str]]:
    vault, code = opening.create(folder, PASSWORD, "Sejf 1", build, cost=cost, clock=clock)
    with vault:
        yield vault, code


@pytest.fixture
def vault(made: tuple[Vault, str]) -> Vault:
    return made[0]


@pytest.fixture
def code(made: tuple[Vault, str]) -> str:
    return made[1]


@pytest.fixture
def reopen(vault: Vault, folder: Path, clock: SetClock) -> Iterator[Callable[..., Vault]]:
    opened: list[Vault] = []

    def again(password: str = PASSWORD) -> Vault:
        for one in (vault, *opened):
            one.close()
        opened.append(opening.open_with_password(folder, password, clock=clock))
        return opened[-1]

    yield again
    for one in opened:
        one.close()
