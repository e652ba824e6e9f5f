"""`asystent deadlines`: what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the command."""
    one = commands.add_parser("deadlines", parents=[common], help="terminy")
    one.add_argument(
        "--days", type=int, default=None, metavar="N", help="tylko zaległe i na najbliższe N dni"
    )
    one.set_defaults(run=run)


def run(desk: Desk) -> Answer:
    """List deadlines, soonest first."""
    found = desk.services.cases.deadlines(desk.args.days)
    names = {row.id: row.name for row in desk.services.cases.rows()}
    data = [
        {
            "code": one.code,
            "what": one.what,
            "family": one.family_id,
            "due": one.due.isoformat(),
            "level": one.level,
            "source": one.source,
        }
        for one in found
    ]
    lines = tuple(
        f"{one.due:%d.%m.%Y} {names.get(one.family_id or '', '')}: {one.what} ({one.chip})" for one in found
    )
    return Answer(data={"deadlines": data}, lines=lines or ("Żadnych terminów.",))
