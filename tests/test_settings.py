from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.settings import Look, read_look, write_look


def test_a_look_comes_back_and_only_its_user_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "stan" / "look.json"
    look = Look(scale=150, width=1280, height=720, is_maximised=True)
    assert write_look(path, look)
    assert read_look(path) == look
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["look.json"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b'{"scale": 130}',
        b'{"scale": true}',
        b'{"width": 1}',
        b'{"width": "1000"}',
        b"\xff",
    ],
)
def test_a_broken_file_is_the_look_of_the_beginning(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "look.json"
    path.write_bytes(data)
    assert read_look(path) == Look()


def test_what_is_fine_in_a_file_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "look.json"
    path.write_bytes(b'{"scale": 200, "width": -5, "name": "Nowak"}')
    assert read_look(path) == Look(scale=200)


def test_a_place_that_cannot_be_written_is_told_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "plik").write_bytes(b"")
    assert not write_look(tmp_path / "plik" / "look.json", Look())


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_program_from_starting(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("look") / "look.json"
    path.write_bytes(data)
    assert read_look(path).scale in {100, 125, 150, 200}
