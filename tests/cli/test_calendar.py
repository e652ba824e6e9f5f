"""`asystent ics` and the papers of the worker's days as a person runs them."""

from __future__ import annotations

import json
import subprocess
from datetime import date, time
from pathlib import Path

import pytest

from asystent_desktop.cli import run
from asystent_desktop.services.visits import NextVisit
from tests.world import PASSWORD, World


@pytest.fixture
def office(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A laptop with one planned visit and one fixed time, closed again."""
    family = world.family("Nowakowie", "Anna Wiśniewska", street="Żurawia", house="7")
    laptop = world.laptop()
    day = date(2026, 11, 24)
    laptop.visits.plan(family, NextVisit(day=day, start=time(10), end=time(11)))
    fixed = {
        "account": laptop.desk.account,
        "type": "meeting",
        "day": day,
        "start": time(12),
        "end": time(13),
    }
    laptop.records.create("appointment", fixed)
    laptop.close()
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)
    monkeypatch.setenv("ASYSTENT_VAULT", str(world.folder / "laptop1"))
    return world


@pytest.mark.parametrize(("more", "name"), [([], "N."), (["--full-names"], "Nowakowie")])
def test_a_calendar_file_is_written(
    office: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], name: str
) -> None:
    out = tmp_path / "wizyty.ics"
    assert run(["ics", "2026-11", "-o", str(out), "--json", *more], office.stores) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["visits"], said["events"]) == (1, 2)
    assert f"SUMMARY:Wizyta: {name}\r\n".encode() in out.read_bytes()


@pytest.mark.parametrize("paper", ["week", "route-sheet"])
def test_the_papers_of_a_day_are_written_with_initials_on_wish(
    office: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], paper: str
) -> None:
    out = tmp_path / "dzien.pdf"
    given = ["print", paper, "--day", "2026-11-24", "-o", str(out), "--json"]
    assert run(given, office.stores) == 0
    assert json.loads(capsys.readouterr().out)["pages"] == 1
    assert "Nowakowie" in words(out)
    assert run([*given, "--initials"], office.stores) == 0
    assert "Nowakowie" not in words(out)
    assert "Żurawia 7" in words(out)


def test_a_place_that_cannot_be_written_is_one_sentence(
    office: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ics", "2026-11", "-o", str(tmp_path / "nie-ma" / "a.ics")], office.stores) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def words(path: Path) -> str:
    made = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())
