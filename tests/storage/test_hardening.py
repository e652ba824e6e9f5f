from __future__ import annotations

import subprocess
import sys

import pytest

SHOW = """
import ctypes, os, resource, tempfile, pathlib
from asystent_desktop.storage.hardening import harden
harden()
harden()
path = pathlib.Path(tempfile.mkdtemp()) / "x"
path.write_text("x")
print(oct(path.stat().st_mode & 0o777), resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux offers")
def test_process_gives_up_core_dumps_and_readable_files() -> None:
    done = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True)
    assert done.stdout == "0o600 (0, 0) 0\n"
