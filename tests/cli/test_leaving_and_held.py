"""Closing a laptop's store for ever, and deciding on records set aside, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from asystent_desktop import cli
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.leaving import PHRASE
from tests.services.test_held import foreign_visit
from tests.world import PASSWORD, World, held

Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def run(world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a closed store; returns exit code, the JSON object, what was said."""
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)

    def run_one(services: Services, *arguments: object) -> tuple[int, dict[str, Any], str]:
        services.close()
        folder = services.desk.store.vault.folder
        capsys.readouterr()
        code = cli.run([*map(str, arguments), "--vault", str(folder), "--json"], world.stores)
        told = capsys.readouterr()
        return code, json.loads(told.out), told.err

    return run_one


def test_a_store_is_closed_for_ever_only_by_its_words_and_not_with_work_on_it(world: World, run: Run) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    folder = laptop.desk.store.vault.folder
    code, data, said = run(laptop, "vault", "close", "--confirm", "tak")
    assert (code, PHRASE in data["error"], "Traceback" in said) == (1, True, False)
    code, data, _said = run(laptop, "vault", "close", "--confirm", PHRASE)
    assert (code, "na pokwitowanie biura" in data["error"]) == (1, True)
    assert run(laptop, "vault", "info")[1]["undelivered"] == 1
    code, data, said = run(laptop, "vault", "close", "--confirm", PHRASE, "--even-undelivered")
    assert (code, data) == (0, {"closed": True})
    assert "nie ma już danych" in said
    assert not folder.exists()
    assert run(laptop, "vault", "info")[0] == 1


def test_a_delivered_laptop_closes_without_a_further_word(world: World, run: Run) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    world.exchange(laptop)
    assert run(laptop, "vault", "close", "--confirm", PHRASE)[0] == 0
    assert not laptop.desk.store.vault.folder.exists()


def test_a_record_set_aside_is_listed_released_and_another_refused_with_an_answer(
    world: World, run: Run
) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    foreign = world.family("Zielińscy", "Marek Pawlak")
    laptop = world.laptop()
    wanted, unwanted = foreign_visit(laptop, foreign), foreign_visit(laptop, foreign)
    bundle = world.bundle(laptop)
    code, data, _said = run(world.office, "bundle", "take", bundle)
    assert (code, [one["reason"] for one in data["set_aside"]]) == (3, ["SCOPE", "SCOPE"])
    code, data, said = run(world.office, "bundle", "held")
    assert (code, {one["family"] for one in data["held"]}) == (0, {"Zielińscy"})
    assert "rodzina nie jest przydzielona nadawcy" in said
    first, second = (one["id"] for one in data["held"])
    assert run(world.office, "bundle", "release", first)[0] == 0
    code, data, _said = run(world.office, "bundle", "refuse", second, "--answer", " ")
    assert (code, "error" in data) == (1, True)
    assert run(world.office, "bundle", "refuse", second, "--answer", "To rodzina Marka.")[0] == 0
    assert run(world.office, "bundle", "held")[1]["held"] == []
    code, data, _said = run(world.office, "bundle", "release", second)
    assert (code, "error" in data) == (1, True)

    office = world.reopen(world.office.desk.store.vault.folder)
    assert [one.id for one in office.visits.of_family(foreign)] in ([wanted], [unwanted])
    laptop.exchange.take(world.bundle(office, laptop))
    code, data, _said = run(laptop, "bundle", "held")
    assert [(one["reason"], one["answer"]) for one in data["answers"]] == [("REFUSED", "To rodzina Marka.")]
