"""Records by their own field names: the state of a spell of work keeps to its way."""

from __future__ import annotations

import json
from datetime import date

import pytest

from asystent_desktop import cli
from tests.world import PASSWORD, World, held


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


def test_a_list_of_records_has_a_line_that_a_person_reads(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    course = "Rozmowa o wydatkach.\nDrugi wiersz, w którym jest długi opis tego, co rodzina zrobiła sama."
    visit = laptop.visits.record(held(laptop, family, date(2026, 11, 20), course=course)).id
    [member] = laptop.cases.page(family).members
    folder = laptop.desk.store.vault.folder
    laptop.close()

    def listed(kind: str, *more: str) -> str:
        assert cli.run(["record", "list", kind, "--vault", str(folder), *more], world.stores) == 0
        return capsys.readouterr().out

    [line] = listed("visit").splitlines()
    assert line.startswith(
        f"{visit}  2026-11-20  Nowakowie  Anna Wiśniewska · odbyta · Rozmowa o wydatkach. Drugi"
    )
    assert line.endswith("…")
    assert listed("family_member") == f"{member.member.id}  Nowakowie  Ewa Nowakowie · matka\n"
    assert listed("plan") == "Nie ma takich zapisów.\n"
    [row] = json.loads(listed("visit", "--json"))["records"]
    assert (row["id"], row["fields"]["course"]) == (visit, course)
