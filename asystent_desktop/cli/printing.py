"""`asystent papers`, `asystent print PAPER`: what can be printed, and a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer, write_file

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    commands.add_parser("papers", parents=[common], help="co można wydrukować").set_defaults(run=run_papers)
    one = commands.add_parser("print", parents=[common], help="zapisz wydruk jako PDF")
    one.add_argument("paper", metavar="WYDRUK")
    one.add_argument("--family", default="", metavar="ID")
    one.add_argument("--plan", default="", metavar="ID", help="wersja planu; bez tego najnowsza")
    one.add_argument("--large", action="store_true", help="duży druk")
    one.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    one.set_defaults(run=run_print)


def run_papers(desk: Desk) -> Answer:
    """List the papers."""
    found = desk.services.printing.papers()
    return Answer(
        data={"papers": [{"name": one.name, "title": one.title} for one in found]},
        lines=tuple(f"{one.name}: {one.title}" for one in found),
    )


def run_print(desk: Desk) -> Answer:
    """Write a paper where the person chose."""
    args = desk.args
    made = desk.services.printing.make(args.paper, family_id=args.family, plan_id=args.plan, large=args.large)
    write_file(args.output, made.pdf)
    desk.services.printing.note_export(args.family, printed=False)
    return Answer(
        data={"file": str(args.output), "pages": made.pages},
        lines=(f"Zapisano {args.output} (stron: {made.pages}). Ten plik nie jest chroniony hasłem.",),
    )
