"""`asystent plan-month YYYY-MM`: proposes the visits of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer, read_month

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the command."""
    one = commands.add_parser("plan-month", parents=[common], help="zaproponuj wizyty na cały miesiąc")
    one.add_argument("month", metavar="RRRR-MM")
    one.add_argument("--accept", action="store_true", help="zapisz propozycję w kalendarzu")
    one.add_argument(
        "--seconds", type=float, default=2.0, metavar="N", help="ile najwyżej liczyć (domyślnie 2)"
    )
    one.set_defaults(run=run)


def run(desk: Desk) -> Answer:
    """Propose, and write the visits if wanted."""
    year, month = read_month(desk.args.month)
    plan = desk.services.planning.propose(year, month, seconds=desk.args.seconds)
    if desk.args.accept:
        desk.services.planning.accept(plan)
    proposal = plan.proposal
    visits = [
        {
            "family": one.family_id,
            "start": f"{one.day.isoformat()}T{one.start // 60:02d}:{one.start % 60:02d}",
            "end": f"{one.day.isoformat()}T{one.end // 60:02d}:{one.end % 60:02d}",
            "place": "home",
        }
        for one in proposal.visits
    ]
    unplaced = [
        {"family": one.family_id, "missing": one.missing, "reason": f"{one.reason} {one.helps}".strip()}
        for one in proposal.unplaced
    ]
    lines = [f"Wizyt z terminem: {len(visits)}."]
    lines += [
        f"{plan.families[one.family_id].name}: brakuje {one.missing}. {one.reason}"
        for one in proposal.unplaced
    ]
    lines += list(plan.warnings)
    return Answer(
        data={
            "visits": visits,
            "unplaced": unplaced,
            "gap": proposal.gap,
            "proven": proposal.proven,
            "accepted": bool(desk.args.accept),
            "warnings": list(plan.warnings),
        },
        lines=tuple(lines),
    )
