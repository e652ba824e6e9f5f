"""Nothing personal lies on the disk outside the store, and no socket of the internet is opened."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from asystent_desktop.storage.peek import peek
from tests.safety.conftest import Laptop
from tests.safety.planted import COURSE, PASSWORD, SURNAME, UNFINISHED, all_files, found_in
from tests.world import World

INTERNET = re.compile(r"AF_INET6?|AF_NETLINK|AF_PACKET")


@pytest.mark.parametrize("end", ["quit", "kill"])
def test_a_day_leaves_no_planted_word_on_the_disk(laptop: Laptop, world: World, end: str) -> None:
    done = laptop.run(end)
    assert done.returncode == (-signal.SIGKILL if end == "kill" else 0), done.stderr
    saved = sorted(path.suffix for path in laptop.out.iterdir())
    assert saved == [".paczka", ".pdf"]
    searched = all_files(laptop.store, laptop.home, world.folder / "state")
    assert any(path.name == "vault.db" for path in searched)
    assert found_in(searched) == []
    assert found_in([laptop.out / "x.paczka"]) == []
    assert all(word not in done.stdout + done.stderr for word in (PASSWORD, SURNAME, COURSE))


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(b"x" + SURNAME.encode("utf-16-le"))
    assert found_in(all_files(tmp_path)) == [(SURNAME, "a.log")]


def test_typed_text_is_there_after_a_kill(laptop: Laptop, world: World) -> None:
    assert laptop.run("kill").returncode == -signal.SIGKILL
    assert peek(laptop.store).readable
    again = world.reopen(laptop.store)
    assert any(UNFINISHED in str(one.values) for one in again.drafts.all())
    family = again.cases.rows()[0].id
    assert [one.course for one in again.visits.of_family(family)] == [COURSE]


def test_a_day_opens_no_socket_of_the_internet(laptop: Laptop, tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    done = laptop.run("quit", "strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace))
    assert done.returncode == 0, done.stderr
    calls = trace.read_text().splitlines()
    assert [call for call in calls if INTERNET.search(call)] == []


def test_the_trace_notices_a_socket(tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    opens = "import socket; socket.socket(socket.AF_INET).close()"
    command = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace), sys.executable, "-c", opens]
    subprocess.run(command, check=True)
    assert INTERNET.search(trace.read_text())
