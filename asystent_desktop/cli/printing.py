"""`asystent papers`, `asystent print PAPER`: what can be printed, and a PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer, read_month, write_file
from asystent_desktop.services.printouts.base import Wanted

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    commands.add_parser("papers", parents=[common], help="co można wydrukować").set_defaults(run=run_papers)
    one = commands.add_parser("print", parents=[common], help="zapisz wydruk jako PDF")
    one.add_argument("paper", metavar="WYDRUK")
    one.add_argument("--family", default="", metavar="ID")
    one.add_argument("--child", default="", metavar="ID")
    one.add_argument("--month", default="", metavar="RRRR-MM", help="bez tego bieżący miesiąc")
    one.add_argument("--day", type=date.fromisoformat, metavar="RRRR-MM-DD", help="dzień trasy albo tygodnia")
    one.add_argument("--initials", action="store_true", help="inicjały zamiast nazw rodzin")
    record = one.add_mutually_exclusive_group()
    record.add_argument("--plan", default="", metavar="ID", help="wersja planu; bez tego najnowsza")
    record.add_argument("--visit", default="", metavar="ID", help="wizyta; bez tego ostatnia zapisana")
    record.add_argument("--record", default="", metavar="ID", help="zapis, którego dotyczy wydruk")
    one.add_argument("--all", action="store_true", help="wszystkie rodziny miesiąca w jednym pliku")
    one.add_argument("--area", action="append", default=[], metavar="LITERA", help="obszar j mimo wszystko")
    one.add_argument("--large", action="store_true", help="duży druk")
    one.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    one.set_defaults(run=run_print)


def run_papers(desk: Desk) -> Answer:
    """List the papers."""
    found = desk.services.printing.papers()
    return Answer(
        data={
            "papers": [
                {"name": one.name, "title": one.title, "code": one.code, "of": one.of} for one in found
            ]
        },
        lines=tuple(f"{one.name}: {one.title}" for one in found),
    )


def run_print(desk: Desk) -> Answer:
    """Write a paper where the person chose."""
    args = desk.args
    wanted = Wanted(
        family=args.family,
        child=args.child,
        record=args.plan or args.visit or args.record,
        day=args.day or (date(*read_month(args.month), 1) if args.month else None),
        large=args.large,
        areas=frozenset(args.area),
        initials=args.initials,
    )
    printing = desk.services.printing
    made = printing.make_all(args.paper, wanted) if args.all else printing.make(args.paper, wanted)
    write_file(args.output, made.pdf)
    desk.services.printing.note_export(made.family, printed=False)
    for finding in made.findings:
        desk.say(finding.sentence)
    return Answer(
        data={"file": str(args.output), "pages": made.pages},
        lines=(f"Zapisano {args.output} (stron: {made.pages}). Ten plik nie jest chroniony hasłem.",),
    )
