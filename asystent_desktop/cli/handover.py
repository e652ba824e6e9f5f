"""`asystent handover`: households go from one worker to another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer, MissingArgumentError
from asystent_desktop.services.handover import HandoverPlan

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the command."""
    parser = commands.add_parser("handover", parents=[common], help="biuro: przekaż rodziny innej osobie")
    parser.add_argument("--from", dest="source", required=True, metavar="KONTO")
    parser.add_argument("--to", dest="target", required=True, metavar="KONTO")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--family", action="append", default=[], metavar="ID", help="można powtórzyć")
    which.add_argument("--all", action="store_true", help="wszystkie rodziny tej osoby")
    parser.add_argument("--reason", required=True, metavar="POWÓD")
    parser.add_argument("--since", default="", metavar="RRRR-MM-DD", help="od dnia; bez tego od dziś")
    parser.add_argument("--over-limit-reason", default="", metavar="POWÓD", help="powód ponad limit ustawy")
    parser.set_defaults(run=run)


def run(desk: Desk) -> Answer:
    """Hand the households on in one save."""
    args, handover = desk.args, desk.services.handover
    held = [one.id for one in handover.holdings(args.source)]
    strange = [one for one in args.family if one not in held]
    if strange:
        raise MissingArgumentError(f"Tej rodziny nie prowadzi osoba z --from: {strange[0]}.")
    families = held if args.all else args.family
    saved = handover.hand_on(
        HandoverPlan(
            families=families,
            account=args.target,
            since=_day(args.since) or desk.services.clock.today(),
            reason=args.reason,
            over_limit_reason=args.over_limit_reason,
        )
    )
    said = tuple(one.sentence for one in saved.findings)
    return Answer(
        data={"families": list(families), "to": args.target},
        lines=(f"Przekazano rodzin: {len(families)}. Zapisz paczki dla laptopów.", *said),
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MissingArgumentError(f"„{text}” nie jest datą. Napisz np. 2026-12-01.") from error
