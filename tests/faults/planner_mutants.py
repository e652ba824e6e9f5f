"""`python -m tests.faults.planner_mutants`: breaks one rule at a time and looks whether a test turns red.

Each mutant is a copy of the package in which one line says something else. A mutant that all tests of
the planner let through is named, and the command ends with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLANNING = "asystent_desktop/planning/"
MUTANTS = (
    ("the gap between visits", "greedy.py", "if not self.is_spaced(family, day) or", "if"),
    ("days allowed", "ground.py", "self.room(day) > 0 and not self.is_near_fixed(family, day)", "True"),
    ("days off", "ground.py", "and day not in self.problem.days_off", ""),
    ("holidays", "ground.py", "and holiday_name(day) is None", ""),
    ("weekends", "ground.py", "if day.weekday() >= 5 and not family.weekend_ok:", "if False:"),
    ("evenings", "ground.py", "if not family.evening_ok:", "if False:"),
    (
        "own hours of a day",
        "problem.py",
        "self.own_hours.get(day, self.hours.get(day.weekday(), ()))",
        "self.hours.get(day.weekday(), ())",
    ),
    ("the family's hours", "ground.py", "if own is not None:", "if False:"),
    ("the family's absence", "ground.py", "(*family.unavailable, *family.outside)", "family.outside"),
    ("the end of the work", "ground.py", "(*family.unavailable, *family.outside)", "family.unavailable"),
    ("another worker's visits", "ground.py", ".extend(family.visited)", ".extend(())"),
    (
        "drives round fixed visits",
        "ground.py",
        "(visit.start - drive, visit.end + drive)",
        "(visit.start, visit.end)",
    ),
    ("drives between visits", "hours.py", "step.end + ground.drive(origin, target) if", "step.end if"),
    ("visits a day", "hours.py", "if len(families) > ground.room(day) or", "if"),
    ("the longest day", "hours.py", "return work + step.drives + later <= longest", "return True"),
    ("drives in the longest day", "hours.py", "return work + step.drives + later", "return work"),
    ("the contract's month", "greedy.py", "if more > limit:", "if False:"),
    ("only what is missing", "greedy.py", "if self.lacking(family) < 1 or", "if"),
    ("after today alone", "ground.py", "if day > problem.today]", "]"),
    (
        "the old hour of a kept visit",
        "hours.py",
        "return 0 if begin == kept else HOUR_WEIGHTS.changed",
        "return 0",
    ),
    ("the price of moving", "days.py", "model.penalty(WEIGHTS.moved, [({column: -1.0}, 1)])", "pass"),
    ("ways are tried", "ways.py", "if not board.take_over(self._picks, of=number):", "if False:"),
    (
        "the bound is a bound",
        "month.py",
        "bound = None if answer.bound is None else min(answer.bound, cost)",
        "bound = cost + 1",
    ),
    ("rows that forbid nothing", "cuts.py", "slope * before - cheap)", "slope * before - cheap - 1)"),
    ("the first plan is told", "month.py", "found(proposal(Answer(picks=first, bound=None)))", "pass"),
)


def survives(file: str, old: str, new: str) -> bool:
    """Return whether the planner's tests stay green when `old` in a file says `new`."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for part in ("asystent_desktop", "tests", "resources"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        broken = copy / PLANNING / file
        text = broken.read_text(encoding="utf-8")
        if old not in text:
            sys.exit(f"{file} holds no longer: {old}")
        broken.write_text(text.replace(old, new, 1), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/planning"],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            check=False,
        )
        return done.returncode == 0


def main() -> int:
    """Try every mutant, or those whose name holds the word given."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    tried = left = 0
    for name, file, old, new in MUTANTS:
        if word in name:
            tried += 1
            is_alive = survives(file, old, new)
            left += is_alive
            sys.stdout.write(f"{'SURVIVES' if is_alive else 'seen':9} {name}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{tried} wrong rules, {left} not seen, bar 0\n")
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main())
