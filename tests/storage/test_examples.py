"""Stores and bundles of every schema that there ever was open, and go on exchanging with this version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from asystent_desktop.services.bundle import Services
from tests.storage.make_examples import EXAMPLES, FAMILY, WORKER
from tests.world import World

VERSIONS = sorted(one.name for one in EXAMPLES.iterdir())


@pytest.fixture(params=VERSIONS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of one version's stores and bundles."""
    return Path(shutil.copytree(EXAMPLES / request.param, tmp_path / "wzory"))


def opened(world: World, folder: Path) -> Services:
    return world.reopen(folder)


def test_there_are_examples_of_the_first_schema() -> None:
    assert "v1" in VERSIONS


def test_an_old_office_opens_and_takes_an_old_bundle(world: World, kept: Path) -> None:
    office = opened(world, kept / "biuro")
    assert office.session().name == "Grażyna Maj"
    family = office.cases.rows()[0]
    assert family.name == FAMILY
    assert len(office.visits.of_family(family.id)) == 1
    taken = office.exchange.take(kept / "praca.paczka")
    assert (taken.sender, taken.set_aside) == (WORKER, ())
    assert len(office.visits.of_family(family.id)) == 2
    values = {side.words for side in office.conflicts.all()[0].sides}
    assert values == {"601 200 330", "601 200 399"}


def test_an_old_laptop_opens_takes_an_old_answer_and_goes_on(world: World, kept: Path) -> None:
    laptop, office = opened(world, kept / "laptop"), opened(world, kept / "biuro")
    family = laptop.cases.rows()[0].id
    assert len(laptop.visits.of_family(family)) == 2
    assert laptop.records.view(family).values["remarks"] == "Dwa pokoje."
    laptop.exchange.take(kept / "odpowiedz.paczka")
    assert [one.field for one in laptop.conflicts.all()] == ["phone"]
    laptop.conflicts.settle(laptop.conflicts.all()[0].id, text="601 200 333")
    office.exchange.take(world.bundle(laptop))
    laptop.exchange.take(world.bundle(office, laptop))
    assert laptop.exchange.waiting().changes == 0
    assert office.records.view(family).values["phone"] == "601 200 333"
    assert office.conflicts.all() == ()
