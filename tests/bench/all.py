"""`make bench`: speed beside what it is compared with, in one run; nothing is asserted on the clock.

`python -m tests.bench.all [NAME …]` measures some of the parts alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.bench import exchange, planning, scale, start, strokes, window, work
from tests.world import World

PARTS = {
    "start": start,
    "work": work,
    "planning": planning,
    "exchange": exchange,
    "scale": scale,
    "window": window,
    "strokes": strokes,
}


def main(names: list[str]) -> int:
    """Measure the parts named, or all, each in a world of its own."""
    for name in names or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["ASYSTENT_STATE"], os.environ["ASYSTENT_DATA"] = f"{folder}/state", f"{folder}/data"
            world = World(Path(folder))
            try:
                PARTS[name].measure(world)
            finally:
                world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
