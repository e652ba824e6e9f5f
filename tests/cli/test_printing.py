"""`asystent papers` and `asystent print` as a person in the office runs them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from asystent_desktop.cli import run
from tests.world import PASSWORD, World, held


@pytest.fixture
def vault(world: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """The folder of a laptop with one family and one visit; its family is told by the command itself."""
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    laptop.close()
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)
    monkeypatch.setenv("ASYSTENT_VAULT", str(world.folder / "laptop1"))
    return family


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_papers_are_listed_with_what_they_are_of(
    world: World, vault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["papers", "--json"], world.stores) == 0
    papers = answer(capsys)["papers"]
    assert isinstance(papers, list)
    assert {
        "name": "monthly-card",
        "title": "Miesięczna karta pracy z rodziną",
        "code": "P8",
        "of": "month",
    } in papers


def test_a_card_is_written_and_a_wrong_month_refused_in_one_sentence(
    world: World, vault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "karta.pdf"
    given = ["print", "monthly-card", "--family", vault, "-o", str(out)]
    assert run([*given, "--month", "2026-11", "--json"], world.stores) == 0
    assert answer(capsys) == {"file": str(out), "pages": 1}
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0
    assert run([*given, "--month", "2020-11"], world.stores) == 1
    assert "nie było pracy" in capsys.readouterr().err
    assert run([*given, "--month", "listopad"], world.stores) == 1
    assert "nie jest miesiącem" in capsys.readouterr().err
