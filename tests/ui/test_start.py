"""The start loads what a door needs, and nothing else: every module more is waited for each morning."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from asystent_desktop.app import make_window
from tests.patience import PATIENCE_MS
from tests.world import World

LATE = ("sqlalchemy", "sqlcipher3", "reportlab", "highspy", "numpy", "openpyxl", "xlsxwriter", "argon2")


def test_what_stands_before_the_door_loads_no_database_and_no_papers() -> None:
    code = (
        "import sys\n"
        "import asystent_desktop.app\n"
        "import asystent_desktop.ui.pages.unlock\n"
        f"print(*sorted(set({LATE!r}) & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_behind_the_door_the_pages_are_loaded_while_a_person_types(world: World, tmp_path: Path) -> None:
    assert world.office.desk.store.vault.folder.is_dir()
    code = (
        "import sys\n"
        "from asystent_desktop.app import make_application, make_window\n"
        "from asystent_desktop.services.stores import Stores\n"
        "app = make_application(['x'])\n"
        "window, front = make_window(Stores())\n"
        "before = 'asystent_desktop.ui.pages.calendar' in sys.modules\n"
        "window.show(); front.start()\n"
        "wanted = {'asystent_desktop.ui.pages.visit', 'holidays'}\n"
        "while not wanted <= set(sys.modules): app.processEvents()\n"
        "print(before, *sorted({'reportlab', 'highspy', 'openpyxl'} & set(sys.modules)))\n"
        "front.close()\n"
    )
    given = {
        "ASYSTENT_DATA": str(world.folder),
        "ASYSTENT_STATE": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_MS / 1000,
    )
    assert done.stdout.split() == ["False"]


def test_the_copy_of_the_day_is_told_only_when_it_was_made(qtbot: QtBot, world: World) -> None:
    office = world.office
    window, front = make_window(world.stores)
    qtbot.addWidget(window)
    context = window.context
    with qtbot.waitSignal(context.copies_changed):
        context.open(office, office.session())
    with qtbot.assertNotEmitted(context.copies_changed):
        context.lock()
        context.open(office, office.session())
        qtbot.waitUntil(lambda: not context.tasks.is_busy())
    context.lock()
    front.close()
