"""Rows on the planner: twelve months from easy to impossible, beside a plain greedy plan and the bound."""

from __future__ import annotations

from time import perf_counter

from asystent_desktop.planning import Proposal, plan_month
from asystent_desktop.planning.days import DayModel
from asystent_desktop.planning.greedy import Board, fill
from asystent_desktop.planning.ground import Ground
from asystent_desktop.planning.hours import Hours
from tests.planning.instances import INSTANCES
from tests.world import World

SECONDS = 10.0
USABLE = 2.0


def measure(_world: World) -> None:
    """Print one row for each month: costs, gap, time to the first plan, within 2 s, to the proof."""
    heading = ("greedy", "2 s", "10 s", "bound", "gap", "missing", "first", "proven after")
    print(f"{'month':44} " + " ".join(f"{word:>9}" for word in heading))
    for instance in INSTANCES:
        problem = instance.make()
        greedy = _greedy(Ground(problem))
        told: list[tuple[float, Proposal]] = []
        begun = perf_counter()
        last = plan_month(
            problem,
            seconds=SECONDS,
            found=lambda one, told=told, begun=begun: told.append((perf_counter() - begun, one)),  # type: ignore[misc]
        )
        total = perf_counter() - begun
        early = min(one.cost for at, one in told if at <= USABLE or one is told[0][1])
        cells = (
            f"{greedy:.0f}",
            f"{early:.0f}",
            f"{last.cost:.0f}",
            f"{last.bound:.0f}" if last.bound is not None else "-",
            f"{100 * (last.gap or 0):.1f} %",
            str(sum(one.missing for one in last.unplaced)),
            f"{told[0][0]:.2f} s",
            f"{total:.1f} s" if last.proven else "-",
        )
        print(f"{instance.name:44} " + " ".join(f"{cell:>9}" for cell in cells), flush=True)


def _greedy(ground: Ground) -> float:
    hours = Hours(ground)
    return DayModel(ground, hours.crowded()).cost(fill(Board(ground, hours)))
