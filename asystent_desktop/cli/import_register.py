"""`asystent import-register FILE`: an office's own list of families into the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import IN_PART, Answer
from asystent_desktop.errors import RefusedError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the command."""
    one = commands.add_parser("import-register", parents=[common], help="wczytaj wykaz rodzin (xlsx, csv)")
    one.add_argument("file", type=Path, metavar="PLIK")
    one.add_argument("--dry-run", action="store_true", help="tylko pokaż, niczego nie zapisuj")
    one.set_defaults(run=run)


def run(desk: Desk) -> Answer:
    """Read the list and write what is clear; questions are listed and their rows' other cells go in."""
    importing = desk.services.importing
    plan = importing.read(desk.args.file)
    if plan.problem:
        raise RefusedError(plan.problem)
    if not desk.args.dry_run:
        importing.apply(plan)
    questions = [
        {"row": one.row, "column": one.column, "problem": one.problem, "suggestion": one.suggestion}
        for one in plan.questions
    ]
    data = {
        "created": plan.created,
        "updated": plan.updated,
        "unchanged": plan.unchanged,
        "questions": questions,
        "skipped": [{"row": row, "why": why} for row, why in plan.skipped],
        "columns": [{"heading": one.heading, "target": one.target} for one in plan.columns],
        "dry_run": bool(desk.args.dry_run),
    }
    left_out = [one for one in plan.columns if one.target is None and one.examples]
    lines = [f"Nowych rodzin: {plan.created}, zmienionych: {plan.updated}, bez zmian: {plan.unchanged}."]
    lines += [f"Kolumnę „{one.heading}” pominięto. {one.why}" for one in left_out]
    lines += [_where(one.row, one.column) + f": {one.problem}" for one in plan.questions]
    lines += [f"Wiersz {row} pominięto: {why}" for row, why in plan.skipped]
    return Answer(data=data, lines=tuple(lines), code=IN_PART if questions and not desk.args.dry_run else 0)


def _where(row: int, column: str) -> str:
    return f"Wiersz {row}, {column}" if column else f"Wiersz {row}"
