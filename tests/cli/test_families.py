"""`asystent families` and `asystent family`."""

from __future__ import annotations

import json

import pytest

from asystent_desktop.cli import run
from tests.world import PASSWORD, World

ANNA = "Anna Wiśniewska"


def test_opening_a_family_by_command_is_audited_too(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    family = world.family("Zielińscy", ANNA, street="Ukryta", address_protected=True)
    laptop = world.laptop()
    laptop.close()
    folder = world.folder / "laptop1"
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)
    monkeypatch.setenv("ASYSTENT_VAULT", str(folder))
    assert run(["families", "--search", "zielin", "--json"], world.stores) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["families"]] == [family]
    assert run(["family", family, "--json"], world.stores) == 0
    told = capsys.readouterr().out
    assert json.loads(told)["address"] == "adres zastrzeżony"
    assert "Ukryta" not in told
    again = world.reopen(folder)
    assert [(one.code, one.detail) for one in again.records.looks(family)] == [("VIEW", "")]
