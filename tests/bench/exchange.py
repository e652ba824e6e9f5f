"""What the office waits for: a year of an assistant's work taken, twenty of them, and taken again."""

from __future__ import annotations

import hashlib
import json
import statistics
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import insert, text

from asystent_desktop.merge.labels import OPERATION, VALUE
from asystent_desktop.records import Visit
from asystent_desktop.services import arrivals, taking
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.files import read_file
from asystent_desktop.storage import tables
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.bench.timing import beside, median, say, seconds_of, work_of
from tests.bench.work import DAY
from tests.world import World, held

YEAR = 3_000
PEOPLE = 20
TURNS = 3


def measure(world: World) -> None:
    """Print the rows of one bundle, and of twenty together."""
    bundles = [a_year(world, number) for number in range(PEOPLE)]
    by_hand, ours, work = [], [], []
    for number, bundle in enumerate(bundles[:TURNS]):
        other = World(world.folder / f"obok-{number}").office
        by_hand.append(seconds_of(partial(_take_by_hand, world.office, other, bundle)))
        take = partial(world.office.exchange.take, bundle)
        work.append(work_of(lambda take=take: ours.append(seconds_of(take))))  # type: ignore[misc]
        other.close()
    hand, one = statistics.median(by_hand), statistics.median(ours)
    again = median(lambda: world.office.exchange.take(bundles[0]))
    say(f"verify and insert {YEAR} changes by hand-made SQL", hand, "-")
    what = f"office takes an assistant's year ({YEAR} changes)"
    say(what, one, "2 x by hand", beside(one, hand, "by hand"))
    say("the same bundle again", again, "0.2 x", beside(again, one, "the first"))
    rest = work_of(lambda: ours.append(seconds_of(lambda: world.office.exchange.take_all(bundles[TURNS:]))))
    whole, least = sum(work) + rest, statistics.median(work)
    ratio = f"{sum(ours) / hand:.1f} x by hand; {sum(ours) / one:.2f} x one, {whole / least:.2f} x its work"
    say(f"office takes {PEOPLE} years", sum(ours), f"{2 * PEOPLE} x by hand", ratio)


def a_year(world: World, number: int) -> Path:
    worker = f"Asystent {number}"
    family = world.family(f"Rodzina {number}", worker)
    laptop = world.laptop(worker)
    laptop.visits.record(held(laptop, family, DAY))
    values = laptop.visits.of_family(family)[0].values()
    writes = [
        Write(Visit.INFO, new_id(), {**values, "day": DAY - timedelta(days=n % 300)}) for n in range(YEAR)
    ]
    laptop.desk.store.save(Unit(tuple(writes)))
    return world.bundle(laptop)


def _take_by_hand(office: Services, other: Services, bundle: Path) -> None:
    """Open the bundle, check each hash, and insert log, projection and search rows with plain statements."""
    with office.desk.store.reading() as reader:
        opened = arrivals.open_bundle(office.desk, reader.connection, read_file(bundle))
        found, _rest = taking.read_operations(opened.records())
    rows, shown, words, links = [], [], [], []
    columns = [one.name for one in tables.records["visit"].columns]
    for place, (number, (body, payload)) in enumerate(found.items(), 1):
        assert payload is not None
        operation, values = json.loads(body), json.loads(payload.body)
        assert hashlib.sha256(OPERATION + body).hexdigest() == number
        assert hashlib.sha256(VALUE + payload.salt + payload.body).hexdigest() == operation["c"]
        rows.append(
            {
                "id": bytes.fromhex(number),
                "device": operation["d"],
                "epoch": operation["n"],
                "number": operation["q"],
                "kind": operation["e"],
                "entity": operation["i"],
                "scope": operation["s"],
                "audience": operation["a"],
                "body": body,
                "salt": payload.salt,
                "vals": payload.body,
                "parked": 0,
            }
        )
        plain = {name: json.dumps(v) if isinstance(v, list) else v for name, v in values.items()}
        shown.append({**dict.fromkeys(columns), **plain, "id": operation["i"], "hidden_": "no"})
        words.append(
            {"n": 1_000_000 + place, "id": operation["i"], "f": values["family"], "w": values["course"]}
        )
        links += [
            {"source": operation["i"], "target": person, "scope": operation["s"]}
            for person in values["present"]
        ]
    with other.desk.store.writing() as connection:
        connection.execute(insert(tables.op), rows)
        connection.execute(insert(tables.records["visit"]), shown)
        connection.execute(insert(tables.reference), links)
        connection.execute(
            text("INSERT INTO doc (number, id, kind, family) VALUES (:n, :id, 'visit', :f)"), words
        )
        connection.execute(text("INSERT INTO words (rowid, content) VALUES (:n, :w)"), words)
