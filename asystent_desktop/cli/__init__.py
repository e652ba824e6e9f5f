"""The command line: thin commands over services, without Qt; COMMANDS is their registry."""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser
from typing import TYPE_CHECKING

from asystent_desktop.cli import (
    audit,
    bundle,
    conflicts,
    deadlines,
    demo,
    enrol,
    escrow,
    families,
    handover,
    import_register,
    plan_month,
    printing,
    record,
    vault,
    visits,
)
from asystent_desktop.cli.base import REFUSED, Desk
from asystent_desktop.cli.parsing import PolishParser
from asystent_desktop.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asystent_desktop.services.stores import Stores

COMMANDS = (
    demo,
    vault,
    import_register,
    families,
    record,
    plan_month,
    visits,
    printing,
    enrol,
    escrow,
    handover,
    bundle,
    conflicts,
    deadlines,
    audit,
)


def parser() -> ArgumentParser:
    """Return the parser of all commands."""
    common = ArgumentParser(add_help=False, argument_default=SUPPRESS)
    common.add_argument("--vault", metavar="KATALOG", help="folder sejfu (albo ASYSTENT_VAULT)")
    common.add_argument("--password-file", metavar="PLIK", help="plik z hasłem (albo ASYSTENT_PASSWORD)")
    common.add_argument("--json", action="store_true", help="jeden obiekt JSON na standardowym wyjściu")
    top = PolishParser(prog="asystent", description="Asystent rodziny", parents=[common])
    commands = top.add_subparsers(dest="command", metavar="POLECENIE")
    for module in COMMANDS:
        module.add_to(commands, common)
    return top


def run(arguments: Sequence[str], stores: Stores) -> int:
    """Run one command; return its exit code. Expected failures become one plain sentence and code 1."""
    args = parser().parse_args(arguments)
    desk = Desk(stores, args)
    try:
        answer = args.run(desk)
    except AppError as error:
        print(error.sentence, file=sys.stderr)
        if getattr(args, "json", False):
            print(json.dumps({"error": error.sentence}, ensure_ascii=False))
        return REFUSED
    finally:
        desk.close()
    if getattr(args, "json", False):
        for line in answer.lines:
            print(line, file=sys.stderr)
        print(json.dumps(answer.data, ensure_ascii=False))
    else:
        for line in answer.lines:
            print(line)
    return int(answer.code)
