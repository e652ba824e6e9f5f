"""The one place that talks to HiGHS: a model of days goes in, a plan and a bound come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.planning.days import DayModel
from asystent_desktop.planning.greedy import Picks

if TYPE_CHECKING:
    from highspy import Highs

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best plan of days found and the cost below which none can be (None when not known)."""

    picks: Picks
    bound: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who looks on: `cancelled` is asked many times a second, `passed` gets each better plan on the way."""

    cancelled: Cancelled
    passed: Callable[[Picks], object]


def solve(model: DayModel, start: Picks, seconds: float, watch: Watch) -> Answer:
    """Return the best plan found in that time, never dearer than `start`, which must keep the model's rows.

    The same seed and one thread give the same answer each time, unless time runs out or the watch says to
    stop; then the best so far is returned.
    """
    if not model.choices:
        return Answer(picks=start, bound=model.cost(start))
    highs = _quiet_highs()
    _load(highs, model)
    for option, value in _OPTIONS.items():
        highs.setOptionValue(option, value)
    highs.setOptionValue("time_limit", seconds)
    _start_from(highs, model, start)

    def on_step(event: Any) -> None:
        if watch.cancelled():
            event.interrupt()

    def on_better(event: Any) -> None:
        watch.passed(_picks(model, event.data_out.mip_solution))

    highs.cbMipInterrupt.subscribe(on_step)
    highs.cbMipImprovingSolution.subscribe(on_better)
    highs.run()
    return _answer(highs, model, start)


_FEASIBLE = 2
_UNKNOWN = 1e20
_ROUNDING = 1e-3
# Prices are whole numbers, so a plan less than 1 above the bound is the best one. HiGHS 1.16 with presolve
# and a start gave a wrong optimum in 1 of 60 trials; without presolve it was right and as fast. Without
# restarts five months of 15 families were proven in 4-7 s, with them in 4 s to more than 10 s.
_OPTIONS: Final[dict[str, bool | int | float | str]] = {
    "threads": 1,
    "random_seed": 1,
    "mip_abs_gap": 0.99,
    "mip_rel_gap": 0.0,
    "presolve": "off",
    "mip_allow_restart": False,
}


def _quiet_highs() -> Highs:
    import highspy

    class Quiet(highspy.Highs):
        """HiGHS 1.16 prints its banner as soon as callbacks are enabled, before any option can be set."""

        def enableCallbacks(self) -> None:  # noqa: N802
            """Turn the output off first."""
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Quiet()  # type: ignore[no-untyped-call]


def _load(highs: Highs, model: DayModel) -> None:
    import highspy
    import numpy as np

    choices, penalties = len(model.choices), len(model.penalties)
    rows = [(terms, -np.inf, most) for terms, most in model.limits]
    for at, (_, floors) in enumerate(model.penalties, start=choices):
        rows += [
            ({at: 1.0} | {key: -factor for key, factor in terms.items()}, more, np.inf)
            for terms, more in floors
        ]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = choices + penalties, len(rows)
    lp.col_cost_ = np.array(model.price + [price for price, _ in model.penalties], dtype=float)
    lp.col_lower_ = np.zeros(choices + penalties)
    lp.col_upper_ = np.array([1.0] * choices + [np.inf] * penalties)
    lp.row_lower_ = np.array([row[1] for row in rows], dtype=float)
    lp.row_upper_ = np.array([row[2] for row in rows], dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0] + [len(row[0]) for row in rows])
    lp.a_matrix_.index_ = np.array([key for row in rows for key in row[0]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([factor for row in rows for factor in row[0].values()], dtype=float)
    whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole if at in model.whole else real for at in range(choices + penalties)]
    highs.passModel(lp)


def _start_from(highs: Highs, model: DayModel, start: Picks) -> None:
    import highspy

    solution = highspy.HighsSolution()
    solution.col_value = model.values(start)
    highs.setSolution(solution)


def _picks(model: DayModel, values: Sequence[float]) -> Picks:
    return frozenset(choice for at, choice in enumerate(model.choices) if values[at] > 0.5)


def _answer(highs: Highs, model: DayModel, start: Picks) -> Answer:
    facts = highs.getInfo()
    picks, bound = start, float(facts.mip_dual_bound)
    if facts.primal_solution_status == _FEASIBLE:
        picks = _picks(model, highs.getSolution().col_value)
    if abs(bound) > _UNKNOWN or bound > model.cost(picks) + _ROUNDING:
        return Answer(picks=min(picks, start, key=model.cost), bound=None)
    return Answer(picks=min(picks, start, key=model.cost), bound=bound)
