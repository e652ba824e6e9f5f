from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from asystent_desktop.errors import InvalidValueError, NotFoundError
from asystent_desktop.merge import operation as ops
from asystent_desktop.records import KINDS, Family, Person, Visit
from asystent_desktop.services import upkeep
from asystent_desktop.services.bundle import Services
from asystent_desktop.storage import audit, drafts, log, projection, repository, tables
from asystent_desktop.storage.search import search
from asystent_desktop.storage.store import Store, new_id
from asystent_desktop.storage.views import Unit, Write
from tests.world import World


@pytest.fixture
def store(world: World) -> Store:
    return world.office.desk.store


def save(store: Store, cls: Any, record_id: str = "", **values: Any) -> str:
    own = record_id or new_id()
    store.save(Unit((Write(cls.INFO, own, values),)))
    return own


def visit_of(family: str, account: str, **more: Any) -> dict[str, Any]:
    given = {"state": "held", "day": date(2026, 11, 20), "start": time(9), "end": time(10)}
    return {"family": family, "account": account, **given, **more}


def test_a_record_of_which_only_an_edit_has_come_is_not_removed(store: Store) -> None:
    visit = new_id()
    with store.writing() as connection:
        writer = log.Writer(connection, store.now_ms())
        writer.add(
            type=ops.SET,
            kind="visit",
            entity=visit,
            parents={"course": ("ab" * 32,)},
            values={"course": "Rozmowa"},
            scope=f"family:{new_id()}",
            audience="scope",
        )
        writer.finish()
    with pytest.raises(NotFoundError):
        store.save(Unit((Write(Visit.INFO, visit, life=ops.DELETED),)))


def test_a_saved_record_is_read_back_with_its_values_and_defaults(store: Store) -> None:
    family = save(store, Family, display_name="Łukaszewscy", street="Źródlana", debts=430050)
    visit = save(store, Visit, **visit_of(family, store.account, areas=("c", "a")))
    with store.reading() as reader:
        assert reader.one(Family, family).debts == 430050
        found = reader.one(Visit, visit)
    assert (found.areas, found.place, found.start, found.day) == (
        ("c", "a"),
        "home",
        time(9),
        date(2026, 11, 20),
    )


def test_one_save_is_one_transaction_a_bad_record_in_it_leaves_nothing(store: Store) -> None:
    family, person = new_id(), new_id()
    store_draft(store, "visit:1")
    writes = (
        Write(Family.INFO, family, {"display_name": "Nowakowie"}),
        Write(Person.INFO, person, {"phone": "1"}),
    )
    before = counts(store)
    with pytest.raises(InvalidValueError, match="Nazwisko"):
        store.save(Unit(writes, draft="visit:1"))
    assert counts(store) == before
    with store.reading() as reader:
        assert drafts.get(reader.connection, "visit:1") is not None


def test_saving_ends_its_draft_in_the_same_act(store: Store) -> None:
    store_draft(store, "visit:1")
    store.save(Unit((Write(Family.INFO, new_id(), {"display_name": "Nowakowie"}),), draft="visit:1"))
    with store.reading() as reader:
        assert drafts.listed(reader.connection) == ()


def test_saving_the_same_values_again_writes_nothing(store: Store) -> None:
    family = save(store, Family, display_name="Nowakowie")
    before = counts(store)
    assert not store.save(Unit((Write(Family.INFO, family, {"display_name": "Nowakowie"}),))).ids
    assert counts(store) == before


def test_an_edit_made_on_an_old_view_becomes_a_second_value_not_a_loss(store: Store) -> None:
    family = save(store, Family, display_name="Nowakowie", phone="1")
    with store.reading() as reader:
        seen = reader.view(family).heads
    for phone in ("2", "3"):
        store.save(Unit((Write(Family.INFO, family, {"phone": phone}, base=seen),)))
    with store.reading() as reader:
        view = reader.view(family)
        assert [one.value for one in view.conflicts["phone"]] == ["2", "3"]
        assert reader.open_conflicts() == (("family", family),)
        assert reader.one(Family, family).phone == "2 / 3"
    store.save(Unit((Write(Family.INFO, family, {"phone": "3"}),)))
    with store.reading() as reader:
        assert reader.view(family).conflicts == {}
        assert reader.one(Family, family).phone == "3"


def test_no_list_of_records_is_walked_through_to_find_what_waits_for_a_choice(store: Store) -> None:
    with store.reading() as reader:
        plan = reader.connection.execute(text(f"EXPLAIN QUERY PLAN {repository.OPEN}"))
        walked = [row.detail for row in plan if row.detail.startswith("SCAN")]
    assert len(walked) == len(KINDS)
    assert [one for one in walked if "_open_" not in one] == []


def test_a_removed_record_is_hidden_and_its_history_stays(store: Store) -> None:
    family = save(store, Family, display_name="Nowakowie")
    store.save(Unit((Write(Family.INFO, family, life="deleted"),)))
    with store.reading() as reader:
        assert reader.get(Family, family) is None
        assert len(log.edits(reader.connection, [family])[family]) == 2
        with pytest.raises(NotFoundError):
            reader.one(Family, family)


def test_a_projection_made_anew_equals_the_one_kept_up_by_saving(store: Store) -> None:
    family = save(store, Family, display_name="Łukaszewscy", phone="1")
    save(store, Visit, **visit_of(family, store.account, course="Rozmowa o żłobku"))
    gone = save(store, Person, last_name="Żak", first_name="Ola")
    store.save(Unit((Write(Person.INFO, gone, life="deleted"),)))
    save(store, Family, family, phone="2")
    before = derived(store)
    with store.writing() as connection:
        projection.rebuild(connection)
    assert derived(store) == before


@pytest.mark.parametrize("typed", ["łukaszew", "lukaszew", "ŁUKASZ", "kaszew", "zrodl", "źródl"])
def test_search_finds_with_and_without_polish_letters_and_inside_names(store: Store, typed: str) -> None:
    family = save(store, Family, display_name="Łukaszewscy", street="Źródlana")
    save(store, Family, display_name="Inni")
    with store.reading() as reader:
        assert [hit.id for hit in search(reader.connection, typed)] == [family]


@pytest.mark.parametrize("typed", ["", "  ", '"', "*", "AND OR", "brak", "' OR 1=1"])
def test_search_takes_anything_typed(store: Store, typed: str) -> None:
    save(store, Family, display_name="Łukaszewscy")
    with store.reading() as reader:
        assert search(reader.connection, typed) == ()


def test_the_audit_chain_names_ids_and_codes_and_finds_a_changed_row(store: Store) -> None:
    family = save(store, Family, display_name="Tajemnica")
    with store.reading() as reader:
        entries, broken = audit.verify(reader.connection)
        bodies = b"".join(row.body for row in reader.connection.execute(text("SELECT body FROM audit")))
    assert (broken, family.encode() in bodies, b"Tajemnica" in bodies) == (None, True, False)
    with store.writing() as connection:
        row = connection.execute(text("SELECT min(number) FROM audit WHERE instr(body, 'SAVE')")).scalar_one()
        changed = text(
            "UPDATE audit SET body = CAST(replace(body, 'SAVE', 'VIEW') AS BLOB) WHERE number = :row"
        )
        connection.execute(changed, {"row": row})
        assert audit.verify(connection) == (row, row)
    assert entries >= 3


def test_an_operation_of_an_unknown_kind_waits_for_an_update(
    store: Store,
) -> None:
    family = save(store, Family, display_name="Nowakowie")
    with store.writing() as connection:
        connection.execute(text("UPDATE op SET parked = 1 WHERE entity = :id"), {"id": family})
        projection.rebuild(connection)
    with store.reading() as reader:
        assert reader.find(Family) == ()
    upkeep.after_opening(store)
    with store.reading() as reader:
        assert reader.one(Family, family).display_name == "Nowakowie"


def test_each_kind_keeps_every_field_through_the_store(store: Store) -> None:
    for info in KINDS.values():
        values = {one.name: example(one.type) for one in info.fields}
        record_id = save(store, info.cls, **values)
        with store.reading() as reader:
            assert reader.one(info.cls, record_id).values() == values, info.name


def test_a_store_opened_again_holds_what_was_saved(world: World) -> None:
    services: Services = world.office
    family = save(services.desk.store, Family, display_name="Nowakowie")
    folder: Path = services.desk.store.vault.folder
    services.close()
    world.opened.remove(services)
    again = world.reopen(folder)
    assert [row.id for row in again.cases.rows()] == [family]
    assert again.desk.store.identity == services.desk.store.identity


def example(kind: Any) -> Any:
    known = {
        "text": "Łódź",
        "note": "Dwa\nwiersze",
        "date": date(2026, 2, 28),
        "time": time(8, 5),
        "int": getattr(kind, "least", 0) + 1,
        "minutes": 15,
        "money": 1234,
        "flag": True,
        "ref": "1" * 32,
        "week_hours": "1 08:00-16:00; 5 10:00-12:00",
    }
    if kind.name == "code":
        return next(iter(dict(kind.options())))
    if kind.name == "many":
        return (example(kind.member),)
    return known[kind.name]


def store_draft(store: Store, key: str) -> None:
    with store.writing() as connection:
        drafts.put(connection, drafts.Draft(key, "visit", "", {"course": "Zaczęte"}, 1))


def counts(store: Store) -> tuple[int, ...]:
    with store.reading() as reader:
        names = ("op", "audit", "r_family", "r_person", "doc")
        return tuple(
            reader.connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names
        )


def derived(store: Store) -> dict[str, list[Any]]:
    with store.reading() as reader:
        found = {
            table.name: sorted(map(tuple, reader.connection.execute(table.select())), key=repr)
            for table in tables.derived.tables.values()
            if table.name != "doc"
        }
        found["doc"] = sorted(
            map(tuple, reader.connection.execute(text("SELECT id, kind, family, names FROM doc"))), key=repr
        )
        return found
