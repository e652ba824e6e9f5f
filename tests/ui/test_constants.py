from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import asystent_desktop.ui
from PySide6.QtCore import QObject
one = QObject()
for _ in range(300_000):
    one.setObjectName("a")
    one.blockSignals(False)
print("still here")
"""


def test_program_outlives_hundreds_of_thousands_of_calls_that_return_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("still here", 0)
