"""Merging by itself: hostile histories of one record, and long texts joined: `[HISTORIES] [TEXTS]`."""

from __future__ import annotations

import random
import sys

from asystent_desktop.merge.heads import fold
from tests.merge.histories import broken, play
from tests.merge.texts import WORDS, wrongly_joined


def texts(count: int, seed: int) -> tuple[int, list[str]]:
    """Join `count` texts changed on two sides; return how many were clean, and what did not hold."""
    dice = random.Random(seed)
    clean, found = 0, []
    for _number in range(count):
        base = [dice.choice(WORDS) for _word in range(dice.randrange(9))]
        sides = []
        for _side in range(2):
            side = base[:]
            for _change in range(dice.randrange(3)):
                place = dice.randrange(len(side) + 1)
                side[place : place + dice.randrange(2)] = [
                    dice.choice(WORDS) for _word in range(dice.randrange(3))
                ]
            sides.append(" ".join(side))
        is_clean, fault = wrongly_joined(" ".join(base), *sides)
        clean += is_clean
        found += [fault] if fault else []
    return clean, found


def main() -> int:
    """Run both and print figure, bar and seed."""
    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 250
    pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    bad = [seed for seed in range(histories) if broken(play(seed), fold, seed)]
    clean, wrong = texts(pairs, 1)
    sys.stdout.write(
        f"{histories} histories of one record, {len(bad)} with a fault {bad[:10]}, bar 0, seed 0\n"
    )
    sys.stdout.write(
        f"{pairs} texts joined, {clean} by themselves, {len(wrong)} with a fault {wrong[:3]}, bar 0, seed 1\n"
    )
    return int(bool(bad or wrong))


if __name__ == "__main__":
    sys.exit(main())
