"""A newer version of the program, run beside this one: `FOLDER PASSWORD ACT FILE...`, prints JSON.

It knows one kind more (`pet`), two fields more of a family (`web`, and `grade`, which only the office writes)
and one type of operation more (`mark`).
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Any

from asystent_desktop import records
from asystent_desktop.merge import operation as ops
from asystent_desktop.records.fields import Record, field, kind
from asystent_desktop.records.types import Ref, Text


def learn() -> None:
    """Describe what the newer version has; before anything that reads the registry is imported."""

    @kind("pet", "Zwierzę", "Zwierzęta")
    class Pet(Record):
        family: str = field("Rodzina", Ref(("family",)), index=True)
        name: str = field("Imię", Text(40))

    phone = records.Family.INFO.by_name["phone"]
    web = dataclasses.replace(phone, name="web", label="Strona")
    grade = dataclasses.replace(phone, name="grade", label="Ocena biura", office_writes=True)
    shown = [(one.name, str, dataclasses.field(default="", metadata={"field": one})) for one in (web, grade)]
    newer = dataclasses.make_dataclass("Family", shown, bases=(records.Family,), frozen=True, kw_only=True)
    old = records.Family.INFO
    fields = (*old.fields, web, grade)
    newer.INFO = dataclasses.replace(  # type: ignore[attr-defined]
        old,
        cls=newer,
        fields=fields,
        by_name={one.name: one for one in fields},
        defaults={**old.defaults, "web": "", "grade": ""},
    )
    known = {**records.KINDS, "pet": Pet.INFO, "family": newer.INFO}  # type: ignore[attr-defined]
    records.KINDS = MappingProxyType(known)  # type: ignore[misc]
    records.Family = newer  # type: ignore[misc, assignment]
    ops.KNOWN_TYPES = ops.KNOWN_TYPES | {"mark"}  # type: ignore[misc]


def write(services: Any, family: str) -> dict[str, str]:
    """Write one of each new thing; return the ids."""
    from asystent_desktop.storage import log, projection
    from asystent_desktop.storage.store import new_id
    from asystent_desktop.storage.views import Unit, Write

    pet, store = new_id(), services.desk.store
    store.save(Unit((Write(records.KINDS["pet"], pet, {"family": family, "name": "Burek"}),)))
    view = services.records.view(family)
    store.save(Unit((Write(records.KINDS["family"], family, {"web": "nowak.pl"}, view.heads),)))
    with store.writing() as connection:
        writer = log.Writer(connection, store.now_ms())
        writer.add(
            type="mark",
            kind="family",
            entity=family,
            parents={"district": view.heads.get("district", ())},
            values={"district": "Zaznaczony"},
            scope=f"family:{family}",
            audience="scope",
        )
        writer.finish()
        projection.apply(connection, {family: "family"})
    return {"pet": pet}


def read(services: Any, family: str) -> dict[str, Any]:
    """Return what this store shows of the new things."""
    from asystent_desktop.storage.repository import Reader

    with services.desk.store.reading() as reader:
        assert isinstance(reader, Reader)
        pets = [one.name for one in reader.find(records.KINDS["pet"].cls)]  # type: ignore[attr-defined]
        shown = reader.view(family, "family")
    return {"pets": pets, "web": shown.values["web"], "district": shown.values["district"]}


def main() -> None:
    """Open a store as the newer version and do one thing."""
    folder, password, act, *given = sys.argv[1:]
    learn()
    from datetime import datetime

    from asystent_desktop.clock import SetClock
    from asystent_desktop.services.stores import Stores

    services = Stores(SetClock(datetime(2026, 11, 23, 13, 0))).unlock(Path(folder), password)
    try:
        if act == "write":
            said: Any = write(services, given[0])
        elif act == "read":
            said = read(services, given[0])
        elif act == "make":
            said = [
                str(one.file) for one in services.exchange.make(Path(given[0]).parent, file=Path(given[0]))
            ]
        else:
            taken = services.exchange.take(Path(given[0]))
            said = {"applied": taken.applied, "parked": taken.parked, "held": len(taken.set_aside)}
    finally:
        services.close()
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
