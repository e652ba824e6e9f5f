"""The start loads what a door needs, and nothing else: every module more is waited for each morning."""

from __future__ import annotations

import subprocess
import sys

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
