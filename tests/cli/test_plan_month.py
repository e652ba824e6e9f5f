"""`plan-month`: propose, accept, plan again, take back; each in a process of its own on the same store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asystent_desktop import cli
from asystent_desktop.services.stores import Stores
from tests.world import CHEAP, CHEAP_CODE, PASSWORD, World

Run = Callable[..., dict[str, Any]]
WORKER = "Anna Wiśniewska"


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a laptop with three families; an exit code other than 0 gives the sentence."""
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)
    for number in range(3):
        world.family(f"Rodzina {number}", WORKER, district="AB"[number % 2])
    laptop = world.laptop(WORKER)
    folder: Path = laptop.desk.store.vault.folder
    laptop.close()
    world.opened.remove(laptop)

    def one(*words: object, code: int = 0) -> dict[str, Any]:
        stores = Stores(world.clock, cost=CHEAP, code_cost=CHEAP_CODE)
        capsys.readouterr()
        ended = cli.run([*map(str, words), "--json", "--vault", str(folder)], stores)
        said = capsys.readouterr()
        assert ended == code, said.err
        found: dict[str, Any] = json.loads(said.out) if code == 0 else {"said": said.err.strip()}
        return found

    return one


def visits(run: Run) -> dict[str, str]:
    return {one["id"]: one["start"] for one in run("visits", "2026-12")["visits"]}


def test_a_proposal_tells_how_good_it_is_and_writes_nothing(run: Run) -> None:
    plan = run("plan-month", "2026-12")
    assert len(plan["visits"]) == len(plan["added"]) == 24
    assert plan["unplaced"] == plan["moved"] == plan["removed"] == []
    assert plan["proven"]
    assert plan["cost"] - plan["bound"] < 1
    assert plan["quality"].startswith("To najlepszy możliwy podział")
    assert visits(run) == {}


def test_planning_again_after_a_day_off_and_taking_it_back(run: Run) -> None:
    run("plan-month", "2026-12", "--accept")
    before = visits(run)
    account = run("record", "list", "account")["records"]
    mine = next(one["id"] for one in account if one["fields"]["name"] == WORKER)
    day = sorted(before.values())[0][:10]
    run("record", "new", "day_off", f"account={mine}", f"since={day}", f"until={day}", "type=sick")
    plan = run("plan-month", "2026-12", "--again")
    assert visits(run) == before
    lost = {one for one, start in before.items() if start.startswith(day)}
    assert lost <= {one["visit"] for one in plan["moved"]}
    assert all(one["from"]["start"] != one["to"]["start"] for one in plan["moved"])
    assert plan["kept"] == 24 - len(plan["moved"])
    run("plan-month", "2026-12", "--again", "--accept")
    assert not any(start.startswith(day) for start in visits(run).values())
    assert len(run("plan-month", "2026-12", "--undo")["undone"]) == len(plan["moved"])
    assert visits(run) == before
    assert "Nie ma przyjętej propozycji" in run("plan-month", "2026-12", "--undo", code=1)["said"]


def test_what_cannot_be_placed_names_its_rule_and_a_way(run: Run) -> None:
    family = run("families")["families"][0]["id"]
    run("record", "set", family, "meeting_hours=1 10:00-12:00")
    [left] = run("plan-month", "2026-12")["unplaced"]
    assert (left["family"], left["missing"], left["rule"]) == (family, 4, "few_days")
    assert left["reason"].startswith("Rodzina ma czas w poniedziałki.")
    assert left["helps"].startswith("Pomoże: spotkania także ")


def test_a_month_that_is_over_is_refused_in_one_sentence(run: Run) -> None:
    said = run("plan-month", "2026-10", code=1)["said"]
    assert said == "Ten miesiąc już minął. Zaplanować można bieżący albo przyszły."


def test_undo_stands_alone(run: Run) -> None:
    assert "samo --undo" in run("plan-month", "2026-12", "--undo", "--accept", code=1)["said"]
