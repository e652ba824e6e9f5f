"""`python -m tests.faults.store_mutants [WORD]`: breaks exchange and merging; do hostile histories see it?

Each mutant is a copy of the program in which one line says something else. One that `MOST` hostile histories
let through is named, and the command ends with 1.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
STAGE: Final = 10
MOST: Final = 100
MUTANTS: Final = (
    (
        "the first operation of a bundle is dropped at the office",
        "services/taking.py",
        "            if operation.scope in letters.gone:",
        "            if operation.scope in letters.gone or (sender and operation is fresh[0][0]):",
    ),
    (
        "the second of two in one place of a chain is dropped",
        "services/taking.py",
        "            if operation.scope in letters.gone:",
        "            if operation.scope in letters.gone or chain.forks(connection, [operation]):",
    ),
    (
        "a clock decides",
        "merge/heads.py",
        "return FieldState(value=None, heads=ids, versions=heads)",
        "return FieldState(value=heads[-1].values.get(name), heads=ids)",
    ),
    (
        "a removal hides what it had not seen",
        "merge/heads.py",
        "if said == {DELETED} and all(",
        "if said == {DELETED} or all(",
    ),
    ("a joined text lacks a word", "merge/text.py", "pieces.extend(written)", "pieces.extend(written[1:])"),
    (
        "a joined set lacks a member",
        "merge/text.py",
        "return kept + [added[key] for key in sorted(added)]",
        "return kept + [added[key] for key in sorted(added)][1:]",
    ),
    (
        "a family is given up with unsent work",
        "services/withdrawing.py",
        "if giving_up.unconfirmed(connection, giving_up.holdings(connection, family)):",
        "if False:",
    ),
    (
        "what was received is not shown",
        "services/taking.py",
        "done.conflicts |= projection.apply(connection, {one: touched[one] for one in some}, fresh)",
        "pass",
    ),
    (
        "an old copy asks for nothing",
        "services/refilling.py",
        '    if not is_office and state.get(connection, "key_set"):',
        "    if False:",
    ),
    (
        "a restored office is not sent again what it lost",
        "services/arrivals.py",
        "    if met is office_anew.Met.ANEW:",
        "    if False:",
    ),
    (
        "one bundle confirms them all",
        "storage/delivery.py",
        '"first": held["first"], "last": held["last"], "epoch": epoch',
        '"first": 0, "last": 10**9, "epoch": ""',
    ),
)


def seen_after(file: str, old: str, new: str) -> int:
    """Return how many histories it took to see that `old` in a file says `new`; 0 when it was not seen."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for part in ("asystent_desktop", "tests", "resources"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        broken = copy / "asystent_desktop" / file
        text = broken.read_text(encoding="utf-8")
        if old not in text:
            sys.exit(f"{file} holds no longer: {old}")
        broken.write_text(text.replace(old, new, 1), encoding="utf-8")
        for seed in range(1, MOST, STAGE):
            command = [sys.executable, "-m", "tests.faults.store_histories", str(STAGE), str(seed), "1"]
            done = subprocess.run(command, cwd=copy, capture_output=True, check=False)
            if b"histories through real stores" not in done.stdout:
                sys.exit(f"{file}: {new} ends the run itself: {done.stderr[-300:].decode()}")
            if done.returncode:
                return seed + STAGE - 1
    return 0


def main() -> int:
    """Try every mutant, or those whose name holds the word given."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    tried = left = 0
    for name, file, old, new in MUTANTS:
        if word in name:
            tried += 1
            count = seen_after(file, old, new)
            left += not count
            sys.stdout.write(f"{f'seen in {count}' if count else 'SURVIVES':12} {name}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{tried} wrong rules, {left} not seen, bar 0\n")
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main())
