"""Two versions of the program exchange bundles: what the older one does not know goes through it unharmed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from asystent_desktop.merge import operation as ops
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import log, projection
from tests.world import PASSWORD, World


def newer(services: Services, act: str, *given: object) -> Any:
    """Do one thing in a closed store with the newer version."""
    folder = services.desk.store.vault.folder
    command = [sys.executable, "-m", "tests.services.newer_program", str(folder), PASSWORD, act]
    done = subprocess.run(
        [*command, *map(str, given)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def again(world: World, services: Services) -> Services:
    """Open a store with this version of the program."""
    return world.reopen(services.desk.store.vault.folder)


def test_a_newer_laptop_and_an_older_office_lose_nothing_of_each_other(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", district="Ołbin")
    first, second = world.laptop(), world.laptop()
    first.close()
    newer(first, "write", family)
    work = world.folder / "nowsza.paczka"
    newer(first, "make", work)
    taken = world.office.exchange.take(work)
    assert (taken.applied, taken.parked, taken.set_aside) == (1, 2, ())
    office_view = world.office.records.view(family)
    assert office_view.values["district"] == "Ołbin"
    assert office_view.unknown == {"web": "nowak.pl"}

    world.office.records.change(family, {"phone": "601 200 300"})
    passed_on = world.bundle(world.office, second)
    older = second.exchange.take(passed_on)
    assert older.parked == 2
    assert second.records.view(family).unknown == {"web": "nowak.pl"}

    answer = world.bundle(world.office, first)
    newer(first, "take", answer)
    updated = again(world, first)
    assert updated.exchange.waiting().changes == 0
    assert [one.reason for one in updated.held.answers()] == ["PARKED", "PARKED"]
    told = {one.kind_label: one.fields for one in updated.held.answers()}
    assert told["Zapis nieznanego rodzaju"] == (("Treść", "Burek"),)

    second.close()
    expected = {"pets": ["Burek"], "web": "nowak.pl", "district": "Zaznaczony"}
    assert newer(second, "read", family) == expected
    world.office.close()
    assert newer(world.office, "read", family) == expected


def test_a_newer_office_reaches_an_older_laptop_and_its_work_goes_back_untouched(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", district="Ołbin")
    laptop = world.laptop()
    world.office.close()
    newer(world.office, "write", family)
    reply = world.folder / "odpowiedz.paczka"
    newer(world.office, "make", reply)
    taken = laptop.exchange.take(reply)
    assert (taken.parked, taken.set_aside) == (2, ())
    laptop.records.change(family, {"phone": "601 200 300"})
    assert laptop.records.view(family).unknown == {"web": "nowak.pl"}
    work = world.bundle(laptop)
    assert newer(world.office, "take", work) == {"applied": 1, "parked": 0, "held": 0}
    laptop.close()
    assert newer(laptop, "read", family) == {
        "pets": ["Burek"],
        "web": "nowak.pl",
        "district": "Zaznaczony",
    }


def test_what_an_update_can_read_is_checked_as_if_it_came_now(world: World) -> None:
    """A parked record whose family was meanwhile given to someone else is set aside, not applied."""
    family = world.family("Nowakowie", "Anna Wiśniewska", district="Ołbin")
    first = world.laptop()
    first.close()
    newer(first, "write", family)
    work = world.folder / "nowsza.paczka"
    newer(first, "make", work)
    assert world.office.exchange.take(work).parked == 2
    account = world.office.register.workers()
    anna = next(one.account.id for one in account if one.account.name == "Anna Wiśniewska")
    world.office.records.change(anna, {"roles": ("auditor",)})
    world.office.close()
    shown = newer(world.office, "read", family)
    assert (shown["pets"], shown["district"]) == ([], "Ołbin")
    assert {one.reason for one in again(world, world.office).held.all()} == {"ROLE"}


def write_unread(laptop: Services, family: str, name: str, value: Any) -> str:
    """Change the district together with a field that this version does not know; return the operation."""
    with laptop.desk.store.reading() as reader:
        heads = reader.view(family, "family").heads
    with laptop.desk.store.writing() as connection:
        writer = log.Writer(connection, laptop.desk.store.now_ms())
        made = writer.add(
            type=ops.SET,
            kind="family",
            entity=family,
            parents={"district": heads["district"], name: ()},
            values={"district": f"Zmieniony: {name}", name: value},
            scope=f"family:{family}",
            audience="scope",
        )
        writer.finish()
        projection.apply(connection, {family: "family"})
    return made.id


def test_an_unread_field_is_checked_once_an_update_knows_it(world: World) -> None:
    """Taken unread: one that only the office may write, one whose value never fits, one that is right."""
    names = {name: world.family(name, "Anna Wiśniewska", district="Ołbin") for name in ("A", "B", "C")}
    laptop = world.laptop()
    reserved = write_unread(laptop, names["A"], "grade", "dobra")
    wrong = write_unread(laptop, names["B"], "web", 7)
    write_unread(laptop, names["C"], "web", "nowak.pl")
    taken = world.office.exchange.take(world.bundle(laptop))
    assert (taken.applied, taken.set_aside) == (3, ())
    assert world.office.records.view(names["A"]).values["district"] == "Zmieniony: grade"
    world.office.close()
    assert newer(world.office, "read", names["C"])["web"] == "nowak.pl"
    office = again(world, world.office)
    assert {(one.id, one.reason) for one in office.held.all()} == {(reserved, "ROLE"), (wrong, "VALUE")}
    districts = [office.records.view(names[name]).values["district"] for name in ("A", "B", "C")]
    assert districts == ["Ołbin", "Ołbin", "Zmieniony: web"]
    office.held.release(wrong)
    laptop.exchange.take(world.bundle(office, laptop))
    assert laptop.exchange.waiting().changes == 0
