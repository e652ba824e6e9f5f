"""`asystent demo DIR`: a whole demonstration office."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the command."""
    one = commands.add_parser(
        "demo", parents=[common], help="załóż ośrodek pokazowy z pracownikami i rodzinami"
    )
    one.add_argument("folder", type=Path, metavar="KATALOG")
    one.add_argument("--families", type=int, default=24, metavar="N", help="ile rodzin (domyślnie 24)")
    one.add_argument("--months", type=int, default=3, metavar="M", help="ile miesięcy pracy (domyślnie 3)")
    one.add_argument("--seed", type=int, default=1, metavar="S")
    one.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATA")
    one.set_defaults(run=run)


def run(desk: Desk) -> Answer:
    """Build the office and say where its stores lie."""
    args = desk.args
    made = desk.stores.make_demo(
        args.folder,
        lambda words, part: desk.say(f"{part:4.0%} {words}"),
        families=args.families,
        months=args.months,
        seed=args.seed,
        today=args.today,
    )
    stores = [
        {"vault": str(one.folder), "password": one.password, "name": one.name, "role": one.role}
        for one in made
    ]
    plain = [{key: one[key] for key in ("vault", "password", "name")} for one in stores]
    roles = [one["role"] for one in stores]
    return Answer(
        data={
            "office": plain[roles.index("office")],
            "assistants": [one for one, role in zip(plain, roles, strict=True) if role == "assistant"],
            "coordinators": [one for one, role in zip(plain, roles, strict=True) if role == "coordinator"],
        },
        lines=tuple(f"{one['name']}: {one['vault']}, hasło: {one['password']}" for one in plain),
    )
