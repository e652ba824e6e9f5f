"""From nothing to a door that takes a password, beside a bare window; time and memory."""

from __future__ import annotations

import os
import subprocess
import sys

from asystent_desktop.services.stores import OfficeStart
from tests.bench.timing import beside, in_turns, say
from tests.world import PASSWORD, World

_MEMORY = (
    "rows = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
    "print(int(rows['VmHWM'].split()[0]) // 1024, flush=True)\n"
)
_END = "import os; os._exit(0)"
BARE = (
    "from PySide6.QtWidgets import QApplication, QWidget\n"
    "a = QApplication([]); w = QWidget(); w.show(); a.processEvents()\n" + _MEMORY + _END
)
OURS = (
    "from asystent_desktop.app import make_application, make_window\n"
    "from asystent_desktop.services.stores import Stores\n"
    "from asystent_desktop.ui.pages.unlock import UnlockPage\n"
    "a = make_application(['x']); w, f = make_window(Stores()); w.show(); f.start()\n"
    "while not any(one.isVisible() for one in w.findChildren(UnlockPage)): a.processEvents()\n"
    "a.processEvents()\n" + _MEMORY + _END
)


def measure(world: World) -> None:
    """Print the row of the start; the machine has one store."""
    folder = world.folder / "data" / "sejf"
    world.stores.create_office(OfficeStart(office_name="MOPS", person_name="G. Maj"), PASSWORD, folder=folder)
    # Compiled once, as in an installed program; `make` leaves no compiled files behind.
    compiled = str(world.folder / "compiled")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {
        **kept,
        "QT_QPA_PLATFORM": "offscreen",
        "ASYSTENT_DATA": str(folder.parent),
        "PYTHONPYCACHEPREFIX": compiled,
    }
    said: list[str] = []

    def run(code: str) -> None:
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        said.append(done.stdout.strip())

    bare, ours = in_turns(lambda: run(BARE), lambda: run(OURS))
    say("start of a bare PySide6 window", bare, "-")
    say("start to a usable door", ours, "2.5 x, 120 MB", f"{beside(ours, bare, 'bare')}, {said[-1]} MB")
