"""`asystent audit verify`: the audit chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.cli.base import REFUSED, Answer

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the command."""
    group = commands.add_parser("audit", help="dziennik zdarzeń").add_subparsers(
        dest="action", required=True, metavar="CZYNNOŚĆ"
    )
    group.add_parser("verify", parents=[common], help="sprawdź łańcuch wpisów").set_defaults(run=run)


def run(desk: Desk) -> Answer:
    """Walk the chain."""
    entries, broken = desk.services.backup.verify_audit()
    ok = broken is None
    words = (
        f"Dziennik jest nienaruszony, wpisów: {entries}."
        if ok
        else f"Dziennik nie zgadza się od wpisu {broken}."
    )
    return Answer(
        data={"ok": ok, "entries": entries, "broken_at": broken}, lines=(words,), code=0 if ok else REFUSED
    )
