"""`asystent conflicts`: two edits of one field, and a person's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    top = commands.add_parser("conflicts", parents=[common], help="pola z dwiema wartościami")
    top.set_defaults(run=run_list)
    group = top.add_subparsers(dest="action", metavar="CZYNNOŚĆ")
    settle = group.add_parser("settle", parents=[common], help="rozstrzygnij")
    settle.add_argument("id", metavar="ID")
    choice = settle.add_mutually_exclusive_group(required=True)
    choice.add_argument("--keep", type=int, metavar="N", help="zostaw N-tą z wypisanych wartości")
    choice.add_argument("--text", metavar="TEKST", help="tekst ułożony z obu")
    settle.set_defaults(run=run_settle)


def run_list(desk: Desk) -> Answer:
    """List what a person has to decide."""
    found = desk.services.conflicts.all()
    data = [
        {
            "id": one.id,
            "record": one.record,
            "kind": one.kind,
            "field": one.field,
            "values": [
                {
                    "value": side.words,
                    "author": side.author,
                    "at": side.at.isoformat() if side.at else None,
                    "device": side.device,
                }
                for side in one.sides
            ],
        }
        for one in found
    ]
    lines = tuple(
        f"{one.id} {one.family_name}, {one.field_label}: {' | '.join(side.words for side in one.sides)}"
        for one in found
    )
    return Answer(data={"conflicts": data}, lines=lines or ("Nie ma nic do rozstrzygnięcia.",))


def run_settle(desk: Desk) -> Answer:
    """Write the choice."""
    desk.services.conflicts.settle(desk.args.id, keep=desk.args.keep, text=desk.args.text)
    left = len(desk.services.conflicts.all())
    return Answer(data={"id": desk.args.id, "left": left}, lines=("Rozstrzygnięto.",))
