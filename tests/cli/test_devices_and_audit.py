"""Devices, handing on, officers and the journal from the command line, to the end and refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from asystent_desktop import cli
from asystent_desktop.services.escrow import KeyFile
from tests.world import PASSWORD, World, held

Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def run(world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the office's closed store; returns exit code, the JSON object, what was said."""
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)
    folder = world.office.desk.store.vault.folder

    def run_one(*arguments: object) -> tuple[int, dict[str, Any], str]:
        world.office.close()
        capsys.readouterr()
        code = cli.run([*map(str, arguments), "--vault", str(folder), "--json"], world.stores)
        told = capsys.readouterr()
        return code, json.loads(told.out), told.err

    return run_one


def test_a_lost_laptop_from_the_command_line(world: World, run: Run, tmp_path: Path) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    device = laptop.desk.store.identity.device
    bundle = world.bundle(laptop)
    code, data, _said = run("enrol", "devices")
    assert (code, [(one["name"], one["state"]) for one in data["devices"]]) == (
        0,
        [("Anna Wiśniewska", "active")],
    )
    code, data, said = run("enrol", "revoke", device[:8], "--reason", "LOST")
    assert (code, data["families"]) == (0, ["Nowakowie"])
    assert "odłożone do decyzji kierownika" in said
    code, data, said = run("bundle", "take", bundle)
    assert code == 1
    assert "To urządzenie zostało odwołane." in said
    code, data, _said = run("enrol", "sealed")
    assert [one["device"] for one in data["sealed"]] == [device]
    assert run("enrol", "open", data["sealed"][0]["id"])[0] == 0
    assert run("enrol", "facts", device, "-o", tmp_path / "karta.pdf")[0] == 0
    assert (tmp_path / "karta.pdf").read_bytes().startswith(b"%PDF")
    code, data, _said = run("enrol", "revoke", device)
    assert (code, "już odwołane" in data["error"]) == (1, True)


def test_families_are_handed_on_from_the_command_line(world: World, run: Run) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    source, target = world.account("Anna Wiśniewska"), world.account("Marek Pawlak")
    code, data, _said = run(
        "handover", "--from", source, "--to", target, "--family", "x", "--reason", "Urlop"
    )
    assert (code, "nie prowadzi" in data["error"]) == (1, True)
    code, data, _said = run("handover", "--from", source, "--to", target, "--all", "--reason", "Urlop")
    assert (code, data["families"]) == (0, [family])


def test_the_journal_is_verified_and_listed(world: World, run: Run, tmp_path: Path) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    world.exchange(laptop)
    world.office.exchange.take(world.bundle(laptop))
    code, data, _said = run("audit", "verify")
    assert (code, data["ok"], data["anchor_age_days"]) == (0, True, 0)
    assert 0 < data["anchored_to"] < data["entries"]
    code, data, _said = run("audit", "list", "--family", family)
    assert code == 0
    assert {one["who"] for one in data["entries"]} == {"Grażyna Maj"}
    assert run("audit", "extract", "--family", family, "-o", tmp_path / "w.pdf")[0] == 0
    assert run("audit", "list", "--since", "wczoraj")[0] == 1


def test_a_laptop_changes_its_keys_from_the_command_line(
    world: World, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    old, folder = laptop.desk.store.identity.device, laptop.desk.store.vault.folder
    laptop.close()

    def on_laptop(*arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = cli.run([*map(str, arguments), "--vault", str(folder), "--json"], world.stores)
        return code, json.loads(capsys.readouterr().out)

    request, answer = tmp_path / "prosba.paczka", tmp_path / "odpowiedz.paczka"
    code, asked = on_laptop("enrol", "replace", "-o", request)
    assert (code, len(asked["words"])) == (0, 8)
    code, accepted, said = run("enrol", "accept", request)
    assert (accepted["words"], accepted["replaces"]) == (asked["words"], old)
    assert f"Dołączenie odwoła dotychczasowy laptop {old[:8]}." in said
    assert run("enrol", "confirm", accepted["device"], "-o", answer)[0] == 0
    assert on_laptop("enrol", "accept", answer)[1]["words"] == asked["words"]
    assert on_laptop("enrol", "confirm", answer) == (0, {"state": "joined", "families": 1})
    _code, listed, _said = run("enrol", "devices")
    assert {one["device"]: one["state"] for one in listed["devices"]} == {
        old: "revoked",
        accepted["device"]: "active",
    }


def test_officers_answer_a_locked_store_by_file_from_the_command_line(
    world: World,
    run: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    officers: tuple[KeyFile, KeyFile],
    closed_laptop: Path,
) -> None:
    new, request = tmp_path / "nowe.haslo", tmp_path / "prosba.otwarcie"
    new.write_text("rower studnia kapelusz most", encoding="utf-8")

    def on_laptop(*arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = cli.run([*map(str, arguments), "--vault", str(closed_laptop), "--json"], world.stores)
        return code, json.loads(capsys.readouterr().out)

    code, asked = on_laptop("escrow", "ask", "--new-password-file", new, "-o", request)
    assert code == 0
    answers: list[object] = []
    for key in officers:
        answer, password = key.file.with_suffix(".otwarcie"), key.file.with_suffix(".haslo")
        password.write_text(key.password, encoding="utf-8")
        code, told, _said = run(
            "escrow", "answer", request, "--key", key.file, "--key-password-file", password, "-o", answer
        )
        assert (code, told["words"]) == (0, asked["words"])
        answers += ["--answer", answer]
    code, refused = on_laptop("escrow", "open", *answers[:2], "--new-password-file", new)
    assert (code, "dwa razy --answer" in refused["error"]) == (1, True)
    code, opened = on_laptop("escrow", "open", *answers, "--new-password-file", new)
    assert code == 0
    assert len(opened["recovery_code"].split("-")) == 9


def test_cutting_a_young_journal_says_that_nothing_goes(run: Run) -> None:
    code, data, said = run("audit", "cut")
    assert (code, data) == (0, {"removed": 0, "until": None})
    assert "co najmniej dwa lata" in said
