"""`asystent record …`: every kind of record by its own field names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from asystent_desktop.cli.base import Answer, MissingArgumentError, typed_values

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk
    from asystent_desktop.records.fields import Field, KindInfo
    from asystent_desktop.services.records import Saved


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    group = commands.add_parser("record", help="zapisy każdego rodzaju").add_subparsers(
        dest="action", required=True, metavar="CZYNNOŚĆ"
    )
    group.add_parser("kinds", parents=[common], help="rodzaje i ich pola").set_defaults(run=run_kinds)
    listed = group.add_parser("list", parents=[common], help="wszystkie zapisy rodzaju")
    listed.add_argument("kind", metavar="RODZAJ")
    listed.set_defaults(run=run_list)
    new = group.add_parser("new", parents=[common], help="nowy zapis")
    new.add_argument("kind", metavar="RODZAJ")
    new.add_argument("pairs", nargs="*", metavar="pole=wartość")
    new.set_defaults(run=run_new)
    change = group.add_parser("set", parents=[common], help="zmień pola zapisu")
    change.add_argument("id", metavar="ID")
    change.add_argument("pairs", nargs="+", metavar="pole=wartość")
    change.set_defaults(run=run_set)
    for name, run, words in (
        ("show", run_show, "pokaż zapis"),
        ("history", run_history, "kto i kiedy zmieniał"),
        ("remove", run_remove, "usuń zapis; historia zostaje"),
    ):
        one = group.add_parser(name, parents=[common], help=words)
        one.add_argument("id", metavar="ID")
        one.set_defaults(run=run)


def run_kinds(desk: Desk) -> Answer:
    """List the kinds with their fields; needs no store."""
    from asystent_desktop.records import KINDS

    kinds = [
        {"name": one.name, "label": one.label, "fields": [_field(f) for f in one.fields]}
        for one in KINDS.values()
    ]
    return Answer(data={"kinds": kinds}, lines=tuple(f"{one.name}: {one.label}" for one in KINDS.values()))


def run_list(desk: Desk) -> Answer:
    """List the records of a kind, one a line."""
    info = desk.services.records.info(desk.args.kind)
    found = desk.services.records.listed(desk.args.kind)
    rows = [{"id": one.id, "fields": _wire(info, one.values())} for one in found]
    lines = tuple(
        "  ".join(filter(None, (one.id, one.day, one.family, one.words)))
        for one in desk.services.records.lines(found)
    )
    return Answer(data={"records": rows}, lines=lines or ("Nie ma takich zapisów.",))


def run_show(desk: Desk) -> Answer:
    """Show a record with open conflicts."""
    view = desk.services.records.view(desk.args.id)
    fields = _wire(view.info, view.values)
    conflicts = {
        name: [view.info.by_name[name].type.to_wire(one.value) for one in versions]
        for name, versions in view.conflicts.items()
    }
    lines = [f"{view.info.label} {view.id}"]
    lines += [
        f"  {one.label}: {one.type.words(view.values[one.name])}"
        for one in view.info.fields
        if view.values[one.name]
    ]
    return Answer(
        data={
            "id": view.id,
            "kind": view.info.name,
            "fields": fields,
            "conflicts": conflicts,
            "hidden": view.hidden,
            "unknown": dict(view.unknown),
        },
        lines=tuple(lines),
    )


def run_new(desk: Desk) -> Answer:
    """Save a new record."""
    records = desk.services.records
    values = records.read(desk.args.kind, typed_values(desk.args.pairs))
    if desk.args.kind == "assignment" and values.get("type", "main") == "main":
        saved = _allocate(desk, values)
    else:
        saved = records.create(desk.args.kind, values)
    return Answer(data={"id": saved.id}, lines=(saved.id, *(one.sentence for one in saved.findings)))


def _allocate(desk: Desk, values: dict[str, Any]) -> Saved:
    """Allocate a family as its page does, within the limit of the law; an earlier allocation ends."""
    if not (values.get("family") and values.get("account") and values.get("since")):
        raise MissingArgumentError("Przydział wymaga pól family, account i since.")
    reason = values.get("over_limit_reason", "")
    register = desk.services.register
    return register.allocate(values["family"], values["account"], values["since"], over_limit_reason=reason)


def run_set(desk: Desk) -> Answer:
    """Change fields of a record."""
    records = desk.services.records
    view = records.view(desk.args.id)
    values = records.read(view.info.name, typed_values(desk.args.pairs))
    if view.info.name == "support_case" and values.get("state", view.values["state"]) != view.values["state"]:
        # A spell of work goes from state to state as on its page, with what each state asks for.
        saved = desk.services.case_life.move(desk.args.id, values.pop("state"), values)
    else:
        saved = records.change(desk.args.id, values)
    lines = ("Zapisano.", *(one.sentence for one in saved.findings))
    return Answer(data={"id": saved.id, "changed": bool(saved.changes.ids)}, lines=lines)


def run_history(desk: Desk) -> Answer:
    """Show every edit of a record."""
    entries = desk.services.records.history(desk.args.id)
    history = [
        {
            "op": one.op,
            "at": datetime.fromtimestamp(one.at_ms / 1000, UTC).isoformat(),
            "author": one.author,
            "device": one.device,
            "values": dict(one.values),
        }
        for one in entries
    ]
    return Answer(data={"history": history}, lines=tuple(f"{one['at']} {one['author']}" for one in history))


def run_remove(desk: Desk) -> Answer:
    """Hide a record."""
    desk.services.records.remove(desk.args.id)
    return Answer(data={"id": desk.args.id}, lines=("Usunięto. Historia zapisu zostaje.",))


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "type": field.type.name,
        "required": field.required is True,
        "merge": field.merge.value,
    }


def _wire(info: KindInfo, values: Any) -> dict[str, Any]:
    return {one.name: one.type.to_wire(values[one.name]) for one in info.fields}
