from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asystent_desktop import cli
from tests.world import PASSWORD, World

FRESH = "zielony parasol na moście"
Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def folder(world: World) -> Path:
    """The closed store of an office."""
    found = world.office.desk.store.vault.folder
    world.office.close()
    return found


@pytest.fixture
def run(
    world: World, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `asystent vault …` on the store; returns exit code, the JSON object and what was said."""
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)

    def run_one(*arguments: object) -> tuple[int, dict[str, Any], str]:
        capsys.readouterr()
        code = cli.run(["vault", *map(str, arguments), "--vault", str(folder), "--json"], world.stores)
        told = capsys.readouterr()
        return code, json.loads(told.out), told.err

    return run_one


def secret(tmp_path: Path, text: str) -> Path:
    path = tmp_path / f"{abs(hash(text))}.txt"
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_info_says_whose_store_it_is_and_how_its_copies_stand(run: Run) -> None:
    code, data, _said = run("info")
    assert code == 0
    assert (data["role"], data["person"], data["version"] > 0) == ("office", "Grażyna Maj", True)
    assert data["counts"]["families"] == 0
    assert data["copies"]["reminder"] == "place"
    assert data["audit_entries"] > 0


def test_a_copy_is_made_checked_and_found_lacking_later(
    world: World, run: Run, folder: Path, tmp_path: Path
) -> None:
    code, made, _said = run("backup", tmp_path / "nosnik")
    assert (code, made["ok"], Path(made["folder"]).is_dir()) == (0, True, True)
    code, data, _said = run("check", "--copy", made["folder"])
    assert (code, data["ok"], data["missing"], data["problems"]) == (0, True, 0, [])
    services = world.stores.unlock(folder, PASSWORD)
    services.register.add_family({"display_name": "Nowakowie"}, {})
    services.close()
    code, data, said = run("check", "--copy", tmp_path / "nosnik")
    assert (code, data["ok"]) == (1, False)
    assert data["missing"] > 0
    assert "W kopii brakuje" in said
    assert run("check")[0] == 0
    assert run("info")[1]["copies"]["check_full"] is False


@pytest.mark.parametrize("what", ["nie ma", "pusty"])
def test_a_copy_that_is_none_is_refused_in_a_sentence(run: Run, tmp_path: Path, what: str) -> None:
    (tmp_path / "pusty").mkdir()
    code, data, said = run("check", "--copy", tmp_path / what)
    assert code == 1
    assert "nie ma kopii tego sejfu" in data["error"]
    assert "Traceback" not in said


def test_a_restore_puts_the_former_store_aside(run: Run, folder: Path, tmp_path: Path) -> None:
    _code, made, _said = run("backup", tmp_path / "nosnik")
    code, data, _said = run("restore", made["folder"])
    assert (code, data["vault"], data["copy"]) == (0, str(folder), made["folder"])
    assert (Path(data["moved"]) / "vault.db").is_file()
    assert run("check")[0] == 0


def test_a_restore_with_a_wrong_password_is_refused(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _code, made, _said = run("backup", tmp_path / "nosnik")
    monkeypatch.setenv("ASYSTENT_PASSWORD", "to nie jest to hasło")
    code, data, _said = run("restore", made["folder"])
    assert (code, "error" in data) == (1, True)
    assert [one.name for one in folder.parent.iterdir() if ".stary-" in one.name] == []


def test_password_and_code_are_replaced(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, data, _said = run("password", "--new-password-file", secret(tmp_path, "krótkie"))
    assert (code, "co najmniej 15" in data["error"]) == (1, True)
    code, data, _said = run("password", "--new-password-file", secret(tmp_path, FRESH))
    assert (code, data["changed"]) == (0, True)
    assert run("info")[0] == 1
    monkeypatch.setenv("ASYSTENT_PASSWORD", FRESH)
    assert run("info")[0] == 0
    wrong = secret(tmp_path, "0000-1111-2222")
    code, data, _said = run(
        "recover", "--code-file", wrong, "--new-password-file", secret(tmp_path, PASSWORD)
    )
    assert (code, "9 grup" in data["error"]) == (1, True)
