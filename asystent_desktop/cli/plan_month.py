"""`asystent plan-month YYYY-MM`: proposes the visits of a month, plans it again, takes the last plan back."""

from __future__ import annotations

from contextlib import contextmanager
from signal import SIGINT, signal
from threading import Event, current_thread, main_thread
from typing import TYPE_CHECKING, Any

from asystent_desktop.cli.base import Answer, MissingArgumentError, read_month
from asystent_desktop.polish import counted

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Iterator
    from datetime import date

    from asystent_desktop.cli.base import Commands, Desk
    from asystent_desktop.services.planning import MonthPlan

SECONDS = 10.0


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the command."""
    one = commands.add_parser("plan-month", parents=[common], help="zaproponuj wizyty na cały miesiąc")
    one.add_argument("month", metavar="RRRR-MM")
    one.add_argument("--accept", action="store_true", help="zapisz propozycję w kalendarzu")
    one.add_argument("--again", action="store_true", help="zaplanuj od nowa, co nie jest ustalone")
    one.add_argument("--undo", action="store_true", help="cofnij ostatnią przyjętą propozycję")
    one.add_argument(
        "--seconds", type=float, default=SECONDS, metavar="N", help="ile najwyżej liczyć (domyślnie 10)"
    )
    one.set_defaults(run=run)


def run(desk: Desk) -> Answer:
    """Propose or plan again, and write the visits if wanted; or take the last accepted plan back."""
    year, month = read_month(desk.args.month)
    if desk.args.undo:
        if desk.args.accept or desk.args.again:
            raise MissingArgumentError("Podaj samo --undo, bez --accept i --again.")
        return _undo(desk)
    planning = desk.services.planning
    make = planning.replan if desk.args.again else planning.propose
    with _stopped_by_keyboard() as is_stopped:
        plan = make(year, month, seconds=desk.args.seconds, cancelled=is_stopped, found=_FirstSaid(desk).hear)
    if desk.args.accept:
        planning.accept(plan)
    return Answer(data={**_data(plan), "accepted": bool(desk.args.accept)}, lines=_lines(plan))


class _FirstSaid:
    """Says the first plan as soon as it is there; the better ones that follow are said at the end."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._is_said = False

    def hear(self, plan: MonthPlan) -> None:
        """Take a plan on its way."""
        if not self._is_said:
            self._is_said = True
            missing = sum(one.missing for one in plan.proposal.unplaced)
            self._desk.say(
                f"Pierwszy plan: wizyt z terminem {len(plan.proposal.visits)}, bez terminu {missing}. "
                "Szukam lepszego, Ctrl+C kończy i zostawia najlepszy."
            )


@contextmanager
def _stopped_by_keyboard() -> Iterator[Callable[[], bool]]:
    """Let Ctrl+C end the search instead of the program; only the main thread hears it."""
    stop = Event()
    if current_thread() is not main_thread():
        yield stop.is_set
        return
    before = signal(SIGINT, lambda _number, _frame: stop.set())
    try:
        yield stop.is_set
    finally:
        signal(SIGINT, before)


def _undo(desk: Desk) -> Answer:
    change = desk.services.planning.undo_last()
    words = counted(len(change.ids), "wizyta wróciła", "wizyty wróciły", "wizyt wróciło")
    line = f"Cofnięto przyjętą propozycję: {words} do stanu sprzed niej."
    return Answer(data={"undone": sorted(change.ids)}, lines=(line,))


def _data(plan: MonthPlan) -> dict[str, Any]:
    proposal, difference = plan.proposal, plan.difference
    return {
        "visits": [{"family": one.family_id, **_span(one), "place": "home"} for one in proposal.visits],
        "unplaced": [
            {
                "family": one.family_id,
                "missing": one.missing,
                "rule": one.rule,
                "reason": one.reason,
                "helps": one.helps,
            }
            for one in proposal.unplaced
        ],
        "moved": [
            {
                "visit": one.id,
                "family": one.family_id,
                "from": _span(one.before) if one.before else None,
                "to": _span(one.after) if one.after else None,
                "reason": one.reason,
            }
            for one in difference.moved
        ],
        "added": [{"family": one.family_id, **_span(one.after)} for one in difference.added if one.after],
        "removed": [
            {"visit": one.id, "family": one.family_id, **_span(one.before), "reason": one.reason}
            for one in difference.removed
            if one.before
        ],
        "kept": len(difference.kept),
        "cost": proposal.cost,
        "bound": proposal.bound,
        "gap": proposal.gap,
        "proven": proposal.proven,
        "quality": plan.quality,
        "warnings": list(plan.warnings),
    }


def _span(one: Any) -> dict[str, str]:
    return {"start": _moment(one.day, one.start), "end": _moment(one.day, one.end)}


def _moment(day: date, minute: int) -> str:
    return f"{day.isoformat()}T{minute // 60:02d}:{minute % 60:02d}"


def _lines(plan: MonthPlan) -> tuple[str, ...]:
    proposal, difference = plan.proposal, plan.difference
    lines = [f"Wizyt z terminem: {len(proposal.visits)}. {plan.quality}"]
    if plan.again:
        lines.append(
            f"Bez zmian: {len(difference.kept)}, przesunięte: {len(difference.moved)}, "
            f"nowe: {len(difference.added)}, usunięte: {len(difference.removed)}."
        )
        lines += [
            f"{plan.families[one.family_id].name}: {one.sentence}"
            for one in (*difference.moved, *difference.added, *difference.removed)
        ]
    lines += [
        f"{plan.families[one.family_id].name}: brakuje {one.missing}. {one.reason} {one.helps}".rstrip()
        for one in proposal.unplaced
    ]
    return (*lines, *plan.warnings)
