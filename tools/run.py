"""`make run`: the window on a demonstration store, or without a display a walk through the main job."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"
TOUR, DEMO = BUILD / "tour", BUILD / "tour-data" / "pokaz"
TODAY = date(2026, 11, 23)
WIDTH, HEIGHT = 1366, 768


def main(arguments: list[str]) -> int:
    """Open the window when there is a display and no `--tour`, walk otherwise."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if has_display and "--tour" not in arguments:
        os.environ["ASYSTENT_DATA"] = str(BUILD / "data")
        os.environ["ASYSTENT_STATE"] = str(BUILD / "data" / "state")
        place = BUILD / "data" / "pokaz"
        if not (place / "paczki" / "koordynator-3.paczka").exists():
            # What was built last is missing: nothing was built yet, or it was broken off.
            shutil.rmtree(place, ignore_errors=True)
            _build(place, None)
        print(f"Otwieram okno na danych pokazowych. Hasło: {_password()}")
        from asystent_desktop.app import run_window

        return run_window()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["ASYSTENT_TODAY"] = TODAY.isoformat()
    os.environ["ASYSTENT_STATE"] = str(DEMO.parent / "state")
    for folder in (TOUR, DEMO.parent):
        shutil.rmtree(folder, ignore_errors=True)
    TOUR.mkdir(parents=True)
    _build(DEMO, TODAY)
    from tools.tour import walk

    for made in walk(DEMO, TOUR, _password()):
        print(made)
    return 0


def _build(place: Path, today: date | None) -> None:
    """Build the demonstration office as of a day, of the machine's own when none is given."""
    from asystent_desktop.services.stores import Stores

    say: Callable[[str, float], None] = lambda words, part: print(f"{part:4.0%} {words}")  # noqa: E731
    Stores().make_demo(place, say, families=24, months=3, seed=1, today=today)


def _password() -> str:
    from asystent_desktop.services.demo_texts import PASSWORD

    return PASSWORD


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
