"""Records by their own field names: the state of a spell of work keeps to its way."""

from __future__ import annotations

import json

import pytest

from asystent_desktop import cli
from tests.world import PASSWORD, World


def test_the_state_of_a_case_is_set_only_along_its_way(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)
    family = world.family("Nowakowie", "Anna Wiśniewska")
    case = world.office.cases.page(family).case
    assert case is not None
    folder = world.office.desk.store.vault.folder

    def set_fields(*pairs: str) -> tuple[int, str]:
        world.office.close()
        code = cli.run(["record", "set", case.id, *pairs, "--vault", str(folder), "--json"], world.stores)
        return code, str(json.loads(capsys.readouterr().out).get("error", ""))

    assert set_fields("state=archived") == (
        1,
        "Po stanie „praca w toku” nie może być „archiwalna”. Odśwież stronę i wybierz inny.",
    )
    code, said = set_fields("state=closed", "work_end=2026-11-20")
    assert (code, said) == (1, "Wybierz powód zakończenia.")
    assert set_fields("state=active", "remark=Bez zmian.") == (0, "")
    told = ("state=closed", "work_end=2026-11-20", "closing_reason=goals", "remark=Cele osiągnięte.")
    assert set_fields(*told) == (0, "")
